"""What a control route of a service answers besides JSON: a file, or a list told from its beginning."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeVar

from simulators.core.rule import Text
from simulators.core.service import ControlCall, ControlRefused

T = TypeVar("T")

# What a route that lists takes.
LISTED: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "q": Text("Mots cherchés", "Words looked for"),
        "limite": Text("Au plus ; 0 : tout", "At most; 0: all"),
    }
)


@dataclass(frozen=True, slots=True)
class Download:
    """A file that a control route answers; `gone` is called once it is sent."""

    path: Path
    media_type: str
    gone: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Listing:
    """The beginning of a list, as JSON values, and how many there are in all (header `X-Total-Count`)."""

    rows: Sequence[object]
    total: int


def listing(call: ControlCall, rows: Sequence[T], told: Callable[[T], object]) -> Listing:
    """The first rows as told, as many as `limite` asks; all without it. Raises `ControlRefused` (422)."""
    most = call.query.get("limite", "") or "0"
    if not (most.isascii() and most.isdigit() and len(most) < 10):
        raise ControlRefused(422, [{"champ": "limite", "message": "nombre attendu"}])
    return Listing([told(one) for one in rows[: int(most) or None]], len(rows))
