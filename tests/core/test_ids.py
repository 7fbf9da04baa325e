"""Identifiers that stay, and those that never come twice."""

from simulators.core.ids import Ids


def test_what_is_stable_survives_a_restart_and_tells_espaces_and_kinds_apart() -> None:
    first, restarted = Ids(b"graine", "job1", epoch=1), Ids(b"graine", "job1", epoch=2)
    assert first.stable("cle") == first.stable("cle") == restarted.stable("cle")
    others = {Ids(b"graine", "job2").stable("cle"), Ids(b"autre", "job1").stable("cle")}
    assert first.stable("cle") not in {*others, first.stable("pages")}


def test_what_is_drawn_never_comes_twice() -> None:
    first, restarted = Ids(b"graine", "job1", epoch=1), Ids(b"graine", "job1", epoch=2)
    assert len({first.token("x"), first.token("x"), restarted.token("x")}) == 3
