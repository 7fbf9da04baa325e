"""An espace: how it behaves, what time it is there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from socle_client.answers.reading import picked

Profile = Literal["terrain", "strict", "decouverte"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How strictly it answers, whether it refuses what may be real data, options of the services."""

    profile: Profile
    refuse_real_data: bool
    options: tuple[str, ...]

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Settings":
        """From the JSON of the control API."""
        return picked(cls, told)


@dataclass(frozen=True, slots=True)
class Clock:
    """`shifted` by `offset` seconds, or `stepped` from `instant`; `now` is what it shows."""

    mode: Literal["real", "shifted", "stepped"]
    offset: float
    instant: datetime | None
    now: datetime

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Clock":
        """From the JSON of the control API."""
        instant = told["instant"]
        return picked(
            cls,
            told,
            instant=datetime.fromisoformat(instant) if instant else None,
            now=datetime.fromisoformat(told["now"]),
        )


@dataclass(frozen=True, slots=True)
class Described:
    """One espace. `token` opens it alone; empty when it was not the administrator who asked."""

    name: str
    settings: Settings
    clock: Clock
    prefix: str
    host: str
    token: str = field(default="", repr=False)
    warnings: tuple[str, ...] = ()

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Described":
        """From the JSON of the control API."""
        return cls(
            name=told["name"],
            settings=Settings.read(told["settings"]),
            clock=Clock.read(told["clock"]),
            prefix=told["address"]["prefix"],
            host=told["address"]["host"],
            token=told.get("token", ""),
            warnings=tuple(told.get("avertissements", ())),
        )
