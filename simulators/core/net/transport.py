"""Ways to hurt a connection, for transport faults."""

import asyncio
import socket
import struct
from contextlib import suppress

RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class SocleTransport:
    """`scope["socle.transport"]`: ways to hurt a connection, for transport faults."""

    def __init__(self, transport: asyncio.Transport, raw: socket.socket) -> None:
        self._transport = transport
        self._raw = raw

    def abort(self) -> None:
        """Resets the connection (RST); what was written and not yet sent is lost."""
        with suppress(OSError):
            self._raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        self._transport.abort()

    def close(self) -> None:
        """Sends what was written, then closes: an answer cut short of its announced length."""
        self._transport.close()

    def is_closing(self) -> bool:
        """True once the connection is lost or being closed: nothing more reaches the client."""
        return self._transport.is_closing()
