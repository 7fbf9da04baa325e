"""An INSi exchange told to a person: plain sentences, no code, no XPath."""

from collections.abc import Callable, Iterator
from typing import Final

from ins.lot2 import phrases as lot2
from ins.lot2.data.names import VERIFICATION
from simulators.core.journal.assemble import CUT
from simulators.core.journal.model import Exchange, Fact
from simulators.core.rule import Effect, Finding, Severity, Text
from simulators.core.service import Explanation

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
_VITALE: Final = Text("Recherche par carte Vitale", "Search by carte Vitale")
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

Say = Callable[[Text], str]


def explain(exchange: Exchange, lang: str) -> Explanation:
    """The sentences of one exchange in French, or in English for `lang` `en`."""

    def say(text: Text) -> str:
        return text.in_language(lang)

    asked = _asked(exchange, say)
    answered = _answered(exchange, say).rstrip(".")
    return Explanation(
        summary=f"{asked}{':' if lang == 'en' else ' :'} {answered}.",
        asked=f"{asked}.",
        answered=f"{answered[:1].upper()}{answered[1:]}.",
        todo=tuple(_todo(exchange, say)),
    )


def _asked(exchange: Exchange, say: Say) -> str:
    if exchange.request.start.startswith(_READING):
        return say(_DOCUMENT)
    if not exchange.operation.startswith("ins."):
        return say(_UNREACHED)
    if exchange.operation == "ins.recherche_vitale":
        return say(_VITALE)
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
    cause = next((one for one in exchange.findings if one.effect is Effect.REFUSE), None)
    if cause is not None and "panne" not in facts:
        return say(_REFUSED).format(cause=say(cause.rule.title))
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
    told: set[str] = set()
    for finding in sorted(exchange.findings, key=_weight):
        advice = say(finding.rule.advice)
        matters = finding.effect is Effect.REFUSE or finding.rule.severity is not Severity.INFO
        if matters and advice not in told:
            told.add(advice)
            yield advice
    code = str(exchange.facts.get("code", ""))
    following = lot2.NEXT.get(exchange.operation, _NEXT)
    yield from (say(text) for text in following.get(code, ()))
    if exchange.facts.get("fault") and not any(one.effect is Effect.REFUSE for one in exchange.findings):
        yield say(_RETRY)


def _weight(finding: Finding) -> tuple[bool, int]:
    order = (Severity.ERROR, Severity.WARNING, Severity.INFO)
    return finding.effect is not Effect.REFUSE, order.index(finding.rule.severity)
