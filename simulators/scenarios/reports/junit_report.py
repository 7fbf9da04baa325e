"""junit.xml: one test case per check decided from the traffic, failures with their evidence.

What the traffic cannot decide is no test case: attestations, exports, and checks that wait for a service that
is not played are properties of the suite. One that a person denied is a failure.
"""

from collections.abc import Sequence
from datetime import UTC

from lxml import etree

from simulators.scenarios.reports.meta import ReportMeta
from simulators.scenarios.reports.wording import clean, requirements
from simulators.scenarios.reports.wording import state as state_word
from simulators.scenarios.verdicts import CheckVerdict, ScenarioVerdict, State


def render(verdicts: Sequence[ScenarioVerdict], meta: ReportMeta) -> bytes:
    """The report as JUnit XML, UTF-8."""
    suites = [_suite(verdict, meta) for verdict in verdicts]
    root = etree.Element("testsuites", name=clean(meta.title.fr))
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, _total(suites, name))
    root.extend(suites)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def is_case(verdict: CheckVerdict) -> bool:
    """True for what JUnit shows as a test case."""
    return verdict.counts or verdict.state is State.FAILED


def _suite(verdict: ScenarioVerdict, meta: ReportMeta) -> etree._Element:
    scenario = verdict.scenario
    suite = etree.Element("testsuite", name=clean(f"{scenario.id} {scenario.titre.fr}"))
    suite.set("timestamp", meta.when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"))
    properties = etree.SubElement(suite, "properties")
    for one in scenario.exigences:
        label = f"{one.id} (indicatif)" if one.indicatif else one.id
        etree.SubElement(properties, "property", name="exigence", value=clean(label))
    cases = 0
    for check in verdict.checks:
        if is_case(check):
            _case(suite, check, verdict)
            cases += 1
        else:
            _property(properties, check)
    suite.set("tests", str(cases))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(len(suite.findall(f"testcase/{tag}"))))
    return suite


def _property(properties: etree._Element, verdict: CheckVerdict) -> None:
    what = f"{verdict.check.id} {verdict.check.libelle.fr}"
    sentence = verdict.evidence[0].sentence.fr if verdict.evidence else state_word(verdict).fr
    name = "hors_de_portee" if verdict.out_of_reach else verdict.check.genre
    etree.SubElement(properties, "property", name=name, value=clean(f"{what} : {sentence}"))


def _case(suite: etree._Element, verdict: CheckVerdict, of: ScenarioVerdict) -> None:
    name = clean(f"{verdict.check.id} {verdict.check.libelle.fr}")
    case = etree.SubElement(suite, "testcase", classname=of.scenario.id, name=name, time="0")
    tag = {State.FAILED: "failure", State.INCOMPLETE: "error", State.NOT_SEEN: "skipped"}.get(verdict.state)
    if tag is None:
        return
    message = verdict.evidence[0].sentence.fr if verdict.evidence else state_word(verdict).fr
    outcome = etree.SubElement(case, tag, message=clean(message))
    if tag != "skipped":
        outcome.set("type", "exigence" if verdict.check.gravite == "must" else "recommandation")
        outcome.text = clean("\n".join(_lines(verdict, of)))


def _lines(verdict: CheckVerdict, of: ScenarioVerdict) -> list[str]:
    lines = [f"Attendu : {verdict.check.libelle.fr}"]
    for one in verdict.evidence:
        lines.append(one.sentence.fr)
        if one.exchanges:
            lines.append(f"Échanges : {', '.join(one.exchanges)}")
    if of.requirements:
        lines.append(f"Exigence : {requirements(of)}")
    if verdict.check.conseil.fr:
        lines.append(f"À faire : {verdict.check.conseil.fr}")
    return lines


def _total(suites: Sequence[etree._Element], name: str) -> str:
    return str(sum(int(suite.get(name) or 0) for suite in suites))
