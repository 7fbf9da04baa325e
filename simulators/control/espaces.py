"""Espaces: create, list, reset, freeze and restore, export and import, delete."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.background import BackgroundTask
from starlette.requests import ClientDisconnect

from simulators.control.desk import Administrator, Anyone, Desk, NamedEspace, Owned, Visited
from simulators.control.donnees_reelles import warnings_or_refusal
from simulators.control.refus import declared, octets
from simulators.control.reglages import clock_json, settings_json
from simulators.control.rehearsing import Turn, undo_all
from simulators.control.reponses import EspaceImported, EspaceOwned, EspaceSeen, Snapshot, Token
from simulators.core.espace import DEFAULT_ESPACE, Espace
from simulators.core.journal.archive import dump
from simulators.core.service import Peopled
from simulators.core.store.errors import EspaceExistsError
from simulators.formation import invitations

router = APIRouter(prefix="/espaces", tags=["Espaces"])

# A name is also a host label (job42.localhost) and a path prefix (/~job42).
Name = Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9-]{0,39}[a-z0-9])?$")]
# The largest file imported, in bytes as sent, and seconds without anything coming.
IMPORT_LIMIT = 1_000_000_000
_SILENCE = 30.0
_CLOSE = {"connection": "close"}
Label = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,40}$")]


class NewEspace(BaseModel):
    """The name of an espace: lower-case letters, digits, hyphens; 41 characters at most."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "job-42"}]})

    name: Name


class NewSnapshot(BaseModel):
    """The label of a snapshot: lower-case letters, digits, hyphens; 41 characters at most."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"label": "avant-essai"}]})

    label: Label


def _seen(espace: Espace) -> EspaceSeen:
    return {
        "name": espace.name,
        "settings": settings_json(espace.settings),
        "clock": clock_json(espace),
        "address": {"prefix": f"/~{espace.name}", "host": f"{espace.name}.localhost"},
    }


def _owned(espace: Espace, desk: Desk) -> EspaceOwned:
    return {**_seen(espace), "token": desk.tokens.of_espace(espace.name)}


@router.get("", summary="Lister les espaces · List espaces", responses=declared(403))
async def names(desk: Administrator) -> list[str]:
    """Their names; `defaut` always exists."""
    return await desk.context.espaces.names()


@router.post("", status_code=201, summary="Créer un espace · Create an espace", responses=declared(403, 409))
async def create(desk: Administrator, new: NewEspace) -> EspaceOwned:
    """A world of its own, filled like every new one; the answer holds its token. 409 if it exists."""
    if new.name in await desk.context.espaces.names():
        raise HTTPException(409, f"L'espace {new.name} existe déjà")
    return _owned(await desk.context.espaces.create(new.name), desk)


@router.get("/{espace}", summary="Un espace · One espace")
async def one_espace(espace: Owned) -> EspaceSeen:
    """Its settings, its clock, how to address it."""
    return _seen(espace)


@router.get("/{espace}/jeton", summary="Jeton d'un espace · Token of an espace", responses=declared(403))
async def token(espace: Owned, desk: Administrator) -> Token:
    """The token to give to those who may see and change this espace only."""
    return {"token": desk.tokens.of_espace(espace.name)}


@router.delete(
    "/{espace}", status_code=204, summary="Supprimer un espace · Delete an espace", responses=declared(403)
)
async def delete(espace: Turn, desk: Administrator) -> None:
    """With its people, journal and snapshots. `defaut` cannot be deleted."""
    if espace.name == DEFAULT_ESPACE:
        raise HTTPException(409, "L'espace defaut ne se supprime pas ; remettez-le à zéro")
    await invitations.forget(desk.context, espace.name)
    await desk.context.espaces.delete(espace.name)


@router.post("/{espace}/remise-a-zero", status_code=204, summary="Remettre à zéro · Reset")
async def reset(espace: Turn, desk: Anyone) -> None:
    """Everything as it was when the espace was created; the settings chosen stay, links to it end."""
    await invitations.forget(desk.context, espace.name)
    await undo_all(desk, espace)
    await desk.context.espaces.reset(espace.name)


@router.get("/{espace}/instantanes", summary="Lister les instantanés · List snapshots")
async def snapshots(espace: Owned, desk: Anyone) -> list[str]:
    """Their labels."""
    return await desk.context.espaces.snapshots(espace.name)


@router.post("/{espace}/instantanes", status_code=201, summary="Figer · Take a snapshot")
async def snapshot(espace: Owned, desk: Anyone, new: NewSnapshot) -> Snapshot:
    """Keeps the whole state under a label; an older snapshot of that label is replaced."""
    await desk.context.espaces.snapshot(espace.name, new.label)
    return {"label": new.label}


@router.post("/{espace}/instantanes/{label}/retablir", status_code=204, summary="Rétablir · Restore")
async def restore(espace: Owned, desk: Anyone, label: str) -> None:
    """The whole state as it was; 404 when there is no such snapshot."""
    if label not in await desk.context.espaces.snapshots(espace.name):
        raise HTTPException(404, f"Instantané inconnu : {label}")
    await desk.context.espaces.restore(espace.name, label)


@router.delete("/{espace}/instantanes/{label}", status_code=204, summary="Oublier un instantané · Forget it")
async def forget(espace: Owned, desk: Anyone, label: str) -> None:
    """404 when there is no such snapshot."""
    await desk.context.espaces.delete_snapshot(espace.name, label)


@router.get(
    "/{espace}/export",
    summary="Exporter · Export",
    response_class=FileResponse,
    responses=octets("application/octet-stream", "L'espace en un fichier / The espace in one file"),
)
async def export(espace: Owned, desk: Anyone) -> FileResponse:
    """The espace in one file, for another simulator. `socle judge` reads its `journal.zip` instead."""
    folder = tempfile.TemporaryDirectory(prefix="socle-export-")
    target = Path(folder.name) / f"{espace.name}.socle"
    await desk.context.espaces.export(espace.name, target)
    return _download(target, folder)


def _download(target: Path, folder: tempfile.TemporaryDirectory[str]) -> FileResponse:
    return FileResponse(
        target,
        media_type="application/octet-stream",
        filename=target.name,
        background=BackgroundTask(folder.cleanup),
    )


@router.get(
    "/{espace}/journal.zip",
    summary="Emporter le journal · Take the journal away",
    response_class=FileResponse,
    responses=octets("application/octet-stream", "Le journal, que lit `socle judge` / The journal"),
)
async def journal_file(espace: Visited) -> FileResponse:
    """Every exchange with its bytes, in one file that `socle judge` reads."""
    folder = tempfile.TemporaryDirectory(prefix="socle-journal-")
    target = Path(folder.name) / f"{espace.name}-journal.zip"
    await dump(espace.journal, target)
    return _download(target, folder)


async def receive(request: Request, target: Path, limit: int) -> None:
    """Writes the body to a file; 413 over `limit` bytes, 408 when nothing comes any more."""
    size = 0
    if int(request.headers.get("content-length", "0")) > limit:
        raise _too_large(limit)
    pieces = request.stream()
    with target.open("wb") as file:
        while piece := await _next(pieces):
            size += file.write(piece)
            if size > limit:
                raise _too_large(limit)


async def _next(pieces: AsyncIterator[bytes]) -> bytes:
    try:
        return await asyncio.wait_for(anext(pieces, b""), _SILENCE)
    except TimeoutError:
        raise HTTPException(408, "Le fichier n'est pas arrivé à temps", headers=_CLOSE) from None
    except ClientDisconnect:
        raise HTTPException(400, "Le client est parti avant la fin du fichier") from None


def _too_large(limit: int) -> HTTPException:
    return HTTPException(413, f"Fichier trop gros : {limit} octets au plus", headers=_CLOSE)


@router.put(
    "/{espace}/import",
    summary="Importer · Import",
    responses=declared(403, 408, 413),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
async def import_(espace: NamedEspace, desk: Administrator, request: Request) -> EspaceImported:
    """The body is an exported espace; one of that name is created, 409 if it exists.

    People whose matricule is not known to be fictional are told, or the import refused by `refuse_real_data`
    of the espace it carries.
    """
    if espace in await desk.context.espaces.names():
        raise EspaceExistsError(espace)
    with tempfile.TemporaryDirectory(prefix="socle-import-") as folder:
        source = Path(folder) / "import.socle"
        await receive(request, source, IMPORT_LIMIT)
        await desk.context.espaces.import_(espace, source)
    imported = await desk.context.espaces.get(espace)
    keepers = [one for one in desk.services.values() if isinstance(one, Peopled)]
    others = [number for one in keepers for number in await one.doubtful(imported)]
    try:
        warnings = warnings_or_refusal(imported.monde.personnes().values(), imported, others)
    except HTTPException:
        await desk.context.espaces.delete(espace)
        raise
    return {**_owned(imported, desk), "avertissements": warnings}
