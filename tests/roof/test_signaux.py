"""How a simulator is told to stop, on the loops of every system."""

import asyncio
import os
import signal
from collections.abc import Callable
from typing import Any, TypeVarTuple

import pytest

from simulators.house import stop_on_signals

_Ts = TypeVarTuple("_Ts")


class WithoutSignals(asyncio.SelectorEventLoop):
    """A loop as those of Windows: it cannot watch signals."""

    def add_signal_handler(self, sig: int, callback: Callable[[*_Ts], object], *args: *_Ts) -> None:
        raise NotImplementedError


@pytest.mark.parametrize("loop", [asyncio.new_event_loop, WithoutSignals])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_it(loop: Any, number: int) -> None:
    async def stopped() -> bool:
        told = asyncio.Event()
        stop_on_signals(asyncio.get_running_loop(), told)
        os.kill(os.getpid(), number)
        async with asyncio.timeout(5):
            return await told.wait()

    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        with asyncio.Runner(loop_factory=loop) as runner:
            assert runner.run(stopped())
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
