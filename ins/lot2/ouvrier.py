"""Verifying the batches: slice after slice when each is due, between the calls of the others."""

import asyncio
from collections.abc import Callable, Generator
from functools import partial
from typing import TYPE_CHECKING, Final

from ins.lot2.cadence import par_morceaux
from ins.lot2.model import Resultat
from ins.lot2.rules.masse import resultat
from ins.lot2.state import lots
from ins.lot2.state.lots import Tranche, due, expirer, finir, prochaine
from ins.model import Vue
from simulators.core.clock import ClockMode
from simulators.core.store.state import to_us
from simulators.core.veilleur import Veilleur

if TYPE_CHECKING:
    from simulators.core.espace import Espace

# Between two looks at what is due, in seconds: a shifted or stepped clock may jump at any time.
LOOK: Final = 1.0
SOONEST: Final = 0.01
# How long a follow-up waits for what is due: beyond, it tells how far the batch is.
PATIENCE: Final = 10.0


class Ouvrier:
    """Does what is due in the espaces where a batch was deposited, or that were called at all."""

    def __init__(self, vue: "Callable[[Espace], Vue]") -> None:
        self._vue = vue
        self._veilleur = Veilleur("batches", self._until_nothing)
        # Slices being verified by this process: who needs one waits for it instead of doing it twice.
        self._in_hand: set[tuple[str, str, int]] = set()

    def reveiller(self, espace: "Espace") -> None:
        """Sees to what is due in an espace, from now until nothing is."""
        self._veilleur.reveiller(espace)

    def premier_appel(self, espace: "Espace") -> None:
        """The first call of an espace since the start: batches of an earlier run may wait there."""
        if not self._veilleur.connu(espace):
            self.reveiller(espace)

    async def arreter(self) -> None:
        """Ends the work between the calls; what is due stays in the store for the next start."""
        await self._veilleur.stop()

    async def avancer(self, espace: "Espace", lot: str) -> None:
        """Returns when all of a batch that is due by now is verified, or when patience is over."""
        now_us = to_us(espace.clock.now())
        try:
            async with asyncio.timeout(PATIENCE):
                await self._avancer(espace, now_us, lot)
        except TimeoutError:
            return

    async def _avancer(self, espace: "Espace", now_us: int, lot: str = "") -> None:
        while (tranche := await espace.store.query(partial(due, now_us=now_us, lot=lot))) is not None:
            key = (espace.name, tranche.lot, tranche.rang)
            if key in self._in_hand:
                await asyncio.sleep(SOONEST)
                continue
            self._in_hand.add(key)
            try:
                await self._verifier(espace, tranche)
            finally:
                self._in_hand.discard(key)

    async def _verifier(self, espace: "Espace", tranche: Tranche) -> None:
        found = await par_morceaux(_resultats(tranche, self._vue(espace)))
        await espace.store.write(partial(finir, tranche=tranche, resultats=found))

    async def _until_nothing(self, espace: "Espace") -> None:
        while (following := await espace.store.query(prochaine)) is not None:
            now_us = to_us(espace.clock.now())
            if following > now_us:
                await asyncio.sleep(_wait(espace, following - now_us))
            await self._avancer(espace, to_us(espace.clock.now()))
        now_us = to_us(espace.clock.now())
        await espace.store.write(partial(expirer, now_us=now_us))


def _wait(espace: "Espace", left_us: int) -> float:
    """A clock that stands still does not reach what is due by waiting for it."""
    if espace.clock.setting.mode is ClockMode.STEPPED:
        return LOOK
    return min(LOOK, max(SOONEST, left_us / 1_000_000))


def _resultats(tranche: Tranche, vue: Vue) -> Generator[None, None, list[Resultat]]:
    found = []
    for ligne in lots.lire_lignes(tranche.contenu):
        found.append(resultat(ligne, vue))
        yield
    return found
