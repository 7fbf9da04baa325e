"""From JSON to frozen values: the fields a class declares, and no others."""

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol, TypeVar


class Declared(Protocol):
    """A dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


T = TypeVar("T", bound=Declared)


def picked(kind: type[T], told: Mapping[str, Any], **read: Any) -> T:
    """A value of `kind` from the keys of its fields; `read` gives those that are not taken as they are.

    Lists become tuples. Raises TypeError when a field without default is missing.
    """
    names = [name for name in kind.__dataclass_fields__ if name in told and name not in read]
    return kind(**{name: _frozen(told[name]) for name in names}, **read)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
