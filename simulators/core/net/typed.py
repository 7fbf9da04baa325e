"""The address a client typed for a page: what a service description repeats to it."""

import re
from collections.abc import Mapping
from typing import Any, Final

from simulators.core.net.origins import announced, in_espace, origin

_HOST: Final = re.compile(r"[A-Za-z0-9.-]+(?::[0-9]{1,5})?|\[[0-9A-Fa-f:]+\](?::[0-9]{1,5})?")


def header(scope: Mapping[str, Any], wanted: bytes) -> str:
    """The first value of a request header, empty when there is none."""
    for name, value in scope["headers"]:
        if name == wanted:
            text: str = value.decode("latin-1")
            return text
    return ""


def typed_address(scope: Mapping[str, Any], path: str, *, public_url: str, espace: str) -> str:
    """The configured origin and the espace when there is one, else what the client typed.

    `Host` serves to write an address back to its sender, never to trust anything.
    """
    server = scope.get("server") or ("", None)
    scheme, port = scope.get("scheme", "https"), server[1] or 0
    if public_url:
        return in_espace(announced(scheme, port, public_url=public_url), espace) + path
    host = header(scope, b"host")
    typed = f"{scheme}://{host}" if _HOST.fullmatch(host) else origin(scheme, port)
    return f"{typed}{scope.get('root_path', '')}{path}"
