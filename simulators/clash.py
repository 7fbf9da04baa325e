"""Whether what Python imports under our five top-level names is ours: others bear the same names.

`mss` is a screenshot library, `dmp` and `simulators` exist too: installed beside ours, the later one
overwrites the files of the earlier, in silence. A folder named `dmp` on an editor's
PYTHONPATH hides ours too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Final

OURS: Final = "socle-simulators"
# What stands in the first file of each package when it is ours.
_MARKS: Final[Mapping[str, bytes]] = MappingProxyType(
    {
        "simulators": b"__version__ = ",
        "ins": b"from ins.service import create",
        "dmp": b"from dmp.service import create",
        "mss": b"from mss.service import create",
        "psc": b"from psc.service import create",
    }
)
ALONE_FR: Final = (
    "installez Socle à part, par pipx ou uv tool, dans un environnement virtuel à lui seul, ou prenez l'image"
)
ALONE_EN: Final = (
    "install Socle on its own, by pipx or uv tool, in a virtual environment of its own, or use the image"
)


@dataclass(frozen=True, slots=True)
class Clash:
    """One of our names that is not ours alone. `where` is the file found (empty: none)."""

    name: str
    where: str
    owners: tuple[str, ...] = ()

    @property
    def owner(self) -> str:
        """Who holds the name, as a person reads it: a distribution and its version, else a folder."""
        return ", ".join(self.owners) or self.where


def hidden() -> tuple[Clash, ...]:
    """The names that import something else than ours. Costs a millisecond when there is none."""
    wrong = [(name, found) for name in _MARKS if not _ours(name, found := _origin(name))]
    if not wrong:
        return ()
    owners = claimed()
    return tuple(Clash(name, str(found or ""), owners.get(name, ())) for name, found in wrong)


def claimed() -> Mapping[str, tuple[str, ...]]:
    """The names that other installed distributions bring too, and which: read from every RECORD."""
    found: dict[str, set[str]] = {}
    for name, owner in _brought():
        found.setdefault(name, set()).add(owner)
    return {name: tuple(sorted(owners)) for name, owners in found.items()}


def sentence(clash: Clash) -> str:
    """Who has the name and the way out, in one French line."""
    held = f"est pris par {clash.owner}" if clash.owner else "n'est plus là"
    where = f" ({clash.where})" if clash.owners and clash.where else ""
    return f"le nom Python « {clash.name} » {held}{where} : {ALONE_FR}"


def _origin(name: str) -> Path | None:
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return None
    if spec is None:
        return None
    if spec.origin is not None:
        return Path(spec.origin)
    # A folder without __init__: what hides ours is the folder.
    return next((Path(place) for place in spec.submodule_search_locations or ()), None)


def _ours(name: str, found: Path | None) -> bool:
    if found != Path(__file__).parent.parent / name / "__init__.py":
        return False
    try:
        return _MARKS[name] in found.read_bytes()
    except OSError:
        return False


def _brought() -> Iterator[tuple[str, str]]:
    # Thirty milliseconds that only a clash, or the doctor, has to pay.
    from importlib import metadata

    for one in metadata.distributions():
        if one.name == OURS:
            continue
        tops = {file.parts[0] for file in one.files or () if len(file.parts) > 1}
        for name in _MARKS.keys() & tops:
            yield name, f"{one.name} {one.version}"
