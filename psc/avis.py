"""Tells clients that sessions ended, apart from the calls that ended them (Back-Channel Logout 1.0).

The only connections PSC opens, and only to addresses registered for it: no redirection is followed.
"""

import asyncio
import ssl
from functools import partial
from typing import TYPE_CHECKING, Final

import httpx

from psc.model import Avis
from psc.state import avis
from simulators.core.store.state import to_us
from simulators.core.veilleur import Veilleur

if TYPE_CHECKING:
    from psc.service import PscService
    from simulators.core.espace import Espace
    from simulators.core.net.pki.authority import Pki

DELAI: Final = 5.0
ESSAIS: Final = 2


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
        async with httpx.AsyncClient(verify=verify, timeout=DELAI, trust_env=False) as client:
            for _ in range(ESSAIS):
                try:
                    statut = await _poster(client, one.vers, token)
                except ssl.SSLCertVerificationError:
                    return "certificat_refuse", 0
                if statut:
                    return ("remis" if httpx.codes.is_success(statut) else "refuse"), statut
        return "injoignable", 0

    def _tls(self) -> ssl.SSLContext:
        """The system's authorities, ours, and those the user trusts."""
        context = ssl.create_default_context()
        for authority in (self.pki.ca_pem, *self.pki.trusted()):
            context.load_verify_locations(authority)
        return context


async def _poster(client: httpx.AsyncClient, vers: str, token: str) -> int:
    """The status answered, 0 for none in time; what follows the headers is not awaited.

    Raises SSLCertVerificationError when the certificate of the server does not hold.
    """
    try:
        async with (
            asyncio.timeout(DELAI),
            client.stream("POST", vers, data={"logout_token": token}) as answer,
        ):
            return answer.status_code
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as problem:
        refused = _certificat(problem)
        if refused is not None:
            raise refused from None
        return 0


def _certificat(problem: BaseException | None) -> ssl.SSLCertVerificationError | None:
    """The refusal of a certificate behind a failure; httpx keeps it only as a cause of a cause."""
    while problem is not None and not isinstance(problem, ssl.SSLCertVerificationError):
        problem = problem.__cause__ or problem.__context__
    return problem
