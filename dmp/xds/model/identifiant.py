"""An HL7 instance identifier, as several messages carry it."""

from typing import Final, NamedTuple


class Identifiant(NamedTuple):
    """An HL7 instance identifier."""

    root: str = ""
    extension: str = ""


SANS: Final = Identifiant()
