"""A running simulator: one loop, every listener, signals, ready file; what stands before, and how it ends."""

import asyncio
import gc
import logging
import secrets
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulators import __version__, ready
from simulators.announce import table
from simulators.config import DEFAULT_PORT_BASE, Settings
from simulators.console_port import ConsolePort, console_entries
from simulators.control.access import Tokens
from simulators.core.abilities import Stopping
from simulators.core.context import Context
from simulators.core.espace import DEFAULT_ESPACE, INSTALLATION, Espace
from simulators.core.fixtures import load_monde
from simulators.core.monde.model import Monde, Professionnel, Structure
from simulators.core.net.origins import public_parts
from simulators.core.net.pki.authority import Material, Pki
from simulators.core.net.pki.peer import read_peer_pem
from simulators.core.net.pki.profiles import default_clients
from simulators.core.net.server import Listener, ListenerSettings
from simulators.core.rule import Rule
from simulators.core.service import Accounting, Listening, Service
from simulators.core.store.espaces import Espaces
from simulators.listeners import Opened, PortTakenError, Wanted, close_all, faces, open_all
from simulators.mail_listeners import mail_faces
from simulators.refusals import Refusals
from simulators.serve import StartError, create_services, load_services, official_texts, xslt2_missing
from simulators.start_errors import EXPECTED, why
from simulators.system_errors import in_french

_log = logging.getLogger("socle")

SEED_FILE = "seed"
# Profession code of a nurse (nomenclature TRE_G15).
INFIRMIER = "60"
# Seconds left to what is in flight once told to stop; the whole stop holds within two.
GRACE = 1.0


def run(settings: Settings) -> None:
    """Serves until SIGINT or SIGTERM. Raises StartError when something prevents it."""
    sys.unraisablehook = _unraisable
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_serve(settings))


def _unraisable(told: "sys.UnraisableHookArgs") -> None:
    """A line without trace; nothing for a server name that is no text, which any client may send for ever."""
    if not isinstance(told.exc_value, UnicodeDecodeError):
        _log.error("%s: %s", told.err_msg or "ignored", type(told.exc_value).__name__)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop]:
    if sys.platform == "win32":
        return asyncio.new_event_loop
    import uvloop

    return uvloop.new_event_loop


async def _serve(settings: Settings) -> None:
    told = asyncio.Event()
    stop_on_signals(asyncio.get_running_loop(), told)
    async with started(settings) as announced:
        path = settings.ready_path
        try:
            ready.write(path, announced)
            _settle()
        except OSError as error:
            raise StartError(f"fichier « prêt » impossible à écrire : {path} ({in_french(error)})") from None
        try:
            print(table(announced, str(path)), flush=True)
            await told.wait()
        finally:
            ready.withdraw(path)


def stop_on_signals(loop: asyncio.AbstractEventLoop, told: asyncio.Event) -> None:
    """Sets the event at SIGINT or SIGTERM, on a loop that cannot watch signals too, as those of Windows."""
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, told.set)
        except NotImplementedError:
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(told.set))


def _settle() -> None:
    """What the start made stays for good: the collector, off while it was made, need never look at it."""
    gc.freeze()
    gc.enable()


@asynccontextmanager
async def started(settings: Settings) -> AsyncIterator[ready.Ready]:
    """A simulator that serves; what is given is the content of its ready file. Raises StartError."""
    async with AsyncExitStack() as stack:
        try:
            announced = await _start(settings, stack)
        except PortTakenError as error:
            raise StartError(str(error)) from None
        except EXPECTED as error:
            raise StartError(why(error, settings)) from None
        yield announced


async def _start(settings: Settings, stack: AsyncExitStack) -> ready.Ready:
    load_services(settings.only)
    house = await _open_house(settings, stack)
    services = create_services(house.context, settings.only)
    house.services.update(services)
    stopping = asyncio.Event()
    announced: ready.Ready = {}
    console = ConsolePort(
        house.context, services, house.tokens, stopping, lambda: announced, _hosts(settings)
    )
    wanted = [_console(console, house), *_faces(house, settings), *_mails(house, settings)]
    for service in services.values():
        if isinstance(service, Stopping):
            stack.push_async_callback(service.stop)
    opened = await open_all(wanted, settings)
    stack.push_async_callback(close_all, opened, GRACE)
    _tell_addresses(house, opened)
    # Called first when the stack unwinds: what waits must answer before the listeners close.
    stack.callback(stopping.set)
    announced.update(_announced(house, opened))
    stack.callback(console.warm().cancel)
    return announced


@dataclass(frozen=True, slots=True)
class _House:
    """What stands before anything listens. `services` is filled once they are made."""

    context: Context
    default: Espace
    installation: Espace
    tokens: Tokens
    materials: Mapping[str, Material]
    services: dict[str, Service]


async def _open_house(settings: Settings, stack: AsyncExitStack) -> _House:
    data = settings.data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="socle-")))
    data.mkdir(parents=True, exist_ok=True)
    monde = load_monde()
    pki, materials = await asyncio.to_thread(_open_pki, settings, data, monde)
    services: dict[str, Service] = {}

    def rule(service: str, id_: str) -> Rule | None:
        known = services.get(service)
        return known.register.rules.get(id_) if known else None

    behaviour = settings.behaviour()
    espaces = await Espaces.open(
        data, seed=_seed(settings, data), monde=monde, settings=behaviour, rules=rule
    )
    stack.push_async_callback(espaces.close)
    # An espace kept from an earlier run has its own settings; what was said this time wins for `defaut`.
    if settings.model_fields_set & {"profile", "no_real_data", "insi_lot2"}:
        kept = (await espaces.get(DEFAULT_ESPACE)).settings
        await espaces.set_settings(DEFAULT_ESPACE, settings.behaviour(kept))
    officiel = official_texts(settings.schematron, settings.schematron_cache) if settings.schematron else None
    if officiel is not None:
        stack.push_async_callback(officiel.stop)
    context = Context(espaces, pki, marks=settings.marks, public_url=settings.public_url, officiel=officiel)
    tokens = Tokens.of_installation(data) if settings.data else Tokens(secrets.token_urlsafe(24))
    default, installation = await espaces.get(DEFAULT_ESPACE), await espaces.get(INSTALLATION)
    return _House(context, default, installation, tokens, materials, services)


def _seed(settings: Settings, data: Path) -> bytes:
    if settings.seed:
        return settings.seed.encode()
    path = data / SEED_FILE
    if not path.exists():
        path.touch(mode=0o600)
        path.write_bytes(secrets.token_bytes(32))
    return path.read_bytes()


def _open_pki(settings: Settings, data: Path, monde: Monde) -> tuple[Pki, Mapping[str, Material]]:
    pki = Pki.open(settings.pki_folder, None if settings.data else data / "pki")
    for pem in settings.trust:
        try:
            pki.trust(pem)
        except ValueError:
            raise StartError(f"--trust : {pem} ne contient aucune autorité de certification") from None
    structure = default_structure(monde)
    return pki, pki.clients(default_clients(structure, default_nurse(monde, structure)))


def default_structure(monde: Monde) -> Structure:
    """The structure whose certificates are announced."""
    return next(one for one in monde.structures if one.defaut)


def default_nurse(monde: Monde, structure: Structure) -> Professionnel:
    """Its nurse, whose card is valid."""
    return next(
        one
        for one in monde.professionnels
        if (one.profession, one.carte, one.etat) == (INFIRMIER, "CPS", "actif")
        and any(situation.structure == structure.id for situation in one.situations)
    )


def _hosts(settings: Settings) -> tuple[str, ...]:
    """Names accepted in `Host` on the console's port, besides addresses and loopback names."""
    public = public_parts(settings.public_url)[1] if settings.public_url else ""
    return tuple(host for host in (settings.host, public) if host)


def _console(console: ConsolePort, house: _House) -> Wanted:
    listening = ListenerSettings(
        face="console", new_connection=lambda: house.installation.ids.short("connexion")
    )
    return Wanted("console", "console", "console et API", DEFAULT_PORT_BASE, Listener(console, listening))


def _faces(house: _House, settings: Settings) -> Iterable[Wanted]:
    context, ids = house.context, house.installation.ids
    return faces(
        house.services,
        context,
        settings,
        Refusals(context.espaces, house.installation),
        read_peer_pem(house.materials["insi_auto"].cert.read_bytes()),
        lambda: ids.short("connexion"),
    )


def _mails(house: _House, settings: Settings) -> Iterable[Wanted]:
    context, ids = house.context, house.installation.ids
    refusals = Refusals(context.espaces, house.installation)
    return mail_faces(house.services, context, settings, refusals, lambda: ids.short("connexion"))


def _announced(house: _House, opened: Iterable[Opened]) -> ready.Ready:
    console, *others = opened
    pki = house.context.pki
    return {
        **ready.header(__version__),
        **console_entries(console.origin, house.tokens),
        "services": ready.services(_endpoints(house, [one for one in others if not one.wanted.clear])),
        "clear": _endpoints(house, [one for one in others if one.wanted.clear]),
        "pki": {
            "ca": str(pki.ca_pem),
            "crl": str(pki.crl_pem),
            "clients": ready.clients(house.materials),
        },
        "accounts": {**ready.accounts(house.default.monde), **_accounts(house)},
        **_schematron(house),
    }


def _schematron(house: _House) -> dict[str, Any]:
    officiel = house.context.officiel
    if officiel is None:
        return {}
    return {"schematron": {"folder": str(officiel.dossier), "missing": xslt2_missing()}}


def _accounts(house: _House) -> dict[str, Any]:
    accounting = [one for one in house.services.values() if isinstance(one, Accounting)]
    return {key: value for one in accounting for key, value in one.accounts(house.default).items()}


def _tell_addresses(house: _House, opened: Iterable[Opened]) -> None:
    """Services that name themselves (an issuer, links) learn the ports they got."""
    _, *others = opened
    tls = _origins(one for one in others if not one.wanted.clear)
    clear = _origins(one for one in others if one.wanted.clear)
    for name, service in house.services.items():
        if isinstance(service, Listening):
            service.listening(tls.get(name, {}), clear.get(name, {}))


def _endpoints(house: _House, opened: Iterable[Opened]) -> dict[str, Mapping[str, str | None]]:
    return {name: house.services[name].endpoints(found) for name, found in _origins(opened).items()}


def _origins(opened: Iterable[Opened]) -> dict[str, dict[str, str]]:
    """Origins by service, then face."""
    origins: dict[str, dict[str, str]] = {}
    for one in opened:
        origins.setdefault(one.wanted.service, {})[one.wanted.face] = one.origin
    return origins
