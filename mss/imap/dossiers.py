"""The commands on folders: LIST, LSUB, STATUS, CREATE, DELETE, RENAME, SUBSCRIBE."""

from functools import partial
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from mss.imap import commandes as c
from mss.imap.chaines import chaine
from mss.imap.noms import NomRefuse, correspond, encode_nom, nom_valide
from mss.imap.recit import Issue, refus
from mss.state import dossiers as folders
from mss.state.dossiers import INBOX, Dossier

if TYPE_CHECKING:
    from mss.imap.session import ImapSession

MOST_FOLDERS: Final = 300
_STATUS: Final = frozenset({"MESSAGES", "RECENT", "UIDNEXT", "UIDVALIDITY", "UNSEEN", "SIZE"})


def boite(session: "ImapSession") -> str:
    """The box of the session."""
    return session.acces.boite.adresse if session.acces else ""


async def lister(session: "ImapSession", commande: c.Commande) -> Issue:
    """LIST and LSUB, special uses told (RFC 6154)."""
    arguments = commande.arguments
    if not isinstance(arguments, c.Lister):
        return refus("imap_syntaxe")
    nom = commande.nom
    if arguments.motifs == ("",):
        session.dire(f'* {nom} (\\Noselect) "/" ""')
        return Issue(f"OK {nom} completed")
    found = await _tous(session)
    for one in found:
        if _voulu(one, arguments):
            session.dire(b'* %b (%b) "/" %b' % (nom.encode(), _attributs(one, found), _nom(one.nom)))
    return Issue(f"OK {nom} completed")


def _voulu(dossier: Dossier, arguments: c.Lister) -> bool:
    if arguments.souscrits and not dossier.souscrit:
        return False
    if arguments.speciaux and not dossier.usage:
        return False
    return any(correspond(arguments.reference + motif, dossier.nom) for motif in arguments.motifs)


def _attributs(dossier: Dossier, found: list[Dossier]) -> bytes:
    below = any(one.nom.startswith(dossier.nom + "/") for one in found)
    told = ["\\HasChildren" if below else "\\HasNoChildren"]
    if dossier.usage:
        told.append(dossier.usage)
    return " ".join(told).encode()


def _nom(nom: str) -> bytes:
    return chaine(encode_nom(nom))


async def _tous(session: "ImapSession") -> list[Dossier]:
    espace = await session.espace()
    found = await espace.store.query(partial(folders.lister, boite=boite(session)))
    if found:
        return found
    now = int(espace.clock.now().timestamp())
    await espace.store.write(partial(folders.ouvrir, boite=boite(session), now_s=now))
    return await espace.store.query(partial(folders.lister, boite=boite(session)))


async def trouver(session: "ImapSession", nom: str) -> Dossier | None:
    """The folder of that name in the box of the session, made with the others at first use."""
    await _tous(session)
    espace = await session.espace()
    return await espace.store.query(partial(folders.trouver, boite=boite(session), nom=nom))


async def statut(session: "ImapSession", commande: c.Commande) -> Issue:
    """STATUS."""
    arguments = commande.arguments
    if (
        not isinstance(arguments, c.Statut)
        or not arguments.elements
        or not set(arguments.elements) <= _STATUS
    ):
        return refus("imap_syntaxe")
    dossier = await trouver(session, arguments.nom)
    if dossier is None:
        return refus("imap_absent")
    espace = await session.espace()
    etat = await espace.store.query(partial(folders.etat, dossier=dossier.id))
    values = {
        "MESSAGES": etat.messages,
        "RECENT": etat.recents,
        "UIDNEXT": dossier.uidnext,
        "UIDVALIDITY": dossier.uidvalidity,
        "UNSEEN": etat.non_lus,
        "SIZE": etat.taille,
    }
    told = " ".join(f"{one} {values[one]}" for one in arguments.elements)
    session.dire(b"* STATUS %b (%b)" % (_nom(dossier.nom), told.encode()))
    return Issue("OK STATUS completed")


async def creer(session: "ImapSession", commande: c.Commande) -> Issue:
    """CREATE, with the folders above it."""
    try:
        nom = _demande(commande).rstrip("/")
        nom_valide(nom)
    except NomRefuse:
        return refus("imap_interdit")
    found = await _tous(session)
    if len(found) >= MOST_FOLDERS:
        return refus("imap_quota")
    espace = await session.espace()
    now = int(espace.clock.now().timestamp())

    def work(connection: Connection) -> bool:
        parts = nom.split("/")
        for size in range(1, len(parts)):
            folders.creer(connection, boite(session), "/".join(parts[:size]), now)
        return folders.creer(connection, boite(session), nom, now)

    made = nom.upper() != INBOX and await espace.store.write(work)
    return Issue("OK CREATE completed") if made else refus("imap_existe")


async def supprimer(session: "ImapSession", commande: c.Commande) -> Issue:
    """DELETE; INBOX and the special-use folders stay, and those with others below."""
    dossier = await trouver(session, _demande(commande))
    if dossier is None:
        return refus("imap_absent")
    below = any(one.nom.startswith(dossier.nom + "/") for one in await _tous(session))
    if dossier.nom == INBOX or dossier.usage or below:
        return refus("imap_interdit")
    espace = await session.espace()
    await espace.store.write(partial(folders.supprimer, dossier=dossier))
    if session.selection is not None and session.selection.dossier.id == dossier.id:
        session.selection = None
    return Issue("OK DELETE completed")


async def renommer(session: "ImapSession", commande: c.Commande) -> Issue:
    """RENAME; INBOX gives its mails to the new folder."""
    arguments = commande.arguments
    dossier = await trouver(session, _demande(commande))
    if dossier is None or not isinstance(arguments, c.SurDossier):
        return refus("imap_absent")
    try:
        nouveau = nom_valide(arguments.nouveau.rstrip("/"))
    except NomRefuse:
        return refus("imap_interdit")
    if dossier.usage or nouveau.startswith(dossier.nom + "/"):
        return refus("imap_interdit")
    espace = await session.espace()
    now = int(espace.clock.now().timestamp())
    done = await espace.store.write(partial(folders.renommer, dossier=dossier, nom=nouveau, now_s=now))
    return Issue("OK RENAME completed") if done else refus("imap_existe")


async def souscrire(session: "ImapSession", commande: c.Commande) -> Issue:
    """SUBSCRIBE and UNSUBSCRIBE."""
    dossier = await trouver(session, _demande(commande))
    if dossier is None:
        return refus("imap_absent")
    espace = await session.espace()
    await espace.store.write(partial(folders.souscrire, dossier=dossier, oui=commande.nom == "SUBSCRIBE"))
    return Issue(f"OK {commande.nom} completed")


def _demande(commande: c.Commande) -> str:
    return commande.arguments.nom if isinstance(commande.arguments, c.SurDossier) else ""
