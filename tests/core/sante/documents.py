"""A level 1 document typed by hand from cda.md §8, and one change at a time."""

from pathlib import Path
from typing import Final

from simulators.core.sante.cda.lecture import CdaLu, lire

N1: Final = Path(__file__).with_name("n1.xml").read_text("utf-8")


def document(*changes: tuple[str, str]) -> str:
    """The document with each text replaced, once; a text that is not there is a mistake of the test."""
    text = N1
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def lu(*changes: tuple[str, str]) -> CdaLu:
    """The same, read."""
    return lire(document(*changes).encode())
