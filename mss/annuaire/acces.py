"""Who may read the directory of an espace, and what stands in it."""

from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, Final
from uuid import UUID

from mss.annuaire.rules.publication import publier
from mss.annuaire.rules.selection import Repertoire, ranger
from mss.annuaire.state import cles

if TYPE_CHECKING:
    from simulators.core.espace import Espace
    from simulators.core.monde.repository import MondeRepository

_CLE: Final = "annuaire-cle"
_PAGES: Final = "annuaire-pages"


def cle_par_defaut(espace: "Espace") -> str:
    """The key of the ready file: the espace's own, the same after a restart, of the shape of a real one."""
    return str(UUID(bytes=espace.ids.stable(_CLE)[:16], version=4))


def secret_des_pages(espace: "Espace") -> bytes:
    """What seals the page tokens."""
    return espace.ids.stable(_PAGES)


async def admise(cle: str, espace: "Espace") -> bool:
    """True for the espace's own key or a registered one."""
    if not cle:
        return False
    return cle == cle_par_defaut(espace) or await espace.store.query(partial(cles.connue, cle=cle))


class Repertoires:
    """The entries of the espaces in use; those of one are made again when its people changed."""

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._kept: OrderedDict[str, tuple[MondeRepository, int, Repertoire]] = OrderedDict()

    def de(self, espace: "Espace") -> Repertoire:
        """The entries of an espace at the present version of its people."""
        monde = espace.monde
        version = monde.version
        kept = self._kept.get(espace.name)
        if kept is not None and kept[0] is monde and kept[1] == version:
            self._kept.move_to_end(espace.name)
            return kept[2]
        entries = publier(
            monde.professionnels().values(), monde.structures().values(), monde.boites().values()
        )
        found = ranger(entries)
        self._kept[espace.name] = (monde, version, found)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return found
