"""The services of the product, and the start of a simulator that serves them.

The one place, with the reference DUI, that knows the service packages. What a start needs besides is imported
when it starts: `socle check` reads a message in a fraction of that time.
"""

import gc
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from simulators.core.context import Context
from simulators.core.service import Service

if TYPE_CHECKING:
    from simulators.config import Settings
    from simulators.core.net.pki.authority import Pki
    from simulators.core.sante.officiel.atelier import Atelier
    from simulators.core.store.espaces import Espaces

KNOWN_SERVICES = ("ins", "dmp", "mss", "psc")


class StartError(Exception):
    """Nothing was started; the message is one French line."""


def _ins(context: Context) -> Service:
    import ins

    return ins.create(context)


def _dmp(context: Context) -> Service:
    import dmp

    return dmp.create(context)


def _psc(context: Context) -> Service:
    import psc

    return psc.create(context)


def _mss(context: Context) -> Service:
    import mss

    return mss.create(context)


# The services built so far. Imported when asked for: `--only ins` loads nothing of the others.
FACTORIES: Mapping[str, Callable[[Context], Service]] = MappingProxyType(
    {"ins": _ins, "dmp": _dmp, "mss": _mss, "psc": _psc}
)


def load_services(only: Iterable[str] = ()) -> None:
    """Imports the services asked for, and what keeps tables of the roof: they must be known before an espace
    is opened."""
    import_module("simulators.scenarios.rehearsal")
    import_module("simulators.repetition.declarations")
    import_module("simulators.formation.invitations")
    import_module("simulators.formation.messages")
    wanted = tuple(only)
    for name in FACTORIES:
        if not wanted or name in wanted:
            import_module(name)


def create_services(context: Context, only: Iterable[str] = ()) -> dict[str, Service]:
    """The services asked for (all, when none is named), by name. Raises StartError for an unknown name."""
    wanted = tuple(only)
    unknown = [name for name in wanted if name not in KNOWN_SERVICES]
    if unknown:
        raise StartError(f"service inconnu : {', '.join(unknown)} (au choix : {', '.join(KNOWN_SERVICES)})")
    services = {name: make(context) for name, make in FACTORIES.items() if not wanted or name in wanted}
    for service in services.values():
        context.bridges.offer(service)
    return services


class _Absent:
    """Stands where a running simulator has its espaces and its PKI; whoever touches it is wrong."""

    def __getattr__(self, name: str) -> object:
        raise RuntimeError(f"{name}: not without a running simulator")


def offline_services(officiel: "Atelier | None" = None) -> dict[str, Service]:
    """The services as `socle check` and `socle fidelity` use them: to read messages, never to answer."""
    absent = cast("Espaces", _Absent()), cast("Pki", _Absent())
    return create_services(Context(*absent, officiel=officiel))


def official_texts(folder: Path, cache: Path) -> "Atelier":
    """What judges CDA documents by the user's copy of the official schemas. Raises StartError."""
    from simulators.core.sante.officiel.atelier import Atelier
    from simulators.core.sante.officiel.depot import ouvrir
    from simulators.core.sante.officiel.modele import SchemaRefuse

    try:
        ouvrir(folder)
    except (SchemaRefuse, OSError) as error:
        raise StartError(f"--schematron : {error}") from None
    return Atelier(folder.resolve(), cache)


def xslt2_missing() -> str:
    """Why the schematrons will not speak, in one French line; empty when they can."""
    from simulators.core.sante.officiel.moteurs import saxon_installe

    if saxon_installe():
        return ""
    return "saxonche n'est pas installé, seul le XSD juge (pip install 'socle-simulators[schematron]')"


def run(settings: "Settings") -> None:
    """Serves until SIGINT or SIGTERM. Raises StartError when something prevents it."""
    # A start makes much and frees nothing: the collector would only look at it. On again once ready.
    gc.disable()
    from simulators import house

    house.run(settings)
