"""Long work lets the others through, and is the same whether it pauses or not."""

import asyncio
from collections.abc import Generator

from ins.lot2.cadence import d_une_traite, par_morceaux
from simulators.core.clock import monotonic_us


def work(pieces: int) -> Generator[None, None, int]:
    """So many pieces of half a millisecond each."""
    done = 0
    for _ in range(pieces):
        until = monotonic_us() + 500
        while monotonic_us() < until:
            pass
        done += 1
        yield
    return done


def test_others_run_between_the_pieces() -> None:
    async def both() -> tuple[int, int]:
        turns = 0

        async def other() -> None:
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0)

        task = asyncio.create_task(other())
        done = await par_morceaux(work(20))
        task.cancel()
        return done, turns

    done, turns = asyncio.run(both())
    assert done == 20
    assert turns >= 20


def test_without_others_the_result_is_the_same() -> None:
    assert d_une_traite(work(3)) == 3
