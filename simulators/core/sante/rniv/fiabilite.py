"""The reliability of an identity as messages carry it, written and read in both generations (ins.md §9.1)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from simulators.core.basis import Basis, seen
from simulators.core.sante.codes import Code
from simulators.core.sante.rniv.codes import (
    METHODES,
    PIECES,
    SYSTEME_COMMENTAIRE,
    SYSTEME_METHODE,
    SYSTEME_STATUT,
    SYSTEME_STATUT_ANCIEN,
    SYSTEME_VALIDATION,
)
from simulators.core.sante.rniv.dossier import Attribut, Dossier, Statut

BASIS: Final[Basis] = seen("hl7.fhir.fr.core, codes et invariants depuis 2.1.0")
ATTRIBUTS: Final[Mapping[Attribut, tuple[str, str]]] = MappingProxyType(
    {
        Attribut.HOMONYME: ("HOMA", "Homonyme avéré"),
        Attribut.DOUTEUX: ("DOUT", "Identité douteuse"),
        Attribut.FICTIF: ("FICT", "Identité fictive"),
    }
)
STATUTS: Final[Mapping[Statut, str]] = MappingProxyType(
    {
        Statut.PROV: "Identité provisoire",
        Statut.RECUP: "Identité récupérée",
        Statut.VALI: "Identité validée",
        Statut.QUAL: "Identité qualifiée",
    }
)
# A namesake may be announced as found (HOMD) or established (HOMA): one attribute of the RNIV.
_READ: Final = MappingProxyType(
    {"HOMD": Attribut.HOMONYME, **{code: attribut for attribut, (code, _) in ATTRIBUTS.items()}}
)


class Generation(StrEnum):
    """`ANCIENNE`: table 0445 of PAM and FR Core up to 2.1; `ACTUELLE`: four statuses and comments."""

    ANCIENNE = "ancienne"
    ACTUELLE = "actuelle"


@dataclass(frozen=True, slots=True)
class Fiabilite:
    """The codes of one identity; `commentaires` hold the attributes in the current generation."""

    statuts: tuple[Code, ...]
    commentaires: tuple[Code, ...]
    methode: Code
    validation: Code | None


def fiabilite(dossier: Dossier, generation: Generation = Generation.ACTUELLE) -> Fiabilite:
    """What FR Core carries of a record.

    The old generation has no word for retrieved, and says VALI of a qualified identity only: a message with
    VALI and no INS breaks its invariants.
    """
    old = generation is Generation.ANCIENNE
    marks = tuple(ATTRIBUTS[one] for one in sorted(dossier.attributs))
    statut = _old_status(dossier.statut) if old else dossier.statut
    system = SYSTEME_STATUT_ANCIEN if old else SYSTEME_STATUT
    marked = tuple(Code(code, system if old else SYSTEME_COMMENTAIRE, label) for code, label in marks)
    document = dossier.document
    return Fiabilite(
        (Code(statut, system, STATUTS[statut]), *(marked if old else ())),
        () if old else marked,
        Code(dossier.provenance, SYSTEME_METHODE, METHODES[dossier.provenance].fr),
        Code(document, SYSTEME_VALIDATION, PIECES[document].nom.fr) if document else None,
    )


def pid_32(dossier: Dossier) -> str:
    """The repeated field PID-32 of HL7 v2 (table 0445): `VALI`, `PROV~DOUT`…"""
    return "~".join(code.code for code in fiabilite(dossier, Generation.ANCIENNE).statuts)


def read(codes: Collection[str], *, with_ins: bool) -> tuple[Statut, frozenset[Attribut]]:
    """The status and the attributes that received codes mean, whatever their generation.

    VALI with an INS is the old word for qualified. No status code, or an unknown one, is provisional.
    """
    attributs = frozenset(_READ[code] for code in codes if code in _READ)
    statut = next((Statut(code) for code in codes if code in STATUTS), Statut.PROV)
    if statut is Statut.VALI and with_ins:
        statut = Statut.QUAL
    return statut, attributs


def _old_status(statut: Statut) -> Statut:
    return Statut.VALI if statut is Statut.QUAL else Statut.PROV
