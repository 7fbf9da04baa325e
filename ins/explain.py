"""An INSi exchange told to a person: plain sentences, no code, no XPath."""

from collections.abc import Iterator
from typing import Final

from ins.lot2 import phrases as lot2
from ins.lot2.data.names import VERIFICATION
from simulators.core.journal.assemble import CUT
from simulators.core.journal.model import Exchange, Fact
from simulators.core.rule import Text
from simulators.core.service import Explanation
from simulators.core.telling import Say, advice, cause, speaker, tell

_ANSWERS: Final[dict[str, Text]] = {
    "00": Text("une seule identité correspond, elle est rendue", "one identity matches, it is returned"),
    "01": Text("aucune identité ne correspond", "no identity matches"),
    "02": Text(
        "plusieurs identités correspondent, aucune n'est rendue", "several identities match, none is returned"
    ),
}
_NEXT: Final[dict[str, tuple[Text, ...]]] = {
    "01": (
        Text(
            "Vérifiez le nom de naissance et la date, puis essayez les autres prénoms, un par un puis tous.",
            "Check the birth name and date, then try the other given names, one by one then all.",
        ),
    ),
    "02": (
        Text(
            "Ajoutez les autres prénoms de la pièce d'identité, puis le lieu de naissance.",
            "Add the other given names of the identity document, then the place of birth.",
        ),
    ),
}
_NEXT_VITALE: Final[dict[str, tuple[Text, ...]]] = {
    "01": (
        Text(
            "Relisez la carte, puis cherchez la personne par ses traits d'identité.",
            "Read the card again, then search for the person by identity traits.",
        ),
    ),
    "02": (
        Text(
            "Envoyez le rang de naissance lu sur la carte, sinon cherchez par les traits d'identité.",
            "Send the birth rank of the card, or search by identity traits.",
        ),
    ),
}
_NEXT_BY_OPERATION: Final = {"ins.recherche_vitale": _NEXT_VITALE, **lot2.NEXT}
_FAULTS: Final[dict[str, Text]] = {
    "desir_550": Text("refus : le logiciel n'est pas autorisé", "refused: the software is not authorised"),
    "desir_560": Text("refus : les droits ne suffisent pas", "refused: insufficient rights"),
    "desir_1020": Text("le téléservice était indisponible", "the service was unavailable"),
    "insi_101": Text("erreur technique de la recherche", "technical error of the search"),
    "insi_102": Text("erreur technique de la recherche", "technical error of the search"),
}
_RETRY: Final = Text(
    "Gardez le statut de l'identité, réessayez plus tard et peu de fois.",
    "Keep the status of the identity, try again later and few times.",
)
_NO_ANSWER: Final = Text("aucune réponse complète n'est partie", "no whole answer left")
_FOREIGN_ANSWER: Final = Text(
    "la réponse partie n'est pas celle du téléservice", "what was answered is not the service's own answer"
)
_DOCUMENT: Final = Text("Description du service demandée", "Description of the service asked for")
_VITALE: Final = Text("Recherche par carte Vitale pour {who}", "Search by carte Vitale for {who}")
_MATRICULE: Final = Text("matricule {number}", "matricule {number}")
_ON_CARD: Final = Text("sur la carte de l'assuré {number}", "on the card of the insured person {number}")
_UNREAD: Final = Text(
    "Message que le téléservice ne comprend pas", "Message that the service cannot understand"
)
_UNREACHED: Final = Text(
    "Message qui n'a pas atteint le téléservice", "Message that did not reach the service"
)
_ASKED: Final = Text("Recherche de l'identité {of}{who}", "Search for the identity of {who}")
_SEXES: Final = {
    "M": Text("né le {date}", "born (male) on {date}"),
    "F": Text("née le {date}", "born (female) on {date}"),
}
_BORN: Final = Text("date de naissance {date}", "birth date {date}")
_NOBODY: Final = Text("une personne sans traits", "a person without traits")
_REFUSED: Final = Text("refus. {cause}", "refused. {cause}")
_NIA: Final = Text("avec un matricule d'attente", "with a waiting number")
_SERVED: Final = Text("elle est rendue", "it is returned")
_HISTORY: Final = Text("avec un historique", "with a history")

_LONGEST: Final = 120
# Before these, « de » loses its vowel; birth names come in capitals, the words of `_NOBODY` do not.
_ELIDED: Final = frozenset("AEIOUÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ")

# Methods that ask for the description of the service rather than for a search.
_READING: Final = ("GET ", "HEAD ")


def explain(exchange: Exchange, lang: str) -> Explanation:
    """The sentences of one exchange in French, or in English for `lang` `en`."""
    say = speaker(lang)
    return tell(lang, _asked(exchange, say), _answered(exchange, say), _todo(exchange, say))


def _asked(exchange: Exchange, say: Say) -> str:
    if exchange.request.start.startswith(_READING):
        return say(_DOCUMENT)
    if not exchange.operation.startswith("ins."):
        return say(_UNREACHED)
    if exchange.operation == "ins.recherche_vitale":
        return say(_VITALE).format(who=_on_card(exchange, say))
    if exchange.operation not in {"ins.recherche_traits", VERIFICATION}:
        return say(_UNREAD)
    who = _who(exchange, say)
    asked = _ASKED if exchange.operation == "ins.recherche_traits" else lot2.VERIFY
    return say(asked).format(of="d'" if who[:1].upper() in _ELIDED else "de ", who=who)


def _who(exchange: Exchange, say: Say) -> str:
    facts = exchange.facts
    prenoms = facts.get("ins.prenoms")
    names = (facts.get("ins.nom_naissance"), " ".join(prenoms) if isinstance(prenoms, tuple) else "")
    who = _short(" ".join(str(name) for name in names if name))
    date = _short(_date(facts.get("ins.date_naissance")))
    if date:
        born = _SEXES.get(str(facts.get("ins.sexe")), _BORN)
        who = f"{who}, {say(born).format(date=date)}"
    return who.strip(", ") or say(_NOBODY)


def _on_card(exchange: Exchange, say: Say) -> str:
    """Whom the card designates: the beneficiary's matricule, or the card they are on."""
    own, od = (str(exchange.facts.get(f"ins.{name}.matricule") or "") for name in ("individu", "od"))
    number = say(_MATRICULE).format(number=own) if own else say(_ON_CARD).format(number=od) if od else ""
    return ", ".join(filter(None, (_who(exchange, say), _short(number))))


def _short(text: str) -> str:
    """What fits a line: the whole stands in the message."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _date(value: Fact) -> str:
    """`1960-01-01` as a person writes it; anything else as it came."""
    text = str(value or "")
    parts = text.split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 and len(text) == 10 else text


def _answered(exchange: Exchange, say: Say) -> str:
    facts = exchange.facts
    if exchange.answer is None or exchange.outcome == CUT:
        return say(_NO_ANSWER)
    if _served_document(exchange):
        return say(_SERVED)
    code = str(facts.get("code", ""))
    if code and not facts.get("fault"):
        answers = lot2.ANSWERS.get(exchange.operation, _ANSWERS)
        return ", ".join((say(answers.get(code, _FOREIGN_ANSWER)), *_details(exchange, say)))
    rule = cause(exchange.findings)
    if rule is not None and "panne" not in facts:
        return say(_REFUSED).format(cause=say(rule.title))
    return say(_FAULTS.get(code, _FOREIGN_ANSWER))


def _served_document(exchange: Exchange) -> bool:
    return exchange.request.start.startswith(_READING) and exchange.outcome == "200"


def _details(exchange: Exchange, say: Say) -> Iterator[str]:
    facts = exchange.facts
    if str(facts.get("ins.rep.oid", "")).endswith(".9"):
        yield say(_NIA)
    if facts.get("ins.rep.historique"):
        yield say(_HISTORY)


def _todo(exchange: Exchange, say: Say) -> Iterator[str]:
    """The advice of what matters, once each, then what the answer calls for."""
    yield from advice(exchange.findings, say)
    code = str(exchange.facts.get("code", ""))
    following = _NEXT_BY_OPERATION.get(exchange.operation, _NEXT)
    yield from (say(text) for text in following.get(code, ()))
    if exchange.facts.get("fault") and cause(exchange.findings) is None:
        yield say(_RETRY)
