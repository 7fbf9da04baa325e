"""A captured exchange, as a proxy or a browser saw it."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import SplitResult, urlsplit

Headers = tuple[tuple[str, str], ...]


class CaptureError(ValueError):
    """A file that is no capture; the text is a French sentence, without anything of its content."""


@dataclass(frozen=True, slots=True)
class Capture:
    """Request and answer. `nom` is its number: a file may be named after a person."""

    nom: str
    methode: str
    url: str
    entetes: Headers
    corps: bytes
    debut: datetime
    statut: int
    entetes_reponse: Headers
    corps_reponse: bytes

    @property
    def adresse(self) -> SplitResult:
        """The address taken apart. Raises ValueError."""
        return urlsplit(self.url)


def entete(headers: Headers, name: str) -> str:
    """The first value of a header, empty when absent."""
    return next((value for key, value in headers if key.lower() == name), "")
