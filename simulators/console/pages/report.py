"""The report of a rehearsal, on the screen and as files; what the establishment declares for it."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from simulators import __version__
from simulators.console.actions import Action, Field, outcome, perform
from simulators.console.control_client import ControlClient, RefusedError
from simulators.console.desk import Desk, desk_of
from simulators.console.pages.records import found
from simulators.console.pages.rehearsals import SIGNS, dated
from simulators.console.view import Page
from simulators.console.words.rehearsal import REHEARSAL, STATES
from simulators.control.comptes_rendus import NOTHING, bilan_of, file_of
from simulators.core.rule import Text
from simulators.repetition.bilan import Bilan, NothingPlayedError
from simulators.repetition.mise_en_service import ETAPES
from simulators.repetition.page import valeurs

_KINDS: Final = ("html", "csv", "json")


async def report(request: Request) -> Response:
    """`/repetition/{id}/compte-rendu`: what was done, what is to be settled, to print or to keep."""
    desk, page = desk_of(request), Page.of(request)
    await desk.espace(page)
    one = await found(desk, page, "repetitions", request.path_params["id"], lang=page.lang)
    declared = await desk.control.get(page.espace, "repetitions", one["id"], "declarations")
    action = _declaring(page.espace, one["id"], declared)
    told = outcome(page, (action,))
    if request.method == "POST":
        done = await perform(desk, page, request, (action,))
        if isinstance(done, Response):
            return done
        told = done
    bilan = await _bilan(desk, page, one["id"])
    shown: Mapping[str, Any] = {}
    if bilan is not None:
        shown = valeurs(bilan, __version__, lambda id_: page.url(f"/trafic/{id_}"))
    wrong = [
        (stage, check) for stage in one["etapes"] for check in stage["controles"] if check["etat"] == "failed"
    ]
    asked = {each["id"]: each for stage in one["etapes"] for each in stage["exigences"]}
    return await desk.answer(
        "compte_rendu.html",
        page,
        REHEARSAL,
        told.status,
        one=dated(one),
        wrong=wrong,
        requirements=sorted(asked.values(), key=lambda each: str(each["id"])),
        states=STATES,
        signs=SIGNS,
        action=action,
        told=told,
        nothing=page.say(NOTHING),
        kinds=_KINDS,
        bilan=bilan,
        **shown,
    )


async def report_file(request: Request) -> Response:
    """`/repetition/{id}/compte-rendu.{kind}`: the file that `socle compte-rendu` writes."""
    desk, page = desk_of(request), Page.of(request)
    kind = request.path_params["kind"]
    await desk.espace(page)
    one = await found(desk, page, "repetitions", request.path_params["id"], lang=page.lang)
    bilan = await _bilan(desk, page, one["id"])
    if kind not in _KINDS or bilan is None:
        raise HTTPException(404)
    return file_of(bilan, kind)


async def _bilan(desk: Desk, page: Page, id_: str) -> Bilan | None:
    try:
        return await bilan_of(desk.services, await desk.espace(page), id_, page.lang)
    except NothingPlayedError:
        return None


def _declaring(espace: str, id_: str, declared: Mapping[str, Any]) -> Action:
    async def run(control: ControlClient, sent: Mapping[str, str]) -> None:
        staff = sent.get("effectif", "").strip()
        ticked = [one.mot for one in ETAPES if sent.get(f"fait-{one.mot}") == "oui"]
        body: dict[str, Any] = {"faites": ticked, "effectif": staff or 0}
        if sent.get("file_active"):
            body["file_active"] = _text(sent["file_active"])
        await control.ask("PUT", ("espaces", espace, "repetitions", id_, "declarations"), body)

    boxes = tuple(
        Field(f"fait-{one.mot}", one.titre, "case", "oui" if one.mot in declared["faites"] else "")
        for one in ETAPES
    )
    return Action(
        "declarer",
        REHEARSAL["declare"],
        REHEARSAL["declare_do"],
        REHEARSAL["declared"],
        "PUT",
        (),
        (
            Field("effectif", REHEARSAL["staff"], "nombre", str(declared["effectif"] or "")),
            *boxes,
            Field("file_active", REHEARSAL["active_file"], "fichier", hint=REHEARSAL["active_file_hint"]),
        ),
        lead=REHEARSAL["declare_lead"],
        upload="file_active",
        run=run,
    )


def _text(sent: str) -> str:
    """The file as text. Raises `RefusedError`."""
    try:
        return sent.encode("utf-8", "surrogateescape").decode("utf-8-sig")
    except UnicodeDecodeError:
        refusal = Text(
            "File active : enregistrez le tableau en CSV UTF-8.", "File active: save the table as CSV UTF-8."
        )
        raise RefusedError(422, (refusal,)) from None
