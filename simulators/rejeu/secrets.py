"""Secrets that the journal does not keep, or that are another installation's: given again for the target."""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import quote_plus

from simulators.core.journal.model import Message

# The name by which that of the OpenID client is given.
CLIENT_SECRET: Final = "_".join(("client", "secret"))
_MASK: Final = "*** ("
_FIELD: Final = re.compile(rb"(^|&)client_secret=[^&]*")


def demasquer(message: Message, secrets: Mapping[str, str]) -> tuple[Message, str]:
    """The request with the target's secrets, and what is missing to send it (empty when nothing).

    `secrets`: by header name for the masked ones, `client_secret` for that of the OpenID client, which takes
    the place of the one recorded in a Basic header or a form.
    """
    headers = []
    client = secrets.get(CLIENT_SECRET)
    for name, value in message.headers:
        told = value
        if value.startswith(_MASK):
            told = secrets.get(name.lower(), "")
            if not told:
                return message, f"en-tête {name} masqué dans le journal (--secret {name}=VALEUR)"
        elif name.lower() == "authorization" and client is not None:
            told = _basic(value, client)
        headers.append((name, told))
    body = message.body or b""
    form = (message.header("content-type") or "").startswith("application/x-www-form-urlencoded")
    if form and client is not None:
        body = _FIELD.sub(lambda found: found[1] + b"client_secret=" + quote_plus(client).encode(), body)
    return replace(message, headers=tuple(headers), body=body, size=len(body)), ""


def _basic(value: str, secret: str) -> str:
    kind, _, told = value.partition(" ")
    if kind.lower() != "basic":
        return value
    try:
        client = base64.b64decode(told, validate=True).partition(b":")[0]
    except binascii.Error:
        return value
    return f"{kind} {base64.b64encode(client + b':' + quote_plus(secret).encode()).decode()}"
