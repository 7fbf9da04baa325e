"""A recorded exchange as a call again: asked, answered, and what only that moment knew."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote

from dmp.fhir.data import noms
from dmp.fhir.model.appel import Appel, Champ
from dmp.fhir.model.reponse import Reponse
from dmp.fhir.rules.demande import FORMULAIRE
from dmp.xds.model import Remarque

if TYPE_CHECKING:
    from simulators.core.journal.model import Exchange

ENTETES = frozenset(
    {
        "accept",
        "authorization",
        "content-type",
        "if-match",
        "if-none-exist",
        "if-none-match",
        "if-unmodified-since",
        "prefer",
        "x-request-id",
    }
)
_CHAMPS = 500


def champs(query: str, body: bytes, media: str) -> tuple[Champ, ...]:
    """The parameters of an address, then those of a search form. What is no pair is left out."""
    found = _pairs(query)
    if media == FORMULAIRE:
        found += _pairs(body.decode("utf-8", "replace"))
    return tuple(Champ(*pair) for pair in found)


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=_CHAMPS)
    except ValueError:
        return [("_count", "")]


def chemin_servi(path: str) -> str | None:
    """What follows the base in a path; None outside it."""
    if path == noms.BASE or path.startswith(f"{noms.BASE}/"):
        return path[len(noms.BASE) :] or "/"
    return None


def appel_relu(exchange: "Exchange") -> Appel:
    """The call that was recorded."""
    method, _, rest = exchange.request.start.partition(" ")
    target = rest.rpartition(" ")[0]
    path, _, query = target.partition("?")
    served = chemin_servi(unquote(path).removeprefix(f"/~{exchange.espace}"))
    headers = {
        name.lower(): value for name, value in reversed(exchange.request.headers) if name.lower() in ENTETES
    }
    body = exchange.request.body or b""
    media = headers.get("content-type", "").partition(";")[0].strip().lower()
    return Appel(
        methode=method,
        chemin=served if served is not None else path,
        base="",
        parametres=champs(query, body, media),
        entetes=headers,
        corps=body,
        clair=not exchange.wire.tls_version,
    )


def reponse_relue(exchange: "Exchange") -> Reponse:
    """What was answered, as far as the journal holds it in JSON."""
    status = int(exchange.outcome) if exchange.outcome.isdigit() else 0
    answer = exchange.answer
    body = answer.body if answer is not None else None
    tree: dict[str, Any] | None = None
    if answer is not None and body and (answer.header("content-type") or "").startswith(noms.JSON):
        try:
            read = json.loads(body)
        except ValueError:
            read = None
        tree = read if isinstance(read, dict) else None
    return Reponse(status, tree)


def restitues(exchange: "Exchange", told: Sequence[Remarque]) -> Iterator[Remarque]:
    """What was noted then and cannot be found again from the bytes alone: people, registry, rights."""
    again = {one.rule.id for one in told}
    for one in exchange.findings:
        if one.rule.service == "dmp" and one.rule.id not in again:
            yield Remarque(one.rule, one.found, one.expected, place=one.place)
