"""What is written in the journal is what is read back."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from simulators.core.journal.codec import columns, exchange_of, instant_of, microseconds, worst
from simulators.core.journal.model import Exchange, Message
from simulators.core.rule import Rule, Severity, Text
from tests.core.journal.makers import LATE, exchange, finding, whole_exchange


def again(told: Exchange, **options: Any) -> Exchange:
    """The exchange through the codec, its bodies given back."""
    answer = told.answer
    bodies = (told.request.body, answer.body if answer else None)
    return exchange_of({**columns(told), "seq": told.seq}, told.espace, bodies=bodies, **options)


def test_an_exchange_with_everything_comes_back_equal() -> None:
    assert again(whole_exchange()) == whole_exchange()


def test_an_exchange_without_answer_comes_back_without_answer() -> None:
    told = exchange(answer=None, outcome="coupure")
    assert again(told) == told


def test_the_indexed_columns_are_those_a_person_filters_on() -> None:
    row = columns(whole_exchange())
    assert row["started_us"] == 1_772_452_800_000_000
    assert row["code"] == "00"
    assert row["patient"] == "255069999999934 NESSI-MICHEL|RUTH ISABELLE|F|1955-06-01"
    assert row["professional"] == "899700012345"
    assert row["severity"] == "error"
    assert row["parent"] == "p1"


def test_facts_keep_their_types() -> None:
    facts = {"a": 1, "b": 1.5, "c": True, "d": None, "e": ("x",), "f": ()}
    back = again(exchange(facts=facts)).facts
    assert back == facts
    assert back["c"] is True


def test_a_fact_of_an_unforeseen_type_does_not_lose_the_exchange() -> None:
    odd: Any = {"when": datetime(2026, 1, 1, tzinfo=UTC)}
    assert again(exchange(facts=odd)).facts == {"when": "2026-01-01 00:00:00+00:00"}


def test_lone_surrogates_do_not_reach_a_column() -> None:
    row = columns(exchange(facts={"code": "\ud800", "professional": "é"}))
    assert row["code"] == "?"
    assert row["professional"] == "é"
    assert row["doc"].isascii()


def test_microseconds_survive_where_a_float_would_round() -> None:
    instant = datetime(2026, 11, 21, 23, 59, 59, 999999, tzinfo=UTC)
    assert instant_of(microseconds(instant)) == instant
    assert microseconds(instant) == 1_795_305_599_999_999


@pytest.mark.parametrize(
    ("severities", "expected"),
    [
        ([], ""),
        ([Severity.INFO], "info"),
        ([Severity.INFO, Severity.WARNING], "warning"),
        ([Severity.WARNING, Severity.ERROR, Severity.INFO], "error"),
    ],
)
def test_the_gravest_finding_gives_its_severity(severities: list[Severity], expected: str) -> None:
    assert worst(tuple(finding(severity) for severity in severities)) == expected


def test_a_known_rule_is_todays_rule() -> None:
    today = Rule(LATE.id, "essai", Severity.INFO, Text("nouveau", "new"), LATE.advice, LATE.basis)
    back = again(exchange(findings=(finding(),)), rules=lambda service, rule: today)
    assert back.findings[0].rule is today


def test_an_unknown_rule_is_the_rule_as_stored() -> None:
    back = again(exchange(findings=(finding(),)), rules=lambda service, rule: None)
    assert back.findings == (finding(),)
    assert back.findings[0].rule.advice.fr == "Envoyer plus tôt."


def test_a_body_in_a_blob_is_named_not_given() -> None:
    told = exchange(request=Message("POST / HTTP/1.1", body=None, blob="ab" * 32, size=70_000))
    back = exchange_of({**columns(told), "seq": 4}, "defaut", bodies=(None, b"oui"), blobs=("ab" * 32, ""))
    assert back.request.body is None
    assert back.request.blob == "ab" * 32
    assert back.request.size == 70_000
    assert back.seq == 4


def test_a_row_of_another_making_is_refused() -> None:
    row = {**columns(exchange()), "seq": 1, "doc": json.dumps({"request": []})}
    with pytest.raises(KeyError):
        exchange_of(row, "defaut")
