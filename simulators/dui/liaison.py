"""How the DUI reaches the mail server: the address it was given, and the name it asks for in TLS.

A name such as `job42.localhost` is the espace's; no resolver needs to know it.
"""

import imaplib
import smtplib
import socket
from typing import Final

from simulators.dui.poste import PosteMss

_TIMEOUT: Final = 30.0


class Smtp(smtplib.SMTP):
    """Python's own client, whose STARTTLS asks for the name of the espace."""

    def __init__(self, poste: PosteMss, port: int) -> None:
        self._hote = poste.hote
        super().__init__(poste.nom_tls, port, timeout=_TIMEOUT)

    def _get_socket(self, _host: str, port: int, timeout: float) -> socket.socket:
        return socket.create_connection((self._hote, port), timeout)


class Imap(imaplib.IMAP4):
    """Likewise for IMAP."""

    def __init__(self, poste: PosteMss, port: int) -> None:
        self._hote = poste.hote
        super().__init__(poste.nom_tls, port, timeout=_TIMEOUT)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return socket.create_connection((self._hote, self.port), timeout)
