"""The address of the directory: one application reads every call under it."""

from collections.abc import MutableMapping
from http import HTTPStatus
from typing import Any, Final

from mss.annuaire.data.parametres import CORPS_MAX
from mss.annuaire.data.systemes import BASE, ENTETE_CLE
from mss.annuaire.extraction import est_extraction, extraire
from mss.annuaire.messages.appel import lire
from mss.annuaire.messages.reponses import TYPE_JSON, refus
from mss.annuaire.model import Refus
from mss.annuaire.service import AnnuaireFhir
from mss.confiance.publics import Publics, operation
from simulators.core.net.body import BodyTooLarge, BodyTooSlow, ClientGone, read_body
from simulators.core.net.routing import route_path
from simulators.core.net.typed import header, typed_address
from simulators.core.service import Draft, Failure

Scope = MutableMapping[str, Any]

_CLE: Final = ENTETE_CLE.lower().encode()
BODY_TIMEOUT: Final = 30.0
# Seconds that a client over the rate is asked to wait (assumed, as the status is).
ATTENTE: Final = b"10"


def panne() -> Failure:
    """What is answered should the directory itself fail."""
    told = refus(Refus("annuaire_erreur"))
    return Failure(told.statut, TYPE_JSON, told.corps)


def perdu() -> Failure:
    """What is answered for an espace that does not exist."""
    told = refus(Refus("annuaire_adresse"))
    return Failure(told.statut, TYPE_JSON, told.corps)


class Appels:
    """The ASGI application of the face."""

    def __init__(
        self, annuaire: AnnuaireFhir, publics: Publics, public_url: str, timeout: float = BODY_TIMEOUT
    ) -> None:
        self._annuaire = annuaire
        self._publics = publics
        self._public_url = public_url
        self._timeout = timeout
        self._failure = panne()

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """One ASGI call."""
        draft: Draft = scope["socle"]
        draft.failure = self._failure
        method, path = scope["method"], route_path(dict(scope))
        query = scope["query_string"].decode("latin-1")
        if est_extraction(method, path):
            await extraire(draft, method, send)
            return
        if operation(method, path):
            await self._publics.servir(draft, method, path, query, send)
            return
        try:
            body: bytes | None = await read_body(receive, CORPS_MAX, self._timeout)
        except (BodyTooLarge, BodyTooSlow):
            body = None
        except ClientGone:
            return
        appel = lire(
            method,
            path,
            query,
            cle=header(scope, _CLE),
            accepte=header(scope, b"accept"),
            corps=body,
        )
        base = typed_address(scope, BASE, public_url=self._public_url, espace=draft.espace.name)
        answer = await self._annuaire.repondre(draft, appel, base)
        headers = [
            (b"content-type", TYPE_JSON.encode()),
            (b"content-length", str(len(answer.corps)).encode()),
            *([(b"connection", b"close")] if body is None else []),
            *([(b"retry-after", ATTENTE)] if answer.statut == HTTPStatus.TOO_MANY_REQUESTS else []),
        ]
        await send({"type": "http.response.start", "status": answer.statut, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if method == "HEAD" else answer.corps})
