"""A mail to send back is never forgotten, even accepted at the very moment the last one was done with."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

from mss.cloche import Cloche
from mss.remise import Facteur
from simulators.core.espace import Espace


class Looked:
    """A store that tells when it is asked what is due, and answers only when let."""

    def __init__(self) -> None:
        self.asked = 0
        self.let: asyncio.Event = asyncio.Event()

    async def query(self, work: Callable[..., Any]) -> None:
        """Nothing is due."""
        self.asked += 1
        await self.let.wait()


def test_who_wakes_while_it_is_looking_makes_it_look_again() -> None:
    async def story() -> int:
        store = Looked()
        espace = cast("Espace", SimpleNamespace(name="defaut", store=store))
        facteur = Facteur(Cloche(), cast("Any", None))
        facteur.reveiller(espace)
        await asyncio.sleep(0)
        assert store.asked == 1
        facteur.reveiller(espace)
        store.let.set()
        (task,) = facteur._veilleur._at_work.values()
        await task
        return store.asked

    assert asyncio.run(story()) == 2


def test_nobody_waking_it_looks_once() -> None:
    async def story() -> int:
        store = Looked()
        store.let.set()
        facteur = Facteur(Cloche(), cast("Any", None))
        facteur.reveiller(cast("Espace", SimpleNamespace(name="defaut", store=store)))
        (task,) = facteur._veilleur._at_work.values()
        await task
        return store.asked

    assert asyncio.run(story()) == 1
