"""Lists of which a person sees the beginning, and looks for the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from simulators.core.sante.noms import convertir

# Beyond, a page is slow to make and nobody reads it.
MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Found:
    """The rows shown, and how many more there are."""

    rows: Sequence[Any]
    hidden: int = 0


def beginning(rows: Sequence[Any]) -> Found:
    """The first 200. Pure."""
    return Found(rows[:MOST], max(0, len(rows) - MOST))


def matches(wanted: str, text: str) -> bool:
    """True when each word is somewhere in the text, accents and case aside. Pure."""
    if not wanted:
        return True
    plain = convertir(text)
    return all(word in plain for word in convertir(wanted).split())


def designates(wanted: str, person: Mapping[str, Any], lang: str) -> bool:
    """True when each word is somewhere in what the list says of somebody. Pure."""
    reference = person["reference"] or {}
    ins = reference.get("ins") or {}
    told = [
        reference.get("nom_naissance", ""),
        *reference.get("prenoms", ()),
        person["local"]["nom_naissance"],
        person["local"]["nom_utilise"],
        *person["local"]["prenoms"],
        ins.get("matricule", ""),
        person["voir_en" if lang == "en" else "voir"],
        person["numero"],
    ]
    return matches(wanted, " ".join(told))
