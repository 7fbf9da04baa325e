"""A mail judged whole, and what is done of it."""

from collections.abc import Iterator, Sequence

from mss.model import Archive, Courriel, Enveloppe, Remarque, Route
from mss.rules import archive as documents
from mss.rules import courriel as mail
from mss.rules.catalogue.envoi import REELLES
from mss.rules.destinataires import donnees_reelles
from mss.rules.texte import remplacement
from simulators.core.rule import Effect, Profile, Rule


def juger(
    courriel: Courriel,
    archive: Archive | None,
    enveloppe: Enveloppe | None = None,
    routes: Sequence[Route] = (),
) -> tuple[Remarque, ...]:
    """Everything a mail breaks, in the order of reading. Without envelope, the mail is a saved file."""
    return tuple(_remarques(courriel, archive, enveloppe, routes))


def _remarques(
    courriel: Courriel, archive: Archive | None, enveloppe: Enveloppe | None, routes: Sequence[Route]
) -> Iterator[Remarque]:
    yield from mail.anomalies(courriel)
    for route in routes:
        remarque = donnees_reelles(route)
        if remarque is not None:
            yield remarque
    if courriel.sans_forme:
        return
    yield from mail.expediteur(courriel, enveloppe)
    yield from mail.sujet(courriel, archive)
    yield from mail.entetes(courriel, archive)
    yield from mail.corps(courriel)
    yield from mail.accuse(courriel)
    yield from remplacement(courriel, archive)
    yield from documents.pieces(courriel, archive)
    yield from documents.contenu(archive)
    if enveloppe is not None:
        yield from mail.fin(courriel, any(one.usager for one in routes))
    yield from documents.usagers(courriel, archive, routes)


def effet(rule: Rule, profile: Profile, refuse_real_data: bool) -> Effect:
    """What this espace does of a broken rule; real data is refused where the espace says so."""
    if rule is REELLES:
        return Effect.REFUSE if refuse_real_data else Effect.ACCEPT
    return rule.effect(profile)


def refus(remarques: Sequence[Remarque], profile: Profile, refuse_real_data: bool) -> Remarque | None:
    """The remark that refuses the mail: real data before all, else the first in the order of reading."""
    refusing = [one for one in remarques if effet(one.rule, profile, refuse_real_data) is Effect.REFUSE]
    if not refusing:
        return None
    return next((one for one in refusing if one.rule is REELLES), refusing[0])


def cle_de_refus(remarque: Remarque) -> str:
    """The entry of the error table that answers a refusing remark."""
    refusal = remarque.rule.refusal
    return refusal.error if refusal else "donnees_reelles"
