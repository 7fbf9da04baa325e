"""What a message of the verification en masse may hold: twenty thousand identities, indented."""

from typing import Final

from simulators.core.xml.parser import XmlLimits

LIMITES: Final = XmlLimits(size=16_000_000, elements=320_000, attributes=10_000, depth=64)
