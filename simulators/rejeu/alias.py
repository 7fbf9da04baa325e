"""The name behind a name: an alias of a national host is that host."""

import socket

from simulators.rejeu.hotes import verifier_hote


def verifier_alias(host: str) -> None:
    """Resolves a host and checks the name it stands for. Raises `HoteRefuseError`.

    A name that does not resolve is left to the sending, that says so.
    """
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_CANONNAME)
    except (OSError, UnicodeError):
        return
    for *_, canonical, _address in found:
        if canonical:
            verifier_hote(canonical)
