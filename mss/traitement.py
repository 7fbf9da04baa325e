"""One mail from its bytes to its judgement: the same path live, from a file, and when read again."""

import asyncio
from collections.abc import Sequence
from typing import Final

from mss.archives import Archives
from mss.messages.constats import findings
from mss.messages.courriel import lire
from mss.model import Courriel, Enveloppe, Jugement, Route
from mss.rules.archive import contenu
from mss.rules.decision import effet, juger
from simulators.core.espace import EspaceSettings
from simulators.core.rule import Effect, Finding, Rule

# A larger mail is judged off the event loop.
ON_THE_LOOP: Final = 16_384


class Juge:
    """Reads and judges mails."""

    def __init__(self) -> None:
        self._archives = Archives()

    def traiter(
        self, octets: bytes, enveloppe: Enveloppe | None = None, routes: Sequence[Route] = ()
    ) -> Jugement:
        """A mail, with its envelope when it was sent."""
        courriel = lire(octets)
        archive = self._archives.du_courriel(courriel)
        return Jugement(courriel, archive, juger(courriel, archive, enveloppe, routes))

    async def sans_bloquer(
        self, octets: bytes, enveloppe: Enveloppe | None = None, routes: Sequence[Route] = ()
    ) -> Jugement:
        """The same, without holding the loop for a large mail."""
        if len(octets) <= ON_THE_LOOP:
            return self.traiter(octets, enveloppe, routes)
        return await asyncio.to_thread(self.traiter, octets, enveloppe, routes)

    def traiter_archive(self, octets: bytes) -> Jugement:
        """An archive by itself: its content is judged, not the mail it has not."""
        archive = self._archives.ouvrir(octets)
        return Jugement(Courriel(), archive, tuple(contenu(archive)))


def constats(jugement: Jugement, settings: EspaceSettings) -> tuple[Finding, ...]:
    """The findings of a judgement, with their effect in this espace."""

    def effect(rule: Rule) -> Effect:
        return effet(rule, settings.profile, settings.refuse_real_data)

    return findings(jugement.courriel, jugement.remarques, effect)
