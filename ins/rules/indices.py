"""Why nobody was found, when the reference base of the espace knows somebody close (ins.md §6.2, §6.3).

The real service says nothing of this: it is for who mends the call, never for who is called.
"""

from collections.abc import Iterator, Sequence

from ins.model import Individu, Remarque, Spot, Traits, Vue
from ins.rules.catalogue import identite as catalogue
from simulators.core.sante.rniv.dates import is_incomplete

_SIGNES = str.maketrans("-'", "  ")


def indices(traits: Traits, vue: Vue) -> Iterator[Remarque]:
    """What is close to a search that found nobody: another spelling, another given name, another date."""
    nom, sexe, date = traits.nom_naissance, traits.sexe, traits.date_naissance
    if not (nom and sexe and date and traits.prenoms_joints):
        return
    same = vue.base.get((nom, sexe, date), ())
    yield from _prenoms(traits, same)
    if not same:
        yield from _nom(nom, (sexe, date), vue)
        yield from _date(traits, (nom, sexe), date, vue)


def _prenoms(traits: Traits, same: Sequence[Individu]) -> Iterator[Remarque]:
    asked = traits.prenoms_joints
    for one in same:
        known = one.liste_prenoms.split(" ")
        if asked in known[1:]:
            yield Remarque(catalogue.PRENOM_SECOND, asked, known[0], Spot.PRENOM)
            return
        if asked != one.liste_prenoms and _head(_plain(asked), _plain(one.liste_prenoms)):
            yield Remarque(catalogue.GRAPHIE, asked, one.liste_prenoms, Spot.PRENOM)
            return


def _plain(text: str) -> str:
    return " ".join(text.translate(_SIGNES).split())


def _head(asked: str, known: str) -> bool:
    return asked == known or known.startswith(f"{asked} ")


def _nom(nom: str, rest: tuple[str, str], vue: Vue) -> Iterator[Remarque]:
    """The same name with its hyphens and spaces exchanged, or its apostrophes made spaces."""
    written = {nom.replace("-", " "), nom.replace(" ", "-"), nom.replace("'", " "), nom.replace("'", "")}
    for other in sorted(written - {nom}):
        if vue.base.get((other, *rest), ()):
            yield Remarque(catalogue.GRAPHIE, nom, other, Spot.NOM)
            return


def _date(traits: Traits, who: tuple[str, str], date: str, vue: Vue) -> Iterator[Remarque]:
    """A date that the RNIV completes from an incomplete one of the base (EXI PP 19)."""
    if is_incomplete(date):
        return
    for known in _avant_completion(date):
        if any(_same_first(traits, one) for one in vue.base.get((*who, known), ())):
            yield Remarque(catalogue.DATE_EN_BASE, date, known, Spot.DATE)
            return


def _avant_completion(date: str) -> Iterator[str]:
    year, month, day = date.split("-")
    if (month, day) == ("12", "31"):
        yield f"{year}-00-00"
    if day == "01":
        yield f"{year}-{month}-00"
    if month == "01":
        yield f"{year}-00-{day}"


def _same_first(traits: Traits, one: Individu) -> bool:
    return _head(traits.prenoms_joints, one.liste_prenoms)
