"""The commands on mails: SELECT, FETCH, SEARCH, STORE, COPY, MOVE, EXPUNGE, APPEND."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection

from mss import facts
from mss.imap import commandes as c
from mss.imap import selection as selected
from mss.imap.dossiers import boite, trouver
from mss.imap.ensembles import ecrire
from mss.imap.quotas import pleine
from mss.imap.recherche import Resolus, Sujet, lit_le_contenu, repond, resolus
from mss.imap.recit import Issue, refus
from mss.imap.rendu import BATCH, demande_contenu, lit_le_corps, lots, rendre
from mss.imap.selection import Selection
from mss.state import dossiers as folders
from mss.state import plis as copies
from mss.state.dossiers import Dossier
from mss.state.plis import Pli

if TYPE_CHECKING:
    from mss.imap.session import ImapSession

_CHARSETS: Final = frozenset({"", "US-ASCII", "UTF-8"})
MOST_KEYWORDS: Final = 60
_INVALID: Final = "BAD [CLIENTBUG] Invalid message set"


async def selectionner(session: "ImapSession", commande: c.Commande) -> Issue:
    """SELECT and EXAMINE."""
    arguments = commande.arguments
    session.selection = None
    if not isinstance(arguments, c.Selectionner):
        return refus("imap_syntaxe")
    dossier = await trouver(session, arguments.nom)
    if dossier is None:
        return refus("imap_absent")
    espace = await session.espace()
    work = partial(_ouvrir, dossier.id, arguments.lecture_seule)
    opened = await (espace.store.query(work) if arguments.lecture_seule else espace.store.write(work))
    if opened is None:
        return refus("imap_absent")
    session.selection = opened
    _annoncer(session, opened)
    mode = "READ-ONLY" if arguments.lecture_seule else "READ-WRITE"
    faits: dict[str, Any] = {"mss.dossier": opened.dossier.nom, "mss.nombre": len(opened.plis)}
    return Issue(f"OK [{mode}] {commande.nom} completed", faits)


def _ouvrir(dossier: int, lecture_seule: bool, connection: Connection) -> Selection | None:
    now = folders.par_id(connection, dossier)
    return None if now is None else selected.ouvrir(now, lecture_seule, connection)


def _annoncer(session: "ImapSession", opened: Selection) -> None:
    flags, permanent = opened.annonce()
    session.dire(flags)
    session.dire(f"* {len(opened.plis)} EXISTS")
    session.dire(f"* {len(opened.recents)} RECENT")
    unseen = next((rank for rank, one in enumerate(opened.plis, 1) if "\\Seen" not in one.drapeaux), 0)
    if unseen:
        session.dire(f"* OK [UNSEEN {unseen}] First unseen")
    session.dire(permanent)
    session.dire(f"* OK [UIDNEXT {opened.dossier.uidnext}] Predicted next UID")
    session.dire(f"* OK [UIDVALIDITY {opened.dossier.uidvalidity}] UIDs valid")


async def fermer(session: "ImapSession", commande: c.Commande) -> Issue:
    """CLOSE removes what is marked \\Deleted; UNSELECT does not."""
    selection = session.selection
    if commande.nom == "CLOSE" and selection is not None and not selection.lecture_seule:
        gone = [one.uid for one in selection.plis if "\\Deleted" in one.drapeaux]
        espace = await session.espace()
        if gone:
            await espace.store.write(partial(copies.effacer, dossier=selection.dossier.id, wanted=gone))
            session.operateur.cloche.sonner(espace.name, [boite(session)])
    session.selection = None
    return Issue(f"OK {commande.nom} completed")


async def lire(session: "ImapSession", commande: c.Commande) -> Issue:
    """FETCH; taking the content of a mail marks it \\Seen unless PEEK is asked."""
    arguments, selection = commande.arguments, session.selection
    if not isinstance(arguments, c.Lire) or selection is None:
        return refus("imap_syntaxe")
    chosen = selection.choisis(arguments.ensemble, commande.uid)
    if chosen is None:
        return Issue(_INVALID, erreur="imap_syntaxe", retraits=False)
    marks = any(not one.peek for one in arguments.elements) and not selection.lecture_seule
    if marks:
        chosen = await _lus(session, selection, chosen)
    espace = await session.espace()
    taken: list[Mapping[str, Any]] = []
    for batch in lots(chosen, demande_contenu(arguments.elements)):
        lines, read = await rendre(espace.store, selection, batch, arguments.elements, commande.uid, marks)
        taken += read
        for line in lines:
            session.dire_tel_quel(line)
        await session.souffler()
    told = (
        facts.lecture(taken[:BATCH], lit_le_corps(arguments.elements), marks)
        if taken
        else {"mss.corps_lu": False, "mss.marque_lu": marks}
    )
    return Issue("OK FETCH completed", {**told, "mss.nombre": len(chosen)}, retraits=False)


async def _lus(
    session: "ImapSession", selection: Selection, chosen: Sequence[tuple[int, Pli]]
) -> list[tuple[int, Pli]]:
    unread = [one.uid for _, one in chosen if "\\Seen" not in one.drapeaux]
    if unread:
        await _changer(session, selection, unread, lambda flags: flags | {"\\Seen"})
    known = {one.uid: one for one in selection.plis}
    return [(rank, known.get(one.uid, one)) for rank, one in chosen]


async def _changer(
    session: "ImapSession", selection: Selection, wanted: Sequence[int], change: Any
) -> list[Pli]:
    espace = await session.espace()
    changed = await espace.store.write(partial(selected.marquer, selection, wanted, change))
    selection.apprendre(changed)
    if selection.mots_nouveaux(changed):
        for line in selection.annonce():
            session.dire(line)
    session.operateur.cloche.sonner(espace.name, [boite(session)])
    return changed


async def marquer_plis(session: "ImapSession", commande: c.Commande) -> Issue:
    """STORE."""
    arguments, selection = commande.arguments, session.selection
    if not isinstance(arguments, c.Marquer) or selection is None:
        return refus("imap_syntaxe")
    if selection.lecture_seule:
        return replace(refus("imap_lecture_seule"), retraits=False)
    chosen = selection.choisis(arguments.ensemble, commande.uid)
    if chosen is None or len(arguments.drapeaux) > MOST_KEYWORDS:
        return Issue(_INVALID, erreur="imap_syntaxe", retraits=False)
    flags, mode = arguments.drapeaux, arguments.mode

    def change(old: frozenset[str]) -> frozenset[str]:
        return old | flags if mode == "+" else old - flags if mode == "-" else flags

    changed = {
        one.uid: one for one in await _changer(session, selection, [one.uid for _, one in chosen], change)
    }
    if not arguments.silencieux:
        for rank, one in chosen:
            now = changed.get(one.uid, one)
            uid = b"UID %d " % one.uid if commande.uid else b""
            session.dire(b"* %d FETCH (%bFLAGS %b)" % (rank, uid, selection.drapeaux(now)))
    faits: dict[str, Any] = {
        "mss.drapeaux": tuple(sorted(flags)),
        "mss.marque_lu": mode != "-" and "\\Seen" in flags,
        "mss.nombre": len(chosen),
    }
    return Issue("OK STORE completed", faits, retraits=False)


async def copier(session: "ImapSession", commande: c.Commande) -> Issue:
    """COPY and MOVE, both whole or not at all; the new UIDs are told (RFC 4315, RFC 6851)."""
    arguments, selection = commande.arguments, session.selection
    if not isinstance(arguments, c.Copier) or selection is None:
        return refus("imap_syntaxe")
    target = await trouver(session, arguments.nom)
    if target is None:
        return refus("imap_trycreate")
    if arguments.deplacer and selection.lecture_seule:
        return refus("imap_lecture_seule")
    chosen = selection.choisis(arguments.ensemble, commande.uid)
    if chosen is None:
        return Issue(_INVALID, erreur="imap_syntaxe")
    if not arguments.deplacer and await pleine(session):
        return refus("imap_quota")
    espace = await session.espace()
    wanted = [one.uid for _, one in chosen]
    pairs = await espace.store.write(
        partial(_copier, selection.dossier.id, wanted, target, arguments.deplacer)
    )
    session.operateur.cloche.sonner(espace.name, [boite(session)])
    code = _copyuid(target, pairs)
    faits: dict[str, Any] = {"mss.vers": target.nom, "mss.nombre": len(pairs)}
    if not arguments.deplacer:
        return Issue(f"OK {code}{commande.nom} completed", faits)
    if code:
        session.dire(f"* OK {code.strip()} Moved")
    return Issue("OK MOVE completed", faits)


def _copier(
    source: int, wanted: Sequence[int], target: Dossier, move: bool, connection: Connection
) -> list[tuple[int, int]]:
    pairs = copies.copier(connection, source, wanted, target)
    if move:
        copies.effacer(connection, source, [uid for uid, _ in pairs])
    return pairs


def _copyuid(target: Dossier, pairs: Sequence[tuple[int, int]]) -> str:
    if not pairs:
        return ""
    here, there = ecrire(one for one, _ in pairs), ecrire(one for _, one in pairs)
    return f"[COPYUID {target.uidvalidity} {here} {there}] "


async def purger(session: "ImapSession", commande: c.Commande) -> Issue:
    """EXPUNGE of what is marked \\Deleted, within the set of UIDs when there is one (RFC 4315)."""
    arguments, selection = commande.arguments, session.selection
    if not isinstance(arguments, c.Purger) or selection is None:
        return refus("imap_syntaxe")
    if selection.lecture_seule:
        return refus("imap_lecture_seule")
    await session.a_jour()
    chosen = selection.plis
    if arguments.ensemble is not None:
        chosen = [one for _, one in selection.choisis(arguments.ensemble, uid=True) or []]
    gone = [one.uid for one in chosen if "\\Deleted" in one.drapeaux]
    espace = await session.espace()
    if gone:
        await espace.store.write(partial(copies.effacer, dossier=selection.dossier.id, wanted=gone))
        session.operateur.cloche.sonner(espace.name, [boite(session)])
    return Issue("OK EXPUNGE completed", {"mss.nombre": len(gone)})


async def chercher(session: "ImapSession", commande: c.Commande) -> Issue:
    """SEARCH; the content is read only when a key asks for it."""
    arguments, selection = commande.arguments, session.selection
    if not isinstance(arguments, c.Chercher) or selection is None:
        return refus("imap_syntaxe")
    if arguments.charset not in _CHARSETS:
        return replace(refus("imap_charset"), retraits=False)
    content = lit_le_contenu(arguments.cle)
    ensembles = resolus(arguments.cle, selection.bornes)
    espace = await session.espace()
    found: list[int] = []
    for batch in lots(list(enumerate(selection.plis, start=1)), content):

        def work(connection: Connection, batch: Sequence[tuple[int, Pli]] = batch) -> list[tuple[int, int]]:
            octets: dict[int, bytes] = {}
            if content:
                read = copies.lire(
                    espace.store, selection.dossier.id, [one.uid for _, one in batch], connection
                )
                octets = {one.uid: one.octets for one in read}
            return _trouves(selection, batch, octets, arguments.cle, ensembles)

        pairs = (
            await espace.store.query(work)
            if content
            else _trouves(selection, batch, {}, arguments.cle, ensembles)
        )
        found += [uid if commande.uid else rank for rank, uid in pairs]
    session.dire("* SEARCH" + "".join(f" {one}" for one in found))
    return Issue("OK SEARCH completed", {"mss.nombre": len(found)}, retraits=commande.uid)


def _trouves(
    selection: Selection,
    batch: Sequence[tuple[int, Pli]],
    octets: Mapping[int, bytes],
    cle: c.Cle,
    ensembles: Resolus,
) -> list[tuple[int, int]]:
    subjects = (
        Sujet(one, rank, one.uid in selection.recents, octets.get(one.uid, b"")) for rank, one in batch
    )
    return [(one.rang, one.pli.uid) for one in subjects if repond(cle, one, ensembles)]
