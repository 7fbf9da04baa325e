"""The commands of an IMAP client as values."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

# A range of sequence numbers or UIDs; None stands for `*`.
Intervalle = tuple[int | None, int | None]
Ensemble = tuple[Intervalle, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """`BODY[1.2.HEADER.FIELDS (TO)]`: the path of a part, what of it, which fields."""

    chemin: tuple[int, ...] = ()
    quoi: Literal["", "HEADER", "HEADER.FIELDS", "HEADER.FIELDS.NOT", "TEXT", "MIME"] = ""
    champs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Element:
    """One item of FETCH: `nom` as answered; `section` for content, with its partial `<debut.taille>`."""

    nom: str
    section: Section | None = None
    peek: bool = True
    debut: int | None = None
    taille: int = 0


@dataclass(frozen=True, slots=True)
class Cle:
    """One key of SEARCH: `nom`, its arguments, the keys it combines (NOT, OR, AND)."""

    nom: str
    texte: str = ""
    nombre: int = 0
    jour: int = 0
    ensemble: Ensemble = ()
    cles: tuple["Cle", ...] = ()


@dataclass(frozen=True, slots=True)
class Simple:
    """A command without argument."""


@dataclass(frozen=True, slots=True)
class Authentifier:
    """AUTHENTICATE; `initiale` is None when the client waits for the continuation."""

    mecanisme: str
    initiale: bytes | None = None


@dataclass(frozen=True, slots=True)
class Identifier:
    """LOGIN; the password is not kept."""

    boite: str


@dataclass(frozen=True, slots=True)
class Selectionner:
    """SELECT or EXAMINE."""

    nom: str
    lecture_seule: bool = False


@dataclass(frozen=True, slots=True)
class Statut:
    """STATUS."""

    nom: str
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lister:
    """LIST or LSUB; `speciaux` asks for special-use folders only."""

    reference: str
    motifs: tuple[str, ...]
    souscrits: bool = False
    speciaux: bool = False


@dataclass(frozen=True, slots=True)
class SurDossier:
    """CREATE, DELETE, RENAME, SUBSCRIBE, UNSUBSCRIBE, GETQUOTAROOT; for GETQUOTA the name of a root."""

    nom: str
    nouveau: str = ""


@dataclass(frozen=True, slots=True)
class Deposer:
    """APPEND."""

    nom: str
    octets: bytes
    drapeaux: frozenset[str] = frozenset()
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Chercher:
    """SEARCH."""

    cle: Cle
    charset: str = ""


@dataclass(frozen=True, slots=True)
class Lire:
    """FETCH."""

    ensemble: Ensemble
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Marquer:
    """STORE: `+`, `-` or empty to replace."""

    ensemble: Ensemble
    mode: Literal["", "+", "-"]
    silencieux: bool
    drapeaux: frozenset[str]


@dataclass(frozen=True, slots=True)
class Copier:
    """COPY or MOVE."""

    ensemble: Ensemble
    nom: str
    deplacer: bool = False


@dataclass(frozen=True, slots=True)
class Purger:
    """EXPUNGE; with a set of UIDs for UID EXPUNGE."""

    ensemble: Ensemble | None = None


@dataclass(frozen=True, slots=True)
class Activer:
    """ENABLE."""

    noms: tuple[str, ...]


Arguments = (
    Simple
    | Authentifier
    | Identifier
    | Selectionner
    | Statut
    | Lister
    | SurDossier
    | Deposer
    | Chercher
    | Lire
    | Marquer
    | Copier
    | Purger
    | Activer
)


@dataclass(frozen=True, slots=True)
class Commande:
    """A whole command: its tag, its name in capitals, whether UID came before, its arguments."""

    tag: str
    nom: str
    uid: bool = False
    arguments: Arguments = field(default_factory=Simple)
