"""A table of identities sent to be imported."""

from typing import NamedTuple


class Defaut(NamedTuple):
    """What is wrong in a table sent: the line and the column (name and number, 0 for the whole line)."""

    ligne: int
    colonne: str
    rang: int
    message: str
