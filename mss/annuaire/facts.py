"""The flat facts of a call to the directory, from the call and its answer: alike live and read again."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from mss.annuaire.model import Appel, Capacites, Demande, Lecture, Modification, Refus
from mss.data import names
from simulators.core.journal.model import Fact

_MOST: Final = 200


def operation(demande: Demande | Refus) -> str:
    """What the call is in the journal."""
    if isinstance(demande, Refus):
        return names.ANNUAIRE_REFUS
    if isinstance(demande, Capacites):
        return names.ANNUAIRE_CAPACITES
    if isinstance(demande, Modification):
        return names.ANNUAIRE_MODIFICATION
    return names.ANNUAIRE_LECTURE if isinstance(demande, Lecture) else names.ANNUAIRE_RECHERCHE


def facts(appel: Appel, demande: Demande | Refus, statut: str, corps: bytes) -> dict[str, Fact]:
    """`annuaire.adresses` are the mailboxes that the client learnt."""
    kind = "" if isinstance(demande, Refus | Capacites) else demande.type
    told = _lu(corps)
    matches = [one for one in told if one[0] == "match"]
    found = dict.fromkeys(_adresses([one[1] for one in told]))
    operations = appel.operations
    return {
        "annuaire.operations": tuple(f"{one.genre} {one.attribut or 'bal'}" for one in operations),
        "annuaire.type": kind,
        "annuaire.parametres": tuple(dict.fromkeys(one.nom[:60] for one in appel.parametres)),
        "annuaire.trouves": len(matches),
        "annuaire.adresses": tuple(found)[:_MOST],
        "professional": "",
        "code": statut,
        "mss.code": statut,
        "fault": not statut.startswith("2"),
    }


def _lu(corps: bytes) -> Sequence[tuple[str, dict[str, Any]]]:
    """The resources of an answer and why each is there; none in what is no whole answer of ours."""
    try:
        answer = json.loads(corps)
    except ValueError:
        return []
    if answer["resourceType"] == "Bundle":
        return [(one["search"]["mode"], one["resource"]) for one in answer.get("entry", ())]
    other = answer["resourceType"] in {"OperationOutcome", "CapabilityStatement"}
    return [] if other else [("match", answer)]


def _adresses(resources: Sequence[dict[str, Any]]) -> Iterator[str]:
    for one in resources:
        yield from (telecom["value"] for telecom in one.get("telecom", ()))
