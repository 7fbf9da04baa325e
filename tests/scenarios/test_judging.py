"""The verdict on a run: states, gaps, services out of reach, attestations, proofs by mutants, speed."""

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from simulators.core.journal.archive import JournalFileError, dump
from simulators.core.rule import Text
from simulators.scenarios.journal_file import judge_journal
from simulators.scenarios.judge import judge
from simulators.scenarios.language import Selection
from simulators.scenarios.model import Catalogue, Check, Mutant, Observation, Suite, UnknownScenarioError
from simulators.scenarios.mutation import prove
from simulators.scenarios.runs import Run, begin, exchange_of, exchanges_of, finish, people_in
from simulators.scenarios.verdicts import ScenarioVerdict, State, every_check_passed
from tests.core.journal.makers import journal_in, run
from tests.scenarios.samples import PEOPLE, check, coded, echange, scenario

ONE_CALL = check("compte: {choix: {service: ins}, exactement: 1}")
SHOULD = check("compte: {choix: {service: ins}, max: 0}", number=2, gravity="should")
NO_SENDING = check("absence: {choix: {service: dmp}, ancre: {service: dmp}}", number=3)
SEEN = Check("ESS-01.C4", Text("Vu à l'écran", "Seen"), "must", "attestation", Text("", ""))
EXPORT = Check("ESS-01.C5", Text("Journal du logiciel", "Log"), "should", "export", Text("", ""))


def states(verdict: ScenarioVerdict) -> list[str]:
    return [one.state.value for one in verdict.checks]


def test_a_run_that_does_what_is_asked_passes() -> None:
    verdict = judge(scenario(ONE_CALL), coded("00"), PEOPLE)
    assert verdict.state is State.PASSED
    assert verdict.every_check_passed
    assert verdict.checks[0].evidence[0].sentence.fr == "Constaté sur un échange."
    assert [one.id for one in verdict.exchanges] == ["e1"]


def test_a_compulsory_check_that_fails_fails_the_run_a_recommended_one_is_a_remark() -> None:
    assert judge(scenario(ONE_CALL), [], PEOPLE).state is State.FAILED
    verdict = judge(scenario(ONE_CALL, SHOULD), coded("00"), PEOPLE)
    assert verdict.state is State.PASSED
    assert [one.check.id for one in verdict.remarks] == ["ESS-01.C2"]
    assert not verdict.every_check_passed
    assert verdict.failed == ("ESS-01.C2",)


def test_a_check_on_a_service_that_is_not_played_is_not_seen_and_does_not_weigh() -> None:
    verdict = judge(scenario(ONE_CALL, NO_SENDING), coded("00"), PEOPLE, played=frozenset({"ins"}))
    assert states(verdict) == ["passed", "not_seen"]
    assert verdict.checks[1].out_of_reach
    assert verdict.every_check_passed
    assert "dmp" in verdict.checks[1].evidence[0].sentence.fr


def test_the_same_check_weighs_once_the_service_is_played() -> None:
    verdict = judge(scenario(ONE_CALL, NO_SENDING), coded("00"), PEOPLE)
    assert states(verdict) == ["passed", "not_seen"]
    assert verdict.state is State.NOT_SEEN
    assert not verdict.every_check_passed


def test_a_gap_of_the_journal_leaves_every_check_of_the_traffic_incomplete() -> None:
    gap = echange("lacune", operation="journal.lacune", service="", at=30)
    verdict = judge(scenario(ONE_CALL, SEEN), [*coded("00"), gap], PEOPLE)
    assert states(verdict) == ["incomplete", "attestation"]
    assert verdict.state is State.INCOMPLETE


def test_attestations_are_told_apart_and_a_denied_one_fails() -> None:
    waiting = judge(scenario(ONE_CALL, SEEN, EXPORT), coded("00"), PEOPLE)
    assert states(waiting) == ["passed", "attestation", "attestation"]
    assert waiting.every_check_passed
    assert waiting.checks[1].evidence[0].sentence.fr == "À confirmer par une personne."
    assert waiting.checks[2].evidence[0].sentence.fr == "À comparer à un export du logiciel."
    confirmed = judge(scenario(ONE_CALL, SEEN), coded("00"), PEOPLE, {"ESS-01.C4": True})
    assert confirmed.checks[1].evidence[0].sentence.fr == "Confirmé par une personne."
    denied = judge(scenario(ONE_CALL, SEEN), coded("00"), PEOPLE, {"ESS-01.C4": False})
    assert denied.state is State.FAILED
    assert not denied.every_check_passed


def test_a_check_about_a_person_who_left_the_espace_is_not_seen() -> None:
    about = check("compte: {choix: {personne: marie}, min: 1}")
    refers = check(
        "chaque: {choix: {service: ins}, conditions: "
        "[{fait: code, op: egal_fait, reference: {personne: marie, champ: reference.ins}}]}",
        number=2,
    )
    assert states(judge(scenario(about, refers), coded("00"), {})) == ["not_seen", "not_seen"]
    assert states(judge(scenario(about, refers), coded("00"), PEOPLE)) == ["failed", "failed"]


def test_values_noted_are_shown_once_and_never_judged() -> None:
    noted = Observation("ESS-01.R1", Text("Code", "Code"), Selection(("ins",)), "code")
    verdict = judge(replace(scenario(ONE_CALL), releves=(noted,)), coded("00", "00", "01"), PEOPLE)
    assert verdict.observed[0].values == ("00", "01")


def test_no_verdict_at_all_is_no_success() -> None:
    assert not every_check_passed([])
    assert every_check_passed([judge(scenario(ONE_CALL), coded("00"), PEOPLE)])


def test_a_proof_holds_when_each_mutant_fails_exactly_what_it_declares() -> None:
    subject = replace(
        scenario(ONE_CALL, SHOULD),
        controles=(ONE_CALL, check("chaque: {choix: {}, conditions: [{fait: code, op: present}]}", number=2)),
        mutants=(Mutant("deux_appels", Text("", ""), ("ESS-01.C1",)),),
    )
    runs = {"": coded("00"), "deux_appels": coded("00", "00")}
    proof = prove(subject, lambda mutant: judge(subject, runs[mutant], PEOPLE))
    assert proof.holds
    assert proof.both_ways == ("ESS-01.C1",)
    assert proof.one_way == ("ESS-01.C2",)


def test_a_proof_does_not_hold_when_a_mutant_fails_more_or_less() -> None:
    subject = replace(scenario(ONE_CALL), mutants=(Mutant("rien_de_faux", Text("", ""), ("ESS-01.C1",)),))
    proof = prove(subject, lambda _: judge(subject, coded("00"), PEOPLE))
    assert not proof.holds
    assert proof.mutants[0].failed == ()
    assert proof.both_ways == ()


def test_ten_thousand_exchanges_are_judged_within_a_second() -> None:
    checks = (
        check("compte: {choix: {service: ins, personne: marie}, min: 1}"),
        check("unique: {choix: {service: ins}, fait: ins.message_id}", number=2),
        check("debit: {choix: {service: ins, personne: marie}, max: 20000, secondes: 120}", number=3),
        check("fenetre: {ancre: {faits: [{fait: code, op: egal, valeur: '02'}]}, choix: {service: ins}, "
              "position: apres, secondes: 1, max: 5}", number=4),
    )  # fmt: skip
    many = [
        echange(
            f"e{i}",
            {
                "code": "00" if i % 100 else "02",
                "ins.message_id": f"uuid:{i}",
                "patient.traits": f"L'HERMITE|MARIE-ANNE|F|19{i % 90 + 10}-04-12",
            },
            at=i,
        )
        for i in range(10_000)
    ]
    subject = scenario(*checks)
    began = time.process_time()
    verdict = judge(subject, many, PEOPLE)
    assert time.process_time() - began < 1
    assert verdict.state is State.PASSED


class Simulator:
    """The control API of a simulator whose journal holds these exchanges."""

    def __init__(self, journals: dict[str, list[dict[str, Any]]]) -> None:
        self.journals = journals

    def json(self, method: str, path: str, **request: Any) -> Any:
        _, espaces, espace, what = path.split("/")
        assert (method, espaces) == ("GET", "espaces")
        if what == "personnes":
            return [PEOPLE["marie"].model_dump(mode="json")]
        params = request["params"]
        told = self.journals[espace]
        if params.get("order") == "desc":
            return told[::-1][: params["limit"]]
        until = params.get("before_seq", 10**9)
        return [one for one in told if params["after_seq"] < one["seq"] < until][: params["limit"]]


def told(name: str, seq: int, operation: str = "ins.recherche_traits") -> dict[str, Any]:
    return {
        "id": name,
        "seq": seq,
        "espace": "defaut",
        "protocol": "http",
        "service": "ins",
        "face": "mtls",
        "operation": operation,
        "outcome": "200",
        "summary": "Une recherche.",
        "started": "2026-03-02T12:00:00+00:00",
        "recorded": f"2026-03-02T12:00:{seq % 60:02}+00:00",
        "duration_us": 900,
        "connection": "c1",
        "parent": "",
        "facts": {},
        "facts_version": 3,
        "findings": 0,
    }


def test_a_run_holds_what_happened_between_its_beginning_and_its_end() -> None:
    simulator = Simulator({"defaut": [told("avant", 1)], "installation": [told("refus0", 7)]})
    going = begin(simulator, "defaut", "ESS-01")
    assert going == Run("defaut", "ESS-01", 1, 7)
    simulator.journals["defaut"].append(told("pendant", 2))
    handshake = told("refus1", 8, "tls.poignee_de_main")
    handshake["facts"] = {"tls.refused": True}
    simulator.journals["installation"] += [handshake, told("autre", 9, "http.inconnu")]
    ended = finish(simulator, going)
    simulator.journals["defaut"].append(told("apres", 3))
    assert [one.id for one in exchanges_of(simulator, ended)] == ["pendant", "refus1"]
    assert [one.id for one in exchanges_of(simulator, going)] == ["pendant", "apres", "refus1"]


def test_a_long_run_is_read_page_after_page() -> None:
    simulator = Simulator({"defaut": [told(f"e{n}", n) for n in range(1, 2502)], "installation": []})
    assert len(exchanges_of(simulator, Run("defaut", "ESS-01", 0, 0))) == 2501


def test_facts_told_as_lists_become_facts_again() -> None:
    exchange = exchange_of({**told("e1", 1), "facts": {"ins.prenoms": ["JEAN", "PAUL"], "http.status": 200}})
    assert exchange.facts == {"ins.prenoms": ("JEAN", "PAUL"), "http.status": 200}
    assert exchange.recorded.second == 1


def test_the_persons_of_an_espace_are_read_as_they_are_now() -> None:
    assert people_in(Simulator({}), "defaut") == PEOPLE


def one_scenario() -> Catalogue:
    subject = scenario(ONE_CALL, NO_SENDING)
    return Catalogue({"ESS-01": subject}, {"fumee": Suite("fumee", Text("F", "F"), ("ESS-01",))})


def journal_file(folder: Path) -> Path:
    async def story() -> int:
        async with journal_in(folder / "store") as (journal, _):
            journal.record(echange("e1", {"code": "00"}))
            return await dump(journal, folder / "journal.jsonl")

    assert run(story) == 1
    return folder / "journal.jsonl"


def test_a_journal_file_is_judged_by_scenario_or_by_suite(tmp_path: Path) -> None:
    path = journal_file(tmp_path)
    (verdict,) = judge_journal(path, ["fumee"], catalogue=one_scenario(), people=PEOPLE)
    assert verdict.state is State.PASSED
    assert states(verdict) == ["passed", "not_seen"]
    assert verdict.checks[1].out_of_reach


def test_a_file_that_is_no_journal_or_an_unknown_scenario_is_refused(tmp_path: Path) -> None:
    path = journal_file(tmp_path)
    with pytest.raises(UnknownScenarioError):
        judge_journal(path, ["ESS-99"], catalogue=one_scenario(), people=PEOPLE)
    path.write_text(json.dumps({"id": "e1"}), "utf-8")
    with pytest.raises(JournalFileError):
        judge_journal(path, ["ESS-01"], catalogue=one_scenario(), people=PEOPLE)


def test_a_run_whose_services_are_not_played_proves_nothing() -> None:
    verdict = judge(
        scenario(check("{compte: {choix: {service: dmp}, min: 1}}")), [], PEOPLE, played=frozenset({"ins"})
    )
    assert verdict.state is State.NOT_SEEN
    assert verdict.checks[0].out_of_reach
