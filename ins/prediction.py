"""What INSi would answer about somebody of an espace now: the search itself, by the traits a DUI sends."""

from typing import Final

from ins.errors import AUCUNE, OK
from ins.model import Traits, Vue
from ins.rules.recherche import chercher, repondre
from simulators.core.monde.model import Personne
from simulators.core.rule import Text
from simulators.core.sante.noms import convertir

_CODES: Final = {OK[0]: "trouve", AUCUNE[0]: "rien"}
_PAR_ETAT_CIVIL: Final = {
    "trouve": Text(
        "Cherchée par ses traits d’état civil, cette personne est trouvée.",
        "Searched by the civil status traits, this person is found.",
    ),
    "rien": Text(
        "Cherchée par ses traits d’état civil, cette personne n’est pas trouvée.",
        "Searched by the civil status traits, this person is not found.",
    ),
    "plusieurs": Text(
        "Cherchée par ses traits d’état civil, sans lieu de naissance : plusieurs identités, aucune "
        "n’est rendue.",
        "Searched by the civil status traits, without place of birth: several identities, none is returned.",
    ),
}
_PAR_DOSSIER: Final = {
    "trouve": Text(
        "Avec le nom et le premier prénom du dossier de l’établissement, elle est trouvée.",
        "With the name and first given name of the establishment’s record, they are found.",
    ),
    "rien": Text(
        "Avec le nom et le premier prénom du dossier de l’établissement, elle n’est pas trouvée.",
        "With the name and first given name of the establishment’s record, they are not found.",
    ),
    "plusieurs": Text(
        "Avec le nom et le premier prénom du dossier de l’établissement : plusieurs identités.",
        "With the name and first given name of the establishment’s record: several identities.",
    ),
}
_INCONNUE: Final = Text("INSi ne connaît pas cette personne.", "INSi does not know this person.")


def predire(personne: Personne, vue: Vue) -> tuple[Text, ...]:
    """The answer to a search by the reference traits, then by those of the local record when they differ."""
    civil, local = _civil(personne), _local(personne)
    if civil is None:
        return (_INCONNUE,)
    told = (_PAR_ETAT_CIVIL[_issue(civil, vue)],)
    return told if local == civil else (*told, _PAR_DOSSIER[_issue(local, vue)])


def _issue(traits: Traits, vue: Vue) -> str:
    return _CODES.get(repondre(chercher(traits, vue)).code, "plusieurs")


def _civil(personne: Personne) -> Traits | None:
    one = personne.reference
    if one is None:
        return None
    return Traits(one.nom_naissance, one.prenoms[:1], one.sexe, one.date_naissance)


def _local(personne: Personne) -> Traits:
    """The record's traits as a software converts them; those it does not tell are the reference's."""
    local, one = personne.local, personne.reference
    nom = local.nom_naissance or (one.nom_naissance if one else "")
    prenoms = local.prenoms or (one.prenoms if one else ())
    sexe = local.sexe or (one.sexe if one else "")
    date = local.date_naissance or (one.date_naissance if one else "")
    absent = set(local.traits_absents)
    return Traits(
        convertir(nom),
        tuple(convertir(prenom) for prenom in prenoms[:1]),
        "" if "sexe" in absent else sexe,
        "" if "date_naissance" in absent else date,
    )
