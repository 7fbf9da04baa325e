"""A patch as understood: operations on a tree, and what they come to."""

from dataclasses import dataclass
from typing import NamedTuple

from dmp.fhir.model.ressource import Json
from simulators.core.sante.codes import Code


class Operation(NamedTuple):
    """One operation of RFC 6902; `chemin` as written, `origine` for copy and move, `lieu` its place."""

    op: str
    chemin: str
    valeur: Json = None
    origine: str = ""
    lieu: str = ""


@dataclass(frozen=True, slots=True)
class Changement:
    """What changes in an entry; None is untouched."""

    statut: str | None = None
    etiquettes: tuple[Code, ...] | None = None
    archive: bool | None = None

    @property
    def rien(self) -> bool:
        """True when nothing changes."""
        return self.statut is None and self.etiquettes is None and self.archive is None


class CorrectifIllisibleError(ValueError):
    """A patch that is none; the argument says what is wrong, in a few words."""
