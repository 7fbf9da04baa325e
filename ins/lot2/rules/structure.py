"""What an identity to verify holds beyond its values: foreign elements, doubles, a real matricule."""

from collections.abc import Iterator, Sequence

from ins.lot2.model import IndividuVerifie
from ins.model import Remarque, Spot
from ins.rules.catalogue.traits import ELEMENT_INCONNU, TRAIT_DOUBLE
from ins.rules.catalogue.transport import DONNEES_REELLES
from ins.rules.traits import MOST_ALIKE
from simulators.core.sante.fictif import est_fictif

_SEEN = 3


def structure(inconnus: Sequence[str], doubles: Sequence[Spot]) -> Iterator[Remarque]:
    """Elements that the contract does not know, values given more than once."""
    for rank, name in enumerate(inconnus[:MOST_ALIKE], 1):
        yield Remarque(ELEMENT_INCONNU, name, "", Spot.CONTENT, rank)
    for spot in dict.fromkeys(doubles):
        yield Remarque(TRAIT_DOUBLE, str(doubles.count(spot) + 1), "1", spot, 1)


def donnees(un: IndividuVerifie) -> Iterator[Remarque]:
    """A matricule that is in no list of fictional ones; told masked."""
    matricule = un.ins.matricule or ""
    if not est_fictif(matricule):
        masked = matricule[:_SEEN] + "*" * (len(matricule) - _SEEN)
        yield Remarque(DONNEES_REELLES, masked, "", Spot.MATRICULE)
