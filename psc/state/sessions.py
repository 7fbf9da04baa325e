"""Sessions, the clients attached to them, codes and waiting logins: one transaction decides each."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from psc.model import Attente, Code, DemandeAutorisation, Octroi, Session
from psc.state.tables import attaches, attentes, codes, perimes, sessions
from simulators.core.store.prepared import Prepared

# What nobody can use any more is forgotten after an hour.
OUBLI_US: Final = 3_600_000_000

_COLUMNS = [column for column in sessions.c if column.name != "temoin"]
_OUVRIR = Prepared(insert(sessions), [column.name for column in sessions.c])
_METTRE_CODE = Prepared(insert(codes), [column.name for column in codes.c])
# A session identifier ends so once in sixty-four.
_BALAI: Final = ("00", "40", "80", "c0")
_SESSION = Prepared(select(*_COLUMNS).where(sessions.c.id == bindparam("id")))
_PAR_TEMOIN = Prepared(select(*_COLUMNS).where(sessions.c.temoin == bindparam("temoin")))
_VUE = Prepared(update(sessions).where(sessions.c.id == bindparam("id_")).values(vue_us=bindparam("now")))
_CODE = Prepared(
    select(codes.c.code, codes.c.session, codes.c.doc, codes.c.cree_us).where(
        codes.c.code == bindparam("code")
    )
)
_SERVIR = Prepared(
    update(codes).where(codes.c.code == bindparam("code_"), codes.c.servi == 0).values(servi=1)
)
_JOINDRE = upsert(attaches)
_ATTACHER = Prepared(
    _JOINDRE.on_conflict_do_update(
        index_elements=["session", "client_id"],
        set_={"depuis_us": _JOINDRE.excluded.depuis_us, "detache": 0},
        where=attaches.c.detache == 1,
    ),
    [column.name for column in attaches.c],
)
_ATTACHE = Prepared(
    select(attaches.c.depuis_us).where(
        attaches.c.session == bindparam("session"),
        attaches.c.client_id == bindparam("client_id"),
        attaches.c.detache == 0,
    )
)


def temoin(cookie: str) -> str:
    """What is kept of a cookie."""
    return hashlib.sha256(cookie.encode("utf-8", "replace")).hexdigest() if cookie else ""


def session(connection: Connection, id_: str) -> Session | None:
    """A session by its identifier, open or not."""
    return _session(_SESSION.first(connection, id=id_))


def session_du_cookie(connection: Connection, cookie: str) -> Session | None:
    """The session of a browser."""
    if not cookie:
        return None
    return _session(_PAR_TEMOIN.first(connection, temoin=temoin(cookie)))


def toutes(connection: Connection) -> list[Session]:
    """Every session still kept, the last opened first."""
    rows = connection.execute(select(*_COLUMNS).order_by(sessions.c.auth_us.desc(), sessions.c.id))
    return [found for row in rows if (found := _session(row)) is not None]


def ouvrir(connection: Connection, nouvelle: Session, cookie: str) -> None:
    """Keeps a new session; once in some sixty, forgets what is long dead."""
    _OUVRIR.change(connection, **asdict(nouvelle), temoin=temoin(cookie))
    if nouvelle.id.endswith(_BALAI):
        oublier(connection, nouvelle.auth_us - OUBLI_US)


def oublier(connection: Connection, before: int) -> None:
    """Removes the codes, pages and sessions that died before that instant."""
    connection.execute(delete(codes).where(codes.c.cree_us < before))
    connection.execute(delete(attentes).where(attentes.c.cree_us < before))
    connection.execute(delete(perimes).where(perimes.c.cree_us < before))
    dead = select(sessions.c.id).where(sessions.c.fin_us < before)
    connection.execute(delete(attaches).where(attaches.c.session.in_(dead)))
    connection.execute(delete(sessions).where(sessions.c.fin_us < before))


def reauthentifier(connection: Connection, id_: str, now: int) -> None:
    """The same person proved again who they are."""
    connection.execute(update(sessions).where(sessions.c.id == id_).values(auth_us=now, vue_us=now))


def voir(connection: Connection, id_: str, now: int) -> None:
    """Activity of the session."""
    _VUE.change(connection, id_=id_, now=now)


def fermer(connection: Connection, id_: str) -> bool:
    """Ends a session; False when it was over or unknown."""
    ended = update(sessions).where(sessions.c.id == id_, sessions.c.close == 0).values(close=1, temoin="")
    return bool(connection.execute(ended).rowcount)


def ouvertes(connection: Connection, porteur: str = "") -> list[str]:
    """The sessions not ended, those of one professional when named."""
    where = [sessions.c.close == 0, *([sessions.c.porteur == porteur] if porteur else [])]
    return list(connection.scalars(select(sessions.c.id).where(*where).order_by(sessions.c.id)))


def clients_de(connection: Connection, id_: str) -> list[str]:
    """The clients attached to a session."""
    theirs = select(attaches.c.client_id).where(attaches.c.session == id_, attaches.c.detache == 0)
    return list(connection.scalars(theirs.order_by(attaches.c.client_id)))


def attacher(connection: Connection, id_: str, client_id: str, now: int) -> None:
    """A client joins a session; one detached before joins anew, its older tokens staying dead."""
    _ATTACHER.change(connection, session=id_, client_id=client_id, depuis_us=now, detache=0)


def detacher(connection: Connection, id_: str, client_id: str) -> None:
    """The tokens of that client in that session are worthless from now on."""
    where = (attaches.c.session == id_, attaches.c.client_id == client_id)
    connection.execute(update(attaches).where(*where).values(detache=1))


def detacher_du_porteur(connection: Connection, identifiant: str, client_id: str) -> None:
    """Detaches a client from every session of a person (what revoking a refresh token does)."""
    theirs = select(sessions.c.id).where(sessions.c.identifiant == identifiant)
    where = (attaches.c.session.in_(theirs), attaches.c.client_id == client_id)
    connection.execute(update(attaches).where(*where).values(detache=1))


def session_et_attache(
    connection: Connection, id_: str, client_id: str, emis_s: int
) -> tuple[Session | None, bool]:
    """A session, and whether a token given to that client at `emis_s` (seconds) still belongs to it."""
    found = session(connection, id_)
    since = _ATTACHE.scalar(connection, session=id_, client_id=client_id) if found else None
    return found, since is not None and emis_s >= since // 1_000_000


def session_servant(connection: Connection, id_: str) -> Session | None:
    """A session some client of which may still refresh; None when there is none."""
    served = select(attaches.c.session).where(attaches.c.session == id_, attaches.c.detache == 0)
    return session(connection, id_) if connection.execute(served).first() else None


def mettre_code(connection: Connection, code: Code) -> None:
    """Keeps a fresh code."""
    doc = json.dumps(asdict(code.octroi))
    _METTRE_CODE.change(
        connection, code=code.code, session=code.session, doc=doc, cree_us=code.cree_us, servi=0
    )


def prendre_code(connection: Connection, code: str) -> Code | None:
    """The code, consumed: whoever comes second finds it `servi`. None when it never was."""
    code = code.encode("utf-8", "replace").decode()
    row = _CODE.first(connection, code=code)
    if row is None:
        return None
    known, own, doc, made = row
    first = bool(_SERVIR.change(connection, code_=code))
    return Code(known, own, Octroi(**json.loads(doc)), made, servi=not first)


def mettre_attente(connection: Connection, attente: Attente) -> None:
    """Keeps a request while its person reads the login page."""
    row = {
        "id": attente.id,
        "navigateur": attente.navigateur,
        "doc": json.dumps(asdict(attente.demande)),
        "cree_us": attente.cree_us,
    }
    connection.execute(insert(attentes), [row])


def lire_attente(connection: Connection, id_: str) -> Attente | None:
    """A request waiting for its person."""
    wanted = id_.encode("utf-8", "replace").decode()
    row = connection.execute(select(attentes).where(attentes.c.id == wanted)).first()
    if row is None:
        return None
    values: Mapping[str, Any] = json.loads(row.doc)
    lists = {name: tuple(values[name]) for name in ("prompt", "doubles")}
    return Attente(row.id, row.navigateur, DemandeAutorisation(**{**values, **lists}), row.cree_us)


def oter_attente(connection: Connection, id_: str) -> bool:
    """The login is over; False when somebody ended it before."""
    return bool(connection.execute(delete(attentes).where(attentes.c.id == id_)).rowcount)


def _session(row: Any) -> Session | None:
    if row is None:
        return None
    return Session(row[0], row[1], row[2], row[3], row[4], row[5], row[6], bool(row[7]))
