"""Judges a run: every check of a scenario over the exchanges of the run, and nothing else."""

from collections.abc import Mapping, Sequence

from simulators.core.journal.model import Exchange
from simulators.core.rule import Text
from simulators.scenarios import wording
from simulators.scenarios.conditions import as_text, fact_of, missing
from simulators.scenarios.evaluation import evaluate
from simulators.scenarios.language import FieldOf, Rule, selections, services
from simulators.scenarios.model import Check, Observation, Scenario
from simulators.scenarios.people import People
from simulators.scenarios.verdicts import CheckVerdict, Evidence, Observed, ScenarioVerdict, State
from simulators.scenarios.view import View


def judge(
    scenario: Scenario,
    exchanges: Sequence[Exchange],
    people: People,
    attestations: Mapping[str, bool] | None = None,
    *,
    played: frozenset[str] | None = None,
) -> ScenarioVerdict:
    """The verdict on one run.

    `attestations` are a person's answers by check id. `played` are the services of the target; a check that
    reads another one is `not_seen`, out of reach. None means all are played. A gap of the journal inside the
    run makes every check from the traffic `incomplete`; so does a clock set back, for the checks it concerns.
    """
    return judge_view(scenario, View(exchanges, people, attestations), played)


def judge_view(scenario: Scenario, view: View, played: frozenset[str] | None = None) -> ScenarioVerdict:
    """The same, on a view that several scenarios share."""
    return ScenarioVerdict(
        scenario=scenario,
        checks=tuple(_check(check, view, played) for check in scenario.controles),
        observed=tuple(_observed(one, view) for one in scenario.releves),
        exchanges=tuple(view.exchanges),
    )


def unplayed(scenario: Scenario, why: Text, exchanges: Sequence[Exchange] = ()) -> ScenarioVerdict:
    """The verdict on a run that was broken off: `incomplete`, with the reason, and no half verdict."""
    return ScenarioVerdict(
        scenario=scenario,
        checks=tuple(_without(one, State.INCOMPLETE, Evidence(why)) for one in scenario.controles),
        exchanges=tuple(exchanges),
        unplayed=why,
    )


def _check(check: Check, view: View, played: frozenset[str] | None) -> CheckVerdict:
    if check.regle is None:
        return _attested(check, view.attestations.get(check.id))
    absent = sorted(services(check.regle) - played) if played is not None else []
    if absent:
        return _without(check, State.NOT_SEEN, Evidence(wording.out_of_reach(absent)), out_of_reach=True)
    why = view.flaws.of(check.regle)
    if why is not None:
        return _without(check, State.INCOMPLETE, Evidence(why))
    for person in sorted(persons(check.regle)):
        if person not in view.people:
            return _without(check, State.NOT_SEEN, Evidence(wording.unknown_person(person)))
    result = evaluate(check.regle, view)
    return CheckVerdict(check, result.state, result.evidence)


def persons(rule: Rule) -> frozenset[str]:
    """The persons a rule names, in its selections and in its references."""
    conditions = [*getattr(rule, "conditions", ()), *getattr(rule, "one_of", ())]
    named = {selection.person for selection in selections(rule)}
    for selection in selections(rule):
        conditions += selection.where
    named |= {one.reference.person for one in conditions if isinstance(one.reference, FieldOf)}
    return frozenset(named - {""})


def _without(check: Check, state: State, why: Evidence, *, out_of_reach: bool = False) -> CheckVerdict:
    return CheckVerdict(check, state, (why,), out_of_reach)


def _attested(check: Check, answer: bool | None) -> CheckVerdict:
    state = State.FAILED if answer is False else State.ATTESTATION
    waiting = answer is None and check.genre == "export"
    return CheckVerdict(
        check, state, (Evidence(wording.export() if waiting else wording.attestation(answer)),)
    )


def _observed(observation: Observation, view: View) -> Observed:
    facts = (fact_of(one, observation.fait) for one in view.select(observation.choix))
    values = dict.fromkeys(as_text(fact) for fact in facts if not missing(fact))
    return Observed(observation.id, observation.libelle, tuple(values))
