"""Operators on number, order and time: `compte`, `ordre`, `suite`, `fenetre`, `ecart`, `debit`, `absence`.

Those that claim a presence (`compte` with a minimum, `suite`) fail when nothing is seen.
"""

from collections.abc import Callable, Mapping, Sequence

from simulators.core.journal.model import Exchange
from simulators.scenarios import language as lang
from simulators.scenarios import timing, wording, words
from simulators.scenarios.conditions import as_text, fact_of
from simulators.scenarios.results import failed, ids, not_seen, passed, within
from simulators.scenarios.verdicts import Evidence, Result, State
from simulators.scenarios.view import View


def count(rule: lang.Count, view: View) -> Result:
    found = view.select(rule.of)
    if within(len(found), rule.least, rule.most):
        return passed(found)
    expected = words.bounds(rule.least, rule.most)
    sentence = wording.count(len(found), expected)
    return failed(Evidence(sentence, ids(found), found=str(len(found)), expected=expected))


def order(rule: lang.Order, view: View) -> Result:
    before, after = view.select(rule.before), view.select(rule.after)
    if not after:
        return not_seen()
    first = view.rank(before[0]) if before else len(view.exchanges)
    early = [one for one in after if view.rank(one) <= first]
    return failed(Evidence(wording.too_early(len(early)), ids(early))) if early else passed(after)


def sequence(rule: lang.Sequence, view: View) -> Result:
    found = view.select(rule.of)
    values = [as_text(fact_of(one, rule.fact)) for one in found]
    wanted = [as_text(value) for value in rule.values]
    if _FITS[rule.mode](values, wanted):
        return passed(found)
    expected = words.sequence(wanted)
    shown = words.sequence(values).fr
    sentence = wording.wrong_sequence(rule.fact, words.sequence(values), expected)
    return failed(Evidence(sentence, ids(found), rule.fact, shown, expected))


def _in_order(values: list[str], wanted: list[str]) -> bool:
    remaining = iter(values)
    return all(any(value == one for value in remaining) for one in wanted)


_FITS: Mapping[str, Callable[[list[str], list[str]], bool]] = {
    "exacte": lambda values, wanted: values == wanted,
    "dans_l_ordre": _in_order,
    "fin": lambda values, wanted: values[-len(wanted) :] == wanted,
}


def window(rule: lang.Window, view: View) -> Result:
    anchors = view.select(rule.anchor)
    if not anchors:
        return not_seen()
    candidates = timing.Timeline(view.select(rule.of))
    expected = words.bounds(rule.least, rule.most)
    wrong: list[Evidence] = []
    for anchor in anchors:
        near = candidates.near(anchor, rule.position, rule.seconds)
        if not within(len(near), rule.least, rule.most):
            sentence = wording.window(len(near), rule.position, rule.seconds, expected)
            proof = (anchor.id, *ids(near))
            wrong.append(Evidence(sentence, proof, found=str(len(near)), expected=expected))
    return failed(*wrong) if wrong else passed(anchors)


def gap(rule: lang.Gap, view: View) -> Result:
    found = view.select(rule.of)
    if not found:
        return not_seen()
    wrong = [
        Evidence(wording.too_close(gap, rule.milliseconds), ids(pair), found=f"{gap} ms")
        for *pair, gap in timing.gaps(found)
        if gap < rule.milliseconds
    ]
    return failed(*wrong) if wrong else passed(found)


def rate(rule: lang.Rate, view: View) -> Result:
    found = view.select(rule.of)
    if not found:
        return not_seen()
    burst = timing.busiest(found, rule.seconds)
    if len(burst) <= rule.most:
        return passed(found)
    expected = words.bounds(0, rule.most)
    sentence = wording.rate(len(burst), rule.seconds, rule.most)
    return failed(Evidence(sentence, ids(burst), found=str(len(burst)), expected=expected))


def absence(rule: lang.Absence, view: View) -> Result:
    pivot = rule.pivot or rule.anchor
    pivots = view.select(pivot) if pivot else ()
    wrong = [one for one in view.select(rule.of) if _in_scope(one, rule, view, pivots)]
    if wrong:
        return failed(Evidence(wording.present(len(wrong)), ids(wrong), found=str(len(wrong))))
    if rule.scope != "tout" and not pivots:
        return not_seen()
    chances = view.select(rule.anchor) if rule.anchor else ()
    if chances:
        return Result(State.PASSED, (Evidence(wording.absent_with_chance(), ids(chances)),))
    if rule.attestation and view.attestations.get(rule.attestation):
        return Result(State.PASSED, (Evidence(wording.absent_attested()),))
    return Result(State.NOT_SEEN, (Evidence(wording.no_chance()),))


def _in_scope(one: Exchange, rule: lang.Absence, view: View, pivots: Sequence[Exchange]) -> bool:
    if rule.scope == "tout":
        return True
    if not pivots:
        return False
    pivot, rank = view.rank(pivots[0]), view.rank(one)
    return rank > pivot if rule.scope == "apres" else rank < pivot
