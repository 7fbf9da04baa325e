"""The rules on the CDA headers of an archive, as MSSanté has them."""

from collections.abc import Mapping
from typing import Final

from mss.data.names import NAME
from mss.rules.catalogue.base import CONTENU
from simulators.core.rule import Rule
from simulators.core.sante.cda_rules.catalogue import catalogue

# The extension of the document's id is the DMP's own demand; the archive's rules tell of hash and size.
_AILLEURS: Final = frozenset({"HDR-ID-EXT", "XDS-MATCH-HASH"})
CDA: Final[Mapping[str, Rule]] = catalogue(NAME, CONTENU, sauf=_AILLEURS)
