"""Writes the generated pages: `python -m simulators.docs.generate`, from anywhere."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from simulators.docs import faits, rniv, scenarios

FOLDER: Final = Path(__file__).parent
PAGES: Final[Mapping[str, Callable[[], str]]] = MappingProxyType(
    {"faits.md": faits.page, "rniv.md": rniv.page, "scenarios.md": scenarios.page}
)


def write(folder: Path = FOLDER) -> tuple[Path, ...]:
    """Writes every page into the folder and returns their paths."""
    written = []
    for name, make in PAGES.items():
        path = folder / name
        path.write_text(make(), "utf-8")
        written.append(path)
    return tuple(written)


if __name__ == "__main__":
    for made in write():
        print(made)
