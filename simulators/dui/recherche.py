"""In which order a DUI asks INSi (ins.md §6.2): pure, one attempt at a time, from the answers so far."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulators.core.sante.rniv.dossier import Traits
from simulators.dui.conversion import convert_nom, convert_prenom

MAX_ATTEMPTS = 5
TROUVEE, AUCUNE, PLUSIEURS = "00", "01", "02"


@dataclass(frozen=True, slots=True)
class Recherche:
    """What one call asks: `prenom` is one given name, or all of them separated by spaces."""

    nom_naissance: str
    prenom: str
    sexe: str
    date_naissance: str
    lieu_naissance: str = ""


@dataclass(frozen=True, slots=True)
class Essai:
    """One attempt and the code it was answered: 00, 01, 02, or anything else for a fault."""

    recherche: Recherche
    code: str


def next_search(traits: Traits, essais: Sequence[Essai], *, with_place: bool = False) -> Recherche | None:
    """The next call to make, None when there is none left (or no point in it).

    Each given name alone in the record's order, then all; after 02 all given names, then the place of birth.
    Stops at 00, at any fault, and after five attempts. `with_place` sends the place from the first call.

    Raises InconvertibleError when a name cannot be sent.
    """
    if essais and (essais[-1].code not in (AUCUNE, PLUSIEURS) or len(essais) >= MAX_ATTEMPTS):
        return None
    place = traits.lieu_naissance if with_place else ""
    tried = {essai.recherche for essai in essais}
    candidates = _after_several(traits, essais, place) or _successive(traits, place)
    return next((search for search in candidates if search not in tried), None)


def first_search(traits: Traits) -> Recherche:
    """Birth name, first given name, sex, date; no place. Raises InconvertibleError."""
    return _search(traits, traits.prenoms[0])


def _successive(traits: Traits, place: str) -> list[Recherche]:
    names = [*traits.prenoms, " ".join(traits.prenoms)]
    return [_search(traits, name, place) for name in names]


def _after_several(traits: Traits, essais: Sequence[Essai], place: str) -> list[Recherche]:
    ambiguous = [essai.recherche.prenom for essai in essais if essai.code == PLUSIEURS]
    if not ambiguous:
        return []
    searches = [_search(traits, " ".join(traits.prenoms), place)]
    if traits.lieu_naissance:
        searches.append(_search(traits, ambiguous[-1], traits.lieu_naissance))
    return searches


def _search(traits: Traits, prenom: str, lieu: str = "") -> Recherche:
    nom = convert_nom(traits.nom_naissance)
    return Recherche(nom, convert_prenom(prenom), traits.sexe, traits.date_naissance, lieu)
