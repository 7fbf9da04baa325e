"""The carte Vitale as the DUI's reader gives it: what a search sends of it, and the coverage it tells."""

from dataclasses import dataclass

from ins.model import Carte, Couverture, Matricule
from simulators.core.monde.model import CarteVitale, Personne


@dataclass(frozen=True, slots=True)
class CarteLue:
    """A card with one of its beneficiaries chosen: both halves of the message come from it (ins.md §3.2)."""

    carte: Carte
    couverture: Couverture


def lire_carte(personne: Personne) -> CarteLue:
    """The card that covers a person, the person being the beneficiary chosen.

    Raises LookupError for a person who has no card: neither one told in the world nor one of their own.
    """
    told = personne.carte or _own(personne)
    source = personne.reference or personne.local
    matricule = Matricule(told.matricule) if told.matricule else None
    return CarteLue(
        Carte(matricule, Matricule(told.od), source.nom_naissance, source.date_naissance, told.rang),
        Couverture(
            assure=Matricule(told.od), nir=matricule, date_naissance=source.date_naissance, rang=told.rang
        ),
    )


def _own(personne: Personne) -> CarteVitale:
    if personne.reference is None:
        raise LookupError(personne.id)
    number = personne.reference.ins.matricule
    return CarteVitale(od=number, matricule=number)
