"""Plays a scenario with the reference DUI against a running simulator, and has the run judged."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from simulators.commands.givens import given
from simulators.commands.target import Control, control
from simulators.core.espace import DEFAULT_ESPACE
from simulators.core.ids import Ids
from simulators.dui import recit
from simulators.dui.reseau import Refus
from simulators.dui.scripts import BEFORE, SCRIPTS, Script
from simulators.dui.session import HASTE, Dui, Etape
from simulators.scenarios.judge import judge
from simulators.scenarios.model import Panne, Scenario
from simulators.scenarios.runs import Run, begin, exchanges_of, finish, people_in
from simulators.scenarios.verdicts import ScenarioVerdict


class UnknownScriptError(LookupError):
    """The reference DUI has no script of that name; the text is a French sentence."""


@dataclass(frozen=True, slots=True)
class PlayedRun:
    """What the DUI did, step by step, in which window of the journal, and the verdict on it."""

    mutant: str
    etapes: tuple[Etape, ...]
    run: Run
    verdict: ScenarioVerdict


def play(
    scenario: Scenario,
    ready: Mapping[str, Any],
    *,
    espace: str = DEFAULT_ESPACE,
    mutant: str = "",
    seed: bytes | None = None,
) -> PlayedRun:
    """Plays `scenario` in `espace`, rightly or as the mutant of that name does, and judges the run.

    The faults of its `donne` are armed before, and cleared after. `seed` makes the identifiers reproducible.

    Raises UnknownScriptError, or CommandError when the simulator cannot be reached or refuses the setting up.
    """
    script = _script(scenario.id, mutant)
    ids = _ids(scenario, espace, mutant, seed)
    with control(ready) as api:
        prepare(scenario, ready, api, espace=espace, mutant=mutant, seed=seed)
        run = begin(api, espace, scenario.id)
        faults = [_hastened(panne) for panne in scenario.donne.pannes]
        with given(api, espace, scenario.donne.options, faults, scenario.donne.courriels):
            dui = Dui(ready, api, espace, scenario.donne.reglages, ids)
            etapes = act(script, dui)
        run = finish(api, run)
        exchanges, people = exchanges_of(api, run), people_in(api, espace)
    verdict = judge(scenario, exchanges, people, dui.attestations, played=played_services(ready))
    return PlayedRun(mutant, etapes, run, verdict)


def prepare(
    scenario: Scenario,
    ready: Mapping[str, Any],
    api: Control,
    *,
    espace: str,
    mutant: str = "",
    seed: bytes | None = None,
) -> None:
    """Plays what happened before the run: mails already received, documents already fed."""
    before = BEFORE.get(scenario.id, {}).get(mutant)
    if before is not None:
        ids = _ids(scenario, espace, f"{mutant}/avant", seed)
        act(before, Dui(ready, api, espace, scenario.donne.reglages, ids))


def _ids(scenario: Scenario, espace: str, what: str, seed: bytes | None) -> Ids:
    return Ids(seed or secrets.token_bytes(32), f"dui/{espace}/{scenario.id}/{what}")


def played_services(ready: Mapping[str, Any]) -> frozenset[str]:
    """The services that listen: those with at least one address in the ready file."""
    return frozenset(name for name, faces in ready["services"].items() if any(faces.values()))


def _hastened(panne: Panne) -> Panne:
    """A late answer comes sooner than the scenario says, as the DUI is less patient than it says."""
    if "ms" not in panne.parametres:
        return panne
    return replace(panne, parametres={**panne.parametres, "ms": panne.parametres["ms"] // HASTE})


def act(script: Script, dui: Dui) -> tuple[Etape, ...]:
    """Plays a script to its end, what was refused told as a step; the DUI is closed."""
    try:
        script(dui)
    except Refus as error:
        dui.tell(recit.refuse(error), error.code)
    finally:
        dui.close()
    return tuple(dui.etapes)


def _script(scenario: str, mutant: str) -> Script:
    scripts = SCRIPTS.get(scenario)
    if scripts is None:
        raise UnknownScriptError(f"le DUI de référence ne sait pas jouer {scenario}")
    if mutant not in scripts:
        known = ", ".join(name for name in scripts if name)
        raise UnknownScriptError(f"{scenario} n'a pas d'erreur « {mutant} » (au choix : {known})")
    return scripts[mutant]
