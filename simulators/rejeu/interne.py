"""Replays a recorded request to our own service, in the same process: nothing leaves, not even to a port."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import unquote

from simulators.core.espace import DEFAULT_ESPACE, Espace
from simulators.core.faults.transport import TransportFaults
from simulators.core.journal.model import Exchange
from simulators.core.journal.recorder import Recorder
from simulators.core.service import Face, Service
from simulators.rejeu.assertions import reserves
from simulators.rejeu.cible import Cible
from simulators.rejeu.comparer import Ecart, ecarts
from simulators.rejeu.lieux import lieux_de
from simulators.rejeu.secrets import demasquer

_PATIENCE: Final = 60.0


class PasRejouableError(ValueError):
    """A recorded exchange that cannot be replayed here; the text is a French sentence."""


@dataclass(frozen=True, slots=True)
class RejeuIci:
    """The new exchange, what differs from the first, what to know before reading it."""

    nouveau: Exchange
    ecarts: tuple[Ecart, ...]
    reserves: tuple[str, ...]


async def rejouer_ici(
    exchange: Exchange, espace: Espace, services: Mapping[str, Service], *, marks: bool
) -> RejeuIci:
    """Gives the request again to its service, in its espace, under the certificate it came with.

    Raises `PasRejouableError`. Transport faults of the espace play as on the wire; a cut leaves no answer.
    """
    face = _face(exchange, services)
    now = espace.clock.now()
    told = await asyncio.to_thread(lambda: tuple(reserves(exchange.request, now, Cible({}))))
    scope = _scope(exchange, espace)
    service = services[exchange.service]
    faulty = TransportFaults(face.app, service=service, face=face)
    recorder = Recorder(faulty, service=service, face=face, marks=marks)
    try:
        async with asyncio.timeout(_PATIENCE):
            await recorder(scope, _Demande(exchange.request.body or b""), _lost)
    except TimeoutError:
        raise PasRejouableError(f"pas de réponse en {_PATIENCE:.0f} secondes") from None
    new = await espace.journal.get(scope["socle"].id)
    if new is None:
        raise PasRejouableError("l'échange rejoué n'a pas été journalisé")
    return RejeuIci(new, await asyncio.to_thread(_compares, exchange, new), told)


def _compares(one: Exchange, other: Exchange) -> tuple[Ecart, ...]:
    """What differs. Long answers are long to read: off the event loop."""
    return tuple(ecarts(one, other, (lieux_de([one]), lieux_de([other]))))


def _face(exchange: Exchange, services: Mapping[str, Service]) -> Face:
    if exchange.protocol != "http":
        raise PasRejouableError("seul un appel HTTP se rejoue d'ici ; les courriels, par « socle replay »")
    message = exchange.request
    whole = message.body is not None and message.size <= len(message.body)
    if not message.start or not whole or exchange.facts.get("http.incomplet"):
        raise PasRejouableError("la demande n'est pas entière dans le journal")
    if demasquer(message, {})[1]:
        raise PasRejouableError("la demande portait un secret que le journal ne garde pas")
    service = services.get(exchange.service)
    face = next((one for one in service.faces if one.name == exchange.face), None) if service else None
    if face is None:
        raise PasRejouableError("le service de cet échange n'est pas servi ici")
    return face


def _scope(exchange: Exchange, espace: Espace) -> dict[str, Any]:
    """What the server would have made of the same bytes, in the espace of the journal it is read from."""
    method, _, rest = exchange.request.start.partition(" ")
    target = rest.rpartition(" ")[0]
    raw, _, query = target.partition("?")
    path = raw.removeprefix(f"/~{exchange.espace}") or "/"
    root = "" if espace.name == DEFAULT_ESPACE else f"/~{espace.name}"
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "https" if exchange.wire.tls_version else "http",
        "path": root + unquote(path),
        "raw_path": (root + path).encode("latin-1", "replace"),
        "query_string": query.encode("latin-1", "replace"),
        "root_path": root,
        "headers": [
            (name.lower().encode("latin-1", "replace"), value.encode("latin-1", "replace"))
            for name, value in exchange.request.headers
        ],
        "client": None,
        "server": None,
        "socle.espace": espace,
        "socle.peer": exchange.peer,
        "socle.wire": replace(exchange.wire, remote="rejeu"),
        "socle.connection": espace.ids.short("connexion"),
    }


class _Demande:
    """Stands for `receive`: the whole body, then silence."""

    def __init__(self, body: bytes) -> None:
        self._body: bytes | None = body

    async def __call__(self) -> dict[str, Any]:
        """The next ASGI event."""
        if self._body is None:
            # Whoever listens for the client's departure waits: it does not leave.
            await asyncio.get_running_loop().create_future()
        body, self._body = self._body or b"", None
        return {"type": "http.request", "body": body, "more_body": False}


async def _lost(_event: Any) -> None:
    """Nobody is at the other end: the recorder keeps what is answered."""
