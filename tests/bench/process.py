"""A server process under measurement: its start, its CPU seconds, its memory."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

TICK = os.sysconf("SC_CLK_TCK")


class Measured:
    """Runs a command that writes `ready` when it listens; ends it by its own process id."""

    def __init__(self, command: list[str], ready: Path) -> None:
        ready.unlink(missing_ok=True)
        began = time.monotonic()
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        while not ready.exists():
            if self.process.poll() is not None or time.monotonic() - began > 30:
                self.process.kill()
                raise SystemExit(f"{command[0]} did not start")
            time.sleep(0.005)
        self.start_seconds = time.monotonic() - began

    def __enter__(self) -> "Measured":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)

    def cpu_seconds(self) -> float:
        """User and system time of the process so far (resolution: one clock tick)."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def resident_megabytes(self) -> float:
        """Resident memory now."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def forget_peak(self) -> None:
        """The peak is counted from now on (Linux: clear_refs 5)."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def peak_megabytes(self) -> float:
        """The most memory that was resident since."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6


def python(module: str, *arguments: str) -> list[str]:
    """A module of the tests, run by this very interpreter."""
    return [sys.executable, "-m", module, *arguments]


def socle(*arguments: str) -> list[str]:
    """The `socle` command of this very environment."""
    return [str(Path(sys.executable).with_name("socle")), *arguments]
