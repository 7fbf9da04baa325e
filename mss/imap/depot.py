"""APPEND: a client puts a mail in a folder."""

from typing import TYPE_CHECKING

from mss import facts
from mss.imap import commandes as c
from mss.imap.dossiers import trouver
from mss.imap.quotas import pleine
from mss.imap.recit import Issue, refus
from mss.state import plis as copies
from mss.state.depot import Depot, Remise, deposer
from simulators.core.store.state import to_us

if TYPE_CHECKING:
    from mss.imap.session import ImapSession


async def deposer_courriel(session: "ImapSession", commande: c.Commande) -> Issue:
    """APPEND: the mail is stored byte for byte, its UID told (RFC 4315)."""
    arguments = commande.arguments
    if not isinstance(arguments, c.Deposer):
        return refus("imap_syntaxe")
    if b"\0" in arguments.octets or not arguments.octets:
        return refus("imap_cte")
    dossier = await trouver(session, arguments.nom)
    if dossier is None:
        return refus("imap_trycreate")
    if await pleine(session):
        return refus("imap_quota")
    espace = await session.espace()
    octets = arguments.octets
    faits = facts.courriel(await session.operateur.juge.sans_bloquer(octets))
    now = espace.clock.now()
    depot = Depot(
        id=espace.ids.token("depot"),
        octets=octets,
        recu_us=to_us(now),
        faits=faits,
        remises=(Remise(dossier.boite, dossier.nom, copies.ecrire_drapeaux(arguments.drapeaux)),),
        interne_us=to_us(arguments.date or now),
    )
    places = await deposer(espace.store, depot)
    session.operateur.cloche.sonner(espace.name, [dossier.boite])
    uid = places[0][1] if places else 0
    statut = f"OK [APPENDUID {dossier.uidvalidity} {uid}] APPEND completed"
    return Issue(statut, {**faits, "mss.dossier": dossier.nom}, corps=octets)
