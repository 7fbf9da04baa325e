"""A fault armed in an espace."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from socle_client.answers.reading import picked


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong on demand; empty criteria match everything, `remaining` None lasts until cleared."""

    id: str
    kind: Literal["metier", "transport"]
    name: str
    service: str
    operation: str
    patient: str
    professional: str
    client: str
    face: str
    remaining: int | None
    probability: float
    parameters: Mapping[str, Any]

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Fault":
        """From the JSON of the control API."""
        return picked(cls, told)
