"""Who may read the directory of an espace, and what stands in it."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final
from uuid import UUID

from mss.annuaire.model import Fiche
from mss.annuaire.rules.dates import changees, empreinte
from mss.annuaire.rules.publication import publier
from mss.annuaire.rules.selection import Repertoire, ranger
from mss.annuaire.state import cles
from mss.annuaire.state.dates import Datee, lues, noter
from simulators.core.fixtures import load_monde
from simulators.core.journal.codec import instant_of
from simulators.core.store.state import to_us

if TYPE_CHECKING:
    from simulators.core.espace import Espace
    from simulators.core.monde.repository import MondeRepository

_CLE: Final = "annuaire-cle"
_PAGES: Final = "annuaire-pages"
# The version of the people of an espace that nobody changed yet (the template's).
_NEUF: Final = 1


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


class Refusees:
    """The last keys that calls were refused for, by exchange: the journal shows none, adopting needs one."""

    def __init__(self, most: int = 200) -> None:
        self._most = most
        self._cles: OrderedDict[str, str] = OrderedDict()

    def garder(self, exchange: str, cle: str) -> None:
        """Keeps the key of a call."""
        self._cles[exchange] = cle
        while len(self._cles) > self._most:
            self._cles.popitem(last=False)

    def de(self, exchange: str) -> str:
        """The key of that call; empty when it is known no more (a restart, many calls since)."""
        return self._cles.get(exchange, "")


class Repertoires:
    """The entries of the espaces in use; those of one are made again when its people changed."""

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._kept: OrderedDict[str, tuple[MondeRepository, int, Repertoire]] = OrderedDict()

    async def de(self, espace: "Espace") -> Repertoire:
        """The entries of an espace at the present version of its people, each with its date of update."""
        monde = espace.monde
        version = monde.version
        kept = self._kept.get(espace.name)
        if kept is not None and kept[0] is monde and kept[1] == version:
            self._kept.move_to_end(espace.name)
            return kept[2]
        entries = publier(
            monde.professionnels().values(), monde.structures().values(), monde.boites().values()
        )
        found = ranger(await _datees(espace, entries, neuf=version == _NEUF))
        self._kept[espace.name] = (monde, version, found)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return found


async def _datees(espace: "Espace", fiches: Sequence[Fiche], *, neuf: bool) -> Sequence[Fiche]:
    """What changed since the last look is of now; in a new espace, nothing has."""
    kept = await espace.store.query(lues)
    known = dict(kept)
    if not kept:
        start = fiches if neuf else await asyncio.to_thread(_de_depart)
        known = {one.reference: Datee(empreinte(one), 0) for one in start}
    changed = changees(fiches, {reference: one.empreinte for reference, one in known.items()})
    now_us = to_us(espace.clock.now())
    new = {reference: Datee(told, now_us) for reference, told in changed.items()}
    known |= new
    if new or not kept:
        await espace.store.write(partial(noter, changees=new if kept else known))
    return [_datee(one, known[one.reference].maj_us) for one in fiches]


def _datee(fiche: Fiche, maj_us: int) -> Fiche:
    return replace(fiche, maj=instant_of(maj_us)) if maj_us else fiche


def _de_depart() -> Sequence[Fiche]:
    """The entries of the fixtures: what an espace changed before anybody looked is told by them."""
    monde = load_monde()
    return publier(monde.professionnels, monde.structures, monde.boites)
