"""What the rules see of an espace: the reference base, the cards, the local records, the known software."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from ins.model.echange import Individu

# Nom, sexe, date: the three traits compared for strict equality (ins.md §6.2).
Cle = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class FicheLocale:
    """The establishment's own record of a person, brought to the letters of INSi.

    `nom_reference` is the birth name in the reference base, empty when INSi does not know the person;
    `autres_noms` are the names the record uses instead (nom utilisé, name typed as birth name).
    """

    personne: str
    prenoms: tuple[str, ...]
    attributs: tuple[str, ...]
    nom_reference: str
    autres_noms: tuple[str, ...]


class Beneficiaire(NamedTuple):
    """One of the people a carte Vitale covers, told apart from those born the same day by a rank."""

    rang: str
    individu: Individu


# Matricule of the ouvrant droit and birth date: what a card says of a beneficiary without a certified NIR.
CleCarte = tuple[str, str]


C = TypeVar("C", contravariant=True)


class Repertoire(Protocol[C]):
    """Records under a key: a mapping in memory, or one that also looks in the store."""

    def get(self, cle: C, defaut: Sequence[Individu], /) -> Sequence[Individu]:
        """The records under that key; `defaut` when there is none."""


@dataclass(frozen=True, slots=True)
class Vue:
    """The people and software of one espace at one version.

    `base` is the reference base by the traits a search compares, `matricules` the same records by their 13
    characters, active or former. `cartes` are the people whose card is known; `avec_carte` their matricules:
    whoever is not among them is the ouvrant droit of a card of their own. `medecins` are the national
    identifiers of the doctors.
    """

    base: Repertoire[Cle]
    matricules: Repertoire[str]
    cartes: Mapping[CleCarte, Sequence[Beneficiaire]]
    avec_carte: frozenset[str]
    fiches: Mapping[Cle, Sequence[FicheLocale]]
    noms_utilises: Mapping[Cle, Sequence[FicheLocale]]
    idams: frozenset[str]
    medecins: frozenset[str] = frozenset()
