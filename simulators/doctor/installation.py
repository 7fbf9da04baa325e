"""What is installed: versions, Python, optional parts, and whether our names are ours."""

import sys
from collections.abc import Iterator, Mapping
from importlib import metadata
from importlib.util import find_spec

from simulators import __version__, clash
from simulators.core.rule import Text
from simulators.doctor.model import NOTHING, Line, Verdict, same
from simulators.versions import agree

OLDEST_PYTHON = (3, 11)
# Optional part → the modules it brings.
EXTRAS: Mapping[str, tuple[str, ...]] = {
    "datamatrix": ("zxingcpp", "pypdfium2", "PIL"),
    "schematron": ("saxonche",),
}
_NAMES = Text("Noms Python", "Python names")


def lines() -> Iterator[Line]:
    """Versions first, then what may be wrong with them."""
    yield Line(Text("Socle", "Socle"), Verdict.OK, same(__version__))
    yield _python(sys.version_info[:3])
    yield client(_installed("socle-client"), __version__)
    yield from _extras()
    yield from names(clash.hidden(), clash.claimed())


def _python(version: tuple[int, ...]) -> Line:
    shown = same(".".join(map(str, version)))
    if version >= OLDEST_PYTHON:
        return Line(same("Python"), Verdict.OK, shown)
    way_out = Text("installez Python 3.11 ou plus récent", "install Python 3.11 or newer")
    return Line(same("Python"), Verdict.PROBLEM, shown, way_out)


def client(version: str, server: str) -> Line:
    """The client library of this environment, which need not be here at all."""
    if not version:
        found = Text(
            "absente de cet environnement (elle se met dans celui de vos tests)",
            "not in this environment (it goes in the one of your tests)",
        )
        return Line(same("socle-client"), Verdict.OK, found)
    if agree(version, server):
        return Line(same("socle-client"), Verdict.OK, same(version))
    found = Text(f"{version}, le serveur est en {server}", f"{version}, the server is {server}")
    way_out = same(f"pip install 'socle-client=={server}'")
    return Line(same("socle-client"), Verdict.WARNING, found, way_out)


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _extras() -> Iterator[Line]:
    for name, modules in EXTRAS.items():
        missing = [module for module in modules if find_spec(module) is None]
        found, way_out = Text("présent", "present"), NOTHING
        if missing:
            found = Text("absent (facultatif)", "absent (optional)")
            way_out = same(f"pip install 'socle-simulators[{name}]'")
        yield Line(Text(f"Extra {name}", f"Extra {name}"), Verdict.OK, found, way_out)


def names(hidden: tuple[clash.Clash, ...], claimed: Mapping[str, tuple[str, ...]]) -> Iterator[Line]:
    """A hidden name prevents everything; one that is shared breaks somebody, sooner or later."""
    way_out = Text(clash.ALONE_FR, clash.ALONE_EN)
    for one in hidden:
        found = Text(f"« {one.name} » est pris par {one.owner}", f"“{one.name}” is taken by {one.owner}")
        yield Line(_NAMES, Verdict.PROBLEM, found, way_out)
    shared = {name: owners for name, owners in claimed.items() if name not in {one.name for one in hidden}}
    for name, owners in shared.items():
        by = ", ".join(owners)
        found = Text(
            f"« {name} » est aussi à {by}, que l'installation de Socle a recouvert",
            f"“{name}” is also {by}'s, which installing Socle has covered",
        )
        yield Line(_NAMES, Verdict.WARNING, found, way_out)
    if not hidden and not shared:
        yield Line(_NAMES, Verdict.OK, Text("à Socle seul", "Socle's alone"))
