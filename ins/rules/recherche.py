"""Whom a search finds: strict comparison, the head of the given names, the place filters (ins.md §6.2)."""

from collections.abc import Iterator

from ins.errors import AUCUNE, OK, PLUSIEURS
from ins.model import FicheLocale, Individu, Remarque, Reponse, Spot, Traits, Vue
from ins.rules.catalogue import identite as catalogue
from simulators.core.rule import Rule
from simulators.core.sante.noms import convertir

_ATTRIBUTS: dict[str, Rule] = {"douteux": catalogue.DOUTEUSE, "fictif": catalogue.FICTIVE}


def chercher(traits: Traits, vue: Vue) -> tuple[Individu, ...]:
    """The records that the traits designate. A trait that is missing or empty designates nobody.

    A trait that the *base* lacks (no sex, no given name, no place) is not compared.
    """
    nom, sexe, date = traits.nom_naissance, traits.sexe, traits.date_naissance
    prenoms = traits.prenoms_joints
    if not (nom and sexe and date and prenoms):
        return ()
    same = (*vue.base.get((nom, sexe, date), ()), *vue.base.get((nom, "", date), ()))
    return tuple(
        one
        for one in same
        if _prenoms_match(prenoms, one.liste_prenoms) and _lieu_matches(traits.lieu_naissance, one)
    )


def _prenoms_match(asked: str, known: str) -> bool:
    """The first given name, the first ones, or all of them: a head of the list cut at a space."""
    return not known or asked == known or known.startswith(asked + " ")


def _lieu_matches(asked: str | None, one: Individu) -> bool:
    return not asked or not one.lieu_naissance or asked == one.lieu_naissance


def repondre(found: tuple[Individu, ...]) -> Reponse:
    """00 with the identity, 01 or 02 without."""
    match len(found):
        case 0:
            return Reponse(*AUCUNE)
        case 1:
            return Reponse(*OK, found[0])
        case _:
            return Reponse(*PLUSIEURS)


def identite(traits: Traits, vue: Vue, found: tuple[Individu, ...]) -> Iterator[Remarque]:
    """What the establishment's own record says of this call: a name used, a doubtful identity."""
    key = (traits.nom_naissance or "", traits.sexe or "", traits.date_naissance or "")
    for record in vue.fiches.get(key, ()):
        for attribut in record.attributs:
            rule = _ATTRIBUTS.get(attribut)
            if rule is not None and _same_prenom(traits, record):
                yield Remarque(rule, attribut, "", Spot.CONTENT)
    if not found:
        for record in vue.noms_utilises.get(key, ()):
            if _same_prenom(traits, record):
                yield Remarque(catalogue.NOM_UTILISE, key[0], record.nom_reference, Spot.NOM)
                return


def _same_prenom(traits: Traits, record: FicheLocale) -> bool:
    """One of the given names asked for is one of the record's."""
    asked = {convertir(prenom) for prenom in traits.prenoms}
    asked |= {word for prenom in traits.prenoms for word in prenom.split(" ")}
    return bool(asked & set(record.prenoms)) or convertir(traits.prenoms_joints) == " ".join(record.prenoms)
