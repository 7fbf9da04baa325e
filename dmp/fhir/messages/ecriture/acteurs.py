"""The contained resources: the professional in a role, the structure, the qualified patient (§2.6, §10)."""

from typing import Any, Final

from dmp.fhir.data import francais as fr
from dmp.fhir.data import systemes as s
from dmp.fhir.messages.elements import concept
from dmp.fhir.model.depot import Auteur, PatientQualifie
from simulators.core.sante.codes import Code
from simulators.core.sante.oids import RACINES

ROLE: Final = "auteur"
STRUCTURE: Final = "structure"
PATIENT: Final = "patient"
_PERSONNE: Final = "personne"
_SEXES: Final = {"F": "female", "M": "male"}


def contenus_auteur(auteur: Auteur) -> list[dict[str, Any]]:
    """The role, which names the person and the structure beside it."""
    role: dict[str, Any] = {
        "resourceType": "PractitionerRole",
        "id": ROLE,
        "practitioner": {"reference": f"#{_PERSONNE}"},
        "organization": {"reference": f"#{STRUCTURE}"},
        "code": [concept(auteur.profession)],
    }
    if auteur.specialite is not None:
        role["specialty"] = [concept(auteur.specialite)]
    person = {
        "resourceType": "Practitioner",
        "id": _PERSONNE,
        "identifier": [_national("IDNPS", "1.2.250.1.71.4.2.1", auteur.personne.idnat)],
        "name": [{"family": auteur.personne.nom, "given": [auteur.personne.prenom]}],
    }
    return [role, person, contenu_structure(auteur)]


def contenu_structure(auteur: Auteur) -> dict[str, Any]:
    """The structure alone, as it keeps the document."""
    return {
        "resourceType": "Organization",
        "id": STRUCTURE,
        "identifier": [_national("IDNST", "1.2.250.1.71.4.2.2", auteur.structure.idnat)],
        "name": auteur.structure.nom,
    }


def identifiant_patient(patient: PatientQualifie) -> dict[str, Any]:
    """The INS with the type and use of its OID."""
    root = RACINES[patient.oid]
    return {
        "use": root.use,
        "type": concept(Code(root.type, s.IDENTIFIANTS_0203)),
        "system": root.urn,
        "value": patient.ins,
    }


def contenu_patient(patient: PatientQualifie) -> dict[str, Any]:
    """A Patient by fr-core-patient-ins: traits of INSi, status QUAL."""
    status = {"system": fr.STATUT_IDENTITE, "code": "QUAL"}
    reliability = {
        "url": fr.FIABILITE,
        "extension": [{"url": "identityStatus", "valueCoding": status}],
    }
    place = {
        "url": fr.INSEE,
        "valueCoding": {"system": fr.COG, "code": patient.lieu},
    }
    birth = {
        "url": fr.NAISSANCE,
        "valueAddress": {"extension": [place]},
    }
    given = {
        "url": fr.PRENOMS,
        "valueString": patient.prenoms,
    }
    return {
        "resourceType": "Patient",
        "id": PATIENT,
        "meta": {"profile": [fr.PATIENT_INS]},
        "extension": [reliability, birth],
        "identifier": [identifiant_patient(patient)],
        "name": [{"extension": [given], "use": "official", "family": patient.nom, "given": [patient.prenom]}],
        "gender": _SEXES.get(patient.sexe, "unknown"),
        "birthDate": patient.naissance,
    }


def sujet(patient: PatientQualifie) -> dict[str, Any]:
    """The patient named by their INS alone: a logical reference, which needs no address."""
    return {"identifier": identifiant_patient(patient)}


def _national(kind: str, oid: str, value: str) -> dict[str, Any]:
    return {
        "type": concept(Code(kind, s.IDENTIFIANTS_0203)),
        "system": f"{s.URN_OID}{oid}",
        "value": value,
    }
