"""A document received: whom it is about, for the record that will hold it."""

from simulators.core.rule import Text
from simulators.core.sante.cda.lecture import CdaRefuseError, lire
from simulators.core.sante.cda.modele import Patient
from simulators.core.sante.cda.valeurs import Nom
from simulators.core.sante.rniv.creation import create_from_flow
from simulators.core.sante.rniv.dossier import Dossier, Traits
from simulators.core.sante.rniv.transitions import TransitionError
from simulators.core.xml.refusal import XmlRefusedError
from simulators.dui.reseau import Refus

_UNREADABLE = Text("le document reçu est illisible", "the document received is unreadable")


def ouvrir_depuis(cda: bytes, identifiant: str) -> Dossier:
    """A provisional record from the traits of the document; its number is left aside until INSi is asked.

    Raises Refus for what is no CDA, names nobody, or lacks a strict trait.
    """
    try:
        patient = lire(cda).entete.patient
    except (CdaRefuseError, XmlRefusedError):
        raise Refus(_UNREADABLE) from None
    if patient is None or not patient.noms:
        raise Refus(_UNREADABLE)
    try:
        return create_from_flow(identifiant, _traits(patient, patient.noms[0]))
    except TransitionError as error:
        raise Refus(error.reason) from None


def _traits(patient: Patient, nom: Nom) -> Traits:
    born = (patient.naissance.valeur if patient.naissance else None) or ""
    return Traits(
        nom_naissance=next((one.valeur for one in nom.familles if one.qualifier == "BR"), ""),
        prenoms=tuple(next((one.valeur for one in nom.prenoms if not one.qualifier), "").split()),
        sexe=(patient.sexe.code if patient.sexe else None) or "",
        date_naissance=f"{born[:4]}-{born[4:6]}-{born[6:8]}",
        lieu_naissance=patient.lieu.valeur if patient.lieu else "",
    )
