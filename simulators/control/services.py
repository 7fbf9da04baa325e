"""Control routes that services bring: mounted and described here, decided there."""

from collections.abc import Awaitable, Callable, Mapping
from inspect import getdoc
from typing import Annotated, Any

from fastapi import APIRouter, Body, HTTPException, Request

from simulators.control.desk import Owned
from simulators.core.service import ControlCall, Controlled, ControlRefused, ControlRoute, Service


def router(services: Mapping[str, Service]) -> APIRouter:
    """`/espaces/{espace}/<service>/…` for each service that has settings of its own."""
    found = APIRouter(prefix="/espaces/{espace}")
    for name, service in services.items():
        if isinstance(service, Controlled):
            for route in service.control_routes:
                _mount(found, f"/{name}{route.path}", service.title.fr, route)
    return found


def _mount(found: APIRouter, path: str, tag: str, route: ControlRoute) -> None:
    named = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in named
    ]
    found.add_api_route(
        path,
        _endpoint(route),
        methods=[route.method],
        status_code=route.status,
        summary=f"{route.summary.fr} · {route.summary.en}",
        description=getdoc(route.handle) or f"{route.summary.fr} · {route.summary.en}",
        tags=[tag],
        response_model=None,
        name=f"{route.method} {path}",
        openapi_extra={"parameters": parameters} if parameters else None,
    )


def _endpoint(route: ControlRoute) -> Callable[..., Awaitable[object]]:
    async def handled(espace: Any, request: Request, body: Any = None) -> object:
        parameters = {name: value for name, value in request.path_params.items() if name != "espace"}
        try:
            return await route.handle(espace, ControlCall(parameters, body))
        except ControlRefused as refused:
            raise HTTPException(refused.status, refused.detail) from None

    if route.body is None:

        async def plain(espace: Owned, request: Request) -> object:
            return await handled(espace, request)

        return plain

    async def with_body(espace: Owned, request: Request, body: Any) -> object:
        return await handled(espace, request, body)

    with_body.__annotations__["body"] = Annotated[route.body, Body()]
    return with_body
