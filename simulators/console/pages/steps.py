"""The five steps of a first try, told by the journal; and what was refused for being unknown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from simulators.console.actions import Action, Field
from simulators.console.desk import desk_of
from simulators.console.rows import Row, Services, row
from simulators.console.verdict import Verdict, verdict
from simulators.console.view import Page
from simulators.console.words.steps import STEPS
from simulators.control.adoption import mendable
from simulators.core.journal.filters import Filter
from simulators.core.journal.journal import Journal

# Exchanges looked at for one step, newest first: the step was taken if one of them was accepted.
_LOOKED_AT: Final = 50
_PROPOSED: Final = 3
_STEPS: Final = (
    ("call", Filter()),
    ("ins", Filter(service="ins", code="00")),
    ("psc", Filter(service="psc", operation="psc.jeton", code="OK")),
    ("dmp", Filter(service="dmp", operation="dmp.td21")),
    ("mss", Filter(service="mss", operation="mss.envoi")),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its key among the words, and the exchange that took it, empty as long as none did."""

    key: str
    exchange: str = ""


async def steps_of(journal: Journal) -> list[Step]:
    """The five steps as the journal tells them."""
    return [Step(key, await _taken(journal, wanted)) for key, wanted in _STEPS]


async def _taken(journal: Journal, wanted: Filter) -> str:
    found = await journal.query(replace(wanted, limit=_LOOKED_AT, order="desc"))
    came = (one for one in found if one.protocol != "journal")
    anything = wanted == Filter()
    return next((one.id for one in came if anything or verdict(one) is not Verdict.REFUSE), "")


async def unknown_ones(journal: Journal, services: Services, lang: str) -> list[Row]:
    """The latest exchanges refused for something the espace may adopt, each cause once."""
    found = await journal.query(Filter(limit=_LOOKED_AT, order="desc"))
    kept: dict[str, Row] = {}
    for one in found:
        if verdict(one) is Verdict.REFUSE and mendable(one):
            line = row(one, services, lang)
            kept.setdefault(line.summary, line)
    return list(kept.values())[:_PROPOSED]


def adoption(espace: str) -> Action:
    """Takes into the espace what an exchange was refused for not knowing."""
    return Action(
        "adopter",
        STEPS["adopt"],
        STEPS["adopt"],
        STEPS["adopted"],
        "POST",
        ("espaces", espace, "echanges", "{id}", "adopter"),
        (Field("id", STEPS["unknown_title"], step=True),),
    )


async def steps(request: Request) -> Response:
    """`/pas`: the steps alone, asked again by the home page at each exchange."""
    desk, page = desk_of(request), Page.of(request)
    espace = await desk.espace(page)
    home = replace(page, path="/")
    taken: Sequence[Step] = await steps_of(espace.journal)
    return HTMLResponse(desk.views.html("_pas.html", home, STEPS, steps=taken))
