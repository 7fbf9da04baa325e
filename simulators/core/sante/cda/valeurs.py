"""The smallest values of a CDA: identifiers, codes, times, texts, each with the rank of its node."""

from dataclasses import dataclass

from simulators.core.sante.oids import LIBELLES

RACINE = 0


@dataclass(frozen=True, slots=True)
class Ident:
    """An `id`, `setId` or `templateId`."""

    root: str = ""
    extension: str | None = None
    null: str | None = None
    repere: int = RACINE

    @property
    def ins(self) -> bool:
        """True when the root is one of the four OIDs of the INS."""
        return self.root in LIBELLES


@dataclass(frozen=True, slots=True)
class Coded:
    """A coded element."""

    code: str | None = None
    system: str = ""
    label: str = ""
    null: str | None = None
    repere: int = RACINE


@dataclass(frozen=True, slots=True)
class Temps:
    """A time as written, `yyyyMMddHHmmss+0100` or shorter."""

    valeur: str | None = None
    null: str | None = None
    repere: int = RACINE


@dataclass(frozen=True, slots=True)
class Texte:
    """A text, with its qualifier where it is part of a name."""

    valeur: str = ""
    qualifier: str = ""
    null: str | None = None
    repere: int = RACINE


@dataclass(frozen=True, slots=True)
class Nom:
    """One name of a person: family and given parts in order."""

    familles: tuple[Texte, ...] = ()
    prenoms: tuple[Texte, ...] = ()
    repere: int = RACINE


@dataclass(frozen=True, slots=True)
class Telecom:
    """A telecom of the header."""

    valeur: str | None = None
    usage: str | None = None
    null: str | None = None
    repere: int = RACINE


@dataclass(frozen=True, slots=True)
class Element:
    """A child of the root, or an address of the header with its `usage`."""

    nom: str
    usage: str | None = None
    repere: int = RACINE


@dataclass(frozen=True, slots=True)
class Nul:
    """A nullFlavor of the header; `chemin` is made of local names below the root."""

    saveur: str
    chemin: str
    repere: int = RACINE


@dataclass(frozen=True, slots=True)
class Periode:
    """An effectiveTime: low, high, or a single value as low."""

    debut: Temps | None = None
    fin: Temps | None = None
    repere: int = RACINE
