"""What is kept of a resource received: its references hold outside its Bundle."""

from collections.abc import Mapping
from typing import Any

from dmp.fhir.messages.elements import ins
from dmp.fhir.messages.fiche import identifiant_de
from dmp.fhir.model.ressource import Noeud
from simulators.core.sante.identifiants import Cx


def fiche(resource: Noeud, patient: Cx | None, remplaces: Mapping[str, str]) -> dict[str, Any]:
    """A DocumentReference; `remplaces` gives the logicalId of what it replaces, by its name there."""
    made = _nue(resource, patient)
    content = resource.premier("content")
    attachment = {name: one for name, one in content.champ("attachment").objet.items() if name != "data"}
    made["content"] = [{**content.objet, "attachment": attachment}]
    links = []
    for link in resource.elements("relatesTo"):
        target = link.champ("target")
        named = target.champ("reference").texte or target.champ("identifier").champ("value").texte
        if named in remplaces:
            reference = f"DocumentReference/{identifiant_de(remplaces[named])}"
            links.append({**link.objet, "target": {**target.objet, "reference": reference}})
        else:
            links.append(dict(link.objet))
    if links:
        made["relatesTo"] = links
    return made


def liste(resource: Noeud, patient: Cx | None) -> dict[str, Any]:
    """A List; its entries are written again from the registry when it is given back."""
    return _nue(resource, patient)


def _nue(resource: Noeud, patient: Cx | None) -> dict[str, Any]:
    made: dict[str, Any] = {name: one for name, one in resource.objet.items() if name != "id"}
    subject = resource.champ("subject")
    reference = subject.champ("reference").texte
    if patient is not None and reference and not reference.startswith("#"):
        others = {name: one for name, one in subject.objet.items() if name not in {"reference", "type"}}
        made["subject"] = {**others, "identifier": ins(patient)}
    return made
