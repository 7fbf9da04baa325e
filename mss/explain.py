"""A mail exchange told to a person: plain sentences, no code."""

from collections.abc import Mapping
from typing import Final

from mss.data import names
from simulators.core.journal.model import Exchange, Fact
from simulators.core.rule import Text
from simulators.core.service import Explanation
from simulators.core.telling import Say, advice, cause, speaker, tell

_CONNEXIONS: Final = frozenset({names.CONNEXION_SMTP, names.CONNEXION_IMAP})
_OPEN: Final = Text("Ouverture de la boîte {boite}", "Opening of the box {boite}")
_OPEN_NONE: Final = Text("Ouverture d'une boîte", "Opening of a box")
_SENT: Final = Text("Courriel de {de} à {a}", "Mail from {de} to {a}")
_WITH_DOCUMENT: Final = Text(" avec un document", " with a document")
_PUT: Final = Text("Courriel déposé dans la boîte {a}", "Mail put in the box {a}")
_RETURNED: Final = Text("Courriel revenu dans la boîte {a}", "Mail sent back to the box {a}")
_RECEIPT: Final = Text("Accusé remis à la boîte {a}", "Receipt handed to the box {a}")
_DELIVERED: Final = Text("Avis de remise dans la boîte {a}", "Delivery report in the box {a}")
_LATE: Final = Text("Avis de retard dans la boîte {a}", "Delay report in the box {a}")
_ARRIVED: Final = Text("Courriel d'un correspondant pour la boîte {a}", "Mail from outside for the box {a}")
_READ: Final = Text("Lecture {n} dans la boîte {boite}", "Reading of {n} in the box {boite}")
_HEADERS: Final = Text("Liste {n} de la boîte {boite}", "List of {n} of the box {boite}")
_ONE: Final = Text("d'un courriel", "one mail")
_SEVERAL: Final = Text("de {n} courriels", "{n} mails")
_NO_MAIL: Final = Text("d'aucun courriel", "no mail")
_IN_BOX: Final = Text("{operation}, boîte {boite}", "{operation}, box {boite}")
_FILE: Final = Text("Courriel « {sujet} »", "Mail “{sujet}”")
_CRL: Final = Text("Liste de révocation des serveurs demandée", "Revocation list of the servers asked for")
_NOBODY: Final = Text("personne", "nobody")
_UNKNOWN: Final = Text("inconnue", "unknown")
_CITIZEN: Final = Text("un usager", "a citizen")

_ACCEPTED: Final = Text("accepté", "accepted")
_OPENED: Final = Text("la boîte est ouverte", "the box is open")
_DONE: Final = Text("fait", "done")
_REFUSED: Final = Text("refus. {cause}", "refused. {cause}")
_REFUSED_ALONE: Final = Text("refusé", "refused")
_CUT: Final = Text("la connexion s'est arrêtée avant la fin", "the connection stopped before the end")
_PUT_THERE: Final = Text("il attend d'être relevé", "it waits to be read")
_NO_ANSWER: Final = Text("pas de réponse", "no answer")
_GIVEN_UP: Final = Text("rien n'a été envoyé", "nothing was sent")


def explain(exchange: Exchange, lang: str) -> Explanation:
    """The sentences of one exchange in French, or in English for `lang` `en`."""
    say = speaker(lang)
    return tell(lang, _asked(exchange, say), _answered(exchange, say), advice(exchange.findings, say))


def _asked(exchange: Exchange, say: Say) -> str:
    facts = exchange.facts
    boite = str(facts.get("mss.boite") or "")
    if exchange.operation in _CONNEXIONS:
        return say(_OPEN).format(boite=boite) if boite else say(_OPEN_NONE)
    match exchange.operation:
        case names.ENVOI:
            document = say(_WITH_DOCUMENT) if facts.get("mss.xdm") else ""
            sender = str(facts.get("mss.expediteur") or boite)
            return say(_SENT).format(de=sender, a=_recipients(exchange, say)) + document
        case names.REMISE:
            return say(_put(facts)).format(a=_recipients(exchange, say))
        case names.LECTURE:
            told = _READ if facts.get("mss.corps_lu") else _HEADERS
            return say(told).format(n=_how_many(facts.get("mss.nombre", 0), say), boite=boite)
        case names.LISTE_CRL:
            return say(_CRL)
        case names.FICHIER:
            return say(_FILE).format(sujet=str(facts.get("mss.sujet", "")))
        case _:
            operation = say(names.OPERATIONS.get(exchange.operation, names.OPERATIONS[names.REFUSEE]))
            return say(_IN_BOX).format(operation=operation, boite=boite or say(_UNKNOWN))


def _put(facts: Mapping[str, Fact]) -> Text:
    kinds = {
        "mss.rebond": _RETURNED,
        "mss.echec": _RETURNED,
        "mss.retard": _LATE,
        "mss.accuse": _RECEIPT,
        "mss.avis": _DELIVERED,
        "mss.arrivee": _ARRIVED,
    }
    return next((told for fact, told in kinds.items() if facts.get(fact)), _PUT)


def _how_many(number: Fact, say: Say) -> str:
    return say({0: _NO_MAIL, 1: _ONE}.get(int(str(number)), _SEVERAL)).format(n=number)


def _recipients(exchange: Exchange, say: Say) -> str:
    told = exchange.facts.get("mss.destinataires")
    found = [str(one) for one in told] if isinstance(told, tuple | list) else []
    shown = [say(_CITIZEN) if one.rpartition("@")[2] in names.DOMAINES_USAGERS else one for one in found]
    return ", ".join(dict.fromkeys(shown)) or say(_NOBODY)


def _answered(exchange: Exchange, say: Say) -> str:
    if exchange.operation == names.REMISE:
        return say(_PUT_THERE)
    if exchange.operation == names.FICHIER:
        return say(_NO_ANSWER)
    if exchange.outcome == "coupure":
        return say(_CUT)
    if exchange.facts.get("fault"):
        rule = cause(exchange.findings)
        return say(_REFUSED).format(cause=say(rule.title)) if rule else say(_REFUSED_ALONE)
    if exchange.operation in _CONNEXIONS:
        return say(_OPENED)
    if exchange.operation != names.ENVOI:
        return say(_DONE)
    return say(_ACCEPTED if _queued(exchange.answer.start if exchange.answer else "") else _GIVEN_UP)


def _queued(line: Fact) -> bool:
    return "queued as" in str(line)
