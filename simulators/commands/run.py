"""`socle run NAME`: follows a scenario played by a DUI under test, then judges it."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from typing import Any

from simulators.commands.givens import given
from simulators.commands.reporting import DUI_UNDER_TEST, concluded, meta, verdict_lines
from simulators.commands.scenarios import picked
from simulators.commands.target import Control, control, read_ready
from simulators.core.rule import Text
from simulators.dui.player import played_services, prepare
from simulators.scenarios.judge import judge
from simulators.scenarios.model import Scenario
from simulators.scenarios.runs import begin, exchanges_of, finish, people_in
from simulators.scenarios.verdicts import ScenarioVerdict


def run(options: Namespace) -> int:
    """0 when every check passed. Each scenario ends with Enter (or the end of the standard input)."""
    scenarios = picked(options)
    ready = read_ready(options.target)
    with control(ready) as api:
        verdicts = [_followed(api, scenario, options, ready) for scenario in scenarios]
    if not options.json:
        for verdict in verdicts:
            print("\n".join(verdict_lines(verdict, options.lang)))
    about = meta(Text(options.name, options.name), DUI_UNDER_TEST, verdicts, ready)
    return concluded(verdicts, about, options.report, as_json=options.json, lang=options.lang)


def _followed(
    api: Control, scenario: Scenario, options: Namespace, ready: Mapping[str, Any]
) -> ScenarioVerdict:
    for line in _instructions(scenario, options.lang):
        print(line, file=sys.stderr)
    prepare(scenario, ready, api, espace=options.espace)
    begun = begin(api, options.espace, scenario.id)
    donne = scenario.donne
    with given(api, options.espace, donne.options, donne.pannes, donne.courriels):
        sys.stdin.readline()
    ended = finish(api, begun)
    return judge(
        scenario,
        exchanges_of(api, ended),
        people_in(api, options.espace),
        played=played_services(ready),
    )


def _instructions(scenario: Scenario, lang: str) -> Iterator[str]:
    yield f"\n{scenario.titre.in_language(lang)} ({scenario.id})"
    yield f"  {scenario.donne.texte.in_language(lang)}"
    yield from (f"  {rank}. {step.in_language(lang)}" for rank, step in enumerate(scenario.quand, 1))
    yield Text("  Jouez, puis tapez Entrée.", "  Play, then press Enter.").in_language(lang)
