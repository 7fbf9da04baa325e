"""What a report says of the run besides its verdicts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from simulators.core.journal.model import Exchange
from simulators.core.rule import Register, Text


@dataclass(frozen=True, slots=True)
class ReportMeta:
    """`when` is the instant of the report (aware); `player` who was tested; `version` that of the simulator.

    `told` gives, by exchange id, the sentence that explains it; `steps`, by scenario id, what the reference
    DUI says it did. `registers` are those of the services, to tell how well a code is known; `whole` gives
    the exchanges with their bytes, by id, when the evidence is to be written. All may be empty.
    """

    title: Text
    when: datetime
    player: Text
    espace: str
    version: str
    told: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    registers: Mapping[str, Register] = field(default_factory=dict)
    whole: Callable[[], Mapping[str, Exchange]] = dict
