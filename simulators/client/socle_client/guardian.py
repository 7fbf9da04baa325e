"""Run as a script: ends a simulator whose test run died without ending it (a cancelled CI job, a kill -9)."""

import os
import signal
import sys
import time

# A second of a simulator nobody uses any more costs less than looking more often.
_LOOK = 0.5


def watch(run: int, simulator: int) -> None:
    """Until either of the two is gone; then the simulator's group is told to end. POSIX only."""
    while _alive(run) and _alive(simulator):
        time.sleep(_LOOK)
    try:
        os.killpg(simulator, signal.SIGTERM)
    except (ProcessLookupError, PermissionError):
        return


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


if __name__ == "__main__":
    watch(int(sys.argv[1]), int(sys.argv[2]))
