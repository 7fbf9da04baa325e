"""The clock of an espace."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from simulators.console.actions import Action, Field, outcome, perform
from simulators.console.control_client import ControlClient, RefusedError
from simulators.console.desk import desk_of
from simulators.console.view import Page
from simulators.console.words.settings import CLOCK
from simulators.core.rule import Text

_STEPS: Final = (
    ("60", Text("d’une minute", "by a minute")),
    ("3600", Text("d’une heure", "by an hour")),
    ("86400", Text("d’un jour", "by a day")),
    ("604800", Text("d’une semaine", "by a week")),
)


def _actions(espace: str, clock: Mapping[str, Any]) -> tuple[Action, ...]:
    path = ("espaces", espace, "horloge")
    done = Text("L’heure de cet espace a changé.", "The time of this workspace changed.")

    async def forward(control: ControlClient, sent: Mapping[str, str]) -> None:
        step = sent.get("de", "")
        if step not in dict(_STEPS):
            raise RefusedError(422, (Text("Choisissez de combien avancer.", "Choose by how much."),))
        await control.ask("PUT", path, _later(clock, int(step)))

    return (
        Action(
            "avancer",
            Text("Avancer", "Move forward"),
            Text("Avancer", "Move forward"),
            done,
            "PUT",
            path,
            (Field("de", Text("De combien", "By how much"), "choix", "3600", _STEPS),),
            run=forward,
        ),
        Action(
            "arreter",
            Text("Arrêter le temps", "Stop the time"),
            Text("Arrêter", "Stop"),
            done,
            "PUT",
            path,
            body={"mode": "stepped", "instant": clock["now"]},
            lead=Text(
                "L’heure n’avance plus que d’une seconde par échange : deux essais se déroulent à "
                "l’identique.",
                "Time moves by one second per exchange only: two trials go exactly alike.",
            ),
        ),
        Action(
            "reelle",
            Text("Revenir à l’heure réelle", "Back to the real time"),
            Text("Revenir", "Back"),
            done,
            "PUT",
            path,
            body={"mode": "real"},
        ),
    )


def _later(clock: Mapping[str, Any], seconds: int) -> Mapping[str, Any]:
    """The setting of a clock that many seconds later; one that stands still goes on standing still. Pure."""
    if clock["mode"] == "stepped":
        later = datetime.fromisoformat(clock["now"]).timestamp() + seconds
        return {"mode": "stepped", "instant": datetime.fromtimestamp(later, UTC).isoformat()}
    return {"mode": "shifted", "offset": clock["offset"] + seconds}


async def clock(request: Request) -> Response:
    """`/horloge`: what time it is, and what changes it."""
    desk, page = desk_of(request), Page.of(request)
    await desk.espace(page)
    found = await desk.control.get(page.espace, "horloge")
    actions = _actions(page.espace, found)
    told = outcome(page, actions)
    if request.method == "POST":
        done = await perform(desk, page, request, actions)
        if isinstance(done, Response):
            return done
        told = done
    now = datetime.fromisoformat(found["now"])
    return await desk.answer(
        "horloge.html", page, CLOCK, told.status, now=now, mode=found["mode"], actions=actions, told=told
    )
