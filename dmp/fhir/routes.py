"""The address of the FHIR face: one application reads every call under it."""

import json
from collections.abc import MutableMapping
from typing import Any, Final

from dmp.fhir.data import noms
from dmp.fhir.messages.issues import outcome
from dmp.fhir.model.appel import Appel
from dmp.fhir.model.reponse import Probleme
from dmp.fhir.rules.catalogue import appel as catalogue
from dmp.fhir.service import Fhir
from dmp.fhir.traitement.relecture import ENTETES, champs, chemin_servi
from simulators.core.net.body import BodyTooLarge, BodyTooSlow, ClientGone, read_body
from simulators.core.net.routing import route_path
from simulators.core.net.typed import typed_address
from simulators.core.rule import Rule
from simulators.core.service import Draft, Failure

Scope = MutableMapping[str, Any]

TAILLE: Final = 50_000_000
_CLOSE: Final = (b"connection", b"close")
# What is repeated of the caller's own identifier of a request.
_X_REQUEST: Final = 200


def panne() -> Failure:
    """What is answered should the face itself fail."""
    told = outcome([Probleme("error", "exception", "XDSRegistryError", "Erreur interne")])
    return Failure(500, noms.JSON, json.dumps(told, ensure_ascii=False).encode())


def perdu() -> Failure:
    """What is answered for an espace that does not exist."""
    told = outcome([Probleme("error", "not-found", "", "Espace inconnu")])
    return Failure(404, noms.JSON, json.dumps(told, ensure_ascii=False).encode())


class Appels:
    """The ASGI application of the face."""

    def __init__(self, fhir: Fhir, public_url: str, *, timeout: float) -> None:
        self._fhir = fhir
        self._public_url = public_url
        self._timeout = timeout
        self._failure = panne()

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """One ASGI call."""
        draft: Draft = scope["socle"]
        draft.failure = self._failure
        body: bytes | None = None
        incident: Rule | None = None
        try:
            body = await read_body(receive, TAILLE, self._timeout)
        except BodyTooLarge:
            incident = catalogue.TROP_GROS
        except BodyTooSlow:
            incident = catalogue.TROP_LENT
        except ClientGone:
            return
        call = self._appel(scope, draft, body, incident)
        written = await self._fhir.repondre(draft, call)
        headers = [(name.encode(), value.encode("latin-1", "replace")) for name, value in written.entetes]
        if written.media:
            headers.append((b"content-type", written.media.encode("latin-1", "replace")))
        headers.append((b"content-length", str(len(written.corps)).encode()))
        asked = call.entete("x-request-id")[:_X_REQUEST]
        if asked.isascii() and asked.isprintable() and asked:
            headers.append((b"x-request-id", asked.encode()))
        if incident is not None:
            headers.append(_CLOSE)
        await send({"type": "http.response.start", "status": written.statut, "headers": headers})
        data = b"" if scope["method"] == "HEAD" else written.corps
        await send({"type": "http.response.body", "body": data})

    def _appel(self, scope: Scope, draft: Draft, body: bytes | None, incident: Rule | None) -> Appel:
        path = route_path(dict(scope))
        served = chemin_servi(path)
        headers: dict[str, str] = {}
        for raw, value in scope["headers"]:
            name = raw.decode("latin-1").lower()
            if name in ENTETES and name not in headers:
                headers[name] = value.decode("latin-1")
        media = headers.get("content-type", "").partition(";")[0].strip().lower()
        base = typed_address(scope, noms.BASE, public_url=self._public_url, espace=draft.espace.name)
        return Appel(
            methode=scope["method"],
            chemin=served if served is not None else "/_hors_base",
            base=base,
            parametres=champs(scope["query_string"].decode("latin-1"), body or b"", media),
            entetes=headers,
            corps=body,
            incident=incident if served is not None else incident or catalogue.ADRESSE,
            clair=not draft.wire.tls_version,
        )
