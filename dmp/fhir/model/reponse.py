"""What is answered: a resource, a document, or nothing but a status."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Probleme(NamedTuple):
    """One issue of an OperationOutcome; `code` is the XDS code, empty when there is none."""

    gravite: str
    issue: str
    code: str = ""
    texte: str = ""
    diagnostic: str = ""
    chemin: str = ""


@dataclass(frozen=True, slots=True)
class Reponse:
    """One answer: `ressource` is a tree, `octets` a document with its own type."""

    statut: int
    ressource: Mapping[str, Any] | None = None
    octets: bytes | None = None
    media: str = ""
    entetes: Mapping[str, str] = field(default_factory=dict)
