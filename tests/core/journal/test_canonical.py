"""Two runs are the same once a short, known list of fields is taken out."""

from dataclasses import replace
from datetime import UTC, datetime

from simulators.core.journal.canonical import IGNORED, canonical
from simulators.core.journal.model import Wire
from tests.core.journal.makers import exchange, whole_exchange


def test_the_list_of_what_may_differ_does_not_grow() -> None:
    assert [ignored.field for ignored in IGNORED] == ["recorded", "duration_us", "wire.remote"]
    assert all(ignored.reason for ignored in IGNORED)


def test_what_may_differ_makes_no_difference() -> None:
    first = whole_exchange()
    second = replace(
        first,
        recorded=datetime(2030, 1, 1, tzinfo=UTC),
        duration_us=9,
        wire=replace(first.wire, remote="127.0.0.1:60001"),
    )
    assert canonical(first) == canonical(second)


def test_everything_else_makes_a_difference() -> None:
    first = exchange()
    for changed in (
        replace(first, id="e2"),
        replace(first, started=datetime(2030, 1, 1, tzinfo=UTC)),
        replace(first, wire=Wire(sni="autre")),
        replace(first, request=replace(first.request, body=b"bonsoir")),
        replace(first, facts={**first.facts, "code": "01"}),
        replace(first, seq=2),
        replace(first, connection="c2"),
    ):
        assert canonical(changed) != canonical(first)
