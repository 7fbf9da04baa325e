"""What is read in an answer itself for the facts of the journal: live and later, the same."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any, Final

from psc.model import Reponse

_SUITE: Final = re.compile(rb'data-suite="([a-z]+)"')
_PROPRIETAIRE: Final = re.compile(rb'data-identifiant="([^"]+)"')


def suite_du_telephone(reponse: Reponse) -> str:
    """What became of the answer given on a telephone's screen: approuvee, refusee, tardive, or nothing."""
    found = _SUITE.search(reponse.corps)
    return found.group(1).decode() if found else ""


def proprietaire_du_telephone(reponse: Reponse | None) -> str:
    """The national identifier of whose telephone is shown, empty while it is being chosen."""
    found = _PROPRIETAIRE.search(reponse.corps) if reponse is not None else None
    return unescape(found.group(1).decode("utf-8", "replace")) if found else ""


def activites(identite: Mapping[str, Any]) -> list[Any]:
    """The activities an identity tells, over all its exercises."""
    pro = identite.get("SubjectRefPro")
    exercices = pro.get("exercices") if isinstance(pro, Mapping) else None
    told = [one.get("activities") for one in _liste(exercices) if isinstance(one, Mapping)]
    return [activite for activites_ in told for activite in _liste(activites_)]


def _liste(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
