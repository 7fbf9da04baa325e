"""GETQUOTA and GETQUOTAROOT (RFC 9208): one root for the whole box, limited once the box is full.

What an operator grants was not seen: no figure is invented, a box without limit tells none.
"""

from functools import partial
from typing import TYPE_CHECKING, Final

from mss.imap import commandes as c
from mss.imap.chaines import chaine
from mss.imap.dossiers import boite, trouver
from mss.imap.noms import encode_nom
from mss.imap.recit import Issue, refus
from mss.state.plis import occupation

if TYPE_CHECKING:
    from mss.imap.session import ImapSession

RACINE: Final = ""
# The unit of STORAGE, in bytes.
_UNITE: Final = 1_024


async def racine(session: "ImapSession", commande: c.Commande) -> Issue:
    """GETQUOTAROOT: the root of an existing folder, then its limits."""
    arguments = commande.arguments
    if not isinstance(arguments, c.SurDossier):
        return refus("imap_syntaxe")
    dossier = await trouver(session, arguments.nom)
    if dossier is None:
        return refus("imap_absent")
    session.dire(b"* QUOTAROOT %b %b" % (chaine(encode_nom(dossier.nom)), chaine(RACINE)))
    await _dire(session)
    return Issue("OK GETQUOTAROOT completed")


async def limites(session: "ImapSession", commande: c.Commande) -> Issue:
    """GETQUOTA: the limits of the only root."""
    arguments = commande.arguments
    if not isinstance(arguments, c.SurDossier) or arguments.nom != RACINE:
        return refus("imap_absent")
    await _dire(session)
    return Issue("OK GETQUOTA completed")


async def pleine(session: "ImapSession") -> bool:
    """Whether the box of the session is full now, whatever it was at the login."""
    espace = await session.espace()
    found = session.operateur.annuaires.de(espace).boites.get(boite(session))
    return found is not None and found.etat == "pleine"


async def _dire(session: "ImapSession") -> None:
    limits = b""
    if await pleine(session):
        espace = await session.espace()
        held = await espace.store.query(partial(occupation, boite=boite(session)))
        units = -(-held // _UNITE)
        limits = b"STORAGE %d %d" % (units, units)
    session.dire(b"* QUOTA %b (%b)" % (chaine(RACINE), limits))
