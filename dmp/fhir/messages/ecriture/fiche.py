"""A DocumentReference: the whole one of a transaction, and that of the simplified publish (§2.1, §2.5)."""

import base64
from typing import Any

from dmp.fhir.data import noms
from dmp.fhir.data import systemes as s
from dmp.fhir.messages.ecriture.acteurs import (
    PATIENT,
    ROLE,
    STRUCTURE,
    contenu_patient,
    contenus_auteur,
    sujet,
)
from dmp.fhir.messages.elements import coding, concept, identifiant
from dmp.fhir.model.depot import Auteur, DocumentADeposer, PatientQualifie
from dmp.fhir.model.empreinte import empreinte


def fiche(
    document: DocumentADeposer, auteur: Auteur, patient: PatientQualifie, quand: str, adresse: str
) -> dict[str, Any]:
    """The entry of a transaction; `adresse` is the fullUrl of its Binary, `quand` dates the entry."""
    made = _fiche(document, auteur, patient, quand, noms.PROFIL_FICHE)
    made["content"][0]["attachment"]["url"] = adresse
    return made


def fiche_simplifiee(
    document: DocumentADeposer, auteur: Auteur, patient: PatientQualifie, quand: str
) -> dict[str, Any]:
    """The entry that carries its own document, for `POST DocumentReference` (ITI-105)."""
    made = _fiche(document, auteur, patient, quand, noms.PROFIL_SIMPLE)
    made["content"][0]["attachment"]["data"] = base64.b64encode(document.contenu).decode()
    return made


def _fiche(
    document: DocumentADeposer, auteur: Auteur, patient: PatientQualifie, quand: str, profil: str
) -> dict[str, Any]:
    made: dict[str, Any] = {
        "resourceType": "DocumentReference",
        "meta": {"profile": [profil]},
        "contained": [*contenus_auteur(auteur), contenu_patient(patient)],
        "masterIdentifier": identifiant(s.RFC3986, f"{s.URN_OID}{document.unique}", "usual", "uniqueId"),
        "status": "current",
        "type": concept(document.type),
        "category": [concept(document.classe)],
        "subject": sujet(patient),
        "date": quand,
        "author": [{"reference": f"#{ROLE}"}],
        "authenticator": {"reference": f"#{ROLE}"},
        "custodian": {"reference": f"#{STRUCTURE}"},
    }
    if document.remplace:
        made["relatesTo"] = [{"code": "replaces", "target": {"reference": document.remplace}}]
    if document.commentaire:
        made["description"] = document.commentaire
    made["securityLabel"] = [concept(one) for one in document.confidentialites]
    made["content"] = [{"attachment": _piece(document), "format": coding(document.format)}]
    made["context"] = _contexte(document)
    return made


def _piece(document: DocumentADeposer) -> dict[str, Any]:
    return {
        "contentType": document.mime,
        "language": "fr-FR",
        "size": len(document.contenu),
        "hash": empreinte(document.contenu),
        "title": document.titre,
        "creation": document.cree,
    }


def _contexte(document: DocumentADeposer) -> dict[str, Any]:
    events = {"event": [concept(one) for one in document.evenements]} if document.evenements else {}
    return events | {
        "period": {"start": document.debut} | ({"end": document.fin} if document.fin else {}),
        "facilityType": concept(document.secteur),
        "practiceSetting": concept(document.cadre),
        "sourcePatientInfo": {"reference": f"#{PATIENT}"},
    }
