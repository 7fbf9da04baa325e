"""Control routes that services bring: mounted and described here, decided there."""

import re
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Mapping
from inspect import getdoc
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import APIRouter, Body, HTTPException, Request
from fastapi.responses import FileResponse, JSONResponse
from starlette.background import BackgroundTask

from simulators.control.desk import Owned
from simulators.control.espaces import receive
from simulators.control.refus import Declared, declared, octets
from simulators.control.render import TOTAL
from simulators.core.control_answers import Download, Listing
from simulators.core.service import (
    ControlCall,
    Controlled,
    ControlRefused,
    ControlRoute,
    Service,
)

_VERBS: Final[Mapping[str, str]] = {
    "GET": "lire",
    "POST": "faire",
    "PUT": "mettre",
    "PATCH": "changer",
    "DELETE": "oter",
}


def router(services: Mapping[str, Service]) -> APIRouter:
    """`/espaces/{espace}/<service>/…` for each service that has settings of its own."""
    found = APIRouter(prefix="/espaces/{espace}")
    for name, service in services.items():
        if isinstance(service, Controlled):
            for route in service.control_routes:
                _mount(found, name, service.title.fr, route)
    return found


def operation_id(service: str, route: ControlRoute) -> str:
    """`mss_lire_boites_adresse_courriels`: the service, what is done, every word of the path. Pure."""
    words = re.sub(r":[a-z]+}", "}", route.path)
    return re.sub(r"[^a-z0-9]+", "_", f"{service}_{_VERBS[route.method]}_{words}".lower()).strip("_")


def _mount(found: APIRouter, service: str, tag: str, route: ControlRoute) -> None:
    path = f"/{service}{route.path}"
    named = [part[1:-1].partition(":")[0] for part in path.split("/") if part.startswith("{")]
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in named
    ]
    parameters += [
        {"name": name, "in": "query", "description": f"{told.fr} · {told.en}", "schema": {"type": "string"}}
        for name, told in route.query.items()
    ]
    described: dict[str, Any] = {"parameters": parameters} if parameters else {}
    if route.file:
        schema = {"type": "string", "format": "binary"}
        described["requestBody"] = {"required": True, "content": {route.file: {"schema": schema}}}
    found.add_api_route(
        path,
        _endpoint(route),
        methods=[route.method],
        status_code=route.status,
        summary=f"{route.summary.fr} · {route.summary.en}",
        description=getdoc(route.handle) or f"{route.summary.fr} · {route.summary.en}",
        tags=[tag],
        response_model=None,
        responses=_answers(route),
        name=operation_id(service, route),
        openapi_extra=described or None,
    )


def _answers(route: ControlRoute) -> Declared:
    """What it answers when all is well, and the refusals of a file."""
    refusals = declared(408, 413) if route.file else {}
    if route.download:
        return {**octets(route.download, "Le fichier / The file"), **refusals}
    return {**({route.status: {"model": route.answer}} if route.answer else {}), **refusals}


def _endpoint(route: ControlRoute) -> Callable[..., Awaitable[object]]:
    async def handled(espace: Any, request: Request, body: Any = None) -> object:
        parameters = {name: value for name, value in request.path_params.items() if name != "espace"}
        try:
            query = {name: request.query_params[name] for name in route.query if name in request.query_params}
            answer = await route.handle(espace, ControlCall(parameters, body, query))
        except ControlRefused as refused:
            raise HTTPException(refused.status, refused.detail) from None
        if isinstance(answer, Listing):
            return JSONResponse(answer.rows, headers={TOTAL: str(answer.total)})
        return _sent(answer) if isinstance(answer, Download) else answer

    if route.file:

        async def with_file(espace: Owned, request: Request) -> object:
            with tempfile.TemporaryDirectory(prefix="socle-recu-") as folder:
                path = Path(folder) / "recu"
                await receive(request, path, route.limit)
                return await handled(espace, request, path)

        return with_file

    if route.body is None:

        async def plain(espace: Owned, request: Request) -> object:
            return await handled(espace, request)

        return plain

    async def with_body(espace: Owned, request: Request, body: Any) -> object:
        return await handled(espace, request, body)

    with_body.__annotations__["body"] = Annotated[route.body, Body()]
    return with_body


def _sent(answer: Download) -> FileResponse:
    return FileResponse(
        answer.path,
        media_type=answer.media_type,
        filename=answer.path.name,
        background=BackgroundTask(answer.gone),
    )


def file_paths(services: Mapping[str, Service]) -> Iterator[str]:
    """Patterns of the addresses, below the espace, whose body is a file and not JSON."""
    for name, service in services.items():
        if isinstance(service, Controlled):
            for route in service.control_routes:
                if route.file:
                    yield re.sub(r"\{[^/]+\}", "[^/]+", f"{name}{route.path}")
