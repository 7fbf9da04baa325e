"""The telephone: who is asked to approve a login, by whom, and the answer given."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from simulators.console.actions import Action, Field, fingerprint, outcome, perform
from simulators.console.desk import Desk, desk_of
from simulators.console.pages.finding import sought
from simulators.console.view import Page
from simulators.console.words.ecps import ECPS
from simulators.core.clock import ClockMode


async def telephones(request: Request) -> Response:
    """`/e-cps`: whose telephone it is, those somebody waits for first."""
    desk, page = desk_of(request), Page.of(request)
    await desk.espace(page)
    wanted, found = await sought(desk, page, "psc", "telephones")
    return await desk.answer(
        "telephones.html",
        page,
        ECPS,
        found=found,
        wanted=wanted,
        version=fingerprint([(one["professionnel"], one["en_attente"]) for one in found.rows]),
    )


async def telephone(request: Request) -> Response:
    """`/e-cps/{id}`: what waits on one telephone; its buttons answer."""
    desk, page = desk_of(request), Page.of(request)
    espace = await desk.espace(page)
    id_ = request.path_params["id"]
    owner = await desk.control.get(page.espace, "psc", "telephones", id_)
    actions = (
        _answer(page.espace, "approuver", "approve", "approved"),
        _answer(page.espace, "refuser", "refuse", "refused"),
    )
    told = outcome(page, actions)
    if request.method == "POST":
        done = await perform(desk, page, request, actions)
        if isinstance(done, Response):
            return done
        told = done
    waiting = await _waiting(desk, page, id_)
    return await desk.answer(
        "telephone.html",
        page,
        ECPS,
        told.status,
        owner=owner,
        name=_name(owner),
        waiting=waiting,
        version=fingerprint([one["id"] for one in waiting]),
        # A clock that stands still counts nothing down.
        running=espace.clock.setting.mode is not ClockMode.STEPPED,
        actions={one.key: one for one in actions},
        told=told,
    )


def _answer(espace: str, verb: str, button: str, done: str) -> Action:
    return Action(
        verb,
        ECPS[button],
        ECPS[button],
        ECPS[done],
        "POST",
        ("espaces", espace, "psc", "ciba", "{id}", verb),
        (Field("id", ECPS["request"], step=True),),
    )


async def _waiting(desk: Desk, page: Page, id_: str) -> Sequence[Mapping[str, Any]]:
    every = await desk.control.get(page.espace, "psc", "ciba")
    return [
        {**one, "at": datetime.fromisoformat(one["depuis"])} for one in every if one["professionnel"] == id_
    ]


def _name(owner: Mapping[str, Any]) -> str:
    return f"{owner['prenom']} {owner['nom']}"
