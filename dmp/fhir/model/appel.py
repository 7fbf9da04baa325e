"""One call as it came, and what it asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from simulators.core.rule import Rule


class Champ(NamedTuple):
    """One parameter of the query or of a search form."""

    nom: str
    valeur: str


@dataclass(frozen=True, slots=True)
class Appel:
    """A call: `chemin` is what follows the base, `base` the address of the face as the client types it.

    `entetes` have their names in lower case; `corps` is None when it never came whole, for the reason
    `incident`. `clair` without TLS.
    """

    methode: str
    chemin: str
    base: str
    parametres: tuple[Champ, ...] = ()
    entetes: Mapping[str, str] = field(default_factory=dict)
    corps: bytes | None = b""
    incident: Rule | None = None
    clair: bool = False

    def entete(self, nom: str) -> str:
        """The value of a header, empty when it is absent."""
        return self.entetes.get(nom, "")

    @property
    def prefere(self) -> Mapping[str, str]:
        """The preferences of `Prefer`, by name."""
        pairs = (one.strip().partition("=") for one in self.entete("prefer").replace(";", ",").split(","))
        return {name.strip().lower(): value.strip().strip('"').lower() for name, _, value in pairs}


@dataclass(frozen=True, slots=True)
class Capacites:
    """GET /metadata."""


@dataclass(frozen=True, slots=True)
class Lecture:
    """GET of one resource; `version` of its history, empty for the present one."""

    type: str
    id: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class Transaction:
    """POST of a Bundle to the base."""


@dataclass(frozen=True, slots=True)
class Publication:
    """POST of a DocumentReference (ITI-105)."""


@dataclass(frozen=True, slots=True)
class Modification:
    """PATCH of one entry, by id or by identifier (`system|value`)."""

    id: str = ""
    identifiant: str = ""


@dataclass(frozen=True, slots=True)
class Critere:
    """One parameter of a search: any of its values may match."""

    nom: str
    type: str
    modificateur: str
    valeurs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recherche:
    """A search: all criteria must match. `compte` is the size of a page, `page` the token of its place."""

    type: str
    criteres: tuple[Critere, ...] = ()
    compte: int = 50
    page: str = ""
    tri: tuple[str, bool] = ("", True)
    sommaire: str = ""
    parametres: tuple[Champ, ...] = ()
    post: bool = False

    def de(self, nom: str) -> tuple[Critere, ...]:
        """The criteria of one name."""
        return tuple(one for one in self.criteres if one.nom == nom)


Demande = Capacites | Lecture | Transaction | Publication | Modification | Recherche
