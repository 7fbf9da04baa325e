"""The patient record of the reference DUI: traits, status, attributes, INS (ins.md §9)."""

from dataclasses import dataclass
from enum import StrEnum

from simulators.core.monde.model import Personne


class Statut(StrEnum):
    """The four exclusive statuses of an identity (EXI SI 07)."""

    PROV = "PROV"
    RECUP = "RECUP"
    VALI = "VALI"
    QUAL = "QUAL"


class Attribut(StrEnum):
    """`douteux` and `fictif` forbid any call; `homonyme` is an alert (ins.md §9.2)."""

    HOMONYME = "homonyme"
    DOUTEUX = "douteux"
    FICTIF = "fictif"


class Document(StrEnum):
    """Documents of high trust (ins.md §9.1)."""

    PASSEPORT = "PA"
    CARTE_IDENTITE = "CN"
    ACTE_NAISSANCE = "AN"
    LIVRET_FAMILLE = "LE"


@dataclass(frozen=True, slots=True)
class Traits:
    """The strict traits as the record holds them, accents included; an empty one was never filled in."""

    nom_naissance: str = ""
    prenoms: tuple[str, ...] = ()
    sexe: str = ""
    date_naissance: str = ""
    lieu_naissance: str = ""

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

    @property
    def matricule_transmissible(self) -> str:
        """The 15 characters that may reference data sent out: none unless qualified (EXI ID 29)."""
        if self.ins is None or self.statut is not Statut.QUAL:
            return ""
        return self.ins.matricule + self.ins.cle


def open_dossier(personne: Personne) -> Dossier:
    """The record an establishment holds of a person: local traits first, then those of the reference base.

    A record already retrieved or qualified in the fixture carries the matricule of the reference base.
    """
    local, reference = personne.local, personne.reference
    statut = Statut(local.statut)
    known = reference.ins if reference and statut in (Statut.RECUP, Statut.QUAL) else None
    return Dossier(
        id=personne.id,
        traits=_traits(personne),
        statut=statut,
        attributs=frozenset(Attribut(value) for value in local.attributs),
        ins=Matricule(known.matricule, known.cle, known.oid) if known else None,
        nom_utilise=local.nom_utilise,
        prenom_utilise=local.prenom_utilise,
    )


def _traits(personne: Personne) -> Traits:
    values = {name: _trait(personne, name) for name in Traits.__dataclass_fields__ if name != "prenoms"}
    local, reference = personne.local, personne.reference
    prenoms = local.prenoms or (reference.prenoms if reference else ())
    return Traits(prenoms=() if "prenoms" in local.traits_absents else prenoms, **values)


def _trait(personne: Personne, name: str) -> str:
    if name in personne.local.traits_absents:
        return ""
    held: str = getattr(personne.local, name) or getattr(personne.reference, name, "")
    return held
