"""The mailboxes: all of them, one as its owner sees it, one mail in words."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from simulators.console.actions import Action, Field, outcome, perform
from simulators.console.desk import Desk, desk_of
from simulators.console.pages.arrivals import arrival
from simulators.console.pages.finding import MOST, sought
from simulators.console.pages.records import ALONE, alone, found
from simulators.console.view import Page
from simulators.console.words.mail import KINDS, MAIL, STATES
from simulators.core.rule import Text

_OF_PEOPLE: Final = ("active", "fermee", "inconnue", "invalide", "limite-25-mo")
_OF_OTHERS: Final = ("active", "liste-rouge", "pleine", "inconnue", "suspendue", "hors-liste-blanche")


async def boxes(request: Request) -> Response:
    """`/messagerie`: every box and whose it is."""
    desk, page = desk_of(request), Page.of(request)
    await desk.espace(page)
    wanted, every = await sought(desk, page, "mss", "boites")
    return await desk.answer(
        "boites.html",
        page,
        MAIL,
        found=every,
        wanted=wanted,
        kinds=KINDS,
        states=STATES,
    )


async def box(request: Request) -> Response:
    """`/messagerie/{adresse}`: the mails of a box, newest first, and what its owner may do."""
    desk, page = desk_of(request), Page.of(request)
    await desk.espace(page)
    address = request.path_params["adresse"]
    one = await found(desk, page, "mss", "boites", address)
    actions = _actions(page.espace, one)
    if one["genre"] != "USAGER":
        natures = await desk.control.get(page.espace, "mss", "arrivees")
        people, _ = await desk.control.page(page.espace, "personnes", connus="true", limite=str(MOST))
        actions = (arrival(page.espace, address, natures, people), *actions)
    told = outcome(page, actions)
    if request.method == "POST":
        done = await perform(desk, page, request, actions)
        if isinstance(done, Response):
            return done
        told = done
    mails = await desk.control.get(page.espace, "mss", "boites", address, "courriels")
    return await desk.answer(
        "boite.html",
        page,
        MAIL,
        told.status,
        box=one,
        mails=mails[::-1],
        kinds=KINDS,
        states=STATES,
        actions=actions,
        told=told,
    )


def _actions(espace: str, one: Mapping[str, Any]) -> tuple[Action, ...]:
    person = one["genre"] == "USAGER"
    states = tuple((key, STATES[key]) for key in (_OF_PEOPLE if person else _OF_OTHERS))
    state = Action(
        "etat",
        Text("Changer l’état de la boîte", "Change the state of the box"),
        Text("Enregistrer", "Save"),
        Text("L’état de la boîte est changé.", "The state of the box is changed."),
        "PUT",
        ("espaces", espace, "mss", "boites", one["adresse"], "etat"),
        (Field("etat", MAIL["state"], "choix", one["etat"], states, always=True),),
    )
    return (_answer(espace, one["adresse"]), state) if person else (state,)


def _answer(espace: str, address: str) -> Action:
    return Action(
        "repondre",
        Text("Répondre comme l’usager", "Answer as the person"),
        Text("Envoyer la réponse", "Send the answer"),
        Text("La réponse est partie.", "The answer is gone."),
        "POST",
        ("espaces", espace, "mss", "usagers", address.partition("@")[0], "repondre"),
        (
            Field("texte", Text("Sa réponse", "The answer"), "long", ""),
            Field(
                "boite",
                Text("À quelle boîte", "To which box"),
                hint=Text(
                    "Seulement si plusieurs professionnels lui ont écrit.",
                    "Only when several professionals wrote.",
                ),
            ),
        ),
    )


async def letter(request: Request) -> Response:
    """`/messagerie/{adresse}/{id}`: one mail in words, its documents in frames where nothing can run."""
    desk, page = desk_of(request), Page.of(request)
    told = await _letter(desk, page, request)
    actions = (_receipt(page.espace, request.path_params),)
    done = outcome(page, actions)
    if request.method == "POST":
        did = await perform(desk, page, request, actions)
        if isinstance(did, Response):
            return did
        done = did
    address = request.path_params["adresse"]
    return await desk.answer(
        "courriel.html", page, MAIL, done.status, mail=told, address=address, actions=actions, told=done
    )


def _receipt(espace: str, params: Mapping[str, str]) -> Action:
    return Action(
        "accuser",
        Text("Renvoyer l’accusé de lecture demandé", "Return the receipt that was asked for"),
        Text("Renvoyer l’accusé", "Return the receipt"),
        Text("L’accusé est parti.", "The receipt is gone."),
        "POST",
        ("espaces", espace, "mss", "boites", params["adresse"], "courriels", params["id"], "accuser"),
    )


async def letter_document(request: Request) -> Response:
    """`/messagerie/{adresse}/{id}/documents/{rang}`: a document of its archive, under a policy of its own."""
    desk, page = desk_of(request), Page.of(request)
    told = await _letter(desk, page, request)
    rank: int = request.path_params["rang"]
    if rank >= len(told["documents"]):
        raise HTTPException(404)
    fragment = told["documents"][rank]["lisible"]
    return HTMLResponse(await asyncio.to_thread(alone, fragment), headers=ALONE)


async def _letter(desk: Desk, page: Page, request: Request) -> Mapping[str, Any]:
    await desk.espace(page)
    told = request.path_params
    return await found(desk, page, "mss", "boites", told["adresse"], "courriels", told["id"], "lecture")
