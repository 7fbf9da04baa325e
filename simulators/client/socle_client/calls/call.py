"""A call described: method, path, body, and how its answer is read. Nothing here touches a socket."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from urllib.parse import quote

T = TypeVar("T")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, a success: status and body."""

    status: int
    body: bytes

    def json(self) -> Any:
        """The body read as JSON. Raises ValueError."""
        return json.loads(self.body)


def nothing(_: Reply) -> None:
    """The answer of a call that only does something."""


def as_json(reply: Reply) -> Any:
    """The answer as it is."""
    return reply.json()


def as_json_if_any(reply: Reply) -> Any:
    """The answer as it is; None when there is none."""
    return reply.json() if reply.body else None


def as_bytes(reply: Reply) -> bytes:
    """The answer byte for byte."""
    return reply.body


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """One call under `/api`. `body` is sent as JSON, `content` as it is; `timeout` is in seconds."""

    method: str
    path: str
    read: Callable[[Reply], T]
    params: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    content: bytes | None = None
    timeout: float = 60.0


def of_espace(espace: str, *parts: str) -> str:
    """The path of something in an espace. Raises ValueError for a part that would be a path of its own."""
    for part in (espace, *parts):
        if "/" in part or part in {"", ".", ".."}:
            raise ValueError(f"un nom attendu, sans barre oblique : {part!r}")
    return "/".join(["/espaces", *(quote(part, safe="@") for part in (espace, *parts))])


def told(**values: Any) -> Json:
    """Those that were given: None is what one did not say."""
    return {name: value for name, value in values.items() if value is not None}
