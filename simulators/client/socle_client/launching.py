"""Starting a simulator as a process of its own, and ending it."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from socle_client.errors import CommandMissingError, NotReadyError, StartError

# How often the ready file is looked for, and how long a simulator told to stop may take, in seconds.
_LOOK = 0.01
_STOP_SECONDS = 10.0


def command_line(command: str, options: Sequence[str], ready: Path) -> list[str]:
    """What is run: the command, then `serve` on free ports. Raises CommandMissingError, StartError.

    `socle` is sought beside this Python, then on the PATH: a virtual environment need not be activated, and
    its own simulator comes before another. It runs in another folder: what is a path here is made whole.
    """
    program, *more = words("socle_command", command) or [""]
    beside = str(Path(sys.executable).parent)
    found = shutil.which(program, path=beside) or shutil.which(program) if program else None
    if found is None:
        raise CommandMissingError(command)
    serve = ["serve", "--port-base", "0", "--ready-file", str(ready)]
    return [str(Path(found).absolute()), *map(_whole, more), *serve, *map(_whole, options)]


def words(setting: str, text: str) -> list[str]:
    """A setting cut as a shell cuts it. Raises StartError."""
    try:
        return shlex.split(text)
    except ValueError:
        raise StartError(
            f"{setting} : guillemets sans fin : {text}", f"{setting}: quotes without an end: {text}"
        ) from None


def _whole(option: str) -> str:
    """The option, its value made absolute when it is written as a path and something is there."""
    name, equals, value = option.partition("=") if option.startswith("--") else ("", "", option)
    if ("/" in value or "." in value) and Path(value).exists():
        return f"{name}{equals}{Path(value).absolute()}"
    return option


def start(command: str, options: Sequence[str], ready: Path, log: Path, timeout: float) -> int:
    """Starts a simulator and waits for its ready file; gives the process id, its group's as well.

    Raises:
        StartError: it ended at once; the sentence is its own.
        NotReadyError: it is not ready after `timeout` seconds; it was ended.
    """
    line = command_line(command, options, ready)
    with log.open("wb") as said:
        # A group of its own: Ctrl+C ends the tests, which then end the simulator.
        process = subprocess.Popen(
            line, stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd=ready.parent, start_new_session=True
        )
    until = time.monotonic() + timeout
    while not ready.exists():
        if process.poll() is not None:
            raise _failed(command, log)
        if time.monotonic() > until:
            stop(process.pid)
            process.wait()
            raise NotReadyError(command, timeout, _last_line(log))
        time.sleep(_LOOK)
    # Whoever ends it may be another process: this one says no more of it.
    process.returncode = 0
    return process.pid


def guard(run: int, simulator: int) -> None:
    """From now on the simulator ends within a second of the process `run`, however that one ends."""
    if sys.platform != "win32":
        script = Path(__file__).with_name("guardian.py")
        line = [sys.executable, "-I", "-S", str(script), str(run), str(simulator)]
        watcher = subprocess.Popen(
            line, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/"
        )
        watcher.returncode = 0


def _failed(command: str, log: Path) -> StartError:
    said = _last_line(log)
    return StartError(
        f"« {command} » n'a pas démarré : {said} ; un port pris : retirez --port-base ; un dossier refusé : "
        "--socle-options='--data DOSSIER' ou la variable XDG_DATA_HOME",
        f"`{command}` did not start: {said}; a port taken: remove --port-base; a folder refused: "
        "--socle-options='--data FOLDER' or the variable XDG_DATA_HOME",
    )


def _last_line(log: Path) -> str:
    lines = [line for line in log.read_text("utf-8", errors="replace").splitlines() if line.strip()]
    return lines[-1].strip() if lines else "(rien)"


def stop(pid: int) -> None:
    """Ends a simulator that `start` started, here or in another process, and waits for its end."""
    _tell(pid, signal.SIGTERM)
    until = time.monotonic() + _STOP_SECONDS
    while _alive(pid):
        if time.monotonic() > until:
            _tell(pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
            return
        time.sleep(_LOOK)


def _tell(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            os.kill(pid, number)
        else:
            os.killpg(pid, number)


def _alive(pid: int) -> bool:
    """False once it has ended, be it a child that nobody has waited for."""
    if sys.platform == "win32":
        return False
    with suppress(ChildProcessError):
        return os.waitpid(pid, os.WNOHANG)[0] == 0
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return not _is_zombie(pid)


def _is_zombie(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii", errors="replace").rpartition(")")[2]
    except OSError:
        return False
    return state.split()[:1] == ["Z"]
