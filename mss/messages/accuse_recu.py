"""A receipt as its fields tell it, in the grammar of the volet before 1.1.3 or after (mss.md §2.6)."""

import re
from typing import Final

from mss.model import AccuseLu
from simulators.core.courriel.mime import TropComplexe, arbre, decode_mots

_DISPOSITION: Final = re.compile(
    r"(?:automatic|manual)-action/MDN-sent-(?:automatically|manually) ?; ?"
    r"(displayed|deleted|dispatched|processed)(?: ?/ ?(.*))?",
    re.IGNORECASE,
)
# `902^label^table| E^…`, after `Error:` in Disposition (1.1.2) or in the Error field (1.1.3).
_CODE: Final = re.compile(r"(?:Error: ?)?(\d{3})\^.*", re.IGNORECASE)


def lire_accuse(contenu: bytes) -> AccuseLu:
    """The fields of a receipt; an empty `disposition` when it follows neither grammar."""
    try:
        champs = arbre(contenu)
    except TropComplexe:
        return AccuseLu()
    brut = decode_mots(champs.champ("Disposition") or "").strip()
    found = _DISPOSITION.fullmatch(brut)
    original = (champs.champ("Original-Message-ID") or "").strip()
    if found is None:
        return AccuseLu(original=original, brut=brut)
    dedans = _CODE.fullmatch(found[2] or "")
    code = dedans or _CODE.fullmatch(decode_mots(champs.champ("Error") or "").strip())
    return AccuseLu(found[1].lower(), code[1] if code else "", original, brut)
