"""A journal that cannot be put in order is not judged: a hole, a clock set back, several worlds."""

import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from simulators.core.journal.model import Exchange
from simulators.scenarios.journal_file import MixedEspacesError, judge_journal
from simulators.scenarios.judge import judge
from tests.running import Running, socle
from tests.scenarios.samples import PEOPLE, check, echange, scenario

COUNTED = "{compte: {choix: {operation: ins.recherche_traits}, min: 1}}"
SPACED = "{ecart: {choix: {operation: ins.recherche_traits}, millisecondes: 1000}}"
SUBJECT = scenario(check(COUNTED), check(SPACED, number=2))


def numbered(*exchanges: Exchange) -> list[Exchange]:
    return [replace(one, seq=rank) for rank, one in enumerate(exchanges, 1)]


def states(*exchanges: Exchange) -> list[str]:
    return [one.state.value for one in judge(SUBJECT, exchanges, PEOPLE).checks]


def test_clocks_that_go_forward_are_judged() -> None:
    assert states(*numbered(echange("e1"), echange("e2", at=60))) == ["passed", "passed"]


def test_exchanges_that_end_together_may_be_written_in_any_order() -> None:
    assert states(*numbered(echange("e1", at=4), echange("e2"))) == ["passed", "passed"]


def test_a_machine_clock_set_back_leaves_nothing_to_judge() -> None:
    early = replace(echange("e2", at=60), recorded=echange("e1").recorded - timedelta(seconds=90))
    verdict = judge(SUBJECT, numbered(echange("e1"), early), PEOPLE)
    assert verdict.state.value == "incomplete"
    assert [one.state.value for one in verdict.checks] == ["incomplete", "incomplete"]
    said = verdict.checks[0].evidence[0].sentence.fr
    assert said.startswith("L'horloge de la machine a reculé de 90 s pendant l'essai (échange e2)")


def test_an_espace_clock_set_back_leaves_spans_of_time_unjudged() -> None:
    late = replace(echange("e1", at=3600), recorded=echange("e1").recorded)
    verdict = judge(SUBJECT, numbered(late, echange("e2", at=5)), PEOPLE)
    assert [one.state.value for one in verdict.checks] == ["passed", "incomplete"]
    assert "L'horloge de l'espace a reculé de 3595 s" in verdict.checks[1].evidence[0].sentence.fr


def test_two_espaces_have_each_their_clock() -> None:
    other = replace(echange("e2"), espace="autre", recorded=echange("e1").recorded)
    assert states(*numbered(echange("e1", at=3600), other))[0] == "passed"


def journal(espace: str, folder: Path, *aimed: str, home: Path) -> Path:
    """The lines of the journal of an espace, taken out of what was downloaded."""
    packed = folder / "journal.zip"
    assert socle("espace", "journal", espace, str(packed), *aimed, home=home).returncode == 0
    with zipfile.ZipFile(packed) as archive:
        return Path(archive.extract("journal.jsonl", folder))


def test_a_journal_of_several_worlds_is_not_judged_as_one(
    home: Path, tmp_path: Path, running: Running, espace: str
) -> None:
    """An imported file into which somebody pasted another espace."""
    aimed = ("--target", str(running.ready_path))
    socle("play", "INS-01", *aimed, "--espace", espace, home=home)
    path = journal(espace, tmp_path, *aimed, home=home)
    lines = path.read_text("utf-8").splitlines()
    pasted = json.dumps({**json.loads(lines[-1]), "espace": "ailleurs"})
    path.write_text("\n".join([*lines, pasted]), "utf-8")
    with pytest.raises(MixedEspacesError, match=r"2 espaces \(ailleurs, "):
        judge_journal(path, ["INS-01"])
    ended = socle("judge", str(path), home=home)
    assert (ended.returncode, ended.stderr.count("\n")) == (3, 1)
    assert "choisissez --espace" in ended.stderr
    chosen = socle("judge", str(path), "--espace", espace, "--scenario", "INS-01", home=home)
    assert chosen.returncode == 0
    assert "aucun échange de l'espace rien" in socle("judge", str(path), "--espace", "rien", home=home).stderr


def test_a_journal_cut_in_the_middle_names_the_line(
    home: Path, tmp_path: Path, running: Running, espace: str
) -> None:
    aimed = ("--target", str(running.ready_path))
    socle("play", "INS-03", *aimed, "--espace", espace, home=home)
    path = journal(espace, tmp_path, *aimed, home=home)
    whole = path.read_bytes()
    path.write_bytes(whole[:-200])
    ended = socle("judge", str(path), home=home)
    lines = len(whole.splitlines())
    assert ended.returncode == 3
    assert f"journal.jsonl, ligne {lines} " in ended.stderr
    assert "coupé" in ended.stderr
