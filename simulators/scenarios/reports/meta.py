"""What a report says of the run besides its verdicts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from simulators.core.rule import Text


@dataclass(frozen=True, slots=True)
class ReportMeta:
    """`when` is the instant of the report (aware); `player` who was tested; `version` that of the simulator.

    `told` gives, by exchange id, the sentence that explains it; `steps`, by scenario id, what the reference
    DUI says it did. Both may be empty.
    """

    title: Text
    when: datetime
    player: Text
    espace: str
    version: str
    told: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
