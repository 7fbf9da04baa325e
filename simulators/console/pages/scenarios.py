"""The scenarios with their latest verdict in an espace, and what they cover of the requirements."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from simulators.console.desk import Desk, desk_of
from simulators.console.pages.rehearsals import SIGNS, beginning
from simulators.console.view import Page
from simulators.console.words.rehearsal import STATES
from simulators.console.words.scenarios import COVERAGE, SCENARIOS
from simulators.core.sante.noms import convertir
from simulators.scenarios.reference import load_reference

# Rehearsals whose stages are judged again for a page, the latest first.
_JUDGED: Final = 10


async def scenarios(request: Request) -> Response:
    """`/scenarios`: the catalogue, filtered by a word."""
    desk, page = desk_of(request), Page.of(request)
    await desk.espace(page)
    known = await desk.control.get(page.espace, "repetitions", "catalogue", lang=page.lang)
    wanted = page.query.get("q", "").strip()
    return await desk.answer(
        "scenarios.html",
        page,
        SCENARIOS,
        scenarios=[one for one in known["scenarios"] if matches(wanted, one)],
        wanted=wanted,
        verdicts=await latest(desk, page),
        begin=beginning(page.espace),
        states=STATES,
        signs=SIGNS,
    )


def matches(wanted: str, scenario: Mapping[str, Any]) -> bool:
    """True when each word is in the identifier, the title, a service or a requirement. Pure."""
    told = (scenario["id"], scenario["titre"], *scenario["services"], *scenario["exigences"])
    text = convertir(" ".join(told))
    return all(word in text for word in convertir(wanted).split())


async def latest(desk: Desk, page: Page) -> Mapping[str, str]:
    """By scenario, the state of its latest stage in the espace."""
    found: dict[str, str] = {}
    for one in (await desk.control.get(page.espace, "repetitions"))[:_JUDGED]:
        told = await desk.control.get(page.espace, "repetitions", one["id"], lang=page.lang)
        for stage in reversed(told["etapes"]):
            found.setdefault(stage["scenario"], stage["etat"])
    return found


async def coverage(request: Request) -> Response:
    """`/couverture`: each requirement, the scenarios that exercise it, and how they went here."""
    desk, page = desk_of(request), Page.of(request)
    await desk.espace(page)
    known = await desk.control.get(page.espace, "repetitions", "catalogue", lang=page.lang)
    verdicts = await latest(desk, page)
    by_requirement = _by_requirement(known["scenarios"])
    requirements = list(load_reference().requirements.values())
    return await desk.answer(
        "couverture.html",
        page,
        COVERAGE,
        rows=[(one, by_requirement.get(one.id, ())) for one in requirements],
        exercised=sum(one.id in by_requirement for one in requirements),
        passed=sum(state == "passed" for state in verdicts.values()),
        failed=sum(state == "failed" for state in verdicts.values()),
        verdicts=verdicts,
        states=STATES,
        signs=SIGNS,
    )


def _by_requirement(scenarios: Iterable[Mapping[str, Any]]) -> Mapping[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one in scenarios:
        for requirement in one["exigences"]:
            found.setdefault(requirement, []).append(one)
    return found
