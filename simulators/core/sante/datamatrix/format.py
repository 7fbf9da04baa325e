"""What an INS datamatrix holds: header, blocks S1 to S7, separator (ins.md §8.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

from simulators.core.basis import Basis, seen
from simulators.core.rule import Text

BASIS: Final[Basis] = seen("ANS « INS - Format datamatrix » 2.2, cité par healthcare-domain ; vecteurs ZXing")
MARQUEUR: Final = "IS"
VERSION: Final = "01"
ENTETE: Final = MARQUEUR + VERSION + "0" * 22
GS: Final = "\x1d"
# No datamatrix of this format is longer; a text above is not read at all.
MOST_CHARACTERS: Final = 2_000


class Champ(NamedTuple):
    """One block: its name, how short and long its value may be, whether it must be there."""

    nom: Text
    minimum: int
    maximum: int
    obligatoire: bool = True

    @property
    def fixe(self) -> bool:
        """True when every value has the same length: no separator follows."""
        return self.minimum == self.maximum


CHAMPS: Final[Mapping[str, Champ]] = MappingProxyType(
    {
        "S1": Champ(Text("matricule INS", "INS matricule"), 15, 15),
        "S2": Champ(Text("OID", "OID"), 19, 20),
        "S3": Champ(Text("liste des prénoms", "list of given names"), 1, 100),
        "S4": Champ(Text("nom de naissance", "birth name"), 1, 100),
        "S5": Champ(Text("sexe", "sex"), 1, 1),
        "S6": Champ(Text("date de naissance", "birth date"), 10, 10),
        "S7": Champ(Text("lieu de naissance", "place of birth"), 5, 5, obligatoire=False),
    }
)


@dataclass(frozen=True, slots=True)
class Contenu:
    """The identity a datamatrix carries. `matricule` has its key; the date is AAAA-MM-JJ here."""

    matricule: str
    oid: str
    liste_prenoms: str
    nom_naissance: str
    sexe: str
    date_naissance: str
    lieu_naissance: str = ""

    def champs(self) -> Mapping[str, str]:
        """The values by block, in the usual order, the optional place left out when unknown."""
        date = "-".join(reversed(self.date_naissance.split("-")))
        values = (self.matricule, self.oid, self.liste_prenoms, self.nom_naissance, self.sexe, date)
        placed = (self.lieu_naissance,) if self.lieu_naissance else ()
        return dict(zip(CHAMPS, (*values, *placed), strict=False))
