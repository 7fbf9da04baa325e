"""The control API as one FastAPI application."""

import re
import sqlite3
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from sqlalchemy.exc import DBAPIError

from simulators.control import (
    acces,
    certificats,
    comptes_rendus,
    conduite,
    constats,
    donnees_reelles,
    echanges,
    espaces,
    fidelite,
    invitations,
    juger,
    monde,
    pannes,
    reglages,
    rejeu,
    repetitions,
    services,
)
from simulators.control.access import BoundedBodies
from simulators.control.desk import Desk
from simulators.control.refus import declared
from simulators.core.store.errors import (
    ArchiveRefusedError,
    EspaceExistsError,
    InvalidNameError,
    ProtectedEspaceError,
    StoreDamagedError,
    StoreError,
    StoreTooNewError,
    UnknownEspace,
    UnknownSnapshotError,
)
from simulators.system_errors import no_room
from simulators.validation import wrong_fields

_DESCRIPTION = """API de contrôle du simulateur : elle change et observe ; aucun service réel ne l'a.

Control API of the simulator: it changes and observes; no real service has it."""

# The version of this contract, not of the product: a client of 1.x is right with every later 1.y.
API_VERSION: Final = "1.0.0"

# Routes that write their body to a file as it comes, once the token is known to be right.
_FILES = r"/api/espaces/[^/]+/(?:{})"

# What the store refuses: status and sentence; the argument of the error names the thing.
_REFUSALS: dict[type[StoreError], tuple[int, str]] = {
    UnknownEspace: (404, "Espace inconnu"),
    UnknownSnapshotError: (404, "Instantané inconnu"),
    EspaceExistsError: (409, "Cet espace existe déjà"),
    ProtectedEspaceError: (409, "Cet espace ne se remplace ni ne se supprime"),
    InvalidNameError: (422, "Nom refusé (minuscules, chiffres, tirets ; 41 au plus)"),
    ArchiveRefusedError: (422, "Ce fichier n'est pas un espace exporté"),
    StoreDamagedError: (500, "Le fichier de cet espace est abîmé"),
    StoreTooNewError: (422, "Ce fichier vient d'une version plus récente du simulateur"),
}


async def _refused(_: Request, error: Exception) -> JSONResponse:
    status, sentence = (
        _REFUSALS.get(type(error), (409, "Refusé")) if isinstance(error, StoreError) else (500, "")
    )
    return JSONResponse({"detail": f"{sentence} : {error}"}, status)


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    errors: Any = error.errors() if isinstance(error, RequestValidationError) else ()
    return JSONResponse({"detail": wrong_fields(errors)}, 422)


async def _no_room(request: Request, error: Exception) -> JSONResponse:
    if not no_room(error):
        return await _failed(request, error)
    return JSONResponse({"detail": "Plus de place sur le disque : libérez-en, puis recommencez"}, 507)


async def _failed(_request: Request, _error: Exception) -> JSONResponse:
    return JSONResponse({"detail": "Erreur interne du simulateur"}, 500)


def create(desk: Desk) -> FastAPI:
    """The application served under /api on the console's port; its description is at /api/openapi.json."""
    app = FastAPI(
        title="Socle : API de contrôle",
        version=API_VERSION,
        description=_DESCRIPTION,
        servers=[{"url": "http://localhost:8400", "description": "Adresse par défaut / Default address"}],
        generate_unique_id_function=_operation_id,
        # One name per form: what is given as a default in a request is simply there in an answer.
        separate_input_output_schemas=False,
        openapi_url="/api/openapi.json",
        # The usual documentation pages fetch scripts from the Internet.
        docs_url=None,
        redoc_url=None,
    )
    app.state.desk = desk
    app.add_exception_handler(StoreError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    for kind in (OSError, sqlite3.Error, DBAPIError):
        app.add_exception_handler(kind, _no_room)
    app.add_exception_handler(Exception, _failed)
    files = "|".join(["import", *services.file_paths(desk.services)])
    app.add_middleware(BoundedBodies, free=re.compile(_FILES.format(files)))
    # Last, those whose path ends with any kind.
    modules = (acces, espaces, invitations, reglages, echanges, constats, rejeu, pannes, comptes_rendus)
    played = (repetitions, conduite, juger, certificats)
    parts = [part.router for part in (*modules, *played, donnees_reelles, fidelite)]
    refused = declared(401, 404, 409, 422, "default")
    for router in (*parts, services.router(desk.services), monde.router):
        app.include_router(router, prefix="/api", responses=refused)
    return app


def _operation_id(route: APIRoute) -> str:
    """The name that generated clients give to a call: that of the route, within its subject."""
    function = getattr(route.endpoint, "__name__", "")
    if route.name != function:
        return route.name
    return f"{route.endpoint.__module__.rpartition('.')[2]}_{function.strip('_')}"
