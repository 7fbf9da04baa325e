"""From a rule broken to a finding at its place in the exchange."""

from collections.abc import Callable, Iterable

from mss.model import Courriel, Remarque
from simulators.core.rule import WHOLE_REQUEST, Effect, Finding, Place, Rule

EffectOf = Callable[[Rule], Effect]


def findings(
    courriel: Courriel | None, remarques: Iterable[Remarque], effect: EffectOf
) -> tuple[Finding, ...]:
    """One finding per remark, at its header, its MIME part, its SMTP command or its certificate field."""
    return tuple(
        Finding(one.rule, _place(courriel, one), one.found, one.expected, effect(one.rule))
        for one in remarques
    )


def _place(courriel: Courriel | None, remarque: Remarque) -> Place:
    if remarque.certificat:
        return Place("tls", "certificate", remarque.certificat)
    if remarque.commande:
        return Place("request", "header", remarque.entete)
    if courriel is None:
        return WHOLE_REQUEST
    if remarque.entete:
        return _entete(courriel, remarque.entete)
    if remarque.partie is not None and remarque.partie < len(courriel.parties):
        part = courriel.parties[remarque.partie]
        return Place("request", "bytes", remarque.chemin or part.nom or part.type_mime, part.debut, part.fin)
    return Place("request", "whole", remarque.chemin) if remarque.chemin else WHOLE_REQUEST


def _entete(courriel: Courriel, nom: str) -> Place:
    """The field itself, or its name alone when it is the absence that is told."""
    found = courriel.entete(nom)
    if found is None:
        return Place("request", "header", nom)
    return Place("request", "bytes", nom, found.debut, found.fin, found.ligne)
