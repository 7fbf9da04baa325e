"""The existence of a record as a Patient (TD0.2 of the draft): its state, never the traits of the DMP."""

from typing import Any

from dmp.fhir.data import noms
from dmp.fhir.messages.elements import ins
from dmp.model import Dossier
from simulators.core.sante.identifiants import Cx


def rendre(dossier: Dossier) -> dict[str, Any]:
    """An open record is active; a closed one tells why (dmp_fhir.md §5.4). RG_0320: no identity trait."""
    since = dossier.inscription
    attached = {"url": noms.EXT_RATTACHEMENT, "valueBoolean": dossier.rattache_mes}
    extensions: list[dict[str, Any]] = [attached]
    if dossier.etat == "ferme":
        extensions.append(
            {"url": noms.EXT_FERMETURE, "extension": list(_fermeture(since.motif, since.motif_texte))}
        )
    made: dict[str, Any] = {
        "resourceType": "Patient",
        "id": dossier.matricule,
        "extension": [one for one in extensions if one.get("extension") != []],
        "identifier": [ins(Cx(dossier.matricule, dossier.oid))],
        "active": dossier.etat == "ouvert",
    }
    return made


def _fermeture(motif: str, texte: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = []
    if motif:
        coded = {"coding": [{"system": noms.MOTIF_FERMETURE, "code": motif}]}
        told.append({"url": "motifFermeture", "valueCodeableConcept": coded})
    if texte:
        told.append({"url": "raisonFermeture", "valueString": texte})
    return told
