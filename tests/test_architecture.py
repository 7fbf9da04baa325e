"""The walls of the house: who may import whom, how big a module may be, no state outside what is injected."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SERVICES = ("ins", "dmp", "mss", "psc")
WEB = ("fastapi", "starlette", "uvicorn")
# Rooms of the ground that must be usable without a web framework.
BARE = (
    "simulators.core.xml",
    "simulators.core.net.pki",
    "simulators.core.store",
    "simulators.core.journal",
)
# On the roof, the only modules that know service packages.
KNOW_SERVICES = ("simulators.serve", "simulators.dui")
# A second distribution: it starts the simulator as a command, and imports nothing of it.
CLIENT = "simulators.client"
# Rooms of a service → rooms of the same service they may import (design §1); `routes` may import all.
ROOMS: Mapping[str, frozenset[str]] = {
    "messages": frozenset({"messages", "model", "errors", "data"}),
    "rules": frozenset({"rules", "model", "errors", "data"}),
    "state": frozenset({"state", "model"}),
    "model": frozenset({"model"}),
    "errors": frozenset({"errors", "model", "data"}),
    "data": frozenset({"data"}),
}
# Rules decide on values: they never see XML, sockets or a web framework.
RULES_NEVER = ("lxml", "xml", "ssl", "socket", "httpx", "simulators.core.xml", "simulators.core.net", *WEB)
# The product may say its own version.
VERSION = ("simulators", "simulators.__version__")
MOST_LINES = 300


def imported(source: str, module: str) -> Iterator[str]:
    """Every module named by an import statement, made absolute; `from a import b` also as a.b."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = module.split(".")[: -node.level] if node.level else []
            base = ".".join([*parents, node.module] if node.module else parents)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def within(name: str, packages: tuple[str, ...] | str) -> bool:
    """True when `name` is one of the packages or stands inside it."""
    wanted = (packages,) if isinstance(packages, str) else packages
    return any(name == package or name.startswith(package + ".") for package in wanted)


def allowed(module: str, target: str) -> bool:
    """Whether a module may import another: the rules of design §1."""
    if within(module, CLIENT):
        return not within(target, ("simulators", *SERVICES, *WEB))
    if not within(target, ("simulators", *SERVICES)):
        return not (within(module, BARE) and within(target, WEB))
    if within(module, "simulators.core"):
        return within(target, "simulators.core") or target in VERSION
    if within(module, SERVICES):
        return within(target, ("simulators.core", module.split(".")[0])) or target in VERSION
    return not within(target, SERVICES) or within(module, KNOW_SERVICES)


def room(module: str) -> str:
    """The room of a service a module stands in: `ins.rules.noms` and `dmp.xds.rules` are both `rules`."""
    return next((part for part in module.split(".")[1:] if part in {*ROOMS, "routes"}), "")


def allowed_room(module: str, target: str) -> bool:
    """Whether a room of a service may use what it imports."""
    here = room(module)
    if not within(module, SERVICES) or here not in ROOMS:
        return True
    if here in {"rules", "model"} and within(target, RULES_NEVER):
        return False
    same_service = within(target, module.split(".")[0])
    return not (same_service and room(target)) or room(target) in ROOMS[here]


def breaches(modules: Mapping[str, str]) -> list[str]:
    """`module → import` for each import that crosses a wall, from module names and sources."""
    return sorted(
        f"{module} → {target}"
        for module, source in modules.items()
        for target in set(imported(source, module))
        if not (allowed(module, target) and allowed_room(module, target))
    )


def mutable_state(source: str) -> list[str]:
    """Names bound at module level to something there to change: `global`, empty containers, locks."""
    tree = ast.parse(source)
    found = [name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names]
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and _changes(node.value):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found += [ast.unparse(target) for target in targets if ast.unparse(target) != "__all__"]
    return found


def _changes(value: ast.expr) -> bool:
    if isinstance(value, ast.List | ast.Dict | ast.Set):
        return not (value.keys if isinstance(value, ast.Dict) else value.elts)
    if not isinstance(value, ast.Call):
        return False
    named = ast.unparse(value.func).rpartition(".")[2]
    makers = {
        "list",
        "dict",
        "set",
        "defaultdict",
        "deque",
        "Counter",
        "OrderedDict",
        "count",
        "Lock",
        "RLock",
    }
    makers |= {"Event", "Queue", "WeakValueDictionary", "ContextVar", "local"}
    return named in makers and not (value.args and named in {"dict", "list", "set"})


def _modules() -> dict[str, Path]:
    found = {}
    for package in ("simulators", *SERVICES):
        for path in (ROOT / package).rglob("*.py"):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def _sources() -> dict[str, str]:
    return {module: path.read_text("utf-8") for module, path in _modules().items()}


def test_no_import_crosses_a_wall() -> None:
    assert breaches(_sources()) == []


def test_no_module_is_longer_than_a_person_reads() -> None:
    """Code tables (`data/`, the console's word lists) are read by looking up, not through."""
    long = {
        module: lines
        for module, path in _modules().items()
        if (lines := len(path.read_text("utf-8").splitlines())) > MOST_LINES
        and "data" not in module.split(".")
    }
    assert long == {}


def test_no_module_keeps_state_of_its_own() -> None:
    held = {module: names for module, source in _sources().items() if (names := mutable_state(source))}
    assert held == {}


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("simulators.core.clock", "import ins.rules"),
        ("simulators.core.clock", "from simulators import serve"),
        ("simulators.core.net.tls", "from simulators.control.app import create"),
        ("simulators.core.store.store", "import starlette.routing"),
        ("simulators.core.xml.soap", "def late():\n    from fastapi import FastAPI"),
        ("ins.routes", "import dmp.model"),
        ("ins.routes", "from simulators.console import create"),
        ("ins.rules.noms", "from lxml import etree"),
        ("ins.rules.noms", "from simulators.core.xml import soap"),
        ("ins.rules.noms", "from ins.messages import lecture"),
        ("ins.model", "from .routes import app"),
        ("simulators.console.view", "import ins"),
        ("simulators.control.app", "from psc import errors"),
        ("simulators.scenarios.run", "import mss.smtp"),
        ("simulators.client.socle_client.ready", "from simulators.core import clock"),
    ],
)
def test_the_walls_are_watched(module: str, source: str) -> None:
    """Each planted breach is found: a checker that sees nothing would also pass on a clean house."""
    assert len(breaches({module: source})) >= 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("simulators.serve", "import ins"),
        ("simulators.dui.ins", "from ins.messages import ecriture"),
        ("ins.routes", "from ins.rules import noms"),
        ("ins.messages.lecture", "from simulators.core.xml import soap"),
        ("simulators.core.net.server", "import uvicorn"),
        ("simulators.control.app", "import fastapi"),
    ],
)
def test_open_doors_stay_open(module: str, source: str) -> None:
    assert breaches({module: source}) == []


@pytest.mark.parametrize(
    "source",
    [
        "CACHE = {}",
        "seen: list[str] = []",
        "_n = itertools.count()",
        "L = threading.Lock()",
        "def f():\n    global X",
    ],
)
def test_planted_state_is_found(source: str) -> None:
    assert len(mutable_state(source)) == 1


@pytest.mark.parametrize(
    "source", ["CODES = {'00': 'trouvé'}", "NAMES = ('a', 'b')", "X = dict(pairs)", "N = 3"]
)
def test_constants_are_not_state(source: str) -> None:
    assert mutable_state(source) == []
