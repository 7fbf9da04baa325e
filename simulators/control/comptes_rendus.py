"""The report of a rehearsal: the same figures and words as `socle compte-rendu`, over its own exchanges."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, HTTPException, Response
from pydantic import BaseModel, ConfigDict, Field

from simulators import __version__
from simulators.control import stages
from simulators.control.desk import Anyone, Owned
from simulators.control.echanges import Lang
from simulators.control.rehearsing import Turn, found_in
from simulators.control.reponses_repetition import Declarations
from simulators.core.espace import Espace
from simulators.core.monde.model import Monde
from simulators.core.rule import Text
from simulators.core.service import Service
from simulators.repetition import declarations
from simulators.repetition.declarations import Declaration

if TYPE_CHECKING:
    from simulators.repetition.bilan import Bilan

router = APIRouter(prefix="/espaces/{espace}/repetitions/{id_}", tags=["Répétitions"])

_TITLE: Final = Text("Compte rendu de répétition", "Report of the rehearsal")
NOTHING: Final = Text(
    "Rien n'a encore été joué : le compte rendu se fera avec les premiers échanges.",
    "Nothing was played yet: the report will be made with the first exchanges.",
)


class Declared(BaseModel):
    """What the establishment says; what is absent stays. `effectif` 0, an empty `file_active`: not told."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"effectif": 12}]})

    effectif: Annotated[int, Field(ge=0, le=9_999_999)] | None = None
    faites: frozenset[str] | None = None
    file_active: Annotated[str, Field(max_length=4_000_000)] | None = None


@router.get("/declarations", summary="Ce qui est déclaré · What is declared")
async def declared(espace: Owned, id_: str) -> Declarations:
    """Staff, steps ticked before going live, whether a file active was given."""
    await found_in(espace, id_)
    return _json(await espace.store.query(partial(declarations.lire, id_=id_)))


@router.put("/declarations", summary="Déclarer · Declare")
async def declare(espace: Turn, id_: str, body: Declared) -> Declarations:
    """For the report. 422 for a step unknown to the list, or a file active that cannot be read."""
    await found_in(espace, id_)
    told = await espace.store.query(partial(declarations.lire, id_=id_))
    _check(body)
    changed = body.model_dump(exclude_none=True)
    after = replace(told, **changed)
    await espace.store.write(partial(declarations.mettre, id_=id_, declaree=after))
    return _json(after)


def _json(one: Declaration) -> Declarations:
    return {
        "effectif": one.effectif,
        "faites": sorted(one.faites),
        "file_active": bool(one.file_active),
    }


def _check(body: Declared) -> None:
    # What makes reports is loaded when somebody asks for one.
    from simulators.repetition import file_active
    from simulators.repetition.mise_en_service import MOTS

    unknown = sorted((body.faites or frozenset()) - set(MOTS))
    if unknown:
        raise HTTPException(422, f"Étape inconnue : {unknown[0]} (au choix : {', '.join(MOTS)})")
    try:
        file_active.lire_texte("file active", body.file_active or "dossier;entree\n")
    except file_active.FileActiveError as error:
        raise HTTPException(422, str(error)) from None


async def bilan_of(services: Mapping[str, Service], espace: Espace, id_: str, lang: str) -> "Bilan":
    """The account of a rehearsal. Raises NothingPlayedError, HTTPException when there is none of that id."""
    from simulators.repetition import file_active
    from simulators.repetition.bilan import Demande, dresser
    from simulators.repetition.etablissements import Annuaire
    from simulators.repetition.recit import conteur

    rehearsal = await found_in(espace, id_)
    told = await espace.store.query(partial(declarations.lire, id_=id_))
    exchanges = [one for stage in rehearsal.stages for one in await stages.own(espace, stage)]
    asked = Demande(
        titre=_TITLE.in_language(lang),
        effectif={"": told.effectif} if told.effectif else {},
        file_active=file_active.lire_texte("file active", told.file_active) if told.file_active else (),
        faites=told.faites,
        langue=lang,
    )
    monde = espace.monde
    known = Monde(
        structures=tuple(monde.structures().values()),
        professionnels=tuple(monde.professionnels().values()),
        boites=tuple(monde.boites().values()),
    )
    return await asyncio.to_thread(dresser, exchanges, Annuaire(known), asked, conteur(services, lang))


@router.get(
    "/compte-rendu",
    summary="Compte rendu · Report",
    responses={200: {"content": {"application/json": {"schema": {"type": "object"}}}}},
    response_class=Response,
)
async def report(espace: Owned, desk: Anyone, id_: str, lang: Lang = "fr") -> Response:
    """The file `compte-rendu.json` of `socle compte-rendu`. 409 as long as nothing was played."""
    from simulators.repetition.bilan import NothingPlayedError

    try:
        return file_of(await bilan_of(desk.services, espace, id_, lang), "json")
    except NothingPlayedError:
        raise HTTPException(409, NOTHING.in_language(lang)) from None


def file_of(bilan: "Bilan", kind: str) -> Response:
    """The report as `html`, `csv` or `json`, to be kept; the very file that the command writes."""
    from simulators.repetition.page import rendre
    from simulators.repetition.tableau import en_csv, en_json

    if kind == "html":
        body, media = rendre(bilan, __version__).encode(), "text/html; charset=utf-8"
    elif kind == "csv":
        # A spreadsheet needs the mark to read accents.
        body, media = en_csv(bilan).encode("utf-8-sig"), "text/csv; charset=utf-8"
    else:
        body, media = en_json(bilan).encode(), "application/json"
    headers = {"content-disposition": f'attachment; filename="compte-rendu.{kind}"'}
    return Response(body, media_type=media, headers=headers)
