"""What the other services ask of PSC: is this access token worth anything, and whose is it?"""

from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from psc.adresses import Adresses
from psc.annuaire import Annuaires
from psc.cles import Cles, Roulements
from psc.messages.jetons import partie
from psc.model import Jeton, Porteur, Session
from psc.rules import vie
from psc.rules.porteur import obstacle
from psc.state import perimes, sessions
from simulators.core.bridges import JetonRefuse, JetonVerifie
from simulators.core.store.state import to_us

if TYPE_CHECKING:
    from simulators.core.espace import Espace

_SESSIONS_LUES = 1_000
_EPOQUE = datetime(1970, 1, 1, tzinfo=UTC)


class Verificateur:
    """`VerificateurJetons`, by the keys, the sessions and the people of PSC."""

    def __init__(
        self, cles: Callable[[], Cles], adresses: Adresses, annuaires: Annuaires, roulements: Roulements
    ) -> None:
        self._roulements = roulements
        self._cles = cles
        self._adresses = adresses
        self._annuaires = annuaires
        self._lues: OrderedDict[tuple[str, str], tuple[int, Session | None]] = OrderedDict()

    async def verifier(self, jeton: str, espace: "Espace") -> JetonVerifie:
        """The claims of a live access token of that espace. Raises `JetonRefuse`."""
        read = (await self._cles().trousseau(self._roulements.de(espace))).verifier(jeton)
        if read is None:
            raise JetonRefuse("illisible" if partie(jeton, 1) is None else "signature")
        now = to_us(espace.clock.now())
        if read.emetteur not in self._adresses.emetteurs(espace.name):
            raise JetonRefuse("inconnu")
        if read.genre != "Bearer":
            raise JetonRefuse("audience")
        read, session, attache = espace.store.read(partial(_regarder, read))
        if now >= read.exp * vie.SECONDE:
            raise JetonRefuse("expire")
        if session is None or session.close or not attache:
            raise JetonRefuse("revoque")
        if not vie.vivante(session, now):
            raise JetonRefuse("expire")
        porteur = self._annuaires.de(espace).par_id(session.porteur)
        if porteur is None or obstacle(porteur, session.moyen):
            raise JetonRefuse("professionnel")
        return _verifie(read, session, porteur)

    async def verifier_api(self, jeton: str, api: str, espace: "Espace") -> JetonVerifie:
        """The claims of a live token that the server of an API gave by exchange. Raises `JetonRefuse`.

        It lives as long as it says, unless the session behind it was closed (psc.md §8).
        """
        read = (await self._cles().trousseau(self._roulements.de(espace))).verifier(jeton)
        if read is None:
            raise JetonRefuse("illisible" if partie(jeton, 1) is None else "signature")
        now = to_us(espace.clock.now())
        if read.emetteur not in self._adresses.emetteurs_api(espace.name, api):
            raise JetonRefuse("inconnu")
        if read.genre != "Bearer" or read.claims.get("aud") != api:
            raise JetonRefuse("audience")
        session = espace.store.read(partial(sessions.session, id_=read.session))
        if now >= read.exp * vie.SECONDE:
            raise JetonRefuse("expire")
        if session is None or session.close:
            raise JetonRefuse("revoque")
        porteur = self._annuaires.de(espace).par_id(session.porteur)
        if porteur is None or obstacle(porteur, session.moyen):
            raise JetonRefuse("professionnel")
        return _verifie(read, session, porteur)

    async def session_vivante(self, session: str, espace: "Espace") -> bool:
        """True while the refresh token behind that session can still be used."""
        found = self._servant(session, espace)
        if found is None or not vie.vivante(found, to_us(espace.clock.now())):
            return False
        return not obstacle(self._annuaires.de(espace).par_id(found.porteur), found.moyen)

    def _servant(self, session: str, espace: "Espace") -> Session | None:
        """Read again only once something was written in the espace: a mail session asks at each command."""
        key, generation = (espace.name, session), espace.store.generation
        kept = self._lues.pop(key, None)
        if kept is None or kept[0] != generation:
            kept = generation, espace.store.read(partial(sessions.session_servant, id_=session))
        self._lues[key] = kept
        while len(self._lues) > _SESSIONS_LUES:
            self._lues.popitem(last=False)
        return kept[1]

    def espace_annonce(self, jeton: str) -> str | None:
        """The espace named by the token's issuer: a routing hint read before any verification."""
        claims = partie(jeton, 1)
        emetteur = claims.get("iss") if claims else None
        return self._adresses.espace_de(emetteur) if isinstance(emetteur, str) else None


def _regarder(jeton: Jeton, connection: Connection) -> tuple[Jeton, Session | None, bool]:
    kept = perimes.ajuster(connection, jeton)
    return kept, *sessions.session_et_attache(connection, jeton.session, jeton.client_id, jeton.iat)


def _verifie(jeton: Jeton, session: Session, porteur: Porteur) -> JetonVerifie:
    return JetonVerifie(
        sujet=jeton.sujet,
        identifiant_national=porteur.identifiant,
        rpps=porteur.rpps,
        nom=porteur.nom,
        prenom=porteur.prenom,
        client_id=jeton.client_id,
        session=session.id,
        expire=_EPOQUE + timedelta(seconds=jeton.exp),
        session_expire=_EPOQUE + timedelta(microseconds=vie.fin_d_inactivite(session)),
        empreinte_certificat=jeton.empreinte,
        portee=jeton.scope,
    )
