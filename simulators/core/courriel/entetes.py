"""Header values on one line, whatever a mail made of them: what is written again must not be two headers."""

import re
from typing import Final

# What Python or a mail program takes for the end of a line, and the other controls; not the tab.
_COUPURES: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029]+")
MOST_IDENTIFIER: Final = 500


def une_ligne(valeur: str) -> str:
    """The value without anything that ends a line."""
    return _COUPURES.sub(" ", valeur) if _COUPURES.search(valeur) else valeur


def identifiants(*told: str) -> str:
    """The Message-IDs of what was read, each once, as In-Reply-To and References take them.

    What could not be written as it is (not ASCII, an encoded word, beyond measure) is left out.
    """
    found = dict.fromkeys(one for text in told for one in text.split())
    return " ".join(one for one in found if one.isascii() and one.isprintable() and _simple(one))


def _simple(one: str) -> bool:
    return "=?" not in one and len(one) <= MOST_IDENTIFIER


def sans_mots(valeur: str) -> str:
    """The value with nothing that a writer would take for an encoded word (RFC 2047) and decode."""
    return valeur.replace("=?", "= ?")
