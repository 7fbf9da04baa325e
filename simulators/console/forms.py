"""Forms sent by the pages: read within bounds, accepted from our own pages alone."""

import hmac
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from simulators.core.net.body import BodyTooLarge, BodyTooSlow, ClientGone, read_body

PROOF: Final = "cle"
# An import pasted in a form is the largest of them.
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
    if content_type.partition(";")[0].strip().lower() != _TYPE:
        raise HTTPException(400)
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS
        )
    except ValueError:
        raise HTTPException(400) from None
    fields: dict[str, str] = {}
    for name, value in pairs:
        if "\0" in value:
            raise HTTPException(400)
        fields[name] = f"{fields[name]},{value}" if name in fields else value
    return fields
