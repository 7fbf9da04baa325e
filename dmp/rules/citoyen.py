"""What the citizen sees of the record in Mon espace santé, and what is hidden from them.

Of the site itself nothing was read: what follows is what the confidentiality codes say of whom they hide a
document from (dmp_xds.md §5.2), the rest is assumed and told in the register.
"""

from collections.abc import Iterable, Iterator
from typing import Final, Literal

from dmp.model import DocumentDepose, Dossier, EtatDocument, Passage
from dmp.rules.droits import INVISIBLE, INVISIBLE_REPRESENTANTS

Regard = Literal["usager", "representant"]
# What a citizen finds in the list; what was replaced or deleted is not shown.
_MONTRES: Final = frozenset({EtatDocument.APPROUVE, EtatDocument.ARCHIVE})


def ouvert(dossier: Dossier) -> bool:
    """Whether the person has an account there: an open record, attached to Mon espace santé."""
    return dossier.etat == "ouvert" and dossier.rattache_mes


def montre(one: DocumentDepose, regard: Regard) -> bool:
    """Whether a document is shown: to the person unless not announced yet, to parents unless secret."""
    if one.fiche.availability_status not in _MONTRES:
        return False
    hidden = {INVISIBLE, INVISIBLE_REPRESENTANTS} if regard == "representant" else {INVISIBLE}
    return hidden.isdisjoint(one.confidentialites)


def documents(dossier: Dossier, held: Iterable[DocumentDepose], regard: Regard) -> list[DocumentDepose]:
    """The documents shown, in the order of the registry; none without an account."""
    return [one for one in held if montre(one, regard)] if ouvert(dossier) else []


def histoire(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Who came: every passage, emergency ones told as such."""
    yield from passages
