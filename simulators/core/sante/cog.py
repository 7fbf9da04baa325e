"""The code officiel géographique of a place of birth: its shape only (ins.md §6.3)."""

import re

_SHAPE = re.compile(r"(?:[0-9]{5}|2[AB][0-9]{3})")
INCONNU = "99999"


def en_forme(code: str) -> bool:
    """True for five digits, or `2A`/`2B` and three digits.

    Whether the commune exists is not asked: the code is that of the day of birth, and communes disappear.
    """
    return _SHAPE.fullmatch(code) is not None


def ne_a_l_etranger(code: str) -> bool:
    """True when the code names a country rather than a commune (`99` and three digits)."""
    return en_forme(code) and code.startswith("99")
