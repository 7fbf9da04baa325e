"""Operators that look at exchanges one by one: `chaque`, `suivant`, `unique`, `distinct`, `jointure`.

Claiming something of every exchange, they are `not_seen` when there is none to look at.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from simulators.core.journal.model import Exchange, Fact
from simulators.scenarios import language as lang
from simulators.scenarios import wording, words
from simulators.scenarios.conditions import Outcome, Setting, as_text, fact_of, holds, missing, test
from simulators.scenarios.results import failed, ids, not_seen, passed, within
from simulators.scenarios.verdicts import Evidence, Result
from simulators.scenarios.view import View


def each(rule: lang.Each, view: View) -> Result:
    found = view.select(rule.of)
    if not found:
        return not_seen()
    wrong = [proof for one in found for proof in _unmet(rule, one, view.setting)]
    return failed(*wrong) if wrong else passed(found)


def following(rule: lang.Following, view: View) -> Result:
    anchors = view.select(rule.after)
    if not anchors:
        return not_seen()
    candidates = view.select(rule.of)
    ranks = [view.rank(one) for one in candidates]
    wrong: list[Evidence] = []
    for anchor in anchors:
        after = candidates[(place := bisect_right(ranks, view.rank(anchor))) : place + 1]
        setting = Setting(view.people, anchor)
        wrong += (
            _unmet(rule, after[0], setting) if after else [Evidence(wording.no_successor(), (anchor.id,))]
        )
    return failed(*wrong) if wrong else passed(anchors)


def _unmet(rule: lang.Each | lang.Following, exchange: Exchange, setting: Setting) -> list[Evidence]:
    unmet = [
        _evidence(test(condition, exchange, setting), exchange)
        for condition in rule.conditions
        if not holds(condition, exchange, setting)
    ]
    if rule.one_of and not any(holds(condition, exchange, setting) for condition in rule.one_of):
        choices = [test(condition, exchange, setting) for condition in rule.one_of]
        unmet.append(_evidence(choices[-1], exchange, choices))
    return unmet


def _evidence(outcome: Outcome, exchange: Exchange, choices: Sequence[Outcome] = ()) -> Evidence:
    sentence = wording.no_choice(choices) if choices else wording.condition(outcome)
    return Evidence(sentence, (exchange.id,), outcome.fact, outcome.found, outcome.expected)


def unique(rule: lang.Unique, view: View) -> Result:
    found = view.select(rule.of)
    if not found:
        return not_seen()
    bearers: dict[str, list[Exchange]] = {}
    for one in found:
        bearers.setdefault(as_text(fact_of(one, rule.fact)), []).append(one)
    wrong = [
        Evidence(wording.repeated(rule.fact, value, len(same)), ids(same), rule.fact, value)
        for value, same in bearers.items()
        if len(same) > 1 or not value
    ]
    return failed(*wrong) if wrong else passed(found)


def distinct(rule: lang.Distinct, view: View) -> Result:
    found = view.select(rule.of)
    if not found:
        return not_seen()
    values = {as_text(fact) for one in found if not missing(fact := fact_of(one, rule.fact))}
    if within(len(values), rule.least, rule.most):
        return passed(found)
    expected = words.bounds(rule.least, rule.most)
    sentence = wording.distinct(rule.fact, len(values), expected)
    return failed(Evidence(sentence, ids(found), rule.fact, str(len(values)), expected))


def join(rule: lang.Join, view: View) -> Result:
    each, within_ = view.select(rule.each), view.select(rule.within)
    if not each:
        return not_seen()
    earliest: dict[str, int] = {}
    for one in within_:
        for value in _values(fact_of(one, rule.within_fact)):
            earliest.setdefault(value, view.rank(one))
    earliest.pop("", None)
    alone = [one for one in each if not _joined(one, rule, view, earliest)]
    return failed(*(_unjoined(one, rule) for one in alone)) if alone else passed(each)


def _joined(exchange: Exchange, rule: lang.Join, view: View, earliest: Mapping[str, int]) -> bool:
    ranks = [earliest.get(value) for value in _values(fact_of(exchange, rule.each_fact))]
    own = view.rank(exchange)
    return bool(ranks) and all(rank is not None and (not rule.before or rank < own) for rank in ranks)


def _values(fact: Fact) -> tuple[str, ...]:
    """Each value of a fact that has several, by itself."""
    return fact if isinstance(fact, tuple) else (as_text(fact),)


def _unjoined(exchange: Exchange, rule: lang.Join) -> Evidence:
    value = as_text(fact_of(exchange, rule.each_fact))
    return Evidence(
        wording.unjoined(rule.each_fact, value, rule.before), (exchange.id,), rule.each_fact, value
    )
