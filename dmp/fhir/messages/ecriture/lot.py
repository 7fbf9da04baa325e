"""The transaction of ITI-65: the set, its entries, their documents, their patches (§3.1)."""

import base64
from collections.abc import Callable
from typing import Any

from dmp.fhir.data import noms
from dmp.fhir.data import systemes as s
from dmp.fhir.messages.ecriture.acteurs import ROLE, contenus_auteur, sujet
from dmp.fhir.messages.ecriture.correctifs import correctif_remplacement
from dmp.fhir.messages.ecriture.fiche import fiche
from dmp.fhir.messages.elements import concept, identifiant
from dmp.fhir.model.depot import Auteur, DocumentADeposer, LotADeposer, PatientQualifie


def lot(
    depot: LotADeposer, auteur: Auteur, patient: PatientQualifie, uuid: Callable[[], str]
) -> dict[str, Any]:
    """The bundle; `uuid` gives a new UUID for each entry."""
    entries: list[dict[str, Any]] = []
    members = []
    for one in depot.documents:
        entry, binary = f"{s.URN_UUID}{uuid()}", f"{s.URN_UUID}{uuid()}"
        members.append(entry)
        entries.append(_creation(entry, fiche(one, auteur, patient, depot.quand, binary)))
        entries.append(_creation(binary, _binaire(one)))
        if one.remplace:
            entries.append(
                {
                    "fullUrl": f"{s.URN_UUID}{uuid()}",
                    "resource": correctif_remplacement(),
                    "request": {"method": "PATCH", "url": one.remplace},
                }
            )
    liste = _creation(f"{s.URN_UUID}{uuid()}", _liste(depot, auteur, patient, members))
    return {
        "resourceType": "Bundle",
        "meta": {"profile": [noms.PROFIL_BUNDLE]},
        "type": "transaction",
        "entry": [liste, *entries],
    }


def _creation(adresse: str, resource: dict[str, Any]) -> dict[str, Any]:
    request = {"method": "POST", "url": resource["resourceType"]}
    return {"fullUrl": adresse, "resource": resource, "request": request}


def _binaire(document: DocumentADeposer) -> dict[str, Any]:
    return {
        "resourceType": "Binary",
        "contentType": document.mime,
        "data": base64.b64encode(document.contenu).decode(),
    }


def _liste(
    depot: LotADeposer, auteur: Auteur, patient: PatientQualifie, members: list[str]
) -> dict[str, Any]:
    source = {"system": s.RFC3986, "value": f"{s.URN_OID}{depot.source}"}
    made: dict[str, Any] = {
        "resourceType": "List",
        "meta": {"profile": [noms.PROFIL_LOT]},
        "contained": contenus_auteur(auteur),
        "extension": [
            {"url": noms.EXT_TYPE_LOT, "valueCodeableConcept": concept(depot.activite)},
            {"url": noms.EXT_SOURCE_LOT, "valueIdentifier": source},
        ],
        "identifier": [identifiant(s.RFC3986, f"{s.URN_OID}{depot.unique}", "usual", "uniqueId")],
        "status": "current",
        "mode": "working",
    }
    if depot.titre:
        made["title"] = depot.titre
    return made | {
        "code": {"coding": [{"system": s.MHD_LISTES, "code": "submissionset"}]},
        "subject": sujet(patient),
        "date": depot.quand,
        "source": {"reference": f"#{ROLE}"},
        "entry": [{"item": {"reference": one}} for one in members],
    }
