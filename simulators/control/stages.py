"""One stage of a rehearsal on a live espace: what its scenario asks is set, undone at its end, and judged."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from simulators.control import givens
from simulators.control.desk import Desk
from simulators.control.reponses_repetition import CheckTold, StageTold
from simulators.core.espace import INSTALLATION, Espace
from simulators.core.journal.filters import MOST, Filter
from simulators.core.journal.journal import Journal
from simulators.core.journal.model import Exchange
from simulators.core.rule import Text
from simulators.scenarios.model import Scenario
from simulators.scenarios.rehearsal import Pause, Stage
from simulators.scenarios.runs import refused_handshakes
from simulators.scenarios.verdicts import CheckVerdict, ScenarioVerdict, State


async def begin(desk: Desk, espace: Espace, scenario: Scenario) -> Stage:
    """The scenario begins now: its options, faults and mails are set, the exchanges that follow are its own.

    What had been set is undone when the rest cannot be. Raises HTTPException, the reason told.
    """
    added = await givens.choose(desk, espace, scenario.donne.options)
    installation = await desk.context.espaces.get(INSTALLATION)
    stage = Stage(scenario.id, await espace.journal.last(), await installation.journal.last(), options=added)
    try:
        for one in scenario.donne.pannes:
            stage = replace(stage, faults=(*stage.faults, await givens.arm_one(desk, espace, one)))
        await givens.write(desk, espace, scenario.donne.courriels)
    except BaseException:
        await end(desk, espace, stage)
        raise
    return stage


async def end(desk: Desk, espace: Espace, stage: Stage) -> Stage:
    """The scenario is over: the espace behaves as before, and nothing more is its own. Twice is once."""
    if stage.until is not None:
        return stage
    for fault in stage.faults:
        await espace.faults.remove(fault)
    await givens.leave(desk, espace, stage.options)
    installation = await desk.context.espaces.get(INSTALLATION)
    until, handshakes = await espace.journal.last(), await installation.journal.last()
    return replace(stage, until=until, handshakes_until=handshakes, faults=(), options=())


async def verdict(desk: Desk, espace: Espace, scenario: Scenario, stage: Stage) -> ScenarioVerdict:
    """What the exchanges of a stage prove, and what was attested."""
    # Loaded when somebody rehearses: a simulator at rest does without it.
    from simulators.scenarios.judge import judge

    installation = await desk.context.espaces.get(INSTALLATION)
    played_here = await own(espace, stage)
    refused = await between(installation.journal, stage.handshakes_after, stage.handshakes_until)
    refused = _counted(refused, [(one.handshakes_after, one.handshakes_until) for one in stage.pauses])
    exchanges = [*played_here, *refused_handshakes(refused)]
    people, played = dict(espace.monde.personnes()), frozenset(desk.services)
    return await asyncio.to_thread(judge, scenario, exchanges, people, stage.attestations, played=played)


async def own(espace: Espace, stage: Stage) -> Sequence[Exchange]:
    """The exchanges of a stage, pauses left aside."""
    every = await between(espace.journal, stage.after, stage.until)
    return _counted(every, [(one.after, one.until) for one in stage.pauses])


async def between(journal: Journal, after: int, until: int | None) -> Sequence[Exchange]:
    """The exchanges numbered after `after`, up to `until` when told: 10,000 at most."""
    before = None if until is None else until + 1
    return await journal.query(Filter(after_seq=after, before_seq=before, limit=MOST))


def _counted(exchanges: Sequence[Exchange], pauses: Sequence[tuple[int, int | None]]) -> Sequence[Exchange]:
    """Those that came outside the pauses. Pure."""
    return [
        one
        for one in exchanges
        if not any(after < one.seq and (until is None or one.seq <= until) for after, until in pauses)
    ]


async def pause(desk: Desk, espace: Espace, stage: Stage) -> Stage:
    """What comes from now on does not count."""
    installation = await desk.context.espaces.get(INSTALLATION)
    new = Pause(await espace.journal.last(), await installation.journal.last())
    return replace(stage, pauses=(*stage.pauses, new))


async def resume(desk: Desk, espace: Espace, stage: Stage) -> Stage:
    """What comes from now on counts again."""
    if not stage.pauses or stage.pauses[-1].until is not None:
        return stage
    installation = await desk.context.espaces.get(INSTALLATION)
    until, handshakes = await espace.journal.last(), await installation.journal.last()
    over = replace(stage.pauses[-1], until=until, handshakes_until=handshakes)
    return replace(stage, pauses=(*stage.pauses[:-1], over))


def told(one: ScenarioVerdict, lang: str, *, going: bool) -> StageTold:
    """A verdict as JSON, its sentences in one language.

    As long as the stage is `going`, what only lacks exchanges is not wrong: it did not come yet.
    """

    def say(text: Text | None) -> str:
        return "" if text is None else text.in_language(lang)

    scenario = one.scenario
    states = {each.check.id: _state(each, going) for each in one.checks}
    whole = one.state
    if going and whole is State.FAILED and State.FAILED not in states.values():
        whole = State.NOT_SEEN
    return {
        "scenario": scenario.id,
        "titre": say(scenario.titre),
        "services": list(scenario.services),
        "donne": say(scenario.donne.texte),
        "personnes": list(scenario.donne.personnes),
        "quand": [say(text) for text in scenario.quand],
        "attendu": [{"service": each.service, "echange": say(each.echange)} for each in scenario.attendu],
        "exigences": [{"id": each.id, "indicatif": each.indicatif} for each in scenario.exigences],
        "etat": whole,
        "echanges": len(one.exchanges),
        "controles": [_check(each, states[each.check.id], say) for each in one.checks],
    }


def _state(one: CheckVerdict, going: bool) -> State:
    waiting = going and one.check.regle is not None and not any(proof.exchanges for proof in one.evidence)
    return State.NOT_SEEN if waiting and one.state is State.FAILED else one.state


def _check(one: CheckVerdict, state: State, say: Any) -> CheckTold:
    return {
        "id": one.check.id,
        "libelle": say(one.check.libelle),
        "gravite": one.check.gravite,
        "genre": one.check.genre,
        "etat": state,
        "conseil": say(one.check.conseil),
        "preuves": [
            {"phrase": say(proof.sentence), "echanges": list(proof.exchanges)} for proof in one.evidence
        ],
    }
