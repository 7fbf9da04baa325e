"""The existence of a record as a Patient (TD0.2 of the draft): its state, never the traits of the DMP."""

from typing import Any

from dmp.fhir.data import noms
from dmp.fhir.messages.elements import ins, moment
from dmp.model import Dossier, Inscription
from simulators.core.sante.identifiants import Cx


def rendre(dossier: Dossier) -> dict[str, Any]:
    """An open record is active; a closed one tells why (dmp_fhir.md §5.4). RG_0320: no identity trait."""
    since = dossier.inscription
    attached = {"url": noms.EXT_RATTACHEMENT, "valueBoolean": dossier.rattache_mes}
    extensions: list[dict[str, Any]] = [attached]
    if dossier.etat == "ferme":
        extensions.append({"url": noms.EXT_FERMETURE, "extension": list(_fermeture(since))})
    made: dict[str, Any] = {
        "resourceType": "Patient",
        "id": dossier.matricule,
        "extension": [one for one in extensions if one.get("extension") != []],
        "identifier": [ins(Cx(dossier.matricule, dossier.oid))],
        "active": dossier.etat == "ouvert",
    }
    return made


def _fermeture(since: Inscription) -> list[dict[str, Any]]:
    """When and why, as far as the closing told it."""
    told: list[dict[str, Any]] = []
    if since.quand_us:
        told.append({"url": "dateFermeture", "valueDate": moment(since.quand_us)[:10]})
    if since.motif:
        coded = {"coding": [{"system": noms.MOTIF_FERMETURE, "code": since.motif}]}
        told.append({"url": "motifFermeture", "valueCodeableConcept": coded})
    if since.motif_texte:
        told.append({"url": "raisonFermeture", "valueString": since.motif_texte})
    return told
