"""What the official schemas are, once read, and what they say of a document."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple


class Source(StrEnum):
    """Which official text speaks; the name of its rule follows (`dmp.schematron.ihe`)."""

    XSD = "xsd"
    STRUCTURATION = "structuration"
    IHE = "ihe"
    MODELES_CDA = "modeles_cda"
    MODELES_ANS = "modeles_ans"
    MODELE = "modele"
    # Not a text: what prevented one from speaking.
    EMPECHE = "empeche"


class Niveau(StrEnum):
    """How grave the author of the text says it is; a schematron that says nothing means an error."""

    ERREUR = "error"
    AVERTISSEMENT = "warning"
    INFORMATION = "info"


class Constat(NamedTuple):
    """One thing an official text says of a document, at a place of it.

    `trouve` is the node as written, `message` the text's own words, `fichier` the file of the copy that says
    so; `debut` and `fin` are byte offsets in the document.
    """

    source: Source
    niveau: Niveau
    message: str
    fichier: str = ""
    chemin: str = ""
    trouve: str = ""
    ligne: int | None = None
    debut: int | None = None
    fin: int | None = None


class Test(NamedTuple):
    """One `assert`, or one `report` (whose test must *not* hold); `parts` are text, or XPath to write."""

    xpath: str
    rapport: bool
    niveau: Niveau
    parts: tuple[tuple[bool, str], ...]


class Appel(NamedTuple):
    """What an abstract rule shared by several tests, written once."""

    regle: str


Let = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Regle:
    """One rule of a pattern: where it looks, what it computes first, what it tests."""

    contexte: str
    etapes: tuple[Let | Test | Appel, ...]


@dataclass(frozen=True, slots=True)
class Motif:
    """One pattern: of its rules, only the first whose context is the node speaks of it."""

    id: str
    regles: tuple[Regle, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """A schematron with nothing left to include or instantiate.

    `partagees` are the abstract rules it calls; `manques` are the files it names and the copy does not hold.
    """

    chemin: Path
    xslt2: bool
    prefixes: tuple[tuple[str, str], ...]
    variables: tuple[Let, ...]
    motifs: tuple[Motif, ...]
    partagees: tuple[tuple[str, tuple[Test, ...]], ...] = ()
    manques: tuple[str, ...] = ()


class SchemaRefuse(Exception):  # noqa: N818 - what an official file gets, not a failure of ours
    """An official file that cannot be used; the message is one French line."""
