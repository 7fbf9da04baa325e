"""The professionals and the structures of an espace, and what may be changed of them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from simulators.console.actions import Action, Field, fingerprint, outcome, perform
from simulators.console.desk import Desk, desk_of
from simulators.console.pages.person_actions import choices
from simulators.console.pages.records import found
from simulators.console.view import Page
from simulators.console.words.staff import CARDS, CERTIFICATES, PLACE_KINDS, PLACES, STAFF, STATES
from simulators.core.rule import Text

_SAVE: Final = Text("Enregistrer", "Save")
# Sectors of work that an ESMS registers staff for.
_SECTORS: Final = (
    ("SA30", Text("Hébergement pour personnes âgées", "Housing for the elderly")),
    ("SA31", Text("Enfance handicapée", "Disabled children")),
    ("SA32", Text("Adultes handicapés", "Disabled adults")),
    ("SA36", Text("Aide et soins à domicile", "Help and care at home")),
)


async def professionals(request: Request) -> Response:
    """`/professionnels`: everybody who works in this world; somebody may be registered."""
    desk, page = desk_of(request), Page.of(request)
    await desk.espace(page)
    actions = (_enrolment(page.espace, await desk.control.get(page.espace, "structures")),)
    told = outcome(page, actions)
    if request.method == "POST":
        done = await perform(desk, page, request, actions)
        if isinstance(done, Response):
            return done
        told = done
    every = await desk.control.get(page.espace, "professionnels")
    return await desk.answer(
        "professionnels.html",
        page,
        STAFF,
        told.status,
        people=every,
        cards=CARDS,
        states=STATES,
        actions=actions,
        told=told,
    )


def _enrolment(espace: str, structures: Sequence[Mapping[str, Any]]) -> Action:
    places = tuple((one["id"], Text(one["nom"], one["nom"])) for one in structures if one["genre"] == "EG")
    return Action(
        "enroler",
        Text("Inscrire un agent au RPPS+", "Register staff in RPPS+"),
        Text("Inscrire", "Register"),
        Text(
            "L’agent est inscrit : Pro Santé Connect le connaîtra dans 48 heures.",
            "They are registered: Pro Santé Connect will know them in 48 hours.",
        ),
        "POST",
        ("espaces", espace, "psc", "enrolements"),
        (
            Field("nom", Text("Nom", "Name"), always=True),
            Field("prenom", Text("Prénom", "Given name"), always=True),
            Field("structure", STAFF["places"], "choix", choices=places, always=True),
            Field("secteur", Text("Secteur", "Sector"), "choix", "SA30", _SECTORS, always=True),
        ),
    )


async def professional(request: Request) -> Response:
    """`/professionnels/{id}`: one of them."""
    desk, page = desk_of(request), Page.of(request)
    await desk.espace(page)
    id_ = request.path_params["id"]
    one = await found(desk, page, "professionnels", id_)
    actions = _of_one(page.espace, one)
    told = outcome(page, actions)
    if request.method == "POST":
        done = await perform(desk, page, request, actions, fingerprint(one))
        if isinstance(done, Response):
            return done
        told, one = done, await found(desk, page, "professionnels", id_)
    places = {place["id"]: place["nom"] for place in await desk.control.get(page.espace, "structures")}
    return await desk.answer(
        "professionnel.html",
        page,
        STAFF,
        told.status,
        person=one,
        places=[places.get(at["structure"], (at["site"] or {}).get("nom", "")) for at in one["situations"]],
        cards=CARDS,
        certificates=CERTIFICATES,
        states=STATES,
        telephone="psc" in desk.services and one["carte"] != "aucune",
        actions=actions,
        told=told,
        shown=fingerprint(one),
    )


def _of_one(espace: str, one: Mapping[str, Any]) -> tuple[Action, ...]:
    path = ("espaces", espace, "professionnels", one["id"])
    card = Action(
        "carte",
        Text("Changer sa carte", "Change the card"),
        _SAVE,
        Text("La carte est changée.", "The card is changed."),
        "PATCH",
        path,
        (Field("carte", STAFF["card"], "choix", one["carte"], choices(CARDS), always=True),),
    )
    state = Action(
        "etat",
        Text("Changer son état", "Change the state"),
        _SAVE,
        Text("L’état est changé.", "The state is changed."),
        "PATCH",
        path,
        (Field("etat", STAFF["state"], "choix", one["etat"], choices(STATES), always=True),),
    )
    activate = Action(
        "activer",
        Text("Activer son e-CPS", "Activate the e-CPS"),
        Text("Activer", "Activate"),
        Text("L’e-CPS est activée.", "The e-CPS is activated."),
        "POST",
        ("espaces", espace, "psc", "enrolements", one["id"], "activer"),
    )
    return (card, state, activate)


async def places(request: Request) -> Response:
    """`/structures`: the establishments and their identifiers."""
    desk, page = desk_of(request), Page.of(request)
    await desk.espace(page)
    every = await desk.control.get(page.espace, "structures")
    return await desk.answer("structures.html", page, PLACES, places=every, kinds=PLACE_KINDS)


async def place(request: Request) -> Response:
    """`/structures/{id}`: one of them, its name and its town."""
    desk, page = desk_of(request), Page.of(request)
    await desk.espace(page)
    one = await found(desk, page, "structures", request.path_params["id"])
    rename = _rename(page.espace, one)
    told = outcome(page, (rename,))
    if request.method == "POST":
        done = await perform(desk, page, request, (rename,), fingerprint(one))
        if isinstance(done, Response):
            return done
        told, one = done, await found(desk, page, "structures", one["id"])
    return await _place(desk, page, one, rename, told)


async def _place(desk: Desk, page: Page, one: Mapping[str, Any], rename: Action, told: Any) -> Response:
    return await desk.answer(
        "structure.html",
        page,
        PLACES,
        told.status,
        place=one,
        kinds=PLACE_KINDS,
        certificates=CERTIFICATES,
        actions=(rename,),
        told=told,
        shown=fingerprint(one),
    )


def _rename(espace: str, one: Mapping[str, Any]) -> Action:
    return Action(
        "renommer",
        Text("Changer le nom ou la ville", "Change the name or the town"),
        _SAVE,
        Text("La structure est changée.", "The organisation is changed."),
        "PATCH",
        ("espaces", espace, "structures", one["id"]),
        (Field("nom", PLACES["name"], value=one["nom"]), Field("ville", PLACES["town"], value=one["ville"])),
    )
