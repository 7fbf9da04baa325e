"""The facts a rule may read, with the operations they were seen on: any other name is a slip of the pen."""

import csv
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from simulators.scenarios.reading import Entry

# The services of the journal; the directory is part of `mss`.
SERVICES: Final = ("psc", "ins", "dmp", "mss")
# Facts that only the moment knew have names that the services build.
_BUILT: Final = "moment."


@cache
def known_facts() -> Mapping[str, tuple[str, ...]]:
    """Each fact of `data/faits.csv` with its operations; none for a fact that no scenario shows yet."""
    text = files("simulators.scenarios").joinpath("data/faits.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter=";")
    return MappingProxyType({row["fait"]: tuple(row["operations"].split()) for row in rows})


def fact_of(entry: Entry) -> str:
    """The name of a fact; names with a dot are held against the register.

    Raises:
        ScenarioError: no exchange ever carries a fact of that name.
    """
    name = entry.text()
    if "." not in name or name.startswith(_BUILT) or name in known_facts():
        return name
    near = get_close_matches(name, known_facts(), cutoff=0.6)
    advice = f" ; voulez-vous dire {' ou '.join(near)} ?" if near else ""
    raise entry.error(f"aucun échange ne porte « {name} »{advice} (liste : docs/fr/reference/faits.md)")


def services_of(entry: Entry) -> tuple[str, ...]:
    """The services of a selection. Raises ScenarioError for one that the journal does not have."""
    return tuple(item.one_of(*SERVICES) for item in entry.items())
