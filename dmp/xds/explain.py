"""An exchange of the face told to a person: plain sentences, no code, no XPath."""

from collections.abc import Iterator, Mapping
from typing import Final

from simulators.core.journal.model import Exchange, Fact
from simulators.core.rule import Text
from simulators.core.service import Explanation
from simulators.core.telling import Say, advice, cause, speaker, tell

_ASKED: Final[Mapping[str, Text]] = {
    "dmp.td02": Text("Test d'existence du DMP de {who}, {by}", "Does {who} have a record, asked {by}"),
    "dmp.td03": Text("Autorisation sur le DMP de {who}, {by}", "Authorisation on the record of {who}, {by}"),
    "dmp.td04": Text("Liste des DMP autorisés, {by}", "List of the authorised records, {by}"),
    "dmp.td05": Text("Recherche d'un DMP par les traits, {by}", "Search of a record by traits, {by}"),
    "dmp.td16": Text(
        "Liste des professionnels autorisés ou bloqués sur le DMP de {who}, {by}",
        "List of the professionals authorised or blocked on the record of {who}, {by}",
    ),
    "dmp.td11": Text("Création du DMP de {who}, {by}", "Creation of the record of {who}, {by}"),
    "dmp.td12": Text("Réactivation du DMP de {who}, {by}", "Reactivation of the record of {who}, {by}"),
    "dmp.td13a": Text(
        "Lecture des données administratives du DMP de {who}, {by}",
        "Reading of the administrative data of the record of {who}, {by}",
    ),
    "dmp.td13b": Text(
        "Modification des données administratives du DMP de {who}, {by}",
        "Change of the administrative data of the record of {who}, {by}",
    ),
    "dmp.td14": Text("Fermeture du DMP de {who}, {by}", "Closing of the record of {who}, {by}"),
    "dmp.td21": Text(
        "Alimentation du DMP de {who} ({count}), {by}", "Feeding of the record of {who} ({count}), {by}"
    ),
    "dmp.td31": Text("Recherche dans le DMP de {who}, {by}", "Search in the record of {who}, {by}"),
    "dmp.td33": Text("Au DMP de {who} : {geste}, {by}", "On the record of {who}: {geste}, {by}"),
    "dmp.td32": Text(
        "Lecture au DMP de {who} ({count}), {by}", "Reading in the record of {who} ({count}), {by}"
    ),
}
_GESTES: Final[Mapping[str, Text]] = {
    "archiver": Text("archiver un document", "archive a document"),
    "desarchiver": Text("désarchiver un document", "unarchive a document"),
    "supprimer": Text("supprimer un document", "delete a document"),
    "confidentialite": Text("changer qui voit un document", "change who sees a document"),
}
_GESTE_INCONNU: Final = Text("changer un document", "change a document")
_UNREAD: Final = Text("Message que le DMP ne comprend pas", "Message that the DMP cannot understand")
_DOCUMENT: Final = Text("Description du service demandée", "Description of the service asked for")
_NOBODY: Final = Text("un patient inconnu", "an unknown patient")
_MODES: Final[Mapping[str, Text]] = {
    "INDIRECTE": Text("par la structure (mode indirect)", "by the structure (indirect mode)"),
    "INDIRECTE_RENFORCEE": Text(
        "par un professionnel authentifié (mode AIR)", "by an authenticated professional (AIR mode)"
    ),
    "DIRECTE": Text(
        "par la carte du professionnel (mode direct)", "by the professional's card (direct mode)"
    ),
}
_NO_MODE: Final = Text("sans mode connu", "without a known mode")
_UNVERIFIED: Final = Text("sans assertion vérifiée", "without a verified assertion")
_ONE: Final = Text("un document", "one document")
_SEVERAL: Final = Text("{n} documents", "{n} documents")
_NONE: Final = Text("aucun document", "no document")
_REFUSED: Final = Text("refus. {cause}", "refused. {cause}")
_FAILED: Final = Text("refus demandé par une panne programmée", "refusal asked for by a programmed fault")
_NO_ANSWER: Final = Text("aucune réponse complète n'est partie", "no whole answer left")
_STATES: Final[Mapping[str, Text]] = {
    "ouvert": Text("le DMP existe", "the record exists"),
    "ferme": Text("le DMP est fermé", "the record is closed"),
    "absent": Text("ce patient n'a pas de DMP", "this patient has no record"),
}
_RIGHTS: Final[Mapping[str, Text]] = {
    "VALIDE": Text("l'appelant est autorisé", "the caller is authorised"),
    "EXPIRE": Text("l'autorisation de l'appelant a expiré", "the caller's authorisation has expired"),
    "INTERDIT": Text("le patient a bloqué l'appelant", "the patient has blocked the caller"),
    "NON_EXISTE": Text("l'appelant n'est pas autorisé", "the caller is not authorised"),
}
_LISTES: Final[Mapping[str, Text]] = {
    "dmp.td04": Text("DMP rendus : {n}", "records given: {n}"),
    "dmp.td05": Text("personnes trouvées : {n}", "people found: {n}"),
    "dmp.td16": Text("habilitations rendues : {n}", "authorisations given: {n}"),
}
_DONE: Final[Mapping[str, Text]] = {
    "dmp.td03": Text("c'est enregistré", "it is recorded"),
    "dmp.td11": Text("le DMP est ouvert", "the record is open"),
    "dmp.td12": Text("le DMP est de nouveau ouvert", "the record is open again"),
    "dmp.td13b": Text("c'est enregistré", "it is recorded"),
    "dmp.td14": Text("le DMP est fermé", "the record is closed"),
    "dmp.td21": Text("accepté et enregistré", "accepted and stored"),
    "dmp.td31": Text("trouvé : {count}", "found: {count}"),
    "dmp.td33": Text("c'est fait", "it is done"),
    "dmp.td32": Text("rendu : {count}, octet pour octet", "given: {count}, byte for byte"),
}
_SERVED: Final = Text("elle est rendue", "it is returned")
_PARTIAL: Final = Text("une partie manque", "part of it is missing")


def explain(exchange: Exchange, lang: str) -> Explanation:
    """The sentences of one exchange in French, or in English for `lang` `en`."""
    say = speaker(lang)
    return tell(lang, _asked(exchange, say), _answered(exchange, say), advice(exchange.findings, say))


def _asked(exchange: Exchange, say: Say) -> str:
    if exchange.request.start.startswith("GET "):
        return say(_DOCUMENT)
    text = _ASKED.get(exchange.operation)
    if text is None:
        return say(_UNREAD)
    facts = exchange.facts
    who = _who(exchange) or say(_NOBODY)
    return say(text).format(
        who=who,
        by=_by(exchange, say),
        count=_count(facts.get("dmp.documents"), say),
        geste=_geste(facts.get("dmp.gestes"), say),
    )


def _geste(value: Fact, say: Say) -> str:
    """What is done to documents, each kind once."""
    told = dict.fromkeys(value) if isinstance(value, tuple) else {}
    return ", ".join(say(_GESTES.get(str(one), _GESTE_INCONNU)) for one in told) or say(_GESTE_INCONNU)


def _who(exchange: Exchange) -> str:
    """The name when the espace knows the person, else the matricule."""
    traits = str(exchange.facts.get("patient.traits") or "").split("|")
    return " ".join(traits[:2]).strip() or str(exchange.facts.get("patient.matricule") or "")


def _by(exchange: Exchange, say: Say) -> str:
    if not exchange.facts.get("dmp.vihf_verifie"):
        return say(_UNVERIFIED)
    return say(_MODES.get(str(exchange.facts.get("dmp.mode")), _NO_MODE))


def _count(value: Fact, say: Say) -> str:
    return _number(len(value) if isinstance(value, tuple) else 0, say)


def _number(number: int, say: Say) -> str:
    if number == 1:
        return say(_ONE)
    return say(_SEVERAL).format(n=number) if number else say(_NONE)


def _answered(exchange: Exchange, say: Say) -> str:
    facts = exchange.facts
    if exchange.answer is None or "code" not in facts:
        served = exchange.request.start.startswith("GET ") and exchange.outcome == "200"
        return say(_SERVED if served else _NO_ANSWER)
    if facts.get("fault"):
        rule = cause(exchange.findings)
        return say(_FAILED) if rule is None else say(_REFUSED).format(cause=say(rule.title))
    return ", ".join(_details(exchange, say)) or say(_NO_ANSWER)


def _details(exchange: Exchange, say: Say) -> Iterator[str]:
    facts = exchange.facts
    if exchange.operation in {"dmp.td02", "dmp.td13a"}:
        state = _STATES.get(str(facts.get("dmp.etat")))
        if state is not None:
            yield say(state)
        right = _RIGHTS.get(str(facts.get("dmp.autorisation")))
        if right is not None:
            yield say(right)
        return
    if exchange.operation in _LISTES:
        yield say(_LISTES[exchange.operation]).format(n=facts.get("dmp.resultats", 0))
        return
    done = _DONE.get(exchange.operation)
    if done is not None:
        given, found = facts.get("dmp.rendus"), facts.get("dmp.resultats")
        number = found if isinstance(found, int) else len(given) if isinstance(given, tuple) else 0
        yield say(done).format(count=_number(number, say))
    if facts.get("dmp.erreurs"):
        yield say(_PARTIAL)
