"""Tells clients that sessions ended, apart from the calls that ended them (Back-Channel Logout 1.0).

The only connections PSC opens, and only to addresses registered for it: no redirection is followed.
"""

import asyncio
import ssl
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from psc.model import Avis
from psc.state import avis
from simulators.core.store.state import to_us
from simulators.core.veilleur import Veilleur

if TYPE_CHECKING:
    from psc.service import PscService
    from simulators.core.espace import Espace
    from simulators.core.net.pki.authority import Pki


class Messager:
    """Delivers what is waiting in an espace once it is woken; what is not told stays in the store."""

    def __init__(self, service: "PscService", pki: "Pki") -> None:
        self._service, self.pki = service, pki
        self._veilleur = Veilleur("back-channel logouts", self._until_nothing)

    async def stop(self) -> None:
        """Tells nobody any more: what waits stays in the store, for the next start."""
        await self._veilleur.stop()

    def reveiller(self, espace: "Espace") -> None:
        """Sees to what is waiting there."""
        self._veilleur.reveiller(espace)

    def premier_appel(self, espace: "Espace") -> None:
        """The first call of an espace since the start: what an earlier run left may wait there."""
        if not self._veilleur.connu(espace):
            self.reveiller(espace)

    async def _until_nothing(self, espace: "Espace") -> None:
        waiting = await espace.store.query(avis.en_attente)
        await asyncio.gather(*(self._remettre(espace, one) for one in waiting))

    async def _remettre(self, espace: "Espace", one: Avis) -> None:
        now = to_us(espace.clock.now())
        if await espace.store.write(partial(avis.prendre, id_=one.id, now=now)):
            try:
                etat, statut = await self._dire(espace, one)
            except asyncio.CancelledError:
                espace.store.write_behind(partial(avis.rendre, id_=one.id))
                raise
            await espace.store.write(partial(avis.clore, id_=one.id, etat=etat, statut=statut))

    async def _dire(self, espace: "Espace", one: Avis) -> tuple[str, int]:
        token = (await self._service.trousseau(espace)).signer(dict(one.claims))
        verify = await asyncio.to_thread(self._tls) if one.vers.startswith("https:") else True
        # The client is loaded when somebody first has to be told, off the loop: most simulators never tell.
        facteur = await asyncio.to_thread(import_module, "psc.facteur")
        told: tuple[str, int] = await facteur.porter(one.vers, token, verify)
        return told

    def _tls(self) -> ssl.SSLContext:
        """The system's authorities, ours, and those the user trusts."""
        context = ssl.create_default_context()
        for authority in (self.pki.ca_pem, *self.pki.trusted()):
            context.load_verify_locations(authority)
        return context
