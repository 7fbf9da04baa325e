"""The ports a start would take: free, ours already, or taken and by whom."""

import errno
from collections.abc import Iterator, Mapping

from simulators.config import DEFAULT_PORT_BASE, Settings
from simulators.core.net.server import bind
from simulators.core.rule import Text
from simulators.core.service import Mailing
from simulators.doctor.model import Line, Verdict
from simulators.doctor.occupants import Occupant, occupant
from simulators.listeners import CLEAR_SHIFT
from simulators.serve import offline_services
from simulators.system_errors import in_french

_PORTS = Text("Ports", "Ports")
_SHIFT = Text(
    "arrêtez-le, ou décalez tous les ports : --port-base N (0 : ports libres)",
    "stop it, or shift every port: --port-base N (0: free ports)",
)


def lines(settings: Settings, running: int | None) -> Iterator[Line]:
    """One line when all is well, else one for each port that cannot be had.

    `running` is the process of the simulator that already runs here, if any.
    """
    if settings.port_base == 0:
        yield Line(_PORTS, Verdict.OK, Text("choisis libres au démarrage", "chosen free at the start"))
        return
    wanted = _wanted(settings)
    refused = {port: error for port in wanted if (error := _refused(settings.host, port)) is not None}
    ours = {port for port in refused if running is not None and _held_by(port, running)}
    for port, error in refused.items():
        if port not in ours:
            yield _wrong(port, wanted[port], error, settings)
    yield from _fine(set(wanted) - refused.keys(), ours, running)


def _wanted(settings: Settings) -> Mapping[int, str]:
    """Port → what listens there, from the services asked for."""
    found = {DEFAULT_PORT_BASE: "console"}
    for name, service in offline_services().items():
        if settings.only and name not in settings.only:
            continue
        found |= {face.port: f"{name}.{face.name}" for face in service.faces}
        if settings.http:
            clear = {face.port + CLEAR_SHIFT: f"{name}.{face.name}, http" for face in service.faces}
            found |= clear
        if isinstance(service, Mailing):
            found |= {face.port: f"{name}.{face.name}" for face in service.mail_faces}
    shift = settings.port_base - DEFAULT_PORT_BASE
    return {port + shift: label for port, label in sorted(found.items())}


def _refused(host: str, port: int) -> OSError | None:
    try:
        for listening in bind(host, port):
            listening.close()
    except OSError as error:
        return error
    return None


def _held_by(port: int, pid: int) -> bool:
    one = occupant(port)
    return one is not None and one.pid == pid


def _wrong(port: int, label: str, error: OSError, settings: Settings) -> Line:
    about = Text(f"Port {port} ({label})", f"Port {port} ({label})")
    if error.errno == errno.EADDRINUSE:
        return Line(about, Verdict.PROBLEM, _taken(occupant(port)), _SHIFT)
    if error.errno == errno.EACCES:
        found = Text("réservé à l'administrateur", "reserved to the administrator")
        way_out = Text(
            "décalez tous les ports au-dessus de 1024 : --port-base N",
            "shift every port above 1024: --port-base N",
        )
        return Line(about, Verdict.PROBLEM, found, way_out)
    found = Text(
        f"écoute impossible sur {settings.host} : {in_french(error)}",
        f"cannot listen on {settings.host}: {error.strerror or error}",
    )
    return Line(about, Verdict.PROBLEM, found, Text("corrigez --host", "correct --host"))


def _taken(one: Occupant | None) -> Text:
    if one is None:
        return Text(
            "pris par un autre programme, inconnu d'ici", "taken by another program, unknown from here"
        )
    return Text(f"pris par {one.name} (processus {one.pid})", f"taken by {one.name} (process {one.pid})")


def _fine(free: set[int], ours: set[int], running: int | None) -> Iterator[Line]:
    if free:
        shown = f"{min(free)}" if len(free) == 1 else f"{min(free)}-{max(free)}"
        found = Text(f"{len(free)} libres ({shown})", f"{len(free)} free ({shown})")
        yield Line(_PORTS, Verdict.OK, found)
    if ours:
        found = Text(
            f"{len(ours)} déjà servis par le simulateur en marche (processus {running})",
            f"{len(ours)} already served by the running simulator (process {running})",
        )
        yield Line(_PORTS, Verdict.OK, found)
