"""How a rule is tried: a message that breaks it, and the same mended."""

from dataclasses import dataclass, field
from typing import Any

from tests.ins.banc import Chunk, request


@dataclass(frozen=True)
class Case:
    """A rule, a message that breaks it, the place, found and expected values, the mended message."""

    rule: str
    broken: bytes | list[Chunk]
    path: str = ""
    found: str = ""
    expected: str = ""
    mended: bytes = request()
    how: dict[str, Any] = field(default_factory=dict)
    then: dict[str, Any] = field(default_factory=dict)
