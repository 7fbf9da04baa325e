"""Which entries changed since they were last looked at."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from mss.annuaire.model import Fiche


def empreinte(fiche: Fiche) -> str:
    """What an entry says, in short."""
    return sha256(repr(fiche).encode()).hexdigest()[:16]


def changees(fiches: Sequence[Fiche], connues: Mapping[str, str]) -> dict[str, str]:
    """The entries that are new or say something else, by reference, with what they say now."""
    now = {one.reference: empreinte(one) for one in fiches}
    return {reference: told for reference, told in now.items() if connues.get(reference) != told}
