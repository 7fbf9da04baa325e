"""The page of the facts: what a scenario may read of an exchange, on which operations, with an example."""

from collections.abc import Iterator, Sequence
from typing import Final

from simulators.docs.tables import section
from simulators.scenarios.catalogue import load_catalogue
from simulators.scenarios.conditions_read import facts_read
from simulators.scenarios.facts_register import known_facts
from simulators.scenarios.waiting import OPERATIONS
from simulators.scenarios.words import FACTS

_INTRO: Final = """# Ce qu'un scénario peut lire d'un échange

Page produite par `python -m simulators.docs.generate` : ne pas la modifier à la main.

`fait` et `operation` s'écrivent dans un scénario comme ici. Les opérations sont celles où notre catalogue, \
joué en entier, a vu le fait ; sans opération, aucun de nos scénarios ne le montre. L'exemple est un \
scénario de `fixtures/scenarios/` qui lit ce fait. \
Le service s'écrit `psc`, `ins`, `dmp` ou `mss` (annuaire compris).
"""
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


def page() -> str:
    """The whole page, in Markdown."""
    examples = _examples()
    tables = (
        section(title, ("Fait", "Ce que c'est", "Opérations", "Exemple"), _rows(families, examples))
        for title, families in _FAMILIES
    )
    return "\n".join((_INTRO, _operations(), *tables))


def _operations() -> str:
    seen = {one for operations in known_facts().values() for one in operations} | set(OPERATIONS)
    rows = ((f"`{one}`", OPERATIONS[one].fr if one in OPERATIONS else "") for one in sorted(seen))
    return section("Opérations", ("Opération", "Ce que c'est"), rows)


def _examples() -> dict[str, str]:
    """The first scenario that reads each fact."""
    found: dict[str, str] = {}
    for scenario in load_catalogue().scenarios.values():
        for check in scenario.controles:
            for fact in facts_read(check.regle) if check.regle else ():
                found.setdefault(fact, scenario.id)
    return found


def _rows(families: Sequence[str], examples: dict[str, str]) -> Iterator[Sequence[str]]:
    for fact, operations in known_facts().items():
        family = fact.partition(".")[0] if "." in fact else ""
        if family in families:
            meaning = FACTS[fact].fr if fact in FACTS else ""
            where = ", ".join(operations) if len(operations) <= _MANY else _EVERYWHERE
            yield f"`{fact}`", meaning, where, examples.get(fact, "")
