"""The records of the DMP: everybody's, one as a timeline, a document in words."""

import asyncio
import base64
import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from simulators.console.actions import Action, Field, Outcome, outcome, perform
from simulators.console.desk import Desk, desk_of
from simulators.console.pages.finding import sought
from simulators.console.view import Page
from simulators.console.words.records import GESTURES, HIDDEN, RECORDS, STATES
from simulators.core.rule import Text

VIEWS: Final = ("", "usager", "representant")
# The only style of a document shown by itself; its policy names it by its digest and allows nothing else.
STYLE: Final = (
    "body{font:1rem/1.5 system-ui,sans-serif;margin:1rem;color:#1c2422;background:#fff}"
    "dt{font-weight:600}dd{margin:0 0 .4rem}table{border-collapse:collapse}"
    "td,th{border:1px solid #bbb;padding:.2rem .5rem;text-align:left}"
)
_DIGEST: Final = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
ALONE: Final = {
    "content-security-policy": "; ".join(
        ("sandbox", "default-src 'none'", f"style-src 'sha256-{_DIGEST}'", "frame-ancestors 'self'")
    )
}


async def records(request: Request) -> Response:
    """`/dmp`: everybody who may have a record, and its state."""
    desk, page = desk_of(request), Page.of(request)
    await desk.espace(page)
    wanted, known = await sought(desk, page, "personnes", connus="true")
    return await desk.answer("dossiers.html", page, RECORDS, found=known, wanted=wanted)


async def record(request: Request) -> Response:
    """`/dmp/{id}`: the timeline of one record; `?regard=` shows it as its owner or a representative."""
    desk, page = desk_of(request), Page.of(request)
    await desk.espace(page)
    person = await found(desk, page, "personnes", request.path_params["id"])
    view = page.query.get("regard", "")
    if person["reference"] is None or view not in VIEWS:
        raise HTTPException(404)
    actions = _actions(page.espace, person["id"])
    told = outcome(page, actions)
    if request.method == "POST":
        done = await perform(desk, page, request, actions)
        if isinstance(done, Response):
            return done
        told = done
    return await _shown(desk, page, person, view, (actions, told))


async def _shown(
    desk: Desk, page: Page, person: Mapping[str, Any], view: str, asked: tuple[Sequence[Action], Outcome]
) -> Response:
    path = ("dmp", "personnes", person["id"])
    if view:
        seen = await desk.control.get(page.espace, *path, "mon-espace-sante", view)
        documents, visits, opened = seen["documents"], seen["passages"], seen["ouvert"]
    else:
        documents = await desk.control.get(page.espace, *path, "documents")
        visits, opened = await desk.control.get(page.espace, *path, "passages"), True
    places = {
        one["identifiant_national"]: one["nom"] for one in await desk.control.get(page.espace, "structures")
    }
    return await desk.answer(
        "dossier.html",
        page,
        RECORDS,
        asked[1].status,
        person=person,
        view=view,
        views=VIEWS,
        opened=opened,
        documents=[_document(one, places, page) for one in documents],
        visits=[_visit(one, places, page) for one in visits[:200]],
        actions={one.key: one for one in asked[0]},
        told=asked[1],
    )


def _document(one: Mapping[str, Any], places: Mapping[str, str], page: Page) -> Mapping[str, Any]:
    state = STATES.get(one.get("statut", "Archived" if one.get("archive") else "Approved"))
    masks = one.get("confidentialites", ["MASQUE_PS"] if one.get("masque") else [])
    marks = [page.say(HIDDEN[mask]) for mask in masks if mask in HIDDEN]
    created = one["creation"]
    return {
        **one,
        "day": f"{created[6:8]}/{created[4:6]}/{created[:4]}" if len(created) > 7 else created,
        "place": places.get(one["structure"], one["structure"]),
        "state": ", ".join([page.say(state) if state else "", *marks]),
        "hidden": "MASQUE_PS" in masks,
        "alive": one.get("statut", "Approved") in {"Approved", "Archived"},
    }


def _visit(one: Mapping[str, Any], places: Mapping[str, str], page: Page) -> Mapping[str, Any]:
    """A visit as the professionals' history or the owner's tells it: the two do not keep time alike."""
    if "quand" in one:
        when = datetime.fromisoformat(one["quand"])
    else:
        when = datetime.fromtimestamp(one["quand_us"] / 1_000_000, UTC)
    act = GESTURES.get(one["geste"])
    return {
        "when": when,
        "who": one["nom"] or places.get(one["structure"], one["structure"]),
        "place": places.get(one["structure"], "") if one["nom"] else "",
        "what": page.say(act) if act else one["geste"],
        "urgent": one.get("urgence", one.get("acces", "normal") != "normal"),
    }


def _actions(espace: str, person: str) -> tuple[Action, ...]:
    path = ("espaces", espace, "dmp", "personnes", person, "documents", "{document}", "masquage")
    what = (Field("document", RECORDS["document"], step=True),)
    return (
        Action(
            "masquer",
            Text("Masquer aux professionnels", "Hide from professionals"),
            Text("Masquer", "Hide"),
            Text("Le document est masqué aux professionnels.", "The document is hidden from professionals."),
            "PUT",
            path,
            what,
            {"masque": True},
        ),
        Action(
            "demasquer",
            Text("Rendre visible aux professionnels", "Show to professionals"),
            Text("Démasquer", "Show"),
            Text("Le document est de nouveau visible.", "The document is visible again."),
            "PUT",
            path,
            what,
            {"masque": False},
        ),
    )


async def document(request: Request) -> Response:
    """`/dmp/{id}/documents/{document}`: a document in words, in a frame where nothing can run."""
    desk, page = desk_of(request), Page.of(request)
    told = await _read(desk, page, request)
    return await desk.answer("document.html", page, RECORDS, told=told, person=request.path_params["id"])


async def document_alone(request: Request) -> Response:
    """`/dmp/{id}/documents/{document}/lisible`: the document itself, under a policy of its own."""
    desk, page = desk_of(request), Page.of(request)
    told = await _read(desk, page, request)
    return HTMLResponse(await asyncio.to_thread(alone, told["lisible"]), headers=ALONE)


def alone(fragment: str) -> str:
    """A fragment already escaped, as a page by itself."""
    head = f'<meta charset="utf-8"><title>Document</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="fr">{head}{fragment}</html>'


async def _read(desk: Desk, page: Page, request: Request) -> Mapping[str, Any]:
    await desk.espace(page)
    told = request.path_params
    return await found(desk, page, "dmp", "personnes", told["id"], "documents", told["document"], "lecture")


async def found(desk: Desk, page: Page, *path: str, **query: str) -> Mapping[str, Any]:
    """What the control API has there; 404 as a page when it has nothing."""
    one: Mapping[str, Any] = await desk.control.get(page.espace, *path, **query)
    return one
