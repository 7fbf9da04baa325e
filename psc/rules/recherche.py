"""Which professionals a search designates, on the login page and on the telephone."""

from collections.abc import Iterable

from psc.model import Porteur
from simulators.core.sante.noms import sans_diacritique


def trouver(gens: Iterable[Porteur], mots: str) -> list[Porteur]:
    """Those in whom every word is found: name, profession or identifier, accents and case apart."""
    wanted = _plain(mots).split()
    return [one for one in gens if all(word in _texte(one) for word in wanted)]


def _texte(one: Porteur) -> str:
    return _plain(f"{one.prenom} {one.nom} {one.metier} {one.identifiant} {one.id}")


def _plain(text: str) -> str:
    """Letters as one compares them when searching: no accent, no case."""
    return sans_diacritique(text).casefold()
