"""IDLE (RFC 2177): the client waits, what changes in its folder is told at once."""

from typing import TYPE_CHECKING

from mss.imap import commandes as c
from mss.imap.recit import Issue, refus

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
    waited = 0.0
    with session.operateur.cloche.ecoute(espace.name, acces.boite.adresse, connection.interrupt):
        while not connection.pending:
            await session.a_jour()
            await session.souffler()
            rang = await connection.quiet(delays.pulse)
            waited = 0.0 if rang else waited + delays.pulse
            if waited >= delays.idle:
                session.write("* BYE Autologout; idle for too long")
                return Issue("OK IDLE terminated")
            if not await session.vivante():
                await session.finir()
    line = await connection.line(_DONE_LIMIT, delays.middle)
    if line.strip().upper() != b"DONE":
        return refus("imap_syntaxe")
    return Issue("OK IDLE terminated")
