"""The people of an espace: the list, one of them, what may be changed."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from simulators.console.actions import Action, Outcome, fingerprint, outcome, perform
from simulators.console.desk import Desk, desk_of
from simulators.console.pages.finding import sought
from simulators.console.pages.person_actions import person_actions
from simulators.console.pages.person_new import creation, importation
from simulators.console.view import Page
from simulators.console.words.people import PEOPLE, SEXES, STATUSES
from simulators.core.abilities import Foretelling


async def people(request: Request) -> Response:
    """`/personnes`: everybody, or those a word designates."""
    desk, page = desk_of(request), Page.of(request)
    actions = (creation(page.espace), importation(page.espace))
    told = outcome(page, actions)
    if request.method == "POST":
        done = await perform(desk, page, request, actions)
        if isinstance(done, Response):
            return done
        told = done
    await desk.espace(page)
    wanted, found = await sought(desk, page, "personnes")
    return await desk.answer(
        "personnes.html",
        page,
        PEOPLE,
        told.status,
        found=found,
        wanted=wanted,
        actions=actions,
        told=told,
    )


async def person(request: Request) -> Response:
    """`/personnes/{id}`: what each service knows, and the changes that can be asked for."""
    desk, page = desk_of(request), Page.of(request)
    await desk.espace(page)
    one = await _one(desk, page, request.path_params["id"])
    actions = person_actions(page.espace, one, await desk.control.get(page.espace, "professionnels"))
    told = outcome(page, actions)
    if request.method == "POST":
        done = await perform(desk, page, request, actions, fingerprint(one))
        if isinstance(done, Response):
            return done
        told = done
        one = await _one(desk, page, request.path_params["id"])
    return await _shown(desk, page, one, actions, told)


async def _shown(
    desk: Desk, page: Page, one: Mapping[str, Any], actions: tuple[Action, ...], told: Outcome
) -> Response:
    foretold = await _foretold(desk, page, one["id"])
    names = {
        pro["id"]: f"{pro['prenom']} {pro['nom']}"
        for pro in await desk.control.get(page.espace, "professionnels")
    }
    blocked = [names.get(id_, id_) for id_ in (one["dmp"] or {}).get("bloques", ())]
    return await desk.answer(
        "personne.html",
        page,
        PEOPLE,
        told.status,
        person=one,
        blocked=blocked,
        foretold=foretold,
        sexes=SEXES,
        statuses=STATUSES,
        actions=actions,
        told=told,
        shown=fingerprint(one),
    )


async def _foretold(desk: Desk, page: Page, id_: str) -> list[tuple[str, list[str]]]:
    """What each service that can tell would answer about somebody, in the language of the page."""
    espace = await desk.espace(page)
    known = espace.monde.personnes()[id_]
    told = []
    for service in desk.services.values():
        if isinstance(service, Foretelling):
            sentences = [page.say(one) for one in await service.foretell(espace, known)]
            told.append((page.say(service.title), sentences))
    return [(title, sentences) for title, sentences in told if sentences]


async def _one(desk: Desk, page: Page, id_: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = await desk.control.get(page.espace, "personnes", id_)
    return found
