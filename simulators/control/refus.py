"""The refusals of the control API as its OpenAPI document declares them."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from simulators.control.reponses import Refused

Declared = dict[int | str, dict[str, Any]]
Status = int | Literal["default"]

_SENTENCES: Final[Mapping[Status, str]] = {
    401: "Jeton absent ou inconnu / No token, or an unknown one",
    403: "Réservé au jeton d'administration / For the administrator's token only",
    404: "Inconnu ici / Not known here",
    408: "Le corps n'est pas arrivé à temps / The body did not come in time",
    409: "Impossible dans l'état présent / Not possible in the present state",
    413: "Corps trop gros / Body too large",
    422: "Demande refusée : phrase, ou champs à corriger / Refused: a sentence, or the fields to correct",
    "default": "Tout autre refus, ou une panne du simulateur / Any other refusal, or a failure here",
}


def declared(*statuses: Status) -> Declared:
    """The form of these refusals, for a route or a router."""
    return {status: {"model": Refused, "description": _SENTENCES[status]} for status in statuses}


def octets(media_type: str, what: str) -> Declared:
    """An answer that is a file."""
    schema = {"type": "string", "format": "binary"}
    return {200: {"description": what, "content": {media_type: {"schema": schema}}}}
