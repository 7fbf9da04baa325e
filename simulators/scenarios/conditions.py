"""Conditions over the facts of one exchange: pure functions, one per operator."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from simulators.core.journal.model import Exchange, Fact
from simulators.core.rule import Text
from simulators.scenarios.language import BARE, Condition, FactOf, Value
from simulators.scenarios.people import People, field_of, loose

_ADMITTED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ '-")
_NEVER_DOUBLED = ("  ", "''", " '", "' ")


def fact_of(exchange: Exchange, name: str) -> Fact:
    """A fact of the journal, or what every exchange has: `operation`, `service`, `protocole`, `face`,
    `resultat`. None when unknown."""
    match name:
        case "operation":
            return exchange.operation
        case "service":
            return exchange.service
        case "protocole":
            return exchange.protocol
        case "face":
            return exchange.face
        case "resultat":
            return exchange.outcome
        case _:
            return exchange.facts.get(name)


def as_text(fact: Fact, lang: str = "fr") -> str:
    """A fact as a person reads it: several values separated by spaces, yes or no, nothing when absent."""
    match fact:
        case None:
            return ""
        case bool():
            return (Text("oui", "yes") if fact else Text("non", "no")).in_language(lang)
        case tuple():
            return " ".join(fact)
        case _:
            return str(fact)


def missing(fact: Fact) -> bool:
    """True for what was not sent, or sent empty. A false boolean and a zero are there."""
    return fact is None or fact in {"", ()}


def admitted_spelling(text: str) -> bool:
    """The spelling INSi admits: A-Z, space, plain apostrophe, hyphen; neither space nor hyphen first; spaces
    and apostrophes neither doubled nor combined (SEL-MP-043 §2, §3.4.1)."""
    if not text or text[0] in " -" or not _ADMITTED.issuperset(text):
        return False
    return not any(pair in text for pair in _NEVER_DOUBLED)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a condition may refer to besides its own exchange: the persons, and the exchange before it."""

    people: People
    previous: Exchange | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a condition holds, with the value found and, in words for a person, the value expected."""

    holds: bool
    fact: str
    found: str
    expected: Text


def holds(condition: Condition, exchange: Exchange, setting: Setting) -> bool:
    """Whether one condition holds on one exchange."""
    fact = fact_of(exchange, condition.fact)
    if condition.op in BARE:
        return _BARE[condition.op](fact)[0]
    if condition.reference is not None:
        other = _referred(condition, exchange, setting)
        return not missing(other) and _REFERRING[condition.op](fact, other)
    return _VALUED[condition.op](fact, condition.values)


def test(condition: Condition, exchange: Exchange, setting: Setting) -> Outcome:
    """The same, with what a person reads of it."""
    fact = fact_of(exchange, condition.fact)
    if condition.op in BARE:
        _, expected = _BARE[condition.op](fact)
    elif condition.reference is not None:
        other = _referred(condition, exchange, setting)
        expected = _expected(condition.op, Text(as_text(other) or "(inconnu)", as_text(other) or "(unknown)"))
    else:
        french = " ou ".join(as_text(value) for value in condition.values)
        english = " or ".join(as_text(value, "en") for value in condition.values)
        expected = _expected(condition.op, Text(french, english))
    return Outcome(holds(condition, exchange, setting), condition.fact, as_text(fact), expected)


def _expected(op: str, value: Text) -> Text:
    template = _EXPECTED[op]
    return Text(template.fr.format(value.fr), template.en.format(value.en))


def _referred(condition: Condition, exchange: Exchange, setting: Setting) -> Fact:
    reference = condition.reference
    if isinstance(reference, FactOf):
        source = setting.previous if reference.exchange == "precedent" else exchange
        return fact_of(source, reference.name) if source else None
    personne = setting.people.get(reference.person) if reference else None
    return field_of(personne, reference.field) if personne and reference else None


def _spelled(fact: Fact) -> tuple[bool, Text]:
    texts = fact if isinstance(fact, tuple) else (as_text(fact),)
    holds = bool(texts) and all(admitted_spelling(text) for text in texts)
    return holds, Text(
        "majuscules sans accent, tiret, apostrophe simple ou espace",
        "capitals without accents, hyphen, plain apostrophe or space",
    )


def _present(fact: Fact) -> tuple[bool, Text]:
    return not missing(fact), Text("une valeur", "a value")


def _absent(fact: Fact) -> tuple[bool, Text]:
    return missing(fact), Text("aucune valeur", "no value")


def _equal(fact: Fact, values: tuple[Value, ...]) -> bool:
    return any(_same(fact, value) for value in values)


def _same(fact: Fact, value: Fact) -> bool:
    if isinstance(fact, tuple) and not isinstance(value, tuple):
        return " ".join(fact) == value
    return type(fact) is type(value) and fact == value


def _contains(fact: Fact, values: tuple[Value, ...]) -> bool:
    whole = fact if isinstance(fact, tuple) else as_text(fact)
    return all(isinstance(value, str) and value in whole for value in values)


def _compared(fact: Fact, values: tuple[Value, ...], sign: int) -> bool:
    (value,) = values
    if isinstance(fact, int | float) and isinstance(value, int):
        return sign * (fact - value) > 0
    return isinstance(fact, str) and isinstance(value, str) and (fact > value if sign > 0 else fact < value)


def _begins(fact: Fact, values: tuple[Value, ...]) -> bool:
    return as_text(fact).startswith(as_text(values[0]))


def _ends(fact: Fact, values: tuple[Value, ...]) -> bool:
    return as_text(fact).endswith(as_text(values[0]))


def _more_words(fact: Fact, other: Fact) -> bool:
    return len(as_text(fact).split()) > len(as_text(other).split())


_BARE: Mapping[str, Callable[[Fact], tuple[bool, Text]]] = {
    "present": _present,
    "absent": _absent,
    "majuscules_sans_accent": _spelled,
}
_VALUED: Mapping[str, Callable[[Fact, tuple[Value, ...]], bool]] = {
    "egal": _equal,
    "dans": _equal,
    "different": lambda fact, values: not _equal(fact, values),
    "hors_de": lambda fact, values: not _equal(fact, values),
    "commence_par": _begins,
    "finit_par": _ends,
    "contient": _contains,
    "plus_petit": lambda fact, values: _compared(fact, values, -1),
    "plus_grand": lambda fact, values: _compared(fact, values, 1),
}
_REFERRING: Mapping[str, Callable[[Fact, Fact], bool]] = {
    "egal_fait": lambda fact, other: as_text(fact) == as_text(other),
    "different_fait": lambda fact, other: as_text(fact) != as_text(other),
    "equivaut_fait": lambda fact, other: loose(as_text(fact)) == loose(as_text(other)),
    "commence_par_fait": lambda fact, other: as_text(fact).startswith(as_text(other)),
    "plus_de_mots_que": _more_words,
}
_EXPECTED: Mapping[str, Text] = {
    "egal": Text("{}", "{}"),
    "dans": Text("{}", "{}"),
    "different": Text("autre chose que {}", "anything but {}"),
    "hors_de": Text("autre chose que {}", "anything but {}"),
    "commence_par": Text("un texte qui commence par {}", "a text beginning with {}"),
    "finit_par": Text("un texte qui finit par {}", "a text ending with {}"),
    "contient": Text("un texte où figure {}", "a text holding {}"),
    "plus_petit": Text("moins que {}", "less than {}"),
    "plus_grand": Text("plus que {}", "more than {}"),
    "egal_fait": Text("{}", "{}"),
    "different_fait": Text("autre chose que {}", "anything but {}"),
    "equivaut_fait": Text("{}, au tiret et à l'apostrophe près", "{}, hyphens and apostrophes apart"),
    "commence_par_fait": Text("un texte qui commence par {}", "a text beginning with {}"),
    "plus_de_mots_que": Text("plus de mots que {}", "more words than {}"),
}
