"""Many identifiers in one question: asked in pieces, each once."""

from simulators.core.store.tranches import tranches

MANY = [f"p{number}" for number in range(1_234)]


def test_pieces_are_of_four_hundred_at_most_and_each_comes_once() -> None:
    assert [len(one) for one in tranches([*MANY, *MANY])] == [400, 400, 400, 34]
    assert [name for one in tranches(MANY) for name in one] == MANY
    assert list(tranches([])) == []
