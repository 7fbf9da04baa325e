"""What goes wrong on demand: the faults now active, a new one, all of them off in one click."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from simulators.console.actions import Action, Field, outcome, perform
from simulators.console.control_client import ControlClient
from simulators.console.desk import Desk, desk_of
from simulators.console.view import Page
from simulators.console.words.faults import FAULTS, TRANSPORT
from simulators.core.rule import Text

# What a transport fault of the list is asked with.
_PARAMETERS: Final[Mapping[str, Mapping[str, Any]]] = {"latence": {"ms": 30_000}, "http_5xx": {"statut": 503}}
_BETWEEN: Final = "|"


def _of(service: Text, label: Text) -> Text:
    return Text(f"{service.fr} : {label.fr}", f"{service.en}: {label.en}")


def _new(espace: str, services: Mapping[str, Text], named: Mapping[str, Mapping[str, str]]) -> Action:
    kinds = [
        (_BETWEEN.join(("metier", service, name)), _of(services[service], Text(label, label)))
        for service, errors in named.items()
        for name, label in errors.items()
    ]
    wires = [
        (_BETWEEN.join(("transport", service, name)), _of(title, label))
        for service, title in services.items()
        for name, label in TRANSPORT.items()
    ]

    async def arm(control: ControlClient, sent: Mapping[str, str]) -> None:
        kind, _, rest = sent.get("panne", "").partition(_BETWEEN)
        service, _, name = rest.partition(_BETWEEN)
        body: dict[str, Any] = {"kind": kind, "name": name, "service": service}
        body |= {"patient": sent.get("patient", "").strip(), "parameters": dict(_PARAMETERS.get(name, {}))}
        times = sent.get("fois", "").strip()
        if times:
            body["remaining"] = int(times) if times.isascii() and times.isdigit() else times
        minutes = sent.get("minutes", "").strip()
        if minutes:
            body["minutes"] = minutes.replace(",", ".")
        await control.ask("POST", ("espaces", espace, "pannes"), body)

    return Action(
        "provoquer",
        FAULTS["new"],
        Text("Provoquer", "Make it happen"),
        Text("La panne touchera le prochain appel concerné.", "The fault strikes the next call it is for."),
        "POST",
        (),
        (
            Field("panne", FAULTS["what"], "choix", choices=(*wires, *kinds)),
            Field(
                "patient",
                FAULTS["whom"],
                hint=Text(
                    "Un nom ou un matricule ; vide : tout le monde.",
                    "A name or a matricule; empty: everybody.",
                ),
            ),
            Field(
                "fois",
                Text("Combien de fois", "How many times"),
                "nombre",
                "1",
                hint=Text("Vide : à chaque appel concerné.", "Empty: at each call it is for."),
            ),
            Field(
                "minutes",
                Text("Pendant combien de minutes", "For how many minutes"),
                "nombre",
                hint=Text(
                    "À l’heure de l’espace. Vide : jusqu’à ce que vous l’arrêtiez.",
                    "By the workspace’s clock. Empty: until you stop it.",
                ),
            ),
        ),
        run=arm,
    )


def _stops(espace: str, active: Sequence[Mapping[str, Any]]) -> tuple[Action, ...]:
    told = Text("La panne est arrêtée.", "The fault is stopped.")
    one = Action(
        "arreter",
        FAULTS["stop"],
        FAULTS["stop"],
        told,
        "DELETE",
        ("espaces", espace, "pannes", "{id}"),
        (Field("id", FAULTS["what"], step=True),),
    )
    every = Action(
        "tout",
        FAULTS["stop_all"],
        FAULTS["stop_all"],
        Text("Tout fonctionne de nouveau normalement.", "Everything works normally again."),
        "DELETE",
        ("espaces", espace, "pannes"),
        danger=bool(active),
    )
    return one, every


async def faults(request: Request) -> Response:
    """`/pannes`: what goes wrong now, and what may."""
    desk, page = desk_of(request), Page.of(request)
    await desk.espace(page)
    services = {name: service.title for name, service in desk.services.items()}
    named = (await desk.control.get(page.espace, "pannes", "catalogue", lang=page.lang))["metier"]
    active = await desk.control.get(page.espace, "pannes")
    new = _new(page.espace, services, named)
    one, every = _stops(page.espace, active)
    told = outcome(page, (new, one, every))
    if request.method == "POST":
        done = await perform(desk, page, request, (new, one, every))
        if isinstance(done, Response):
            return done
        told, active = done, await desk.control.get(page.espace, "pannes")
    return await desk.answer(
        "pannes.html",
        page,
        FAULTS,
        told.status,
        active=[_line(one, desk, named, page.lang) for one in active],
        new=new,
        stop=one,
        stop_all=every,
        told=told,
    )


def _line(
    fault: Mapping[str, Any], desk: Desk, named: Mapping[str, Mapping[str, str]], lang: str
) -> Mapping[str, Any]:
    transport = TRANSPORT.get(fault["name"])
    label = named.get(fault["service"], {}).get(fault["name"], fault["name"])
    service = desk.services.get(fault["service"])
    return {
        **fault,
        "ends": datetime.fromisoformat(fault["until"]) if fault["until"] else None,
        "label": transport.in_language(lang) if transport else label,
        "title": service.title.in_language(lang) if service else "",
    }
