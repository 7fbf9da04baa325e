"""INS-35: the persons an establishment already follows, searched as they come, or all at once."""

from collections.abc import Mapping
from types import MappingProxyType

from simulators.dui.recherche import first_search
from simulators.dui.scripts.gestes import Script
from simulators.dui.session import Dui

# Those received today; the others of the list wait for their turn.
_RECUS = ("marguerite-delaunay", "lucette-gautier", "claire-vasseur")
_LISTE = (
    *_RECUS,
    "michel-rousseau",
    "antoine-paolini",
    "montserrat-soler",
    "etienne-marchand",
    "anne-lise-d-ormeval",
    "rene-thiebaut",
    "robert-girard",
    "jacques-dubois",
    "jacques-dubois-2",
)


def _recevoir(dui: Dui) -> None:
    for personne in _RECUS:
        dui.search(dui.open(personne))
    dui.attestations["INS-35.C4"] = True


def _par_lot(dui: Dui) -> None:
    """The whole list is searched in a row, without anybody being received."""
    for personne in _LISTE:
        dui.call(first_search(dui.open(personne).traits))


def _deux_fois(dui: Dui) -> None:
    """A person already found is searched again."""
    _recevoir(dui)
    dui.search(dui.open(_RECUS[0]))


FILE_ACTIVE: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "INS-35": {
            "": _recevoir,
            "par_lot": _par_lot,
            "deux_fois_la_meme": _deux_fois,
        },
    }
)
