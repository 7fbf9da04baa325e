"""IDLE (RFC 2177): the client waits, what changes in its folder is told at once."""

from time import monotonic
from typing import TYPE_CHECKING

from mss.imap import commandes as c
from mss.imap.recit import Issue, refus
from mss.wire import MailConnection

if TYPE_CHECKING:
    from mss.imap.session import ImapSession

_DONE_LIMIT = 1_024


async def attendre(session: "ImapSession", _: c.Commande) -> Issue:
    """Until DONE; the session ends meanwhile when its refresh token dies."""
    connection, delays = session.connection, session.operateur.delays
    acces = session.acces
    if acces is None:
        return refus("imap_etat")
    espace = await session.espace()
    session.write("+ idling")
    sonnette = _Sonnette(connection)
    began = asked = monotonic()
    with session.operateur.cloche.ecoute(espace.name, acces.boite.adresse, sonnette):
        while not connection.pending:
            await sonnette.attendre(delays.pulse, session)
            if monotonic() - began >= delays.idle:
                session.write("* BYE Autologout; idle for too long")
                return Issue("OK IDLE terminated")
            if monotonic() - asked >= delays.pulse:
                asked = monotonic()
                if not await session.vivante():
                    await session.finir()
    line = await connection.line(_DONE_LIMIT, delays.middle)
    if line.strip().upper() != b"DONE":
        return refus("imap_syntaxe")
    return Issue("OK IDLE terminated")


class _Sonnette:
    """The bell as a waiting session hears it: rung while it is looking, it makes it look again."""

    def __init__(self, connection: MailConnection) -> None:
        self._connection = connection
        self._rung = False

    def __call__(self) -> None:
        """Somebody rings."""
        self._rung = True
        self._connection.interrupt()

    async def attendre(self, seconds: float, session: "ImapSession") -> None:
        """Tells what is new, then waits for the bell, for bytes, or for that long."""
        self._rung = False
        await session.a_jour()
        await session.souffler()
        if not self._rung:
            await self._connection.quiet(seconds)
