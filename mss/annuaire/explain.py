"""A call to the directory told to a person."""

from typing import Final

from mss.data import names
from simulators.core.journal.model import Exchange, Fact
from simulators.core.rule import Text
from simulators.core.service import Explanation
from simulators.core.telling import Say, advice, cause, speaker, tell

_TYPES: Final = {
    "Practitioner": Text("des professionnels", "professionals"),
    "PractitionerRole": Text("des situations d'exercice", "exercises of professionals"),
    "Organization": Text("des structures", "organisations"),
    "HealthcareService": Text("des activités", "activities"),
    "Device": Text("des équipements", "equipment"),
}
_CHERCHE: Final = Text("Recherche dans l'annuaire : {quoi}", "Search in the directory: {quoi}")
_PAR: Final = Text(", par {criteres}", ", by {criteres}")
_LIT: Final = Text("Lecture d'une fiche de l'annuaire : {quoi}", "Reading of a directory entry: {quoi}")
_MODIFIE: Final = Text("Boîtes changées dans l'annuaire : {quoi}", "Boxes changed in the directory: {quoi}")
_CAPACITES: Final = Text("Capacités de l'annuaire demandées", "Capabilities of the directory asked for")
_EXTRACTION: Final = Text(
    "Fichier public des boîtes MSSanté demandé", "Public file of the MSSanté boxes asked for"
)
_LISTE: Final = Text(
    "Liste blanche de l'espace de confiance demandée", "White list of the trust space asked for"
)
_SIGNEE: Final = Text("la liste signée du moment", "the signed list of the moment")
_REGLAGES: Final = Text(
    "Serveurs d'une boîte cherchés par un logiciel de messagerie", "Servers of a box looked up by a program"
)
_SERVEURS: Final = Text("les adresses des serveurs", "the addresses of the servers")
_SANS_SERVEUR: Final = Text(
    "ce domaine n'est pas dans la liste blanche", "this domain is not in the white list"
)
_FICHIER: Final = Text("le fichier du jour", "the file of the day")
_AUTRE: Final = Text("Appel à l'annuaire", "Call to the directory")
_REFUSE: Final = Text("refus. {cause}", "refused. {cause}")
_REFUSE_SEUL: Final = Text("refusé", "refused")
_COUPE: Final = Text("aucune réponse complète n'est partie", "no whole answer left")
_ANNONCE: Final = Text("les types et paramètres servis", "the types and parameters served")
_RIEN: Final = Text("aucune fiche", "no entry")
_UNE: Final = Text("une fiche", "one entry")
_FICHES: Final = Text("{n} fiches", "{n} entries")
_SANS: Final = Text(", sans adresse MSSanté", ", without an MSSanté address")
_AVEC: Final = Text(", adresses MSSanté : {liste}", ", MSSanté addresses: {liste}")
_SHOWN: Final = 3


def explain(exchange: Exchange, lang: str) -> Explanation:
    """The sentences of one exchange in French, or in English for `lang` `en`."""
    say = speaker(lang)
    return tell(lang, _asked(exchange, say), _answered(exchange, say), advice(exchange.findings, say))


def _asked(exchange: Exchange, say: Say) -> str:
    if exchange.operation == names.ANNUAIRE_CAPACITES:
        return say(_CAPACITES)
    if exchange.operation == names.ANNUAIRE_EXTRACTION:
        return say(_EXTRACTION)
    if exchange.operation in {names.LISTE, names.AUTOCONFIGURATION}:
        return say(_LISTE if exchange.operation == names.LISTE else _REGLAGES)
    what = _TYPES.get(str(exchange.facts.get("annuaire.type") or ""))
    if what is None:
        return say(_AUTRE)
    if exchange.operation == names.ANNUAIRE_LECTURE:
        return say(_LIT).format(quoi=say(what))
    if exchange.operation == names.ANNUAIRE_MODIFICATION:
        return say(_MODIFIE).format(quoi=say(what))
    told = [one for one in _several(exchange.facts.get("annuaire.parametres")) if not one.startswith("_")]
    by = say(_PAR).format(criteres=", ".join(told)) if told else ""
    return say(_CHERCHE).format(quoi=say(what)) + by


def _answered(exchange: Exchange, say: Say) -> str:
    if exchange.answer is None:
        return say(_COUPE)
    if exchange.operation == names.LISTE:
        return say(_SIGNEE)
    if exchange.operation == names.AUTOCONFIGURATION:
        return say(_SANS_SERVEUR if exchange.facts.get("fault") else _SERVEURS)
    if exchange.facts.get("fault"):
        rule = cause(exchange.findings)
        return say(_REFUSE).format(cause=say(rule.title)) if rule else say(_REFUSE_SEUL)
    if exchange.operation == names.ANNUAIRE_CAPACITES:
        return say(_ANNONCE)
    if exchange.operation == names.ANNUAIRE_EXTRACTION:
        return say(_FICHIER)
    number = int(str(exchange.facts.get("annuaire.trouves") or 0))
    if not number:
        return say(_RIEN)
    boxes = _several(exchange.facts.get("annuaire.adresses"))
    shown = ", ".join(boxes[:_SHOWN]) + (", …" if len(boxes) > _SHOWN else "")
    counted = say({1: _UNE}.get(number, _FICHES)).format(n=number)
    return counted + (say(_AVEC).format(liste=shown) if boxes else say(_SANS))


def _several(value: Fact) -> list[str]:
    return [str(one) for one in value] if isinstance(value, tuple | list) else []
