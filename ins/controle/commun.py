"""What the control operations of INSi share: values typed, identities named, what is told back."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from ins.rules import saisie, vie
from ins.state import identites
from ins.state.identites import Place
from simulators.core.espace import Espace
from simulators.core.monde.model import IdentiteReference, Ins, Personne
from simulators.core.sante.fictif import est_fictif
from simulators.core.sante.matricule import valide
from simulators.core.service import ControlCall, ControlRefused

_LIRE: Final[Mapping[str, Callable[[str], Any]]] = {
    "nom_naissance": saisie.nom,
    "prenoms": saisie.prenoms,
    "sexe": saisie.sexe,
    "date_naissance": saisie.date,
    "date": saisie.date,
    "lieu_naissance": saisie.lieu,
}


def fiche(place: Place, personne: Personne) -> IdentiteReference:
    """The record designated. Raises LookupError when it went away meanwhile."""
    found = place.fiche(personne)
    if found is None:
        raise LookupError(place.matricule)
    return found


async def designe(espace: Espace, call: ControlCall) -> Place:
    """Where the identity named by the path is; 404 when INSi does not know it."""
    found = await identites.trouver(espace, call.parameters["identite"])
    if found is None:
        raise inconnue(espace, call)
    return found


def inconnue(espace: Espace, call: ControlCall) -> ControlRefused:
    """The refusal of an identity that INSi does not know here."""
    named = call.parameters["identite"][:40]
    return ControlRefused(404, f"Identité inconnue du référentiel de l'espace {espace.name} : {named}")


def epuise() -> ControlRefused:
    """The refusal when every fictional matricule of a month is borne."""
    return ControlRefused(409, "Tous les matricules fictifs de ce sexe, né ce mois-là, sont portés")


def saisi(champ: str, value: str) -> Any:
    """A typed value as the base holds it; 422 with the reason."""
    try:
        return _LIRE[champ](value)
    except saisie.SaisieRefusee as refused:
        raise ControlRefused(422, f"{champ} : {refused}") from None


def saisi_ins(value: str) -> tuple[str, str]:
    """A typed matricule and its key; 422 with the reason."""
    try:
        return saisie.ins(value)
    except saisie.SaisieRefusee as refused:
        raise ControlRefused(422, f"matricule : {refused}") from None


def donne(given: tuple[str, str], oid: str, espace: Espace) -> Ins:
    """An INS to give: its OID is the one asked for, else that of the environment."""
    try:
        named = saisie.oid(oid) if oid else vie.oid(given[0], espace.settings.options)
    except saisie.SaisieRefusee as refused:
        raise ControlRefused(422, f"oid : {refused}") from None
    return Ins(matricule=given[0], cle=given[1], oid=named)


def jour(espace: Espace, asked: str) -> str:
    """The day asked for, else that of the espace."""
    if not asked:
        return espace.clock.now().date().isoformat()
    found = str(saisi("date", asked))
    try:
        return date.fromisoformat(found).isoformat()
    except ValueError:
        raise ControlRefused(422, f"date : « {found} » n'existe pas") from None


def fictif_ou_refus(espace: Espace, matricule: str) -> None:
    """422 for a matricule that may be somebody's, where the espace refuses real data."""
    if espace.settings.refuse_real_data and not est_fictif(matricule):
        shown = f"{matricule[:7]}{'·' * 6}"
        raise ControlRefused(422, f"Matricule hors des listes fictives, refusé par cet espace : {shown}")


def dite(personne: Personne, place: Place) -> dict[str, object]:
    """A record told back, with what is strange in it."""
    found = place.fiche(personne)
    if found is None:
        raise ControlRefused(404, "Cette identité n'est plus dans la base")
    warnings = []
    if not est_fictif(found.ins.matricule):
        warnings.append(
            f"Le matricule {found.ins.matricule[:7]}{'·' * 6} n'est dans aucune liste fictive connue : "
            "n'entrez ici aucune personne réelle."
        )
    if not valide(found.ins.complet):
        warnings.append(f"La clé {found.ins.cle} n'est pas celle du matricule {found.ins.matricule}.")
    return {
        "personne": place.personne,
        "homonyme": place.homonyme,
        **found.model_dump(mode="json"),
        "deces": personne.deces,
        "avertissements": warnings,
    }
