"""The identity of a patient record: traits, status, attributes, INS (ins.md §9)."""

from dataclasses import dataclass
from enum import StrEnum

from simulators.core.sante.rniv.codes import Document, Provenance


class Statut(StrEnum):
    """The four exclusive statuses of an identity (EXI SI 07)."""

    PROV = "PROV"
    RECUP = "RECUP"
    VALI = "VALI"
    QUAL = "QUAL"


class Attribut(StrEnum):
    """`douteux` and `fictif` forbid any call; `homonyme` is an alert (EXI SI 09)."""

    HOMONYME = "homonyme"
    DOUTEUX = "douteux"
    FICTIF = "fictif"


# Attributes that only a provisional identity bears, and that stop every call (EXI ID 24, EXI ID 26).
BLOCKING = frozenset({Attribut.DOUTEUX, Attribut.FICTIF})
# Statuses that hold an INS, and statuses whose traits were compared with a document.
WITH_INS = frozenset({Statut.RECUP, Statut.QUAL})
WITH_DOCUMENT = frozenset({Statut.VALI, Statut.QUAL})


@dataclass(frozen=True, slots=True)
class Traits:
    """The strict traits as the record holds them, accents included; an empty one was never filled in.

    `date_incertaine` marks a birth date completed by the RNIV, never one known to the day (EXI ID 12).
    """

    nom_naissance: str = ""
    prenoms: tuple[str, ...] = ()
    sexe: str = ""
    date_naissance: str = ""
    lieu_naissance: str = ""
    date_incertaine: bool = False

    @property
    def premier_prenom(self) -> str:
        """The first given name, empty when there is none."""
        return self.prenoms[0] if self.prenoms else ""


@dataclass(frozen=True, slots=True)
class Matricule:
    """An INS as stored: 13 characters, key, OID."""

    matricule: str
    cle: str
    oid: str

    @property
    def complet(self) -> str:
        """The 15 characters, key included."""
        return self.matricule + self.cle


@dataclass(frozen=True, slots=True)
class Identite:
    """What INSi returned with 00: stored as returned once accepted (EXI REC 08)."""

    ins: Matricule
    nom_naissance: str
    liste_prenoms: str
    sexe: str
    date_naissance: str
    lieu_naissance: str
    historique: tuple[Matricule, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """One record. `liste_prenoms` is the list INSi returned; `document` the high-trust document checked."""

    id: str
    traits: Traits
    statut: Statut = Statut.PROV
    attributs: frozenset[Attribut] = frozenset()
    ins: Matricule | None = None
    historique: tuple[Matricule, ...] = ()
    liste_prenoms: str = ""
    document: Document | None = None
    nom_utilise: str = ""
    prenom_utilise: str = ""
    provenance: Provenance = Provenance.SAISIE

    @property
    def bloque(self) -> bool:
        """True for a doubtful or fictitious identity: neither called for nor qualified."""
        return bool(self.attributs & BLOCKING)

    @property
    def matricule_transmissible(self) -> str:
        """The 15 characters that may reference data sent out: none unless qualified (EXI ID 29)."""
        return self.ins.complet if self.ins and self.statut is Statut.QUAL else ""
