"""A document entry as a DocumentReference, and back (dmp_fhir.md §2, §6, §9)."""

from collections.abc import Mapping
from typing import Any, Final

from dmp.fhir.data import noms
from dmp.fhir.data import systemes as s
from dmp.fhir.messages.acteurs import Contenus, organisation
from dmp.fhir.messages.correspondance import TABLE, poser, trouver
from dmp.fhir.messages.elements import (
    identifiant,
    ins,
    lire_concepts,
    lire_unique,
    moment,
    sans_vide,
    unique,
)
from dmp.fhir.model.ressource import Noeud, Objet, racine
from dmp.fhir.model.servi import FicheServie
from dmp.model import EtatDocument
from simulators.core.sante.ebrim.modele import FicheDocument
from simulators.core.sante.identifiants import Cx

STATUTS: Final[Mapping[str, str]] = {
    EtatDocument.APPROUVE: "current",
    EtatDocument.ARCHIVE: "current",
    EtatDocument.OBSOLETE: "superseded",
}


def identifiant_de(urn: str) -> str:
    """The id of a resource from the identifier the registry gave its object."""
    return urn.removeprefix(s.URN_UUID)


def rendre(servie: FicheServie, base: str) -> dict[str, Any]:
    """The DocumentReference of an entry: as it was received, or written from the table."""
    made = _ecrite(servie) if servie.recu is None else _recue(servie, servie.recu)
    own = identifiant_de(servie.depose.fiche.logical_id)
    attachment = {**made["content"][0]["attachment"], "url": f"{base}/Binary/{own}"}
    attachment.pop("data", None)
    made["content"] = [{**made["content"][0], "attachment": attachment}]
    return made


def _ecrite(servie: FicheServie) -> dict[str, Any]:
    fiche = servie.depose.fiche
    contenus: Contenus = []
    tree: dict[str, Any] = {}
    for line in TABLE:
        value = line.rendre(fiche, contenus)
        if value:
            poser(tree, line.fhir, value)
    keeper = organisation("depositaire", servie.depose.structure, "", contenus)
    patient = fiche.patient
    head: dict[str, Any] = {
        "resourceType": "DocumentReference",
        "id": identifiant_de(fiche.logical_id),
        "meta": {**_version(servie), "profile": [noms.PROFIL_FICHE]},
        "contained": contenus,
        "extension": _archive(servie, None),
        "masterIdentifier": identifiant(*unique(fiche.unique_id), "usual", "uniqueId"),
        "identifier": _identifiants(servie),
        "status": STATUTS.get(fiche.availability_status, "entered-in-error"),
        "subject": {"identifier": ins(patient)} if patient else {},
        "date": moment(servie.date_us),
        "custodian": {"reference": f"#{keeper}"},
        "relatesTo": [_remplace(one) for one in servie.remplaces],
    }
    tree.setdefault("content", [{"attachment": {}}])
    whole: dict[str, Any] = sans_vide({**head, **tree})
    return whole


def _recue(servie: FicheServie, recu: Objet) -> dict[str, Any]:
    """The resource received, with what the registry knows better: identifiers, state, labels."""
    fiche, received = servie.depose.fiche, racine(recu)
    made: dict[str, Any] = {"resourceType": "DocumentReference", "id": identifiant_de(fiche.logical_id)}
    made |= recu
    made["id"] = identifiant_de(fiche.logical_id)
    made["meta"] = {**received.champ("meta").objet, **_version(servie)}
    made["extension"] = _archive(servie, received)
    made["identifier"] = [*_autres_identifiants(received), *_identifiants(servie)]
    made["status"] = STATUTS.get(fiche.availability_status, "entered-in-error")
    told = {code[:2] for code in lire_concepts(received.elements("securityLabel"))}
    if told != {code[:2] for code in fiche.confidentiality_codes}:
        labels = next(line for line in TABLE if line.xds == "confidentiality_codes")
        made["securityLabel"] = labels.rendre(fiche, [])
    return {name: value for name, value in made.items() if value not in ([], {}, None)}


def _version(servie: FicheServie) -> dict[str, Any]:
    return {"versionId": str(servie.version), "lastUpdated": moment(servie.maj_us)}


def _archive(servie: FicheServie, received: Noeud | None) -> list[Any]:
    """The extension tells that a document is archived; that it no longer is, only when it was told once."""
    archived = servie.depose.fiche.availability_status == EtatDocument.ARCHIVE
    others = [
        one.valeur
        for one in (received.elements("extension") if received else ())
        if one.champ("url").texte != noms.EXT_ARCHIVE
    ]
    told = received is not None and bool(received.extensions(noms.EXT_ARCHIVE))
    own = [{"url": noms.EXT_ARCHIVE, "valueBoolean": archived}] if archived or told else []
    return [*others, *own]


def _identifiants(servie: FicheServie) -> list[dict[str, Any]]:
    """The current entryUUID, the uniqueId again (it is searched there), the logicalId when it differs."""
    fiche = servie.depose.fiche
    system, value = unique(fiche.unique_id)
    found = [
        identifiant(s.RFC3986, fiche.entry_uuid, "official", "entryUUID"),
        identifiant(system, value, "usual", "uniqueId"),
    ]
    if fiche.logical_id != fiche.entry_uuid:
        found.append(identifiant(s.RFC3986, fiche.logical_id, "secondary"))
    return found


def _autres_identifiants(received: Noeud) -> list[Any]:
    """Identifiers of the source's own: not those that the registry writes."""
    return [
        one.valeur
        for one in received.elements("identifier")
        if one.champ("use").texte not in {"official", "usual"}
        and not any(system == s.MHD_IDENTIFIANTS for system, _ in one.champ("type").codes())
    ]


def _remplace(logical: str) -> dict[str, Any]:
    return {"code": "replaces", "target": {"reference": f"DocumentReference/{identifiant_de(logical)}"}}


def lire(resource: Noeud, entry: str, patient: Cx | None) -> FicheDocument:
    """The entry that a DocumentReference describes; `entry` names it inside its set."""
    read = {}
    for line in TABLE:
        holder, name = trouver(resource, line.fhir)
        read[line.xds] = line.lire(holder, name, resource)
    master = resource.champ("masterIdentifier")
    if not read["creation_time"]:
        read["creation_time"] = _date(resource)
    return FicheDocument(
        entry_uuid=entry,
        unique_id=lire_unique(master.champ("system").texte, master.champ("value").texte),
        patient_id=str(patient) if patient else "",
        **read,
    )


def _date(resource: Noeud) -> str:
    """A document whose creation is not told was created when its entry says it was."""
    line = next(one for one in TABLE if one.xds == "creation_time")
    found: str = line.lire(resource, "date", resource)
    return found
