"""Rehearsals: choosing one, playing it step by step, its report."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from simulators.console.actions import Action, Field, Outcome, fingerprint, outcome, perform
from simulators.console.control_client import ControlClient, RefusedError
from simulators.console.desk import Desk, desk_of
from simulators.console.pages.leading import leading
from simulators.console.pages.records import found
from simulators.console.view import Page
from simulators.console.words.rehearsal import REHEARSAL, STATES
from simulators.core.rule import Text

# How each state of a check is shown: the sign and colour of a verdict.
SIGNS: Final = {
    "passed": "conforme",
    "failed": "refuse",
    "not_seen": "surveiller",
    "attestation": "surveiller",
    "incomplete": "corriger",
}


async def rehearsals(request: Request) -> Response:
    """`/repetition`: those of the espace, and what may be rehearsed."""
    desk, page = desk_of(request), Page.of(request)
    await desk.espace(page)
    begin = beginning(page.espace)
    told = Outcome()
    if request.method == "POST":
        done = await perform(desk, page, request, (begin,))
        if isinstance(done, Response):
            latest = await desk.control.get(page.espace, "repetitions")
            done.headers["location"] = page.url(f"/repetition/{latest[0]['id']}")
            return done
        told = done
    known = await desk.control.get(page.espace, "repetitions", "catalogue", lang=page.lang)
    names = {one["nom"]: one["titre"] for one in known["suites"]}
    names |= {one["id"]: one["titre"] for one in known["scenarios"]}
    return await desk.answer(
        "repetitions.html",
        page,
        REHEARSAL,
        told.status,
        going=[dated(one) for one in await desk.control.get(page.espace, "repetitions")],
        names=names,
        suites=known["suites"],
        scenarios=known["scenarios"],
        begin=begin,
        told=told,
    )


def dated(one: Mapping[str, Any]) -> Mapping[str, Any]:
    """A rehearsal with the instant it began at."""
    return {**one, "begun": datetime.fromisoformat(one["debut"])}


def beginning(espace: str) -> Action:
    """Begins the rehearsal of a suite or of one scenario."""
    return Action(
        "commencer",
        REHEARSAL["begin"],
        REHEARSAL["begin"],
        REHEARSAL["begin"],
        "POST",
        ("espaces", espace, "repetitions"),
        (Field("choix", REHEARSAL["journeys"], always=True),),
    )


def _actions(espace: str, id_: str) -> tuple[Action, ...]:
    path = ("espaces", espace, "repetitions", id_)

    async def attest(control: ControlClient, sent: Mapping[str, str]) -> None:
        body = {"conforme": sent.get("conforme") == "oui"}
        await control.ask("PUT", (*path, "attestations", sent.get("controle", "") or "-"), body)

    return (
        Action(
            "suivant",
            Text("Étape suivante", "Next step"),
            Text("Étape suivante", "Next step"),
            Text("L’étape suivante commence.", "The next step begins."),
            "POST",
            (*path, "suivant"),
        ),
        Action(
            "recommencer",
            Text("Recommencer cette étape", "Begin this step again"),
            Text("Recommencer cette étape", "Begin this step again"),
            Text("L’étape recommence : ce qui précède ne compte plus.", "The step begins again."),
            "POST",
            (*path, "recommencer"),
        ),
        Action(
            "revenir",
            Text("Revenir à cette étape", "Back to this step"),
            Text("Revenir à cette étape", "Back to this step"),
            Text("La répétition reprend à cette étape.", "The rehearsal goes on from this step."),
            "POST",
            (*path, "recommencer"),
            (Field("etape", REHEARSAL["stages"], "nombre", always=True),),
        ),
        Action(
            "attester",
            REHEARSAL["to_attest"],
            REHEARSAL["yes"],
            Text("Votre réponse est gardée.", "Your answer is kept."),
            "PUT",
            path,
            run=attest,
        ),
    )


async def rehearsal(request: Request) -> Response:
    """`/repetition/{id}`: what to do now, and what was seen of it."""
    desk, page = desk_of(request), Page.of(request)
    await desk.espace(page)
    id_ = request.path_params["id"]
    one = await found(desk, page, "repetitions", id_, lang=page.lang)
    actions, lead = _actions(page.espace, id_), await _leading(desk, page, one)
    if one["menee"] and page.guest:
        actions = tuple(each for each in actions if each.key == "attester")
    told = outcome(page, (*actions, *lead))
    if request.method == "POST":
        done = await perform(desk, page, request, (*actions, *lead), await _where(desk, page, id_))
        if isinstance(done, Response):
            return done
        told, one = done, await found(desk, page, "repetitions", id_, lang=page.lang)
    return await desk.answer(
        "repetition.html",
        page,
        REHEARSAL,
        told.status,
        one=dated(one),
        now=one["etapes"][-1],
        people=await _people(desk, page, one["etapes"][-1]["personnes"]),
        states=STATES,
        signs=SIGNS,
        actions={each.key: each for each in actions},
        lead=lead,
        told=told,
        shown=_place(one),
        version=fingerprint(one),
    )


async def _leading(desk: Desk, page: Page, one: Mapping[str, Any]) -> tuple[Action, ...]:
    """What a trainer does to this espace alone: the latest rehearsal is the one that is led."""
    every = await desk.control.get(page.espace, "repetitions")
    if page.guest or one["terminee"] or every[0]["id"] != one["id"]:
        return ()
    events = await desk.control.get(page.espace, "evenements", "catalogue", lang=page.lang)
    wanted = {"mener-reprise" if one["en_pause"] else "mener-pause", "evenement"}
    return tuple(each for each in leading((page.espace,), (), events) if each.key in wanted)


async def _where(desk: Desk, page: Page, id_: str) -> str:
    """Where the rehearsal is now: two people who both go on from a stage would skip the next."""
    every = await desk.control.get(page.espace, "repetitions")
    return next((_place(one) for one in every if one["id"] == id_), "")


def _place(one: Mapping[str, Any]) -> str:
    return fingerprint((one["etape"], one["terminee"]))


async def _people(desk: Desk, page: Page, wanted: Sequence[str]) -> list[Mapping[str, Any]]:
    told = []
    for id_ in wanted:
        # Somebody may have been removed since.
        with suppress(RefusedError):
            told.append(await desk.control.get(page.espace, "personnes", id_))
    return told
