"""What the DUI says of its acts, in the two languages: sentences without code."""

from collections.abc import Mapping, Sequence

from ins.model import Carte, Faute
from simulators.core.rule import Text
from simulators.core.sante.rniv.coherence import Ecart
from simulators.core.sante.rniv.dossier import Dossier
from simulators.core.sante.rniv.libelles import STATUTS
from simulators.dui.insi import Issue
from simulators.dui.recherche import Recherche
from simulators.dui.reseau import Echec

_TRAITS: Mapping[str, Text] = {
    "nom_naissance": Text("nom de naissance", "birth name"),
    "prenoms": Text("premier prénom", "first given name"),
    "sexe": Text("sexe", "sex"),
    "date_naissance": Text("date de naissance", "birth date"),
    "lieu_naissance": Text("lieu de naissance", "place of birth"),
}
_ANSWERS: Mapping[str, Text] = {
    "00": Text("une identité trouvée", "one identity found"),
    "01": Text("aucune identité trouvée", "no identity found"),
    "02": Text("plusieurs identités trouvées", "several identities found"),
}


def opened(dossier: Dossier) -> Text:
    """A record was opened."""
    traits, statut = dossier.traits, STATUTS[dossier.statut]
    name = f"{traits.premier_prenom} {traits.nom_naissance}".strip() or dossier.prenom_utilise
    return Text(f"Dossier ouvert : {name}, identité {statut.fr}", f"Record opened: {name}, {statut.en}")


def called(recherche: Recherche, issue: Issue) -> Text:
    """One call and its answer."""
    who = f"{recherche.nom_naissance} {recherche.prenom}"
    place_fr = f", lieu {recherche.lieu_naissance}" if recherche.lieu_naissance else ""
    place_en = f", place {recherche.lieu_naissance}" if recherche.lieu_naissance else ""
    answer = _answer(issue)
    return Text(
        f"Recherche par traits, {who}{place_fr} : {answer.fr}", f"Search, {who}{place_en}: {answer.en}"
    )


def read_card(carte: Carte, issue: Issue) -> Text:
    """One search by carte Vitale and its answer."""
    who, answer = carte.nom_naissance or "", _answer(issue)
    return Text(f"Carte Vitale lue, {who} : {answer.fr}", f"Carte Vitale read, {who}: {answer.en}")


def _answer(issue: Issue) -> Text:
    if isinstance(issue, Echec):
        return issue.motif
    if isinstance(issue, Faute):
        said = issue.texte or issue.raison
        return Text(f"refus du téléservice, « {said} »", f'refused by the service, "{said}"')
    return _ANSWERS.get(issue.code, Text(issue.libelle, issue.libelle))


def no_call(reason: Text) -> Text:
    """The record may not be sent."""
    return Text(f"Aucun appel : {reason.fr}", f"No call: {reason.en}")


def degraded(dossier: Dossier) -> Text:
    """The service did not answer: work goes on with the present status."""
    statut = STATUTS[dossier.statut]
    return Text(f"L'identité reste {statut.fr}", f"The identity stays {statut.en}")


def refused(ecarts: Sequence[Ecart]) -> Text:
    """The answer is not the person of the record."""
    fr, en = (", ".join(names) for names in zip(*(_TRAITS[ecart.trait] for ecart in ecarts), strict=True))
    return Text(f"Discordance ({fr}) : l'identité n'est pas reprise", f"Mismatch ({en}): not taken over")


def taken_over(before: Dossier, after: Dossier) -> Text:
    """The answer was taken over."""
    was, now = STATUTS[before.statut], STATUTS[after.statut]
    return Text(f"Identité {was.fr} devenue {now.fr}", f"Identity {was.en}, now {now.en}")


def corrected(name: str) -> Text:
    """The user typed the birth name again."""
    return Text(f"Nom de naissance corrigé : {name}", f"Birth name corrected: {name}")


def given_names_corrected(names: Sequence[str]) -> Text:
    """The user put the given names in the order of the identity document."""
    told = " ".join(names)
    return Text(f"Prénoms remis dans l'ordre : {told}", f"Given names put in order: {told}")


def not_sent() -> Text:
    """The DUI itself forbids to send."""
    return Text("Envoi bloqué : l'identité n'est pas qualifiée", "Not sent: the identity is not qualified")


def waited() -> Text:
    """Time passed before the next try."""
    return Text("Attente avant un nouvel essai", "Waiting before another try")
