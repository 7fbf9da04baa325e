"""Every line, in the order a person reads them."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from simulators import clash, proxies
from simulators.config import Settings
from simulators.core.rule import Text
from simulators.doctor import certificates, clock, folders, installation, running
from simulators.doctor.model import Line, Verdict, same

_PROXIES = same("Proxy")


def examine(settings: Settings, environment: Mapping[str, str], target: Path | None) -> Iterator[Line]:
    """What was found on this machine, for a start with these settings."""
    yield from installation.lines()
    found = running.look(target or settings.ready_path, named=target is not None)
    yield found.line
    if not clash.hidden():
        # Its services say which ports: they cannot be imported under names that are not ours.
        from simulators.doctor import ports

        yield from ports.lines(settings, found.pid)
    yield from folders.lines(settings)
    yield from certificates.lines(settings, certificates.now())
    yield from clock.look()
    yield proxy(environment)


def proxy(environment: Mapping[str, str]) -> Line:
    """The proxy variables; their values are not shown, they may hold a password."""
    said = proxies.proxied(environment)
    if not said:
        return Line(_PROXIES, Verdict.OK, Text("rien ne détourne localhost", "nothing diverts localhost"))
    names = ", ".join(said)
    found = Text(
        f"{names} sans exception pour localhost : curl, Java et d'autres n'atteindront pas le simulateur",
        f"{names} without an exception for localhost: curl, Java and others will not reach the simulator",
    )
    return Line(_PROXIES, Verdict.WARNING, found, same(proxies.advice(environment)))
