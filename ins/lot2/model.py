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
