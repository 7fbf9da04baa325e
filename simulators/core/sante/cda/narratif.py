"""The narrative of a section, as values: what a person reads, written to and read from the same CDA."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from simulators.core.sante.cda.entrees import Entree
from simulators.core.sante.cda.modele import EnteteCda
from simulators.core.sante.codes import Code


class Style(StrEnum):
    """The styles of the narrative that we keep; others are read as plain text (CDA R2 §4.3.5.11)."""

    GRAS = "Bold"
    ITALIQUE = "Italics"
    SOULIGNE = "Underline"


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of text of one style; a line break is a newline character."""

    texte: str
    style: Style | None = None


@dataclass(frozen=True, slots=True)
class Paragraphe:
    """A paragraph, with its caption when it has one."""

    fragments: tuple[Fragment, ...]
    titre: str = ""

    @property
    def texte(self) -> str:
        """The text without its styles."""
        return "".join(one.texte for one in self.fragments)


@dataclass(frozen=True, slots=True)
class Illustration:
    """A reference to media carried by an entry; `objet` is its ID."""

    objet: str


@dataclass(frozen=True, slots=True)
class Liste:
    """A list, each item being blocks."""

    elements: tuple[tuple["Bloc", ...], ...]
    ordonnee: bool = False
    titre: str = ""


@dataclass(frozen=True, slots=True)
class Cellule:
    """A cell of a table, `colonnes` wide and `lignes` high."""

    blocs: tuple["Bloc", ...]
    entete: bool = False
    colonnes: int = 1
    lignes: int = 1


@dataclass(frozen=True, slots=True)
class Tableau:
    """A table: its rows, those of headings first."""

    lignes: tuple[tuple[Cellule, ...], ...]
    titre: str = ""


Bloc: TypeAlias = Paragraphe | Liste | Tableau | Illustration


@dataclass(frozen=True, slots=True)
class SectionNarrative:
    """A section of a structured body. `copie` is a PDF that the section carries in an entry.

    `entrees` say the same for machines; they are written, not read back.
    """

    titre: str
    code: Code
    gabarits: tuple[str, ...] = ()
    blocs: tuple[Bloc, ...] = ()
    sections: tuple["SectionNarrative", ...] = ()
    copie: bytes = b""
    entrees: tuple[Entree, ...] = ()


@dataclass(frozen=True, slots=True)
class Lisible:
    """A document as a person reads it: header, sections, and to whom it was sent."""

    entete: EnteteCda
    sections: tuple[SectionNarrative, ...] = ()
    destinataires: tuple[str, ...] = ()


COPIE: Final = "copie-pdf"


def phrase(text: str, style: Style | None = None) -> Paragraphe:
    """A paragraph of one style."""
    return Paragraphe((Fragment(text, style),))


def puces(texts: Iterable[str]) -> Liste:
    """A list of sentences."""
    return Liste(tuple((phrase(one),) for one in texts))


def tableau(titres: Iterable[str], lignes: Iterable[Iterable[str]]) -> Tableau:
    """A table of texts under a row of headings; an empty cell stays empty."""
    head = tuple(_cellule(one, entete=True) for one in titres)
    return Tableau((head, *(tuple(_cellule(one) for one in row) for row in lignes)))


def _cellule(text: str, *, entete: bool = False) -> Cellule:
    return Cellule((phrase(text),) if text else (), entete)
