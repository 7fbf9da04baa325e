"""A training session: one espace for each trainee, a link and its code for each, a wall showing them all."""

import asyncio
import io
from collections.abc import Mapping
from typing import Final

import segno
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from simulators.console.actions import Action, Field, outcome, perform
from simulators.console.control_client import ControlClient, RefusedError
from simulators.console.desk import Desk, desk_of
from simulators.console.pages.leading import leading
from simulators.console.settings import guest_url
from simulators.console.view import Page
from simulators.console.wall import lines
from simulators.console.words.training import TRAINING
from simulators.core.rule import Text
from simulators.formation import invitations

PREFIX: Final = "formation-"
MOST: Final = 40


async def training(request: Request) -> Response:
    """`/formation`: makes the espaces of a session, resets them between groups, removes them."""
    desk, page = desk_of(request), Page.of(request)
    names = await _names(desk)
    actions = (_open(names), _reset(names), _close(names))
    lead = await _leading(desk, page, names)
    told = outcome(page, (*actions, *lead))
    if request.method == "POST":
        done = await perform(desk, page, request, (*actions, *lead))
        if isinstance(done, Response):
            return done
        told, names = done, await _names(desk)
    trainees = await lines(desk, page, names)
    links = await asyncio.gather(*(_link(desk, str(one["name"])) for one in trainees))
    return await desk.answer(
        "formation.html",
        page,
        TRAINING,
        told.status,
        trainees=[{**one, "link": link} for one, link in zip(trainees, links, strict=True)],
        actions=actions,
        lead=lead,
        told=told,
    )


async def _leading(desk: Desk, page: Page, names: list[str]) -> tuple[Action, ...]:
    if not names:
        return ()
    known = await desk.control.get(names[0], "repetitions", "catalogue", lang=page.lang)
    events = await desk.control.get(names[0], "evenements", "catalogue", lang=page.lang)
    return leading(names, known["suites"], events)


async def wall(request: Request) -> Response:
    """`/formation/mur`: the wall alone, asked again by the page every few seconds."""
    desk, page = desk_of(request), Page.of(request)
    trainees = await lines(desk, page, await _names(desk))
    return HTMLResponse(desk.views.html("_mur.html", page, TRAINING, trainees=trainees))


async def code(request: Request) -> Response:
    """`/formation/{espace}.svg`: the link of a trainee as a QR code."""
    desk = desk_of(request)
    espace = request.path_params["espace"]
    if espace not in await _names(desk):
        raise HTTPException(404)
    drawn = io.BytesIO()
    link = segno.make(await _link(desk, espace), error="m")
    link.save(drawn, kind="svg", scale=4, border=2, light="#ffffff")
    return Response(drawn.getvalue(), media_type="image/svg+xml")


async def _link(desk: Desk, espace: str) -> str:
    """From the address announced, never from what the request says it is."""
    origin = str(desk.settings.ready().get("console") or "").partition("/?")[0]
    number = await invitations.current(desk.context, espace)
    return guest_url(origin, desk.settings.token, espace, number)


async def _names(desk: Desk) -> list[str]:
    return sorted(one for one in await desk.context.espaces.names() if one.startswith(PREFIX))


def _open(names: list[str]) -> Action:
    async def run(control: ControlClient, sent: Mapping[str, str]) -> None:
        typed = sent.get("nombre", "").strip()
        wanted = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0
        if not 1 <= wanted <= MOST - len(names):
            free = MOST - len(names)
            told = Text(
                f"Entre 1 et {free} espaces : {MOST} au plus en tout.",
                f"Between 1 and {free} workspaces: {MOST} at most in all.",
            )
            raise RefusedError(422, (told,))
        unused = (f"{PREFIX}{rank:02d}" for rank in range(1, 100) if f"{PREFIX}{rank:02d}" not in names)
        for name in [next(unused) for _ in range(wanted)]:
            await control.ask("POST", ("espaces",), {"name": name})
            # Trainees type: what looks like a real person is refused there.
            await control.ask("PUT", ("espaces", name, "reglages"), {"refuse_real_data": True})

    return Action(
        "ouvrir",
        Text("Ouvrir des espaces", "Open workspaces"),
        Text("Ouvrir", "Open"),
        Text(
            "Les espaces sont ouverts : donnez à chacun son lien.", "The workspaces are open: give the links."
        ),
        "POST",
        (),
        (Field("nombre", Text("Combien", "How many"), "nombre", "12"),),
        run=run,
    )


def _reset(names: list[str]) -> Action:
    async def run(control: ControlClient, _: Mapping[str, str]) -> None:
        for name in names:
            await control.ask("POST", ("espaces", name, "remise-a-zero"))

    return Action(
        "remettre",
        Text("Remettre tous les espaces à zéro", "Reset every workspace"),
        Text("Tout remettre à zéro", "Reset everything"),
        Text(
            "Tous les espaces sont comme au premier jour : donnez les nouveaux liens.",
            "Every workspace is as on its first day: give the new links.",
        ),
        "POST",
        (),
        lead=Text(
            "Entre deux groupes : tout recommence, les liens donnés ne valent plus et de nouveaux les "
            "remplacent.",
            "Between groups: all begins again, the links given are over and new ones replace them.",
        ),
        run=run,
        danger=True,
        hidden=not names,
    )


def _close(names: list[str]) -> Action:
    async def run(control: ControlClient, _: Mapping[str, str]) -> None:
        for name in names:
            await control.ask("DELETE", ("espaces", name))

    return Action(
        "fermer",
        Text("Supprimer tous les espaces de formation", "Delete every training workspace"),
        Text("Tout supprimer", "Delete everything"),
        Text("Les espaces de formation sont supprimés.", "The training workspaces are deleted."),
        "DELETE",
        (),
        run=run,
        danger=True,
        hidden=not names,
    )
