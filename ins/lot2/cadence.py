"""Long work cut in small pieces, so that the calls of the others never wait for it."""

import asyncio
from collections.abc import Generator
from typing import Final, TypeVar

from simulators.core.clock import monotonic_us

T = TypeVar("T")
# How long one piece may hold the event loop, which then sees to the others.
PIECE_US: Final = 300


def d_une_traite(work: Generator[None, None, T]) -> T:
    """The same work without a pause: where nobody else waits."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: T = end.value
            return result


async def par_morceaux(work: Generator[None, None, T]) -> T:
    """Does the work between the yields, letting the others through when a piece has lasted long enough."""
    begun = monotonic_us()
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: T = end.value
            return result
        if monotonic_us() - begun >= PIECE_US:
            await asyncio.sleep(0)
            begun = monotonic_us()
