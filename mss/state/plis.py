"""The copies in a folder: what a mail client sees, reads, flags, copies and removes."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update

from mss.state import dossiers as folders
from mss.state.depot import Remise, placer
from mss.state.dossiers import Dossier
from mss.state.tables import dossiers, messages, plis
from simulators.core.store.store import Store

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Pli:
    """One copy: its UID, flags, instant, size; `recent` when no session has seen it yet."""

    uid: int
    message: str
    drapeaux: frozenset[str]
    interne_us: int
    taille: int
    modseq: int
    recent: bool


@dataclass(frozen=True, slots=True)
class Contenu:
    """The bytes of a copy, and the facts read in it when it came."""

    uid: int
    octets: bytes
    faits: Mapping[str, Any]


_COLUMNS = (
    plis.c.uid,
    plis.c.message,
    plis.c.drapeaux,
    plis.c.interne_us,
    messages.c.taille,
    plis.c.modseq,
    plis.c.recent,
)


_TOUS = (
    select(*_COLUMNS)
    .join_from(plis, messages, plis.c.message == messages.c.id)
    .where(plis.c.dossier == bindparam("d"))
    .order_by(plis.c.uid)
)
_CHANGES = _TOUS.where(plis.c.modseq > bindparam("m"))


def lister(connection: Connection, dossier: int, depuis: int = 0) -> list[Pli]:
    """The copies changed after `depuis` (a change counter; 0 for all), by UID."""
    query, values = (_CHANGES, {"d": dossier, "m": depuis}) if depuis else (_TOUS, {"d": dossier})
    return [_pli(row) for row in connection.execute(query, values)]


def compter(connection: Connection, dossier: int) -> int:
    """How many copies the folder holds."""
    return connection.scalar(select(func.count()).where(plis.c.dossier == dossier)) or 0


def uids(connection: Connection, dossier: int) -> list[int]:
    """The UIDs present, in order."""
    return list(connection.scalars(select(plis.c.uid).where(plis.c.dossier == dossier).order_by(plis.c.uid)))


def prendre_recents(connection: Connection, dossier: int, jusque: int) -> None:
    """The session that asks is the one told of the recent copies, up to that UID (RFC 3501 §2.3.2)."""
    told = (plis.c.dossier == dossier, plis.c.recent == 1, plis.c.uid <= jusque)
    connection.execute(update(plis).where(*told).values(recent=0))


def lire(store: Store, dossier: int, wanted: Sequence[int], connection: Connection) -> list[Contenu]:
    """The bytes of those copies, by UID; blobs included. Those that are gone are left out."""
    query = select(plis.c.uid, messages.c.corps, messages.c.blob, messages.c.doc).join_from(
        plis, messages, plis.c.message == messages.c.id
    )
    query = query.where(plis.c.dossier == dossier, plis.c.uid.in_(wanted)).order_by(plis.c.uid)
    return [
        Contenu(uid, corps if not blob else store.blobs.get(blob), json.loads(doc))
        for uid, corps, blob, doc in connection.execute(query)
    ]


def original(store: Store, message: str, connection: Connection) -> bytes:
    """The bytes of a mail by the transaction that brought it; empty when no folder keeps it any more."""
    query = select(messages.c.corps, messages.c.blob).where(messages.c.id == message)
    row = connection.execute(query).first()
    if row is None:
        return b""
    octets: bytes = store.blobs.get(row.blob) if row.blob else row.corps
    return octets


def marquer(
    connection: Connection,
    dossier: int,
    wanted: Sequence[int],
    change: Callable[[frozenset[str]], frozenset[str]],
) -> list[Pli]:
    """Changes the flags of those copies; gives them as they are now."""
    found = [one for one in lister(connection, dossier) if one.uid in set(wanted)]
    changed = [(one, change(one.drapeaux)) for one in found]
    if any(new != one.drapeaux for one, new in changed):
        modseq = folders.toucher(connection, dossier)
        for one, new in changed:
            if new != one.drapeaux:
                row = update(plis).where(plis.c.dossier == dossier, plis.c.uid == one.uid)
                connection.execute(row.values(drapeaux=ecrire_drapeaux(new), modseq=modseq))
    return [one for one in lister(connection, dossier) if one.uid in set(wanted)]


def copier(
    connection: Connection, source: int, wanted: Sequence[int], cible: Dossier
) -> list[tuple[int, int]]:
    """Copies to another folder, flags and instants kept; the pairs (UID there, UID here)."""
    pairs = []
    for one in lister(connection, source):
        if one.uid in set(wanted):
            remise = Remise(cible.boite, cible.nom, ecrire_drapeaux(one.drapeaux))
            _, uid = placer(connection, remise, one.message, one.interne_us)
            pairs.append((one.uid, uid))
    return pairs


def effacer(connection: Connection, dossier: int, wanted: Iterable[int]) -> None:
    """Removes copies, and the mails that no folder holds any more."""
    ids = list(wanted)
    held: set[str] = set()
    for start in range(0, len(ids), _CHUNK):
        here = (plis.c.dossier == dossier, plis.c.uid.in_(ids[start : start + _CHUNK]))
        held |= set(connection.scalars(select(plis.c.message).where(*here)))
        connection.execute(delete(plis).where(*here))
    folders.oublier(connection, held)
    if ids:
        folders.toucher(connection, dossier)


def occupation(connection: Connection, boite: str) -> int:
    """The bytes held by a box."""
    query = (
        select(func.coalesce(func.sum(messages.c.taille), 0))
        .join_from(plis, messages, plis.c.message == messages.c.id)
        .join(dossiers, dossiers.c.id == plis.c.dossier)
        .where(dossiers.c.boite == boite)
    )
    return int(connection.scalar(query) or 0)


def lire_drapeaux(texte: str) -> frozenset[str]:
    """The flags of a row."""
    return frozenset(texte.split())


def ecrire_drapeaux(drapeaux: Iterable[str]) -> str:
    """The flags as a row keeps them."""
    return " ".join(sorted(drapeaux))


def _pli(row: Any) -> Pli:
    uid, message, drapeaux, interne_us, taille, modseq, recent = row
    return Pli(uid, message, lire_drapeaux(drapeaux), interne_us, taille, modseq, bool(recent))
