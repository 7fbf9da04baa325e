"""One identity of the reference base, wherever it is: among the people of the espace or kept in the store.

A change reads, decides and writes in one transaction: two changes at once never lose each other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, select

from ins.state import base as registre
from ins.state.tables import anciens
from simulators.core.monde.model import IdentiteReference, Personne

if TYPE_CHECKING:
    from simulators.core.espace import Espace

# The person before, and whether a matricule is nobody's → the person after.
Travail = Callable[[Personne, Callable[[str], bool]], Personne]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an identity is: the person of the espace who holds it, or none when it is kept in the store.

    Without `matricule`, it is the person's own record, whatever its matricule becomes.
    """

    matricule: str
    personne: str = ""
    homonyme: bool = False

    def fiche(self, personne: Personne) -> IdentiteReference | None:
        """The record designated, among those of a person."""
        if not self.matricule:
            return personne.reference
        own = () if personne.reference is None else (personne.reference,)
        found = (*own, *personne.homonymes)
        return next((one for one in found if one.ins.matricule == self.matricule), None)


_NULLE_PART: Final = Place("")


async def trouver(espace: "Espace", designation: str) -> Place | None:
    """By the identifier of a person, else by a matricule of 13 or 15 characters."""
    people = espace.monde.personnes()
    named = people.get(designation)
    if named is not None:
        return Place("", named.id) if named.reference else None
    wanted = designation.upper()
    for one in people.values():
        own = () if one.reference is None else (one.reference,)
        for rank, reference in enumerate((*own, *one.homonymes)):
            if wanted in {reference.ins.matricule, reference.ins.complet}:
                return Place(reference.ins.matricule, one.id, homonyme=rank >= len(own))
    kept = await espace.store.query(partial(registre.personne, matricule=wanted[:13]))
    if kept is None or kept.reference is None:
        return None
    same = wanted in {kept.reference.ins.matricule, kept.reference.ins.complet}
    return Place(kept.reference.ins.matricule) if same else None


async def lire(espace: "Espace", place: Place) -> Personne | None:
    """The person at that place now."""
    if place.personne:
        return espace.monde.personnes().get(place.personne)
    return await espace.store.query(partial(registre.personne, matricule=place.matricule))


async def changer(espace: "Espace", place: Place, travail: Travail) -> Personne:
    """Changes the person at that place. Raises LookupError when they are gone, or what `travail` raises."""
    if place.personne:
        return await espace.monde.change(
            place.personne,
            lambda connection, personne: travail(personne, partial(_libre, espace, connection, place)),
        )
    after = await espace.store.write(partial(_dans_la_base, espace=espace, place=place, travail=travail))
    espace.monde.invalidate()
    return after


def _dans_la_base(connection: Connection, espace: "Espace", place: Place, travail: Travail) -> Personne:
    before = registre.personne(connection, place.matricule)
    if before is None:
        raise LookupError(place.matricule)
    after = travail(before, partial(_libre, espace, connection, place))
    registre.oter(connection, [place.matricule])
    # A homonym made of a kept identity is another kept identity.
    others = (Personne(id=one.ins.matricule.lower(), reference=one) for one in after.homonymes)
    registre.ajouter(connection, [after, *others])
    return after


async def libre(espace: "Espace", matricule: str) -> bool:
    """True when nobody bears or bore it."""
    return await espace.store.query(lambda connection: _libre(espace, connection, _NULLE_PART, matricule))


def _libre(espace: "Espace", connection: Connection, place: Place, matricule: str) -> bool:
    """True when nobody but the identity at that place bears or bore it: one may take an old number back."""
    if registre.personne(connection, matricule) is not None:
        return False
    own = "" if place.personne else place.matricule
    former = select(anciens.c.actif).where(anciens.c.matricule == matricule, anciens.c.actif != own).limit(1)
    if connection.execute(former).first() is not None:
        return False
    return espace.monde.mentioned(connection, matricule) <= {place.personne}
