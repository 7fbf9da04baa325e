"""Writes the generated pages: `python -m simulators.docs.generate`, from anywhere.

The pages that the product and the README refer to are kept beside the written ones, in docs/LANG/reference;
the catalogues are made when the documentation is built.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from simulators.docs import (
    api,
    catalogue,
    clients,
    commande,
    erreurs,
    faits,
    fidelite,
    limites,
    mots,
    reglages,
    regles,
    rniv,
    scenarios,
)

LANGUAGES: Final = ("fr", "en")
FOLDER: Final = Path(__file__).parents[2] / "docs"
# Each makes a whole page in the language asked for.
PAGES: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType(
    {"faits.md": faits.page, "rniv.md": rniv.page, "scenarios.md": scenarios.page}
)
CATALOGUES: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType(
    {
        "api.md": api.page,
        "clients.md": clients.page,
        "commande.md": commande.page,
        "erreurs.md": erreurs.page,
        "fidelite.md": fidelite.page,
        "limites.md": limites.page,
        "mots.md": mots.page,
        "reglages.md": reglages.page,
        "regles.md": regles.page,
        "scenarios.md": catalogue.page,
    }
)


def write(folder: Path = FOLDER) -> tuple[Path, ...]:
    """Writes the pages that are kept, under a folder of trees, and returns their paths."""
    return tuple(
        _written(folder / lang / "reference" / name, make(lang))
        for lang in LANGUAGES
        for name, make in PAGES.items()
    )


def write_catalogues(folder: Path, lang: str) -> tuple[Path, ...]:
    """Writes the catalogues of a language into a folder and returns their paths."""
    return tuple(_written(folder / name, make(lang)) for name, make in CATALOGUES.items())


def _written(path: Path, text: str) -> Path:
    """A file that says this already is left alone: a builder looks at its date."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")
    return path


if __name__ == "__main__":
    for made in write():
        print(made)
