"""One coded value, as every message of the field carries it."""

from typing import NamedTuple


class Code(NamedTuple):
    """A code, the OID (or name) of its system, and the label written beside it: never compare the label."""

    code: str
    system: str = ""
    label: str = ""

    def same(self, other: "Code") -> bool:
        """True when code and system are equal, whatever the labels."""
        return self[:2] == other[:2]
