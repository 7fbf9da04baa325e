"""The parameters of a structured header as they were written: nothing decoded (RFC 2045 §5.1, RFC 2231)."""

import re
from typing import Final

MOST_PARAMETERS: Final = 200
_PARAMETRE: Final = re.compile(r';\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;"]*)', re.DOTALL)
_ECHAPPE: Final = re.compile(r"\\(.)", re.DOTALL)


def ecrits(valeur: str) -> tuple[str, list[tuple[str, str]]]:
    """The value and its (name, value) parameters, quotes taken off; an encoded `name*` stays encoded."""
    found = [
        (one[1], _ECHAPPE.sub(r"\1", one[2][1:-1]) if one[2].startswith('"') else one[2].strip())
        for one, _ in zip(_PARAMETRE.finditer(valeur), range(MOST_PARAMETERS), strict=False)
    ]
    return valeur.partition(";")[0].strip(), found
