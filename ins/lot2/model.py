"""The values of lot 2: what is to be verified, and what is answered."""

from dataclasses import dataclass
from enum import StrEnum

from ins.model import Remarque, Traits


@dataclass(frozen=True, slots=True)
class InsFourni:
    """The INS to verify. None means absent, an empty string present and empty."""

    matricule: str | None = None
    cle: str | None = None
    oid: str | None = None
    type_matricule: str | None = None

    @property
    def complet(self) -> str:
        """The 15 characters as given."""
        return (self.matricule or "") + (self.cle or "")


@dataclass(frozen=True, slots=True)
class IndividuVerifie:
    """One identity to verify: its INS and its five traits as qualified locally."""

    ins: InsFourni = InsFourni()
    nom_naissance: str | None = None
    liste_prenoms: str | None = None
    sexe: str | None = None
    date_naissance: str | None = None
    lieu_naissance: str | None = None

    @property
    def traits(self) -> Traits:
        """The traits as a search knows them: the list of given names in one item."""
        prenoms = () if self.liste_prenoms is None else (self.liste_prenoms,)
        return Traits(self.nom_naissance, prenoms, self.sexe, self.date_naissance, self.lieu_naissance)


class Motif(StrEnum):
    """Why an identity is KO: never told on the wire, only in the journal."""

    INCOMPLET = "incomplet"
    DOUBLE = "double"
    INCONNU = "inconnu"
    ANCIEN = "ancien"
    CLE = "cle"
    OID = "oid"
    TRAIT = "trait"


@dataclass(frozen=True, slots=True)
class Verdict:
    """OK when `motif` is None; `remarques` say why not, and what else is to be said."""

    motif: Motif | None = None
    remarques: tuple[Remarque, ...] = ()

    @property
    def conforme(self) -> bool:
        """True for OK."""
        return self.motif is None


@dataclass(frozen=True, slots=True)
class ReponseVerification:
    """The answer of a unit verification: a code and its label, no identity."""

    code: str
    libelle: str


@dataclass(frozen=True, slots=True)
class Reglages:
    """How an espace plays the verification en masse: durations in seconds, most lines of a batch."""

    delai: int
    conservation: int
    lignes: int


@dataclass(frozen=True, slots=True)
class Ligne:
    """One line of a batch; `erreur` is why it cannot be verified, None when it can."""

    id: str
    individu: IndividuVerifie
    erreur: Motif | None = None


@dataclass(frozen=True, slots=True)
class Masse:
    """What a deposit or a follow-up asks: lines and how the espace plays them, or the batch it names."""

    reglages: Reglages
    lignes: tuple[Ligne, ...] = ()
    nombre: int = 0
    lot: str | None = None


@dataclass(frozen=True, slots=True)
class Resultat:
    """What became of one line; `motif` None for OK."""

    id: str
    code: str
    motif: Motif | None = None


@dataclass(frozen=True, slots=True)
class Lot:
    """A batch as stored: whose it is, its instants (microseconds since 1970 UTC), how far it is."""

    id: str
    structure: str
    depose_us: int
    fin_us: int
    expire_us: int
    lignes: int
    faites: int = 0
    ok: int = 0
    ko: int = 0
    erreurs: int = 0


class Etat(StrEnum):
    """Where a batch is."""

    EN_COURS = "EN_COURS"
    TERMINE = "TERMINE"


@dataclass(frozen=True, slots=True)
class ReponseDepot:
    """The answer of a deposit: the identifier of the batch."""

    code: str
    libelle: str
    lot: str
    lignes: int


@dataclass(frozen=True, slots=True)
class ReponseSuivi:
    """The answer of a follow-up: how far the batch is, or the result of each line once it is over.

    `etat` is None for a batch unknown or expired.
    """

    code: str
    libelle: str
    lot: str
    etat: Etat | None = None
    lignes: int = 0
    traitees: int = 0
    resultats: tuple[Resultat, ...] = ()

    def compte(self, code: str) -> int:
        """How many lines have that code."""
        return sum(one.code == code for one in self.resultats)


ReponseLot2 = ReponseVerification | ReponseDepot | ReponseSuivi
