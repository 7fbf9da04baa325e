"""Files of the user's copy: found whatever the case or the writing of accents, never outside of it."""

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from simulators.core.sante.officiel.modele import SchemaRefuse
from simulators.core.xml.nodes import Node
from simulators.core.xml.parser import XmlLimits, parse
from simulators.core.xml.refusal import XmlRefusedError

_LIMITES: Final = XmlLimits(size=10_000_000, elements=200_000, attributes=400_000, depth=64)
# The copy of the ANS has some fifteen hundred schematrons in all.
PLUS_DE_FICHIERS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Copie:
    """The folder the user named."""

    racine: Path

    def trouver(self, depuis: Path, href: str) -> Path | None:
        """The file that `href` names from the folder `depuis`; None when the copy has none.

        Authors on Windows write names as they like: case and the composition of accents do not count. Raises
        `SchemaRefuse` for an address, or a path that leaves the copy.
        """
        if ":" in href or href.startswith(("/", "\\")):
            raise SchemaRefuse(f"{href} n'est pas un chemin relatif")
        place = depuis
        for step in href.replace("\\", "/").split("/"):
            if step in {"", "."}:
                continue
            found = place.parent if step == ".." else _child(place, step)
            if found is None:
                return None
            place = found
            if not place.is_relative_to(self.racine):
                raise SchemaRefuse(f"{href} sort de la copie")
        real = place.resolve()
        if not real.is_relative_to(self.racine.resolve()):
            raise SchemaRefuse(f"{href} sort de la copie")
        return place if real.is_file() else None

    def nom(self, path: Path) -> str:
        """The file as a person finds it in the copy."""
        return path.relative_to(self.racine).as_posix()

    def lire(self, path: Path) -> Node:
        """The root of an XML file. Raises `SchemaRefuse`: no DTD, no entity, bounded."""
        try:
            return parse(path.read_bytes(), _LIMITES).root
        except XmlRefusedError as error:
            raise SchemaRefuse(f"{self.nom(path)} : {error.reason.value} {error.detail}".strip()) from None
        except OSError as error:
            raise SchemaRefuse(f"{self.nom(path)} : {error.strerror or 'illisible'}") from None


def _child(folder: Path, name: str) -> Path | None:
    exact = folder / name
    if exact.exists():
        return exact
    wanted = _plain(name)
    try:
        return next((one for one in sorted(folder.iterdir()) if _plain(one.name) == wanted), None)
    except OSError:
        return None


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
