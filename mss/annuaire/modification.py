"""A patch at work: the entry it is for, what it changes in the espace, the entry as it becomes."""

from typing import TYPE_CHECKING

from mss.annuaire.acces import Repertoires
from mss.annuaire.model import Fiche, Modification, Refus
from mss.annuaire.rules.modification import Porteur, appliquer
from mss.annuaire.rules.publication import porteur, titulaire
from mss.annuaire.rules.selection import viser

if TYPE_CHECKING:
    from simulators.core.espace import Espace


async def modifier(demande: Modification, espace: "Espace", repertoires: Repertoires) -> Fiche | Refus:
    """The entry once changed; nothing changes when an operation cannot be done."""
    fiche = viser(demande, await repertoires.de(espace))
    if isinstance(fiche, Refus):
        return fiche
    monde = espace.monde
    holder, structure = titulaire(
        fiche.reference, monde.professionnels().values(), monde.structures().values()
    )
    own = f"{holder}/{structure}" if structure else holder
    every = [one for one in monde.boites().values() if one.genre != "USAGER"]
    boites = [one for one in every if porteur(one) == own]
    taken = frozenset(one.adresse.lower() for one in every if porteur(one) != own)
    changes = appliquer(demande.operations, boites, Porteur(demande.type, holder, structure, taken))
    if isinstance(changes, Refus):
        return changes
    for box in changes.mises:
        await monde.put(box)
    for gone in changes.retirees:
        await monde.delete("boites", gone)
    return (await repertoires.de(espace)).par_reference[fiche.reference]
