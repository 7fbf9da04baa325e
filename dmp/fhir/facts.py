"""The flat facts of a call over FHIR, from the call and its answer: alike live and read again."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import unquote

from dmp.fhir import facts_lot
from dmp.fhir.data import noms
from dmp.fhir.model.appel import (
    Appel,
    Capacites,
    Demande,
    Lecture,
    Modification,
    Publication,
    Recherche,
    Transaction,
)
from dmp.fhir.model.ressource import Noeud, racine
from dmp.fhir.rules.jetons import jeton
from dmp.xds.model import Remarque
from simulators.core.journal.model import Fact

# Identifiers told in one exchange.
_MOST: Final = 200


def operation(demande: Demande | Remarque, *, batch: bool = False) -> str:
    """What the call is in the journal."""
    match demande:
        case Transaction():
            return noms.LOT_DE_REQUETES if batch else noms.DEPOT
        case Publication():
            return noms.PUBLICATION
        case Modification():
            return noms.MODIFICATION
        case Capacites():
            return noms.CAPACITE
        case Lecture(type="Binary"):
            return noms.DOCUMENT
        case Lecture():
            return noms.LECTURE
        case Recherche(type=kind):
            return {"List": noms.LOTS, "Patient": noms.EXISTENCE}.get(kind, noms.FICHES)
        case _:
            return noms.INCONNUE


def facts(
    appel: Appel,
    demande: Demande | Remarque,
    recu: Noeud | None,
    statut: int,
    rendu: Mapping[str, Any] | None,
) -> dict[str, Fact]:
    """`dmp.documents` are the uniqueIds fed or found, `dmp.fhir.ids` those of the resources answered."""
    answer = racine(rendu) if rendu is not None else Noeud("", None)
    answered = list(_ressources(answer))
    asked = list(_ressources(recu)) if recu is not None else []
    told: dict[str, Fact] = {
        "code": _code(answer) or ("" if statut < 400 else str(statut)),
        "dmp.fhir.volet": "PDSm 3.1.1",
        "patient.matricule": _matricule(demande, asked),
        "dmp.fhir.format": appel.entete("accept").partition(",")[0][:60],
        "dmp.documents": _uniques(asked) or _uniques(answered),
        "dmp.fhir.ids": tuple(dict.fromkeys(_ids(answered)))[:_MOST],
        **facts_lot.faits(recu, answer),
        "dmp.fhir.jeton": appel.entete("authorization").lower().startswith("bearer "),
    }
    if isinstance(demande, Recherche):
        told["dmp.fhir.parametres"] = tuple(dict.fromkeys(one.nom[:60] for one in demande.parametres))
        total = answer.champ("total").valeur
        told["dmp.resultats"] = total if isinstance(total, int) else 0
    if isinstance(demande, Lecture):
        told["dmp.fhir.lu"] = f"{demande.type}/{demande.id}"
    return told


def _ressources(top: Noeud) -> Iterator[Noeud]:
    if top.champ("resourceType").texte == "Bundle":
        for one in top.elements("entry"):
            yield one.champ("resource")
    elif top.present:
        yield top


def _code(answer: Noeud) -> str:
    """The XDS code of the first issue, else its issue code; empty for an answer that is no refusal."""
    if answer.champ("resourceType").texte != "OperationOutcome":
        return ""
    issue = answer.premier("issue")
    coded = next((code for _, code in issue.champ("details").codes()), "")
    return coded or issue.champ("code").texte


def _matricule(demande: Demande | Remarque, asked: list[Noeud]) -> str:
    if isinstance(demande, Recherche):
        return _cherche(demande)
    return next((found for resource in asked if (found := _sujet(resource))), "")


def _cherche(demande: Recherche) -> str:
    for name in ("patient.identifier", "patient", *(("identifier",) if demande.type == "Patient" else ())):
        for one in demande.de(name):
            value = one.valeurs[0]
            return jeton(value.rpartition("/")[2] if name == "patient" else value).code[:60]
    return ""


def _sujet(resource: Noeud) -> str:
    subject = resource.champ("subject")
    reference = subject.champ("reference").texte
    if "identifier=" in reference:
        return unquote(reference).rpartition("|")[2][:60]
    return subject.champ("identifier").champ("value").texte[:60]


def _uniques(several: list[Noeud]) -> tuple[str, ...]:
    found = (one.champ("masterIdentifier").champ("value").texte for one in several)
    return tuple(value.removeprefix("urn:oid:") for value in found if value)[:_MOST]


def _ids(several: list[Noeud]) -> Iterator[str]:
    for one in several:
        own = one.champ("id").texte
        if own:
            yield f"{one.champ('resourceType').texte}/{own}"
