"""The folders of a box: made at its first use, with a UIDVALIDITY never given twice (RFC 3501 §2.3.1.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Integer, Row, bindparam, cast, delete, func, insert, select, update

from mss.state.tables import dossiers, echeances, messages, plis
from simulators.core.store.state import counter, set_meta

INBOX: Final = "INBOX"
# Made with the box, with their special use (RFC 6154).
PREMIERS: Final = (
    (INBOX, ""),
    ("Sent", "\\Sent"),
    ("Drafts", "\\Drafts"),
    ("Trash", "\\Trash"),
    ("Junk", "\\Junk"),
)
_COMPTEUR: Final = "mss.uidvalidity"
_PAR_ID = select(dossiers).where(dossiers.c.id == bindparam("d"))
_PAR_NOM = select(dossiers).where(dossiers.c.boite == bindparam("b"), dossiers.c.nom == bindparam("n"))


@dataclass(frozen=True, slots=True)
class Dossier:
    """A folder as stored."""

    id: int
    boite: str
    nom: str
    usage: str
    uidvalidity: int
    uidnext: int
    modseq: int
    souscrit: bool


@dataclass(frozen=True, slots=True)
class Etat:
    """The counts of a folder, for STATUS."""

    messages: int
    recents: int
    non_lus: int
    taille: int


def ouvrir(connection: Connection, boite: str, now_s: int) -> None:
    """Makes the first folders of a box that has none yet."""
    if connection.execute(_PAR_NOM, {"b": boite, "n": INBOX}).first() is None:
        for nom, usage in PREMIERS:
            creer(connection, boite, nom, now_s, usage)


def creer(connection: Connection, boite: str, nom: str, now_s: int, usage: str = "") -> bool:
    """A new folder; False when the name is taken."""
    if trouver(connection, boite, nom) is not None:
        return False
    uidvalidity = max(now_s, counter(connection, _COMPTEUR) + 1)
    set_meta(connection, _COMPTEUR, str(uidvalidity))
    # Those that come with the box are subscribed to; one made by a client waits for SUBSCRIBE.
    souscrit = int((nom, usage) in PREMIERS)
    row = {"boite": boite, "nom": nom, "usage": usage, "uidvalidity": uidvalidity, "souscrit": souscrit}
    connection.execute(insert(dossiers).values(row))
    return True


def trouver(connection: Connection, boite: str, nom: str) -> Dossier | None:
    """The folder of that name; INBOX in any case."""
    wanted = INBOX if nom.upper() == INBOX else nom
    row = connection.execute(_PAR_NOM, {"b": boite, "n": wanted}).first()
    return None if row is None else _dossier(row)


def par_id(connection: Connection, dossier: int) -> Dossier | None:
    """The folder of that id, None once deleted."""
    row = connection.execute(_PAR_ID, {"d": dossier}).first()
    return None if row is None else _dossier(row)


def lister(connection: Connection, boite: str) -> list[Dossier]:
    """The folders of a box, INBOX first, then by name."""
    rows = connection.execute(select(dossiers).where(dossiers.c.boite == boite).order_by(dossiers.c.nom))
    found = [_dossier(row) for row in rows]
    return sorted(found, key=lambda one: (one.nom != INBOX, one.nom))


def supprimer(connection: Connection, dossier: Dossier) -> None:
    """Removes a folder, its copies, and the mails that no folder holds any more."""
    held = set(connection.scalars(select(plis.c.message).where(plis.c.dossier == dossier.id)))
    connection.execute(delete(plis).where(plis.c.dossier == dossier.id))
    oublier(connection, held)
    connection.execute(delete(dossiers).where(dossiers.c.id == dossier.id))


def oublier(connection: Connection, ids: set[str]) -> None:
    """Forgets those of the mails that no folder holds and nothing due still needs."""
    for message in ids:
        kept = connection.execute(select(plis.c.uid).where(plis.c.message == message).limit(1)).first()
        if kept is None and not _attendu(connection, message):
            connection.execute(delete(messages).where(messages.c.id == message))


def _attendu(connection: Connection, message: str) -> bool:
    """Whether something due is about that mail: its id begins with the mail's, then `!` or `.`."""
    here = (echeances.c.id >= f"{message}!", echeances.c.id < f"{message}/")
    return connection.execute(select(echeances.c.id).where(*here).limit(1)).first() is not None


def renommer(connection: Connection, dossier: Dossier, nom: str, now_s: int) -> bool:
    """Renames a folder and those below it; INBOX gives its mails to a new one (RFC 3501 §6.3.5)."""
    if trouver(connection, dossier.boite, nom) is not None:
        return False
    if dossier.nom == INBOX:
        return _vider_inbox(connection, dossier, nom, now_s)
    for one in lister(connection, dossier.boite):
        if one.nom == dossier.nom or one.nom.startswith(dossier.nom + "/"):
            new = nom + one.nom[len(dossier.nom) :]
            connection.execute(update(dossiers).where(dossiers.c.id == one.id).values(nom=new))
    return True


def _vider_inbox(connection: Connection, inbox: Dossier, nom: str, now_s: int) -> bool:
    creer(connection, inbox.boite, nom, now_s)
    target = trouver(connection, inbox.boite, nom)
    if target is None:
        return False
    connection.execute(update(plis).where(plis.c.dossier == inbox.id).values(dossier=target.id))
    connection.execute(update(dossiers).where(dossiers.c.id == target.id).values(uidnext=inbox.uidnext))
    toucher(connection, inbox.id)
    return True


def souscrire(connection: Connection, dossier: Dossier, oui: bool) -> None:
    """Subscribes to a folder, or no longer."""
    connection.execute(update(dossiers).where(dossiers.c.id == dossier.id).values(souscrit=int(oui)))


def toucher(connection: Connection, dossier: int) -> int:
    """Raises and returns the change counter of a folder."""
    raised = update(dossiers).where(dossiers.c.id == dossier).values(modseq=dossiers.c.modseq + 1)
    return int(connection.execute(raised.returning(dossiers.c.modseq)).scalar_one())


def etat(connection: Connection, dossier: int) -> Etat:
    """The counts of a folder."""
    # As a number: the sum of conditions would be a condition.
    non_lu = cast(plis.c.drapeaux.not_like("%\\Seen%"), Integer)
    joined = select(
        func.count(),
        func.coalesce(func.sum(plis.c.recent), 0),
        func.coalesce(func.sum(non_lu), 0),
        func.coalesce(func.sum(messages.c.taille), 0),
    ).join_from(plis, messages, plis.c.message == messages.c.id)
    counts = connection.execute(joined.where(plis.c.dossier == dossier)).one()
    return Etat(*(int(one) for one in counts))


def _dossier(row: Row[tuple[object, ...]]) -> Dossier:
    told: Sequence[object] = tuple(row)
    values = dict(zip((column.name for column in dossiers.columns), told, strict=True))
    return Dossier(
        int(str(values["id"])),
        str(values["boite"]),
        str(values["nom"]),
        str(values["usage"]),
        int(str(values["uidvalidity"])),
        int(str(values["uidnext"])),
        int(str(values["modseq"])),
        bool(values["souscrit"]),
    )
