"""From YAML to suites: a named list of scenarios, and of other suites it includes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from simulators.core.rule import Text
from simulators.scenarios.model import ALL, Scenario, Suite
from simulators.scenarios.reading import Entry, ScenarioError, parse

_SUITE = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A suite as written: its members, suites included before scenarios, each with its place in the file."""

    titre: Text
    place: Entry
    inclut: tuple[Entry, ...]
    scenarios: tuple[Entry, ...]


def read_drafts(text: str, file: str) -> Mapping[str, Draft]:
    """The suites of one file, under its only key `suites`.

    Raises:
        ScenarioError: with the file, the line and the key.
    """
    return drafts_of(parse(text, file))


def drafts_of(root: Entry) -> Mapping[str, Draft]:
    """The suites of a file already parsed."""
    drafts: dict[str, Draft] = {}
    for item in root.get("suites").items():
        name = item.get("nom")
        if not _SUITE.fullmatch(name.text()) or name.text() == ALL:
            raise name.error(f"un nom de suite s'écrit en minuscules, chiffres et tirets, et n'est pas {ALL}")
        if name.text() in drafts:
            raise name.error(f"la suite {name.text()} est définie deux fois")
        drafts[name.text()] = _draft(item, name)
    root.done()
    return drafts


def _draft(item: Entry, name: Entry) -> Draft:
    titre = item.get("titre")
    text = Text(titre.get("fr").text(), titre.get("en").text())
    titre.done()
    included, listed = item.find("inclut"), item.find("scenarios")
    if included is None and listed is None:
        raise item.error("une suite a des « scenarios », ou « inclut » d'autres suites")
    item.done()
    draft = Draft(
        text, name, tuple(included.items() if included else ()), tuple(listed.items() if listed else ())
    )
    for member in (*draft.inclut, *draft.scenarios):
        member.text()
    return draft


def resolve(drafts: Mapping[str, Draft], scenarios: Mapping[str, Scenario]) -> Mapping[str, Suite]:
    """The suites with their scenarios, each once, in order.

    Raises:
        ScenarioError: an unknown scenario or suite, or suites that include each other in a circle.
    """
    return {
        name: Suite(name, draft.titre, tuple(_members(name, drafts, scenarios, ())))
        for name, draft in drafts.items()
    }


def _members(
    name: str, drafts: Mapping[str, Draft], scenarios: Mapping[str, Scenario], above: tuple[str, ...]
) -> dict[str, None]:
    draft, path = drafts[name], (*above, name)
    found: dict[str, None] = {}
    for entry in draft.inclut:
        wanted = entry.text()
        if wanted in path:
            raise _at(entry, name, f"inclusion circulaire : {' → '.join((*path, wanted))}")
        if wanted not in drafts:
            raise _at(entry, name, f"la suite {wanted} n'existe pas")
        found.update(_members(wanted, drafts, scenarios, path))
    for entry in draft.scenarios:
        if entry.text() not in scenarios:
            raise _at(entry, name, f"le scénario {entry.text()} n'existe pas")
        found[entry.text()] = None
    return found


def _at(entry: Entry, suite: str, reason: str) -> ScenarioError:
    return ScenarioError(entry.file, entry.line, suite, reason)
