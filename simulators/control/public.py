"""What anybody may download in clear: the test authority, its CRL, the WSDL and schemas of the services."""

from collections.abc import Mapping, Sequence
from mimetypes import guess_type
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from simulators.core.net.pki.authority import Pki
from simulators.core.service import Service

PREFIXES = ("/pki/", "/wsdl/")
_TYPES = {
    ".wsdl": "text/xml; charset=utf-8",
    ".xsd": "text/xml; charset=utf-8",
    ".pem": "application/x-pem-file",
}


def _document(services: Mapping[str, Service], service: str, name: str) -> bytes | None:
    found = services.get(service)
    return found.documents().get(name) if found else None


def _answer(name: str, data: bytes | None) -> Response:
    if data is None:
        return PlainTextResponse("Document inconnu\n", 404)
    kind = _TYPES.get(Path(name).suffix) or guess_type(name)[0] or "application/octet-stream"
    return Response(data, media_type=kind, headers={"x-content-type-options": "nosniff"})


def routes(services: Mapping[str, Service], pki: Pki) -> Sequence[Route]:
    """GET /pki/ca.pem, /pki/crl.pem and /wsdl/SERVICE/NAME."""

    async def document(request: Request) -> Response:
        service, name = request.path_params["service"], request.path_params["name"]
        return _answer(name, _document(services, service, name))

    async def authority(_: Request) -> Response:
        return _answer("ca.pem", pki.ca_pem.read_bytes())

    async def revoked(_: Request) -> Response:
        return _answer("crl.pem", pki.crl_pem.read_bytes())

    return (
        Route("/pki/ca.pem", authority),
        Route("/pki/crl.pem", revoked),
        Route("/wsdl/{service}/{name:path}", document),
    )
