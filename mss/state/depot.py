"""Putting a mail in boxes: one transaction, so that what is answered 250 is in every box, once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, bindparam, insert, literal_column, update
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from mss.state import dossiers as folders
from mss.state.directe import Directe
from mss.state.tables import INLINE, dossiers, echeances, fils, messages, plis
from simulators.core.store.state import upsert
from simulators.core.store.store import Store

Fait = str | int | float | bool | tuple[str, ...] | None

_MESSAGE = Directe(
    sqlite_insert(messages).on_conflict_do_nothing(index_elements=["id"]),
    ("id", "recu_us", "taille", "corps", "blob", "doc"),
)
_PLI = Directe(insert(plis), ("dossier", "uid", "message", "drapeaux", "interne_us", "modseq", "recent"))
_UID = Directe(
    update(dossiers)
    .where(dossiers.c.boite == bindparam("b"), dossiers.c.nom == bindparam("n"))
    .values(uidnext=dossiers.c.uidnext + literal_column("1"), modseq=dossiers.c.modseq + literal_column("1"))
    .returning(dossiers.c.id, dossiers.c.uidnext, dossiers.c.modseq),
    (),
)
_ECHEANCE = insert(echeances)
_FIL_OUVERT = upsert(fils, ["boite", "usager"], "etat")
_LE_FIL = (fils.c.boite == bindparam("b"), fils.c.usager == bindparam("u"))
_SUITE_DU_FIL = update(fils).where(*_LE_FIL)


@dataclass(frozen=True, slots=True)
class Remise:
    """One copy: the box, its folder, its flags."""

    boite: str
    dossier: str = folders.INBOX
    drapeaux: str = ""


@dataclass(frozen=True, slots=True)
class Echeance:
    """Something due later: what, when, and what it needs."""

    id: str
    due_us: int
    genre: str
    doc: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fil:
    """The thread of a professional box with a citizen, as a mail leaves it.

    `adresse` is the citizen's as written by the professional, `retour` where an answer goes, `origine` the
    exchange of the last mail.
    """

    boite: str
    usager: str
    etat: str
    adresse: str = ""
    retour: str = ""
    sujet: str = ""
    message_id: str = ""
    origine: str = ""


@dataclass(frozen=True, slots=True)
class Depot:
    """A mail to put: `id` is that of the transaction, by which a second try does nothing."""

    id: str
    octets: bytes
    recu_us: int
    faits: Mapping[str, Fait]
    remises: tuple[Remise, ...] = ()
    fils: tuple[Fil, ...] = ()
    echeances: tuple[Echeance, ...] = ()
    acheve: str = ""
    interne_us: int | None = None


class DejaFaitError(Exception):
    """What a mail achieves was done by another; nothing of it stays."""


# Where copies went: (folder id, UID), in the order of the deliveries.
Places = tuple[tuple[int, int], ...]


async def deposer(store: Store, depot: Depot) -> Places | None:
    """Stores the mail durably; None when this transaction was already done (or what it achieves was).

    `acheve` is the due thing that this mail does; `interne_us` its date for IMAP, by default its coming.
    """
    blob = ""
    if len(depot.octets) > INLINE:
        blob = await _blob(store, depot.octets)
    try:
        return await store.write(partial(_deposer, depot, blob))
    except DejaFaitError:
        return None


async def _blob(store: Store, octets: bytes) -> str:
    """Written before the row that names it, off the event loop."""

    def work(_: Connection) -> str:
        return store.blobs.put(octets)

    return await store.query(work)


def _deposer(depot: Depot, blob: str, connection: Connection) -> Places | None:
    if not _ecrire(connection, depot, blob):
        return None
    if depot.acheve and not _achever(connection, depot.acheve):
        raise DejaFaitError(depot.acheve)
    interne_us = depot.recu_us if depot.interne_us is None else depot.interne_us
    places = tuple([placer(connection, remise, depot.id, interne_us) for remise in depot.remises])
    for one in depot.echeances:
        row = {"id": one.id, "due_us": one.due_us, "genre": one.genre, "doc": json.dumps(dict(one.doc))}
        connection.execute(_ECHEANCE, row)
    for fil in depot.fils:
        _suivre(connection, fil)
    return places


def livrer(
    connection: Connection, echeance: str, remise: Remise, message: str, fil: Fil | None, now_us: int
) -> bool:
    """Puts in its box a mail that was held back; False when it was done already."""
    if not _achever(connection, echeance):
        return False
    placer(connection, remise, message, now_us)
    if fil is not None:
        _suivre(connection, fil)
    return True


def _achever(connection: Connection, echeance: str) -> bool:
    gone = connection.execute(echeances.delete().where(echeances.c.id == echeance))
    return gone.rowcount == 1


def _ecrire(connection: Connection, depot: Depot, blob: str) -> bool:
    """The mail itself; a mail for no box (all of it comes back) is kept too: it marks the transaction."""
    row = {
        "id": depot.id,
        "recu_us": depot.recu_us,
        "taille": len(depot.octets),
        "corps": None if blob else depot.octets,
        "blob": blob,
        "doc": json.dumps(dict(depot.faits), ensure_ascii=False),
    }
    return _MESSAGE.executer(connection, row).rowcount == 1


def placer(connection: Connection, remise: Remise, message: str, interne_us: int) -> tuple[int, int]:
    """Adds a copy of a stored mail to a folder; gives the id of the folder and the UID."""
    where = {"b": remise.boite, "n": remise.dossier}
    row = _UID.executer(connection, where).first()
    if row is None:
        folders.ouvrir(connection, remise.boite, max(1, interne_us // 1_000_000))
        row = _UID.executer(connection, where).one()
    dossier, uidnext, modseq = tuple(row)
    _PLI.executer(
        connection,
        {
            "dossier": dossier,
            "uid": uidnext - 1,
            "message": message,
            "drapeaux": remise.drapeaux,
            "interne_us": interne_us,
            "modseq": modseq,
            "recent": 1,
        },
    )
    return dossier, uidnext - 1


def _suivre(connection: Connection, fil: Fil) -> None:
    values = {
        name: getattr(fil, name) for name in ("etat", "adresse", "retour", "sujet", "message_id", "origine")
    }
    connection.execute(_FIL_OUVERT, {"boite": fil.boite, "usager": fil.usager, **values})
    connection.execute(_SUITE_DU_FIL, {"b": fil.boite, "u": fil.usager, **values})
