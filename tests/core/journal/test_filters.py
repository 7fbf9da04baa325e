"""Every filter lets through what it should and nothing else, in the file and in passing alike."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from simulators.core.journal.filters import Filter, accepts
from simulators.core.journal.model import Message
from simulators.core.rule import Severity
from tests.core.journal.makers import exchange, finding, journal_in, run

MARIE = {"patient.matricule": "299992A99999934", "patient.traits": "L'ÉTÉ|MARIE|F|1999-12-31", "code": "01"}

STORED = [
    exchange("ruth", findings=(finding(Severity.WARNING),)),
    exchange(
        "marie",
        protocol="smtp",
        service="mss",
        operation="mss.envoi",
        outcome="250",
        connection="c2",
        started=datetime(2026, 3, 2, 13, 0, tzinfo=UTC),
        facts={**MARIE, "professional": "899700099999"},
        findings=(finding(Severity.ERROR),),
        request=Message("MAIL FROM:<a@demo.mssante.fr>"),
    ),
    exchange(
        "personne",
        operation="",
        started=datetime(2026, 3, 2, 14, 0, tzinfo=UTC),
        facts={},
        findings=(finding(Severity.INFO),),
        connection="c3",
    ),
]

CASES: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["ruth", "marie", "personne"]),
    ({"service": "mss"}, ["marie"]),
    ({"service": "dmp"}, []),
    ({"operation": "essai.saluer"}, ["ruth"]),
    ({"operation": "essai"}, []),
    ({"protocol": "smtp"}, ["marie"]),
    ({"protocol": "tls"}, []),
    ({"patient": "255069999999934"}, ["ruth"]),
    ({"patient": "2550699999999"}, ["ruth"]),
    ({"patient": "2550699999998"}, []),
    ({"patient": "299992a99999934"}, ["marie"]),
    ({"patient": "NESSI-MICHEL|RUTH ISABELLE|F|1955-06-01"}, ["ruth"]),
    ({"patient": "ruth isa"}, ["ruth"]),
    ({"patient": "l'été"}, ["marie"]),
    ({"patient": "100%"}, []),
    ({"patient": "MARTIN"}, []),
    ({"professional": "899700099999"}, ["marie"]),
    ({"professional": "8997"}, []),
    ({"code": "00"}, ["ruth"]),
    ({"code": "02"}, []),
    ({"outcome": "250"}, ["marie"]),
    ({"outcome": "25"}, []),
    ({"severity": "error"}, ["marie"]),
    ({"severity": "warning"}, ["ruth", "marie"]),
    ({"severity": "info"}, ["ruth", "marie", "personne"]),
    ({"since": datetime(2026, 3, 2, 13, 0, tzinfo=UTC)}, ["marie", "personne"]),
    ({"until": datetime(2026, 3, 2, 13, 0, tzinfo=UTC)}, ["ruth"]),
    ({"since": datetime(2026, 3, 2, 15, 0, tzinfo=UTC)}, []),
    ({"after_seq": 1}, ["marie", "personne"]),
    ({"after_seq": 3}, []),
    ({"before_seq": 2}, ["ruth"]),
    ({"before_seq": 1}, []),
    ({"connection": "c2"}, ["marie"]),
    ({"connection": "c"}, []),
    ({"text": "mail from"}, ["marie"]),
    ({"text": "isabelle"}, ["ruth"]),
    ({"text": "essai.retard"}, ["ruth", "marie", "personne"]),
    ({"text": "L'ÉTÉ"}, ["marie"]),
    ({"text": "content-type"}, []),
    ({"text": "facts_version"}, []),
    ({"service": "essai", "severity": "warning", "text": "RUTH"}, ["ruth"]),
    ({"service": "essai", "text": "MARIE"}, []),
]


@pytest.mark.parametrize(("asked", "expected"), CASES, ids=[str(asked) for asked, _ in CASES])
def test_a_filter_finds_the_same_in_the_file_and_in_passing(
    asked: dict[str, Any], expected: list[str], tmp_path: Path
) -> None:
    wanted = Filter(**asked)

    async def story() -> tuple[list[str], list[str]]:
        async with journal_in(tmp_path) as (journal, _):
            for each in STORED:
                journal.record(each)
            found = [e.id for e in await journal.query(wanted)]
            passing = [e.id for e in await journal.query(Filter()) if accepts(wanted, e)]
            return found, passing

    found, passing = run(story)
    assert found == expected
    assert passing == expected


def test_the_limit_and_the_order_are_respected(tmp_path: Path) -> None:
    async def story() -> list[list[str]]:
        async with journal_in(tmp_path) as (journal, _):
            for each in STORED:
                journal.record(each)
            asked = (
                Filter(limit=2),
                Filter(limit=2, order="desc"),
                Filter(limit=1, order="desc", text="essai.retard"),
                Filter(limit=0),
                Filter(limit=-5),
            )
            return [[e.id for e in await journal.query(f)] for f in asked]

    assert run(story) == [["ruth", "marie"], ["personne", "marie"], ["personne"], [], []]
