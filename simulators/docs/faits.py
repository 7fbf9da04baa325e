"""The page of the facts: what a scenario may read of an exchange, on which operations, with an example."""

from collections.abc import Iterator, Sequence
from typing import Final

from simulators.core.rule import Text
from simulators.docs.english import said
from simulators.docs.tables import section
from simulators.scenarios.catalogue import load_catalogue
from simulators.scenarios.conditions_read import facts_read
from simulators.scenarios.facts_register import known_facts
from simulators.scenarios.waiting import OPERATIONS
from simulators.scenarios.words import FACTS

_INTRO: Final = Text(
    """# Ce qu'un scénario peut lire d'un échange

Page produite par `python -m simulators.docs.generate` : ne pas la modifier à la main.

`fait` et `operation` s'écrivent dans un scénario comme ici. Les opérations sont celles où notre \
catalogue, joué en entier, a vu le fait ; sans opération, aucun de nos scénarios ne le montre. L'exemple \
est un scénario de `fixtures/scenarios/` qui lit ce fait. Le service s'écrit `psc`, `ins`, `dmp` ou \
`mss` (annuaire compris).
""",
    """# What a scenario may read of an exchange

This page is made by `python -m simulators.docs.generate`: do not edit it by hand.

`fait` and `operation` are written in a scenario as here. The operations are those where our catalogue, \
played whole, saw the fact; without an operation, none of our scenarios shows it. The example is a \
scenario of `fixtures/scenarios/` that reads this fact. The service is written `psc`, `ins`, `dmp` or \
`mss` (directory included).
""",
)
_EVERYWHERE: Final = "toutes"
# Beyond these many operations, the list says nothing more than "all".
_MANY: Final = 12
_FAMILIES: Final = (
    ("Tous les services", ("", "http", "tls", "patient", "document")),
    ("Pro Santé Connect", ("psc",)),
    ("INSi", ("ins",)),
    ("DMP", ("dmp",)),
    ("MSSanté et annuaire", ("mss", "annuaire")),
)


def page(lang: str = "fr") -> str:
    """The whole page, in Markdown."""
    examples = _examples()
    tables = (
        section(
            title, ("Fait", "Ce que c'est", "Opérations", "Exemple"), _rows(families, examples, lang), lang
        )
        for title, families in _FAMILIES
    )
    return "\n".join((_INTRO.in_language(lang), _operations(lang), *tables))


def _operations(lang: str) -> str:
    seen = {one for operations in known_facts().values() for one in operations} | set(OPERATIONS)
    rows = (
        (f"`{one}`", OPERATIONS[one].in_language(lang) if one in OPERATIONS else "") for one in sorted(seen)
    )
    return section("Opérations", ("Opération", "Ce que c'est"), rows, lang)


def _examples() -> dict[str, str]:
    """The first scenario that reads each fact."""
    found: dict[str, str] = {}
    for scenario in load_catalogue().scenarios.values():
        for check in scenario.controles:
            for fact in facts_read(check.regle) if check.regle else ():
                found.setdefault(fact, scenario.id)
    return found


def _rows(families: Sequence[str], examples: dict[str, str], lang: str) -> Iterator[Sequence[str]]:
    for fact, operations in known_facts().items():
        family = fact.partition(".")[0] if "." in fact else ""
        if family in families:
            meaning = FACTS[fact].in_language(lang) if fact in FACTS else ""
            where = ", ".join(operations) if len(operations) <= _MANY else said(_EVERYWHERE, lang)
            yield f"`{fact}`", meaning, where, examples.get(fact, "")
