"""Which remark refuses a call, and which rule stands behind an error."""

from collections.abc import Iterable, Mapping
from typing import Final

from psc.model import Remarque
from psc.rules.catalogue import (
    acces,
    annonces,
    autorisation,
    ciba,
    client,
    connexion,
    echange,
    jeton,
    poussee,
    proxy,
    transport,
)
from simulators.core.rule import Effect, Profile, Rule


def _regles() -> Mapping[str, Rule]:
    modules = (
        transport,
        autorisation,
        client,
        connexion,
        jeton,
        ciba,
        acces,
        poussee,
        echange,
        annonces,
        proxy,
    )
    found = [value for module in modules for value in vars(module).values() if isinstance(value, Rule)]
    found.extend((*jeton.GRANT_FERME.values(), *client.ASSERTIONS.values()))
    return {rule.id: rule for rule in found}


REGLES: Final[Mapping[str, Rule]] = _regles()
# The rule that explains each error; every refused call has one.
PAR_ERREUR: Final[Mapping[str, Rule]] = {
    rule.refusal.error: rule for rule in REGLES.values() if rule.refusal is not None
}


def refuse(remarques: Iterable[Remarque], profile: Profile) -> Remarque | None:
    """The first remark that this profile refuses, in the order the service checks."""
    return next((one for one in remarques if one.rule.effect(profile) is Effect.REFUSE), None)


def erreur_de(remarque: Remarque | None) -> str:
    """The key of the error a refusing remark is answered with, empty for none."""
    refusal = remarque.rule.refusal if remarque else None
    return refusal.error if refusal else ""
