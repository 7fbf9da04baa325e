"""The machine's clock: TLS and tokens are judged by it."""

import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from simulators.core.rule import Text
from simulators.doctor.model import Line, Verdict

# Between the beginning of this product and the end of what it may reasonably live.
PLAUSIBLE_YEARS = range(2025, 2100)
MOST_SKEW_SECONDS = 2.0
_DAY = 86_400.0
_ABOUT = Text("Horloge", "Clock")
_SET = Text(
    "mettez la machine à l'heure (NTP) : certificats et jetons en dépendent",
    "set the clock (NTP): certificates and tokens depend on it",
)


def look() -> Iterator[Line]:
    """Judges the clock by the year, by our own installed files and by the disk of temporary files."""
    now = time.time()
    with tempfile.NamedTemporaryFile() as file:
        file.write(b"0")
        file.flush()
        written = Path(file.name).stat().st_mtime
    yield judged(now, Path(__file__).stat().st_mtime, written - time.time())


def judged(now: float, installed: float, disk: float) -> Line:
    """`now` and `installed` (date of our files) in seconds since 1970; `disk`: how far ahead its clock is."""
    told = datetime.fromtimestamp(now, UTC)
    shown = f"{told:%Y-%m-%d %H:%M} UTC"
    if told.year not in PLAUSIBLE_YEARS:
        found = Text(f"{shown}, invraisemblable", f"{shown}, not plausible")
        return Line(_ABOUT, Verdict.PROBLEM, found, _SET)
    if installed - now > _DAY:
        found = Text(f"{shown}, avant l'installation de Socle", f"{shown}, before Socle was installed")
        return Line(_ABOUT, Verdict.PROBLEM, found, _SET)
    if abs(disk) > MOST_SKEW_SECONDS:
        found = Text(
            f"{shown} ; les fichiers temporaires sont datés à {disk:+.0f} s (disque d'une autre machine ?)",
            f"{shown}; temporary files are dated {disk:+.0f} s away (a disk of another machine?)",
        )
        return Line(_ABOUT, Verdict.WARNING, found, _SET)
    return Line(_ABOUT, Verdict.OK, Text(shown, shown))
