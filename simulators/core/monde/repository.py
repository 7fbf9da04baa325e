"""The people and organisations of one espace, kept in its store and read from memory."""

import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, delete, func, select

from simulators.core.monde.model import Boite, Logiciel, Monde, Operateur, Personne, Professionnel, Structure
from simulators.core.store import tables
from simulators.core.store.state import bump, counter, upsert
from simulators.core.store.store import Store

Element = Personne | Structure | Professionnel | Logiciel | Boite | Operateur
V = TypeVar("V", Personne, Structure, Professionnel, Logiciel, Boite, Operateur)

KINDS: Mapping[str, type[Element]] = MappingProxyType(
    {
        "personnes": Personne,
        "structures": Structure,
        "professionnels": Professionnel,
        "logiciels": Logiciel,
        "boites": Boite,
        "operateurs": Operateur,
    }
)
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

Known = Mapping[tuple[str, str], Element]
Content = Mapping[type[Element], Mapping[str, Any]]


class UnknownElementError(LookupError):
    """Nothing of that kind has that identifier; or there is no such kind."""


class MondeRepository:
    """Reads are synchronous, from a snapshot in memory that follows the store; changes are transactions.

    `known` maps (kind, stored document) to values already parsed, which espaces born of the same template
    share instead of parsing again.
    """

    def __init__(self, store: Store, known: Known | None = None) -> None:
        self._store = store
        self._known = known or {}
        self._version = 0
        self._look_at = 0.0
        self._loaded: tuple[int, Content] = (-1, {})

    @property
    def version(self) -> int:
        """Changes whenever anything of the monde changed: what derived indexes are keyed on."""
        if time.monotonic() >= self._look_at:
            self._see(self._store.read(_version))
        return self._version

    def personnes(self) -> Mapping[str, Personne]:
        """People by identifier, in the order of the fixtures then of their arrival."""
        return self._values(Personne)

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
        self._see(await self._store.write(lambda connection: _put(connection, kind, value.id, document)))

    async def change(self, id: str, work: Callable[[Connection, Personne], Personne]) -> Personne:  # noqa: A002
        """Reads a person, changes and writes it in one transaction. Raises `UnknownElementError`."""
        version, after = await self._store.write(lambda connection: _change(connection, id, work))
        self._see(version)
        return after

    def mentioned(self, connection: Connection, word: str) -> set[str]:
        """The people whose document holds a word, as the file is in that transaction."""
        return set(connection.scalars(_MENTIONED, {"word": word}))

    async def delete(self, kind: str, id: str) -> None:  # noqa: A002 - the contract's own word
        """Removes an element. Raises `UnknownElementError`."""
        self._see(await self._store.write(lambda connection: _delete(connection, kind, id)))

    def invalidate(self) -> None:
        """Looks at the store again at the next reading: it was replaced."""
        self._look_at = 0.0

    def _see(self, version: int) -> None:
        self._version = version
        self._look_at = time.monotonic() + LOOK_EVERY_S

    def _values(self, kind: type[V]) -> Mapping[str, V]:
        wanted = self.version
        loaded, content = self._loaded
        if loaded != wanted:
            loaded, content = self._loaded = self._store.read(self._load)
            self._see(loaded)
        values: Mapping[str, V] = content[kind]
        return values

    def _load(self, connection: Connection) -> tuple[int, Content]:
        content: dict[type[Element], dict[str, Element]] = {kind: {} for kind in KINDS.values()}
        table = tables.monde
        rows = connection.execute(select(table.c.kind, table.c.id, table.c.doc).order_by(table.c.position))
        for kind, identifier, document in rows:
            value = self._known.get((kind, document)) or parse_element(kind, document)
            content[type(value)][identifier] = value
        return _version(connection), {kind: MappingProxyType(values) for kind, values in content.items()}


def kind_of(value: Element) -> str:
    """The kind under which a value is stored: `personnes`, `structures`…"""
    return next(kind for kind, model in KINDS.items() if isinstance(value, model))


def parse_element(kind: str, document: str) -> Element:
    """A stored document as a typed value. Raises `UnknownElementError` or pydantic's `ValidationError`."""
    model = KINDS.get(kind)
    if model is None:
        raise UnknownElementError(kind)
    return model.model_validate_json(document)


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


def _version(connection: Connection) -> int:
    return counter(connection, "monde")


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
