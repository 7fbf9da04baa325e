"""What the store of an espace says of its people and organisations, as values in memory, at one version."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection, select

from simulators.core.monde.model import Boite, Logiciel, Operateur, Personne, Professionnel, Structure
from simulators.core.store import tables
from simulators.core.store.state import counter

Element = Personne | Structure | Professionnel | Logiciel | Boite | Operateur

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
Known = Mapping[tuple[str, str], Element]
# Changes kept until somebody reads; beyond, everything is read again.
_MOST_CHANGES: Final = 10_000


class UnknownElementError(LookupError):
    """Nothing of that kind has that identifier; or there is no such kind."""


@dataclass(frozen=True, slots=True)
class Change:
    """One element put, or removed when there is no value."""

    kind: type[Element]
    id: str
    value: Element | None


class Contenu:
    """The values of one version; what this process writes is followed without reading the store again.

    Mappings given out never change: a later version is another mapping. `known` maps (kind, document) to
    values already parsed, which espaces born of the same template share.
    """

    def __init__(self, known: Known) -> None:
        self.version = -1
        self._known = known
        self._values: dict[type[Element], Mapping[str, Any]] = {kind: {} for kind in KINDS.values()}
        self._ahead: dict[int, Change] = {}
        # The hash of the document each value was read from: what did not change is not parsed again.
        self._read: dict[tuple[str, str], tuple[int, Element]] = {}

    def values(self, kind: type[Element]) -> Mapping[str, Any]:
        """The elements of a kind by identifier."""
        return self._values[kind]

    def wrote(self, version: int, change: Change) -> None:
        """Notes what this process made of the store at that version."""
        if self.version < 0:
            return
        if len(self._ahead) == _MOST_CHANGES:
            self._ahead.clear()
        self._ahead[version] = change

    def forget(self) -> None:
        """The store was replaced: what is in memory is of another one."""
        self.version = -1
        self._ahead.clear()

    def reaches(self, wanted: int) -> bool:
        """Whether memory is at that version, once the changes of this process alone are followed."""
        if self.version == wanted:
            return True
        steps = range(self.version + 1, wanted + 1)
        if self.version < 0 or not steps or any(step not in self._ahead for step in steps):
            return False
        changes = [self._ahead[step] for step in steps]
        for kind in {change.kind for change in changes}:
            values = dict(self._values[kind])
            for change in changes:
                if change.kind is kind:
                    _follow(values, change)
            self._values[kind] = MappingProxyType(values)
        self.version = wanted
        self._ahead.clear()
        return True

    def load(self, connection: Connection) -> None:
        """Reads everything; only documents that changed are parsed. Raises pydantic's `ValidationError`."""
        read: dict[tuple[str, str], tuple[int, Element]] = {}
        values: dict[type[Element], dict[str, Any]] = {kind: {} for kind in KINDS.values()}
        table = tables.monde
        rows = connection.execute(select(table.c.kind, table.c.id, table.c.doc).order_by(table.c.position))
        for kind, id_, document in rows:
            digest, before = hash(document), self._read.get((kind, id_))
            same = before is not None and before[0] == digest
            value = before[1] if before and same else self._parsed(kind, document)
            read[kind, id_] = (digest, value)
            values[type(value)][id_] = value
        self._values = {kind: MappingProxyType(found) for kind, found in values.items()}
        self._read, self.version = read, version_of(connection)
        self._ahead.clear()

    def _parsed(self, kind: str, document: str) -> Element:
        return self._known.get((kind, document)) or parse_element(kind, document)


def _follow(values: dict[str, Any], change: Change) -> None:
    if change.value is None:
        values.pop(change.id, None)
    else:
        values[change.id] = change.value


def parse_element(kind: str, document: str) -> Element:
    """A stored document as a typed value. Raises `UnknownElementError` or pydantic's `ValidationError`."""
    model = KINDS.get(kind)
    if model is None:
        raise UnknownElementError(kind)
    return model.model_validate_json(document)


def version_of(connection: Connection) -> int:
    """The version of the people and organisations in the store."""
    return counter(connection, "monde")
