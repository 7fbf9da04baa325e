"""The record's values as coded entries: what the narrative tells people, told to machines."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Final

from simulators.core.sante.cda import entrees as e
from simulators.core.sante.cda.ecriture_codes import LOINC, SNOMED
from simulators.core.sante.codes import Code
from simulators.dui.documents.clinique import (
    Allergie,
    Constat,
    Directives,
    Intervention,
    Mesure,
    Objet,
    Piece,
    Probleme,
    Resultat,
    Traitement,
    Vaccin,
)

Entrees = tuple[e.Entree, ...]
_CIM10: Final = "2.16.840.1.113883.6.3"
_ANS: Final = "1.2.250.1.213.1.1.4.322"
_SIMPLE: Final = ("1.3.6.1.4.1.19376.1.5.3.1.4.13", "1.2.250.1.213.1.1.3.48")
_OBJET: Final = (*_SIMPLE, "1.2.250.1.213.1.1.3.12")
_STATUT: Final = (*_SIMPLE, "1.2.250.1.213.1.1.3.48.16", "1.2.250.1.213.1.1.3.48.16.1")
_VIE: Final = (
    "2.16.840.1.113883.10.20.1.33",
    "1.3.6.1.4.1.19376.1.5.3.1.4.13",
    "1.3.6.1.4.1.19376.1.5.3.1.4.13.4",
    "1.2.250.1.213.1.1.3.52",
)
EVEILLE: Final = Code("DLU_002", _ANS, "Conscient et éveillé")
_MOTIF: Final = Code("57277-6", LOINC, "Motif du transfert vers le service des urgences")
_TRANSPORT: Final = Code("15515-0", LOINC, "Motif du transport")
_SEJOUR: Final = Code("MED-142", _ANS, "Synthèse médicale")
_SYNTHESE: Final = (*_SIMPLE, "1.2.250.1.213.1.1.3.48.9")
_REPAS: Final = Code("GEN-244", _ANS, "Date et heure du dernier repas")
_STATUT_DOCUMENT: Final = Code("GEN-065", _ANS, "Statut du document")
_APPROUVE: Final = Code("9571008", SNOMED, "approuvé")
_EN_COURS: Final = Code("385651009", SNOMED, "en cours d'exécution")


def instant(when: datetime) -> str:
    """A time as CDA writes it."""
    return f"{when.astimezone(UTC):%Y%m%d%H%M%S}+0000"


def jour(when: date | None) -> str:
    """A day as CDA writes it, nothing when it is not known."""
    return f"{when:%Y%m%d}" if when else ""


def problemes(listed: Iterable[Probleme]) -> Entrees:
    """Diseases, with their ICD-10 code when the record has one; that there is none when it holds none."""
    return tuple(
        e.Diagnostic(
            one.libelle, jour(one.depuis), Code(one.cim10, _CIM10, one.libelle) if one.cim10 else None
        )
        for one in listed
    ) or (e.Absence.PROBLEMES,)


def allergies(listed: Iterable[Allergie]) -> Entrees:
    """Allergies."""
    return tuple(e.Intolerance(one.substance, one.nature, jour(one.depuis)) for one in listed) or (
        e.Absence.ALLERGIES,
    )


def interventions(listed: Iterable[Intervention]) -> Entrees:
    """Operations."""
    return tuple(e.Geste(one.libelle, jour(one.quand)) for one in listed) or (e.Absence.ACTES,)


def traitements(listed: Iterable[Traitement]) -> Entrees:
    """Medicines taken."""
    taken = tuple(e.Prise(one.medicament, jour(one.depuis), jour(one.jusque)) for one in listed)
    return taken or (e.Absence.TRAITEMENTS,)


def vaccins(listed: Iterable[Vaccin]) -> Entrees:
    """Vaccinations."""
    return tuple(e.Vaccination(one.nom, jour(one.quand)) for one in listed)


def constats(listed: Iterable[Constat]) -> Entrees:
    """What was observed."""
    return tuple(e.Observation(f"{one.domaine} : {one.libelle}", one.present) for one in listed)


def resultats(listed: Sequence[Resultat]) -> Entrees:
    """Results, each as an observation, after the procedure that the section wants."""
    told = tuple(
        e.Observation(one.examen, f"{one.valeur} {one.unite}".strip(), jour(one.quand)) for one in listed
    )
    return (e.Geste("Examens"), *told) if told else ()


def conscience(eveille: bool | None, when: datetime) -> Entrees:
    """Whether the person is awake, when somebody looked."""
    return () if eveille is None else (e.Observation(EVEILLE.label, eveille, instant(when), EVEILLE),)


def motif(reason: str, when: datetime) -> Entrees:
    """Why the person is sent to the emergency room."""
    return (e.Observation(_MOTIF.label, reason, instant(when), _MOTIF),)


def mesures(listed: Sequence[Mesure]) -> Entrees:
    """Vital signs, those of one moment together."""
    moments = dict.fromkeys(one.quand for one in listed)
    return tuple(
        e.SignesVitaux(
            instant(when),
            tuple(
                e.Signe(one.signe.code, one.valeur, one.signe.ucum, instant(when))
                for one in listed
                if one.quand == when
            ),
        )
        for when in moments
    )


def repas(when: datetime | None) -> Entrees:
    """The last meal: its time alone tells."""
    return (e.Observation(_REPAS.label, None, instant(when), _REPAS),) if when else ()


def objets(listed: Iterable[Objet]) -> Entrees:
    """Devices and personal things, with the person or not."""
    return tuple(e.Observation(one.nom, one.present, gabarits=_OBJET) for one in listed)


def hopital(place: str) -> Entrees:
    """The hospital that the person prefers."""
    return (e.Orientation(place),) if place else ()


def directives(one: Directives) -> Entrees:
    """Whether advance directives were written, when somebody asked."""
    return () if one.redigees is None else (e.Volontes(one.redigees),)


def statut(*, valide: bool) -> Entrees:
    """Whether the document is approved."""
    value = _APPROUVE if valide else _EN_COURS
    return (e.Observation(_STATUT_DOCUMENT.label, value, "", _STATUT_DOCUMENT, _STATUT),)


def pieces(listed: Iterable[Piece]) -> Entrees:
    """The documents that go with this one."""
    return tuple(
        e.PieceJointe(one.titre, one.contenu, f"piece-{rank}")
        for rank, one in enumerate(listed, 1)
        if one.contenu
    )


def retour(reason: str, when: datetime) -> Entrees:
    """Why the person was carried back."""
    return (e.Observation(_TRANSPORT.label, reason, instant(when), _TRANSPORT),)


def sejour(sentences: Iterable[str], when: datetime) -> Entrees:
    """What the hospital sums up of a stay."""
    told = " ".join(sentences)
    return (e.Observation(_SEJOUR.label, told, instant(when), _SEJOUR, _SYNTHESE),) if told else ()


def mode_de_vie(listed: Iterable[str]) -> Entrees:
    """Ways of life, in the words of the record."""
    return tuple(e.Observation(one, one, gabarits=_VIE) for one in listed)
