"""What the directory publishes and what it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Identifiant:
    """A business identifier; `genre` is its code of type (IDNPS, RPPS, IDNST, FINEG, FINEJ)."""

    systeme: str
    valeur: str
    genre: str


@dataclass(frozen=True, slots=True)
class Code:
    """A coded value; `nature` tells the types of an organisation apart."""

    systeme: str
    code: str
    nature: str = ""


@dataclass(frozen=True, slots=True)
class BoitePubliee:
    """A mailbox shown with its holder; `rang` 0 tells none."""

    adresse: str
    genre: str
    rang: int = 0
    description: str = ""
    service: str = ""
    dematerialisation: bool = True


@dataclass(frozen=True, slots=True)
class Lien:
    """A reference to another entry, under the name `_include` gives it."""

    nom: str
    type: str
    id: str

    @property
    def reference(self) -> str:
        """`Organization/001-…`."""
        return f"{self.type}/{self.id}"


@dataclass(frozen=True, slots=True)
class Fiche:
    """One entry of the directory. `codes` are grouped as the repeated element of the type holds them.

    `maj` is its date of update, None while it has not changed since the world was made.
    """

    type: str
    id: str
    actif: bool = True
    identifiants: tuple[Identifiant, ...] = ()
    nom: str = ""
    prenom: str = ""
    civilite: str = ""
    ville: str = ""
    codes: tuple[tuple[Code, ...], ...] = ()
    boites: tuple[BoitePubliee, ...] = ()
    liens: tuple[Lien, ...] = ()
    maj: datetime | None = None

    @property
    def reference(self) -> str:
        """`Practitioner/003-…`."""
        return f"{self.type}/{self.id}"


@dataclass(frozen=True, slots=True)
class Parametre:
    """One parameter as it came: `nom` with its modifier."""

    nom: str
    valeur: str


@dataclass(frozen=True, slots=True)
class Capacites:
    """`GET metadata`."""


@dataclass(frozen=True, slots=True)
class Lecture:
    """`GET Type/id`."""

    type: str
    id: str


@dataclass(frozen=True, slots=True)
class Critere:
    """One condition: any of the values fits."""

    nom: str
    genre: str
    modificateur: str
    valeurs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recherche:
    """`GET Type?…` or `POST Type/_search`; `parametres` are kept for the links."""

    type: str
    criteres: tuple[Critere, ...] = ()
    nombre: int = 0
    jeton: str = ""
    total: str = ""
    inclus: tuple[str, ...] = ()
    inverses: tuple[str, ...] = ()
    elements: frozenset[str] = frozenset()
    parametres: tuple[Parametre, ...] = ()


Attribut = Literal["", "rang", "liste_rouge", "description", "service", "responsable", "dematerialisation"]


@dataclass(frozen=True, slots=True)
class PointDeContact:
    """A mailbox as a client writes it whole; None for what it does not tell."""

    adresse: str
    genre: str
    rang: int | None = None
    liste_rouge: bool | None = None
    description: str | None = None
    service: str | None = None
    responsable: str | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """One change: on the mailbox `adresse` (empty: a new one), whole or one `attribut` of it."""

    genre: Literal["insert", "replace", "delete"]
    adresse: str = ""
    attribut: Attribut = ""
    valeur: PointDeContact | bool | int | str | None = None


@dataclass(frozen=True, slots=True)
class Refus:
    """An error of the table, with what completes its text."""

    cle: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Appel:
    """One call, read; `trop` when it is over the limits, `parametres` are then empty.

    `operations` are those of a patch; `illisible` says why its body could not be read.
    """

    methode: str
    chemin: str
    parametres: tuple[Parametre, ...] = ()
    cle: str = ""
    accepte: str = ""
    trop: bool = False
    operations: tuple[Operation, ...] = ()
    illisible: Refus | None = None


@dataclass(frozen=True, slots=True)
class Modification:
    """`PATCH Type/id`, or `PATCH Type?identifier=…`; operations are done in order, all or none."""

    type: str
    id: str = ""
    criteres: tuple[Critere, ...] = ()
    operations: tuple[Operation, ...] = ()


Demande = Capacites | Lecture | Recherche | Modification


@dataclass(frozen=True, slots=True)
class Page:
    """The entries of one page: those that match, those included, how many match in all, the next token."""

    trouvees: tuple[Fiche, ...]
    incluses: tuple[Fiche, ...]
    total: int
    suite: str = ""
