"""The settings of lot 2 in an espace, from its options; a value that cannot be is the default."""

from collections.abc import Set
from typing import Final

from ins.lot2.data.names import OPTION, OPTION_CONSERVATION, OPTION_DELAI, OPTION_LIGNES
from ins.lot2.model import Reglages

# How long a batch takes, how long its result is kept, how many lines it may hold: all of our own.
DELAI: Final = 2
CONSERVATION: Final = 7 * 86_400
LIGNES: Final = 20_000
# What each of the three may be set to.
DUREE_MAX: Final = 366 * 86_400


def reglages(options: Set[str]) -> Reglages | None:
    """None when the espace does not simulate lot 2."""
    if OPTION not in options:
        return None
    return Reglages(
        delai=_valeur(options, OPTION_DELAI, DELAI, DUREE_MAX),
        conservation=_valeur(options, OPTION_CONSERVATION, CONSERVATION, DUREE_MAX),
        lignes=_valeur(options, OPTION_LIGNES, LIGNES, LIGNES),
    )


def _valeur(options: Set[str], name: str, default: int, most: int) -> int:
    told = [one.partition("=")[2] for one in sorted(options) if one.startswith(f"{name}=")]
    numbers = [int(one) for one in told if one.isascii() and one.isdigit()]
    return min(numbers[0], most) if numbers else default
