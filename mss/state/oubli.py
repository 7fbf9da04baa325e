"""Forgetting somebody: the mails and threads of a person who should not be here (design §7)."""

import json
from collections.abc import Collection

from sqlalchemy import Connection, delete, select

from mss.state.tables import dossiers, echeances, fils, liste_grise, messages, plis
from simulators.core.service import Designation
from simulators.core.store.oubli import mentioned, sweep
from simulators.core.store.store import Store


def oublier(connection: Connection, store: Store, designations: Collection[Designation]) -> int:
    """Removes every mail that mentions one of them, in all boxes; one transaction. Says how many."""
    doomed = []
    for one in connection.execute(select(messages)):
        body = store.blobs.get(one.blob) if one.blob else one.corps
        if mentioned(designations, one.doc, body):
            doomed.append(one)
    gone = [one.id for one in doomed]
    connection.execute(delete(plis).where(plis.c.message.in_(gone)))
    connection.execute(delete(messages).where(messages.c.id.in_(gone)))
    _named(connection, designations)
    _following(connection, frozenset(gone))
    sweep(connection, store.blobs, [one.blob for one in doomed])
    return len(doomed)


def _named(connection: Connection, designations: Collection[Designation]) -> None:
    """Threads, boxes, tries put off and things to come that bear the person's address."""
    known = connection.execute(select(dossiers.c.boite).distinct()).scalars().all()
    boxes = [one for one in known if mentioned(designations, one)]
    connection.execute(delete(dossiers).where(dossiers.c.boite.in_(boxes)))
    threads = connection.execute(select(fils.c.usager).distinct()).scalars().all()
    citizens = [one for one in threads if mentioned(designations, one)]
    connection.execute(delete(fils).where(fils.c.usager.in_(citizens)))
    written = connection.execute(select(liste_grise.c.destinataire).distinct()).scalars().all()
    grey = [one for one in written if mentioned(designations, one)]
    connection.execute(delete(liste_grise).where(liste_grise.c.destinataire.in_(grey)))
    due = connection.execute(select(echeances.c.id, echeances.c.doc)).all()
    late = [one.id for one in due if mentioned(designations, one.doc)]
    connection.execute(delete(echeances).where(echeances.c.id.in_(late)))


def _following(connection: Connection, gone: Collection[str]) -> None:
    """What was to come of a forgotten mail (its delivery, its reports) does not: it would bring nothing."""
    due = connection.execute(select(echeances.c.id, echeances.c.doc)).all()
    lost = [one.id for one in due if json.loads(one.doc).get("origine") in gone]
    connection.execute(delete(echeances).where(echeances.c.id.in_(lost)))
