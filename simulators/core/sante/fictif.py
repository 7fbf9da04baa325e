"""Which matricules and RPPS numbers are known to be fictional: the guard against real people's data.

No range of the NIR is reserved for fiction. A matricule is taken for fictional when it was published as a
test identity, or when it is one of ours: a commune without or nearly without births, and an order number
that such a commune can never reach in a month (errata 22).
"""

import re
import unicodedata
from typing import Final

# Published test identities and their histories (CNAM qualification platform, CNDA, ANS samples).
PUBLIES: Final[frozenset[str]] = frozenset(
    {
        "160012B020777",  # ADRTROIS TOUSSAINT
        "297022A020778",  # ADRTROIS DOMINIQUE
        "2751263220749",  # ADRUN
        "1810163220751",  # ADRDEUX
        "180032B020401",  # CORSE
        "1810363220456",  # HERMAN
        "2810363220456",  # HERMAN, history
        "1090763220834",  # ECETINSI
        "2090763220834",  # ECETINSI, history
        "2090663220123",  # ECETINSI, second history of the CNDA file
        "2360663220836",  # TCHITCHI
        "1140263220833",  # DE VINCI
        "1100863220830",  # NESSI MICHELANGELO
        "2770763220829",  # NESSI RUTH
        "1090763220888",  # PROVISOIRE
        "1010663220754",  # D'ARTAGNAN DE L'HERAULT
        "2790351215189",  # PAT-TROIS
        "2600588154002",  # DARK, datamatrix sample
        "2770101154003",  # GARCIA-HAMMADI, datamatrix sample
    }
)

# Communes (or the country, after 99) of our own people; names for the reader only.
COMMUNES_DE_FICTION: Final[dict[str, str]] = {
    "26274": "Rochefourchat",
    "2B106": "Érone",
    "55039": "Beaumont-en-Verdunois",
    "55050": "Bezonvaux",
    "55139": "Cumières-le-Mort-Homme",
    "55164": "Douaumont",
    "55189": "Fleury-devant-Douaumont",
    "55239": "Haumont-près-Samogneux",
    "55307": "Louvemont-Côte-du-Poivre",
    "99130": "Andorre",
}
PREMIER_ORDRE: Final = "900"
# Test professionals of the ANS, and ours, are numbered so (psc.md §9).
RPPS_DE_FICTION: Final = "997"

# As people write one, `1 84 05 75 123 456 78`: a sign or none between groups, with its key or not, on a line.
_BETWEEN: Final = r"[^\S\n]?[.\-]?[^\S\n]?"
_WRITTEN: Final = re.compile(
    r"(?<![0-9A-Z])"
    + _BETWEEN.join(("[12478]", "[0-9]{2}", "[0-9]{2}", "[0-9][0-9AB]", "[0-9]{3}", "[0-9]{3}"))
    + rf"(?:{_BETWEEN}[0-9]{{2}})?(?![0-9A-Z])"
)
_SEPARATORS = re.compile(r"[\s.]")
_LENGTHS = (13, 15)


def est_fictif(matricule: str) -> bool:
    """True when a matricule (13 characters, or 15 with its key) is known to be nobody's.

    Spaces and dots are ignored. What has not the length of a matricule cannot be one and is nobody's.
    """
    compact = _SEPARATORS.sub("", matricule).upper()
    if len(compact) not in _LENGTHS:
        return True
    identifier = compact[:13]
    if identifier in PUBLIES:
        return True
    return identifier[5:10] in COMMUNES_DE_FICTION and identifier[10:13] >= PREMIER_ORDRE


def douteux(text: str) -> bool:
    """True when a text holds what may be a real person's matricule, however it is written there."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return any(not est_fictif(found[0].replace("-", "")) for found in _WRITTEN.finditer(plain))


def rpps_fictif(rpps: str) -> bool:
    """True when an RPPS number is one of those given to fictional professionals."""
    return rpps.startswith(RPPS_DE_FICTION)
