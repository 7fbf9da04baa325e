"""The people and organisations of one espace, kept in its store and read from memory."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Connection, bindparam, delete, func, select

from simulators.core.monde.contenu import (
    KINDS,
    Change,
    Contenu,
    Element,
    Known,
    UnknownElementError,
    version_of,
)
from simulators.core.monde.model import Boite, Logiciel, Monde, Operateur, Personne, Professionnel, Structure
from simulators.core.sante.mots import Mots
from simulators.core.store import tables
from simulators.core.store.state import bump, upsert
from simulators.core.store.store import Store

V = TypeVar("V", Personne, Structure, Professionnel, Logiciel, Boite, Operateur)

# Another process may change the same file: its changes are seen within this delay.
LOOK_EVERY_S = 0.1
_PLACE = select(func.coalesce(func.max(tables.monde.c.position), 0) + 1).scalar_subquery()
_PUT = upsert(tables.monde, ["kind", "id"], "doc", position=_PLACE)

_ONE = select(tables.monde.c.doc).where(
    tables.monde.c.kind == bindparam("kind"), tables.monde.c.id == bindparam("id")
)
_MENTIONED = select(tables.monde.c.id).where(
    tables.monde.c.kind == "personnes", func.instr(tables.monde.c.doc, bindparam("word")) > 0
)


class MondeRepository:
    """Reads are synchronous, from a snapshot in memory that follows the store; changes are transactions.

    `known` maps (kind, stored document) to values already parsed, which espaces born of the same template
    share instead of parsing again.
    """

    def __init__(self, store: Store, known: Known | None = None) -> None:
        self._store = store
        self._contenu = Contenu(known or {})
        self._mots = Mots(_told)
        self._version = 0
        self._look_at = 0.0

    @property
    def version(self) -> int:
        """Changes whenever anything of the monde changed: what derived indexes are keyed on."""
        if time.monotonic() >= self._look_at:
            self._see(self._store.read(version_of))
        return self._version

    def personnes(self) -> Mapping[str, Personne]:
        """People by identifier, in the order of the fixtures then of their arrival."""
        return self._values(Personne)

    def designees(self, words: str) -> Sequence[Personne]:
        """The people whom each of these words designates; everybody when there is none."""
        return self._mots.designated(self.personnes(), words)

    def structures(self) -> Mapping[str, Structure]:
        """Establishments and organisations by identifier."""
        return self._values(Structure)

    def professionnels(self) -> Mapping[str, Professionnel]:
        """Professionals by identifier."""
        return self._values(Professionnel)

    def logiciels(self) -> Mapping[str, Logiciel]:
        """Known and adopted DUIs by identifier."""
        return self._values(Logiciel)

    def boites(self) -> Mapping[str, Boite]:
        """Mailboxes by identifier."""
        return self._values(Boite)

    def operateurs(self) -> Mapping[str, Operateur]:
        """Operators of the mail trust space by identifier."""
        return self._values(Operateur)

    async def put(self, value: Element) -> None:
        """Adds an element, or replaces the one of the same identifier at its place."""
        kind = kind_of(value)
        document = value.model_dump_json()
        version = await self._store.write(lambda connection: _put(connection, kind, value.id, document))
        self._wrote(version, type(value), value.id, value)

    async def change(self, id: str, work: Callable[[Connection, Personne], Personne]) -> Personne:  # noqa: A002
        """Reads a person, changes and writes it in one transaction. Raises `UnknownElementError`."""
        version, after = await self._store.write(lambda connection: _change(connection, id, work))
        self._wrote(version, Personne, id, after)
        return after

    def mentioned(self, connection: Connection, word: str) -> set[str]:
        """The people whose document holds a word, as the file is in that transaction."""
        return set(connection.scalars(_MENTIONED, {"word": word}))

    async def delete(self, kind: str, id: str) -> None:  # noqa: A002 - the contract's own word
        """Removes an element. Raises `UnknownElementError`."""
        version = await self._store.write(lambda connection: _delete(connection, kind, id))
        self._wrote(version, KINDS[kind], id, None)

    def invalidate(self) -> None:
        """Looks at the store again at the next reading: it was replaced."""
        self._contenu.forget()
        self._look_at = 0.0

    def _wrote(self, version: int, kind: type[Element], id_: str, value: Element | None) -> None:
        self._contenu.wrote(version, Change(kind, id_, value))
        self._see(version)

    def _see(self, version: int) -> None:
        self._version = version
        self._look_at = time.monotonic() + LOOK_EVERY_S

    def _values(self, kind: type[V]) -> Mapping[str, V]:
        wanted = self.version
        if not self._contenu.reaches(wanted):
            self._store.read(self._contenu.load)
            self._see(self._contenu.version)
        return self._contenu.values(kind)


def _told(one: Personne) -> str:
    """What somebody is looked for by: names, matricule, number, what may be seen in them. Pure."""
    reference, local = one.reference, one.local
    known = [reference.nom_naissance, *reference.prenoms, reference.ins.complet] if reference else []
    own = [local.nom_naissance, local.nom_utilise, *local.prenoms]
    return " ".join([*known, *own, one.voir, one.voir_en, one.numero])


def kind_of(value: Element) -> str:
    """The kind under which a value is stored: `personnes`, `structures`…"""
    return next(kind for kind, model in KINDS.items() if isinstance(value, model))


def elements(monde: Monde) -> list[Element]:
    """Everything a monde holds, kind by kind."""
    return [
        *monde.structures,
        *monde.professionnels,
        *monde.logiciels,
        *monde.boites,
        *monde.operateurs,
        *monde.personnes,
    ]


def _put(connection: Connection, kind: str, identifier: str, document: str) -> int:
    connection.execute(_PUT, {"kind": kind, "id": identifier, "doc": document})
    return bump(connection, "monde")


def _change(
    connection: Connection, identifier: str, work: Callable[[Connection, Personne], Personne]
) -> tuple[int, Personne]:
    document = connection.scalar(_ONE, {"kind": "personnes", "id": identifier})
    if document is None:
        raise UnknownElementError(identifier)
    after = work(connection, Personne.model_validate_json(document))
    return _put(connection, "personnes", identifier, after.model_dump_json()), after


def _delete(connection: Connection, kind: str, identifier: str) -> int:
    table = tables.monde
    gone = connection.execute(delete(table).where(table.c.kind == kind, table.c.id == identifier))
    if not gone.rowcount:
        raise UnknownElementError(f"{kind}/{identifier}")
    return bump(connection, "monde")
