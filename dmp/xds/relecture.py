"""What a recorded exchange tells besides its bytes: how it ended, what the registry of the moment said."""

from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Final

from dmp.xds.messages.reponse import ReponseLue
from dmp.xds.model import Remarque
from dmp.xds.rules.catalogue import (
    acces,
    alimentation,
    autorisations,
    contenus,
    gestion,
    lectures,
    listes,
    mise_a_jour,
    personnes,
    recherche,
    remplacements,
    transport,
    versions,
)
from dmp.xds.rules.transport import mal_dirige
from dmp.xds.traitement import Jugement
from simulators.core.journal.model import Exchange
from simulators.core.rule import Rule

_INCIDENTS: Final[Mapping[str, Rule]] = {"413": transport.TROP_GROS, "408": transport.TROP_LENT}


# How an answer names a document that cannot be had (dmp_xds.md §4.9).
_UNKNOWN: Final = "uniqueId="


def ordre(exchange: Exchange) -> tuple[str, str]:
    """The method and the path inside the espace."""
    method, _, rest = exchange.request.start.partition(" ")
    path = rest.partition(" ")[0].partition("?")[0].removeprefix(f"/~{exchange.espace}")
    return method, path


def incident(exchange: Exchange) -> Rule | None:
    """Why the body was never judged, when it was not; a saved file has no address to be wrong about."""
    method, path = ordre(exchange)
    if not exchange.connection:
        return None
    return mal_dirige(method, path) or _INCIDENTS.get(exchange.outcome)


def restitues(answer: ReponseLue | None, jugement: Jugement) -> Iterator[Remarque]:
    """The remarks that only the registry of the moment could make, from the words of the answer.

    The text of an error begins with the title of the rule that refused (see `decision.detail`).
    """
    if answer is None or not (answer.faute or answer.erreurs):
        return
    known = {one.rule.id for one in (*jugement.acces, *jugement.fond)}
    for words in [one.contexte for one in answer.erreurs] or [answer.texte]:
        missing = words.removeprefix(_UNKNOWN)
        if missing != words and not missing.startswith("urn:uuid:"):
            yield Remarque(lectures.DOCUMENT_INCONNU, missing, "", "demande")
        for rule in _registry_rules():
            title = rule.title.fr.rstrip(".")
            if title in words and rule.id not in known:
                found = words.partition(f"{title} : ")[2]
                yield Remarque(rule, found, "", "demande")


def _registry_rules() -> Iterator[Rule]:
    modules: tuple[ModuleType, ...] = (
        alimentation,
        remplacements,
        contenus,
        recherche,
        autorisations,
        lectures,
        acces,
        personnes,
        mise_a_jour,
        versions,
        gestion,
        listes,
    )
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, Rule) and value.refusal is not None:
                yield value
