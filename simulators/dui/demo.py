"""The demonstration: the reference DUI plays a suite in a fresh espace, each step told with its verdict."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from simulators.commands.target import control
from simulators.core.rule import Text
from simulators.dui.player import PlayedRun, play
from simulators.scenarios.catalogue import load_catalogue
from simulators.scenarios.reports.wording import state, without_codes
from simulators.scenarios.verdicts import CheckVerdict, ScenarioVerdict, State

SUITE = "demo"
_WAITING = Text("En attente d'un service", "Waiting for a service")


def demo(
    ready: Mapping[str, Any], *, lang: str = "fr", say: Callable[[str], None] = print
) -> tuple[ScenarioVerdict, ...]:
    """Plays the suite `demo` in an espace of its own, and says each step and each verdict as it comes.

    Raises UnknownScriptError for a scenario without script, CommandError when nobody answers.
    """
    espace = _fresh_espace(ready)
    verdicts: list[ScenarioVerdict] = []
    for scenario in load_catalogue().pick(SUITE):
        say(f"\n{without_codes(scenario.titre.in_language(lang))} ({scenario.id})")
        played = play(scenario, ready, espace=espace)
        for line in told(played, lang):
            say(line)
        verdicts.append(played.verdict)
    return tuple(verdicts)


def told(played: PlayedRun, lang: str) -> Iterator[str]:
    """The lines of one run: what the DUI did, then each check with its verdict."""
    for etape in played.etapes:
        yield f"    {etape.texte.in_language(lang)}"
    for check in played.verdict.checks:
        yield from _check(check, lang)


def _check(verdict: CheckVerdict, lang: str) -> Iterator[str]:
    said = _WAITING if verdict.out_of_reach else state(verdict)
    yield f"  [{said.in_language(lang)}] {verdict.check.libelle.in_language(lang)}"
    if verdict.state is State.FAILED:
        yield from (f"      {piece.sentence.in_language(lang)}" for piece in verdict.evidence)


def _fresh_espace(ready: Mapping[str, Any]) -> str:
    name = f"demo-{secrets.token_hex(3)}"
    with control(ready) as api:
        api.call("POST", "/espaces", json={"name": name})
    return name
