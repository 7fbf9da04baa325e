"""What an identity may be used for: which gestures its status opens, what leaves with it (ins.md §9.6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from simulators.core.basis import Basis, assumed, seen
from simulators.core.rule import Text
from simulators.core.sante.rniv.dossier import (
    BLOCKING,
    WITH_DOCUMENT,
    WITH_INS,
    Attribut,
    Dossier,
    Matricule,
    Statut,
    Traits,
)
from simulators.core.sante.rniv.libelles import STATUTS
from simulators.core.sante.rniv.transitions import why_no_call

_GUIDE: Final = seen("guide INS 3.0, cité par healthcare-domain (INSi-adaptations.md)")
_QUALIFIED: Final = frozenset({Statut.QUAL})


class Usage(StrEnum):
    """What a software does with an identity beyond its own record."""

    REFERENCER = "referencer"
    ECHANGER = "echanger"
    ALIMENTER_DMP = "alimenter_dmp"
    ADRESSE_CITOYENNE = "adresse_citoyenne"
    DATAMATRIX = "datamatrix"
    VERIFIER = "verifier"
    TRANSMETTRE_TRAITS = "transmettre_traits"


class Condition(NamedTuple):
    """Which statuses open a use, and where we know it from."""

    nom: Text
    statuts: frozenset[Statut]
    regles: tuple[str, ...]
    basis: Basis


USAGES: Final[Mapping[Usage, Condition]] = MappingProxyType(
    {
        Usage.REFERENCER: Condition(
            Text("référencer des données de santé par le matricule", "reference health data by matricule"),
            _QUALIFIED,
            ("EXI ID 29",),
            _GUIDE,
        ),
        Usage.ECHANGER: Condition(
            Text(
                "transmettre matricule et OID, avec les cinq traits",
                "transmit matricule and OID, with the five traits",
            ),
            _QUALIFIED,
            ("EXI ID 29",),
            _GUIDE,
        ),
        Usage.ALIMENTER_DMP: Condition(
            Text("alimenter le DMP", "feed the DMP"),
            _QUALIFIED,
            ("EXI ID 29",),
            seen("esante-bretagne.fr et segurnumerique.sante-idf.fr, pages INS"),
        ),
        Usage.ADRESSE_CITOYENNE: Condition(
            Text("écrire à l'adresse citoyenne faite du matricule", "write to the citizen's address"),
            _QUALIFIED,
            ("EXI ID 29",),
            assumed("l'adresse contient le matricule : c'est une transmission de l'INS"),
        ),
        Usage.DATAMATRIX: Condition(
            Text("imprimer le datamatrix INS", "print the INS datamatrix"),
            _QUALIFIED,
            ("EXI DIF 02",),
            _GUIDE,
        ),
        Usage.VERIFIER: Condition(
            Text("vérifier l'INS auprès du téléservice", "verify the INS with the service"),
            WITH_INS,
            ("Règle 49",),
            assumed("on ne vérifie que l'INS que l'on détient"),
        ),
        Usage.TRANSMETTRE_TRAITS: Condition(
            Text("transmettre les traits et le statut, sans INS", "transmit traits and status, no INS"),
            frozenset(Statut),
            ("EXI ID 29",),
            seen("industriels.esante.gouv.fr, FAQ, SC.INS/va1.53"),
        ),
    }
)


def why_not(dossier: Dossier, usage: Usage) -> Text | None:
    """Why a record cannot be used so; None when it can."""
    condition = USAGES[usage]
    if dossier.statut in condition.statuts:
        return None
    nom, statut = condition.nom, STATUTS[dossier.statut]
    return Text(
        f"une identité {statut.fr} ne permet pas de : {nom.fr}",
        f"a {statut.en} identity does not allow to: {nom.en}",
    )


@dataclass(frozen=True, slots=True)
class Transmission:
    """What leaves of an identity: never an INS without its traits, never an INS that is not qualified."""

    statut: Statut
    traits: Traits
    liste_prenoms: str = ""
    ins: Matricule | None = None
    anciens: tuple[Matricule, ...] = ()


def transmission(dossier: Dossier) -> Transmission:
    """The identity as it may leave for another domain, a document or a message (EXI ID 29)."""
    if why_not(dossier, Usage.ECHANGER):
        return Transmission(dossier.statut, dossier.traits)
    return Transmission(
        dossier.statut, dossier.traits, dossier.liste_prenoms, dossier.ins, dossier.historique
    )


REVERIFICATION_ANNEES: Final = 3
REVERIFICATION_BASIS: Final = assumed(
    "tous les trois à cinq ans, à l'unité ou en masse ; le plus strict est retenu"
)


def reverification_due(verified: date, today: date, years: int = REVERIFICATION_ANNEES) -> bool:
    """True when an INS was last recovered or verified `years` ago or more."""
    months = (today.year - verified.year) * 12 + today.month - verified.month
    return months - (today.day < verified.day) >= years * 12


def anomalies(dossier: Dossier) -> tuple[Text, ...]:
    """What no sequence of events may lead to, in a record held or received: empty for a sound one."""
    with_ins, with_check = dossier.statut in WITH_INS, dossier.statut in WITH_DOCUMENT
    checks = (
        (dossier.ins is not None and not with_ins, _INS_TOO_SOON),
        (dossier.ins is None and with_ins, _INS_MISSING),
        (dossier.document is not None and not with_check, _DOCUMENT_TOO_SOON),
        (dossier.document is None and with_check, _DOCUMENT_MISSING),
        (dossier.bloque and dossier.statut is not Statut.PROV, _BLOCKED_STATUS),
        (dossier.attributs >= BLOCKING, _TWO_DOUBTS),
        (dossier.attributs >= {Attribut.FICTIF, Attribut.HOMONYME}, _FICTITIOUS_NAMESAKE),
        (dossier.ins in dossier.historique, _ACTIVE_IN_HISTORY),
    )
    return tuple(said for wrong, said in checks if wrong)


_INS_TOO_SOON: Final = Text(
    "un matricule sans statut récupéré ni qualifié", "a matricule without retrieved or qualified status"
)
_INS_MISSING: Final = Text(
    "statut récupéré ou qualifié sans matricule", "retrieved or qualified without matricule"
)
_DOCUMENT_TOO_SOON: Final = Text(
    "un justificatif contrôlé sans statut validé ni qualifié", "a document checked, yet not validated"
)
_DOCUMENT_MISSING: Final = Text(
    "statut validé ou qualifié sans justificatif contrôlé", "validated or qualified without a document"
)
_BLOCKED_STATUS: Final = Text(
    "une identité douteuse ou fictive qui n'est pas provisoire", "doubtful or fictitious, not provisional"
)
_TWO_DOUBTS: Final = Text("douteuse et fictive à la fois", "both doubtful and fictitious")
_FICTITIOUS_NAMESAKE: Final = Text("fictive et homonyme à la fois", "both fictitious and namesake")
_ACTIVE_IN_HISTORY: Final = Text(
    "le matricule actif est aussi à l'historique", "the active matricule is in the history too"
)


def may_call(dossier: Dossier) -> bool:
    """True when INSi may be searched for this record (EXI ID 26, ins.md §3.3)."""
    return why_no_call(dossier) is None
