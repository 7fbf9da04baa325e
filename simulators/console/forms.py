"""Forms sent by the pages: read within bounds, accepted from our own pages alone."""

import hmac
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from simulators.console import upload
from simulators.core.net.body import BodyTooLarge, BodyTooSlow, ClientGone, read_body

PROOF: Final = "cle"
# An import, pasted or sent as a file, is the largest of them.
LIMIT: Final = 2_000_000
_SECONDS: Final = 20.0
_FIELDS: Final = 200
_TYPE: Final = "application/x-www-form-urlencoded"


async def read_form(request: Request) -> Mapping[str, str]:
    """The fields sent, without the form's own token; several values of one name are joined by commas.

    Raises HTTPException: 413 or 408 for a body beyond the bounds, 400 for what is no form, 403 when the page
    that sent it is not one of ours, or was somebody else's.
    """
    try:
        body = await read_body(request.receive, LIMIT, _SECONDS)
    except BodyTooLarge:
        raise HTTPException(413) from None
    except (BodyTooSlow, ClientGone):
        raise HTTPException(408) from None
    fields = _fields(request.headers.get("content-type", ""), body)
    # Put there by the guard: what the pages of this very visitor carry.
    wanted: str = request.scope["console.proof"]
    if not hmac.compare_digest(fields.pop(PROOF, "").encode(), wanted.encode()):
        raise HTTPException(403)
    return fields


def _fields(content_type: str, body: bytes) -> dict[str, str]:
    try:
        pairs = list(_pairs(content_type, body))
    except ValueError:
        raise HTTPException(400) from None
    fields: dict[str, str] = {}
    for name, value in pairs:
        fields[name] = f"{fields[name]},{value}" if name in fields else value
    return fields


def _pairs(content_type: str, body: bytes) -> Iterable[tuple[str, str]]:
    kind = content_type.partition(";")[0].strip().lower()
    if kind == upload.TYPE:
        return upload.parts(content_type, body, _FIELDS)
    if kind != _TYPE:
        raise ValueError(kind)
    pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    if any("\0" in value for _, value in pairs):
        raise ValueError
    return pairs
