"""The clock of an espace: real, shifted, or stepped one second per exchange."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum


class ClockMode(StrEnum):
    """`real` follows the machine; `shifted` adds an offset; `stepped` stands still between exchanges."""

    REAL = "real"
    SHIFTED = "shifted"
    STEPPED = "stepped"


@dataclass(frozen=True, slots=True)
class ClockSetting:
    """What is stored of a clock: `offset` (seconds) when shifted, `instant` (UTC) when stepped."""

    mode: ClockMode = ClockMode.REAL
    offset: float = 0.0
    instant: datetime | None = None


class Clock:
    """Time as one espace lives it. Socket time-outs never use it: they are monotonic."""

    def __init__(self, setting: ClockSetting | None = None) -> None:
        self.setting = setting or ClockSetting()

    def now(self) -> datetime:
        """The present instant, UTC."""
        match self.setting.mode:
            case ClockMode.REAL:
                return datetime.now(UTC)
            case ClockMode.SHIFTED:
                return datetime.now(UTC) + timedelta(seconds=self.setting.offset)
            case ClockMode.STEPPED:
                return self.setting.instant or datetime.fromtimestamp(0, UTC)

    def tick(self) -> datetime:
        """Called once when an exchange begins: moves a stepped clock by a second. Returns the instant."""
        setting = self.setting
        if setting.mode is ClockMode.STEPPED:
            moved = self.now() + timedelta(seconds=1)
            self.setting = ClockSetting(ClockMode.STEPPED, 0.0, moved)
            return moved
        return self.now()


def monotonic_us() -> int:
    """Microseconds of a clock that never jumps, for durations."""
    return time.perf_counter_ns() // 1000
