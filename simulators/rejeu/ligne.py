"""A mail connection seen from the client: lines, counted bytes, STARTTLS; every wait and size bounded."""

import socket
import ssl
from collections.abc import Callable
from types import TracebackType
from typing import Final

from simulators.rejeu.cible import Adresse
from simulators.rejeu.envoi import EnvoiError

SECONDS: Final = 30.0
LONGEST: Final = 1_000_000
MOST_LITERAL: Final = 64_000_000


class Ligne:
    """One connection. Every failure is an `EnvoiError`."""

    def __init__(self, adresse: Adresse) -> None:
        self.adresse = adresse
        try:
            self._socket: socket.socket = socket.create_connection((adresse.hote, adresse.port), SECONDS)
        except OSError as error:
            raise EnvoiError(f"{adresse} : connexion impossible ({error.strerror or error})") from None
        self._file = self._socket.makefile("rb")

    def __enter__(self) -> "Ligne":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.fermer()

    def fermer(self) -> None:
        """Closes it."""
        self._file.close()
        self._socket.close()

    def securiser(self, context: ssl.SSLContext, nom: str) -> None:
        """TLS from here on, the server being verified under the name asked."""
        self._file.close()
        try:
            self._socket = context.wrap_socket(self._socket, server_hostname=nom)
        except OSError as error:
            raise EnvoiError(f"{self.adresse} : TLS refusé ({type(error).__name__})") from None
        self._file = self._socket.makefile("rb")

    def dire(self, data: bytes) -> None:
        """Sends bytes."""
        try:
            self._socket.sendall(data)
        except OSError as error:
            raise EnvoiError(f"{self.adresse} : connexion coupée ({type(error).__name__})") from None

    def ligne(self) -> bytes:
        """The next line without its end."""
        line = self._read(lambda: self._file.readline(LONGEST + 1))
        if len(line) > LONGEST or not line.endswith(b"\n"):
            raise EnvoiError(f"{self.adresse} : connexion coupée, ou ligne trop longue")
        return line.rstrip(b"\r\n")

    def octets(self, count: int) -> bytes:
        """Exactly so many bytes."""
        if count > MOST_LITERAL:
            raise EnvoiError(f"{self.adresse} : {count} octets annoncés, trop pour être lus")
        data = self._read(lambda: self._file.read(count))
        if len(data) < count:
            raise EnvoiError(f"{self.adresse} : connexion coupée")
        return data

    def _read(self, read: Callable[[], bytes]) -> bytes:
        try:
            return read()
        except (OSError, ValueError) as error:
            raise EnvoiError(f"{self.adresse} : connexion coupée ({type(error).__name__})") from None
