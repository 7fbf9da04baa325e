"""What is answered: the first refusal, else the fault asked for, else the search."""

from collections.abc import Sequence

from ins.errors import AUCUNE, ERRORS, PASSERELLE, PLUSIEURS, SERVICE, est_une_faute, pour_vitale
from ins.model import Demande, Faute, Individu, Operation, Remarque, Reponse, Resultat
from ins.rules.catalogue.transport import DONNEES_REELLES
from ins.rules.recherche import repondre
from simulators.core.rule import Effect, Profile, Rule

# On the qualification platform of 2022-2023, "nobody" came as a technical fault (ins.md §5.3).
OPTION_QUIRK_QUALIF = "ins.quirk_qualif"
# Answers without an identity: those a business fault may ask for by their code.
_SUR_COMMANDE = {answer[0]: answer for answer in (AUCUNE, PLUSIEURS)}


def effet(rule: Rule, profile: Profile, refuse_real_data: bool) -> Effect:
    """What this espace does of a broken rule; real data is refused where the espace says so."""
    if rule is DONNEES_REELLES:
        return Effect.REFUSE if refuse_real_data else Effect.ACCEPT
    return rule.effect(profile)


def refus(remarques: Sequence[Remarque], profile: Profile, refuse_real_data: bool) -> Remarque | None:
    """The remark that refuses the message: real data before all, else the first in the order of reading."""
    refusing = [one for one in remarques if effet(one.rule, profile, refuse_real_data) is Effect.REFUSE]
    if not refusing:
        return None
    return next((one for one in refusing if one.rule is DONNEES_REELLES), refusing[0])


def cle_de_refus(remarque: Remarque) -> str:
    """The entry of the error table that answers a refusing remark."""
    refusal = remarque.rule.refusal
    return refusal.error if refusal else "donnees_reelles"


def passe_la_passerelle(remarque: Remarque | None) -> bool:
    """True when the message reaches the service, where a programmed fault may strike."""
    if remarque is None:
        return True
    refusal = remarque.rule.refusal
    return refusal is not None and not refusal.always and ERRORS[refusal.error].wire["forme"] == SERVICE


def decider(
    remarque: Remarque | None,
    panne: str,
    found: tuple[Individu, ...],
    demande: Demande | None,
    options: frozenset[str],
) -> Resultat:
    """The answer. `panne` is the name of the business fault that struck, empty for none."""
    message_id = demande.message_id if demande else None
    vitale = demande is not None and demande.operation is Operation.VITALE
    if est_une_faute(panne):
        return faute(panne, message_id)
    if panne in _SUR_COMMANDE:
        return Reponse(*_SUR_COMMANDE[panne])
    if remarque is not None:
        key = cle_de_refus(remarque)
        return faute(pour_vitale(key) if vitale else key, message_id)
    reponse: Reponse = repondre(found)
    if reponse.code == AUCUNE[0] and OPTION_QUIRK_QUALIF in options:
        return faute("insi_101" if vitale else "insi_102", message_id)
    return reponse


def faute(key: str, message_id: str | None = None) -> Faute:
    """The fault of an entry of the table. Only the gateway echoes the MessageID (ins.md §5.1)."""
    entry = ERRORS[key]
    wire = entry.wire
    echo = message_id if wire["forme"] == PASSERELLE else None
    return Faute(
        code=entry.code,
        sous_code=wire["sous_code"],
        role=wire["role"],
        raison=wire["raison"],
        texte=entry.label,
        severite=wire["severite"],
        message_id=echo,
        cle=key,
    )
