"""The simulator that the ready file tells of: whether it answers, and in which version."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulators import __version__, health
from simulators.commands.errors import CommandError
from simulators.commands.target import read_ready
from simulators.core.rule import Text
from simulators.doctor.model import Line, Verdict
from simulators.versions import agree

_ABOUT = Text("Simulateur en marche", "Running simulator")


@dataclass(frozen=True, slots=True)
class Running:
    """What was found: `pid` is None unless it answers."""

    line: Line
    pid: int | None = None


def look(path: Path, *, named: bool) -> Running:
    """Reads the ready file and asks its console; `named`: somebody said that there is one."""
    if not path.exists():
        found = Text(f"aucun ({path} n'existe pas)", f"none ({path} does not exist)")
        return Running(Line(_ABOUT, Verdict.PROBLEM if named else Verdict.OK, found, _start(named)))
    try:
        ready = read_ready(path)
    except CommandError as error:
        way_out = Text(f"ôtez {path}", f"remove {path}")
        return Running(Line(_ABOUT, Verdict.PROBLEM, Text(str(error), f"{path} is no ready file"), way_out))
    if health.check(path):
        found = Text(f"annoncé par {path}, ne répond pas", f"told by {path}, does not answer")
        way_out = Text(
            f"s'il est arrêté, ôtez {path} ; sinon voyez ce qui l'occupe",
            f"if it is stopped, remove {path}; else look at what keeps it busy",
        )
        return Running(Line(_ABOUT, Verdict.PROBLEM if named else Verdict.WARNING, found, way_out))
    return Running(_answering(ready), _pid(ready))


def _answering(ready: Mapping[str, Any]) -> Line:
    version, url = str(ready.get("version", "?")), ready["control"]["url"]
    found = Text(f"répond à {url}, version {version}", f"answers at {url}, version {version}")
    if agree(version, __version__):
        return Line(_ABOUT, Verdict.OK, found)
    way_out = Text(
        f"cette commande est en version {__version__} : prenez la même des deux côtés",
        f"this command is version {__version__}: use the same on both sides",
    )
    return Line(_ABOUT, Verdict.PROBLEM, found, way_out)


def _pid(ready: Mapping[str, Any]) -> int | None:
    pid = ready.get("pid")
    return pid if isinstance(pid, int) else None


def _start(named: bool) -> Text:
    return Text("lancez « socle serve »", "run “socle serve”") if named else Text("", "")
