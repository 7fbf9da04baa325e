"""Downloads: raw bytes of a message, certificates, contracts, and the console's own static files."""

import asyncio
from pathlib import Path
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from simulators.console.desk import desk_of
from simulators.console.pages.exchange import found_exchange
from simulators.console.view import Page

_CLIENT_SUFFIXES: Final = {"cert": "pem", "key": "key.pem", "p12": "p12"}


def attachment(data: bytes, name: str) -> Response:
    """Bytes to save under that name."""
    # Received bytes are saved, never interpreted by the browser that asked for them.
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type="application/octet-stream", headers=headers)


async def message_bytes(request: Request) -> Response:
    """`/trafic/{id}/requete` and `/trafic/{id}/reponse`: the body, byte for byte."""
    desk, page = desk_of(request), Page.of(request)
    exchange = await found_exchange(desk, page, request.path_params["id"])
    part = request.path_params["part"]
    message = {"requete": exchange.request, "reponse": exchange.answer}.get(part)
    if message is None:
        raise HTTPException(404)
    return attachment(message.body or b"", f"{exchange.id}-{part}.bin")


async def certificate(request: Request) -> Response:
    """`/certificats/{name}`: `ca.pem`, `crl.pem`, or `insi_auto.pem`, `.key.pem`, `.p12`."""
    name: str = request.path_params["name"]
    path = _files(desk_of(request).settings.ready().get("pki") or {}).get(name)
    if path is None:
        raise HTTPException(404)
    try:
        return attachment(await asyncio.to_thread(Path(path).read_bytes), f"socle-{name}")
    except OSError:
        raise HTTPException(404) from None


def _files(pki: Any) -> dict[str, str]:
    files = {f"{name}.pem": pki[name] for name in ("ca", "crl") if pki.get(name)}
    for client, material in (pki.get("clients") or {}).items():
        for kind, suffix in _CLIENT_SUFFIXES.items():
            if material and material.get(kind):
                files[f"{client}.{suffix}"] = material[kind]
    return files


async def document(request: Request) -> Response:
    """`/documents/{service}/{name}`: a contract the service publishes (WSDL, schema)."""
    service = desk_of(request).services.get(request.path_params["service"])
    data = service.documents().get(request.path_params["name"]) if service else None
    if data is None:
        raise HTTPException(404)
    return attachment(data, Path(request.path_params["name"]).name)
