"""A JSON text as a tree, each value with its FHIRPath; a name met twice is shown twice."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from simulators.console.structure.model import MOST_CHILDREN, MOST_DEPTH, Branch, Budget, shortened

_LARGEST: Final = 2_000_000


class Pairs(tuple[tuple[str, Any], ...]):
    """The members of an object, as written."""

    __slots__ = ()

    def first(self, name: str) -> Any:
        """The first value of that name, None without any."""
        return next((value for key, value in self if key == name), None)


class JsonRefusedError(ValueError):
    """A text that is no JSON, too large, or too deep."""


def read_json(data: bytes | str) -> Any:
    """Objects as `Pairs`, numbers as text. Raises JsonRefusedError."""
    if len(data) > _LARGEST:
        raise JsonRefusedError(len(data))
    try:
        return json.loads(data, object_pairs_hook=Pairs, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise JsonRefusedError(type(error).__name__) from None


def json_branch(value: Any, budget: Budget) -> Branch:
    """The tree of a value read by `read_json`."""
    kind = _kind(value)
    return replace(_branch(kind or "JSON", value, kind, budget, MOST_DEPTH), fold="document")


def strings(value: Any, name: str = "", depth: int = MOST_DEPTH) -> Iterator[tuple[str, str]]:
    """Each text of a value with the name it stands under."""
    if isinstance(value, str):
        yield name, value
    elif depth and isinstance(value, Pairs):
        for key, one in value:
            yield from strings(one, key, depth - 1)
    elif depth and isinstance(value, list):
        for one in value:
            yield from strings(one, name, depth - 1)


def _branch(name: str, value: Any, path: str, budget: Budget, depth: int) -> Branch:
    if not isinstance(value, Pairs | list):
        return Branch(name, _shown(value), path=path)
    note = "" if path == name else _kind(value)
    if not depth:
        budget.cut = True
        return Branch(name, "…", path=path)
    children: list[Branch] = []
    for rank, (key, step, one) in enumerate(_members(value, path)):
        if rank >= MOST_CHILDREN or not budget.take():
            budget.cut = True
            break
        children.append(_branch(key, one, step, budget, depth - 1))
    return Branch(
        name,
        "" if children else "[]" if isinstance(value, list) else "{}",
        note,
        path=path,
        children=tuple(children),
    )


def _members(value: Pairs | list[Any], path: str) -> Iterator[tuple[str, str, Any]]:
    if isinstance(value, Pairs):
        for key, one in value:
            yield key, f"{path}.{key}" if path else key, one
    else:
        for rank, one in enumerate(value):
            yield f"[{rank}]", f"{path}[{rank}]", one


def _kind(value: Any) -> str:
    """The type of a FHIR resource, or of the one an entry of a Bundle carries with what it asks."""
    if not isinstance(value, Pairs):
        return ""
    told = value.first("resourceType")
    if isinstance(told, str):
        return shortened(told)
    held, asked = value.first("resource"), value.first("request")
    words = [_kind(held)]
    if isinstance(asked, Pairs):
        words += [one for one in (asked.first("method"), asked.first("url")) if isinstance(one, str)]
    return shortened(" ".join(word for word in words if word))


def _shown(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    return shortened(str(value))
