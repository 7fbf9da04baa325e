"""Sends a recorded HTTP request again, its bytes as they were, and hears the answer."""

import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

import httpx

from simulators.core.journal.facts import status_line
from simulators.core.journal.model import Exchange, Message
from simulators.rejeu.cible import Adresse, Cible, Materiel
from simulators.rejeu.envoi import EnvoiError, Recu

# What the connection writes by itself, or what belonged to the first one.
_LEFT_OUT: Final = frozenset(
    {"host", "content-length", "connection", "transfer-encoding", "expect", "keep-alive"}
)
MOST_ANSWER: Final = 64_000_000
TIMEOUT: Final = httpx.Timeout(60.0, connect=10.0)


class EnvoiHttp:
    """One client per certificate: no proxy of the surroundings, no redirection followed. Close it."""

    def __init__(self, cible: Cible) -> None:
        self._cible = cible
        self._clients: dict[str, httpx.Client] = {}

    def fermer(self) -> None:
        """Closes the connections."""
        for client in self._clients.values():
            client.close()

    def envoyer(self, exchange: Exchange, message: Message, adresse: Adresse) -> Recu:
        """The answer to the request. Raises `EnvoiError`, `CibleError`."""
        method, target = _line(exchange, message, self._cible.espace, ours=self._cible.ready is not None)
        material = self._cible.materiel(exchange.service, exchange.peer)
        headers = [(name, value) for name, value in message.headers if name.lower() not in _LEFT_OUT]
        url = httpx.URL(scheme=adresse.scheme, host=adresse.hote, port=adresse.port, path="/")
        request = httpx.Request(
            method,
            url,
            headers=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers],
            content=message.body or b"",
            extensions={"target": target.encode("latin-1"), "timeout": TIMEOUT.as_dict()},
        )
        sent = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw)
        asked = Message(f"{method} {target} HTTP/1.1", sent, message.body, size=message.size)
        begun = time.perf_counter_ns()
        try:
            answer = self._heard(self._client(material), request)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise EnvoiError(f"{adresse} : {type(error).__name__} ({error})") from None
        return Recu(asked, answer, answer.start.split(" ")[1], (time.perf_counter_ns() - begun) // 1000)

    def _client(self, material: Materiel | None) -> httpx.Client:
        key = str(material.cert) if material else ""
        if key not in self._clients:
            self._clients[key] = httpx.Client(
                verify=self._cible.tls(material), timeout=TIMEOUT, trust_env=False, follow_redirects=False
            )
        return self._clients[key]

    def _heard(self, client: httpx.Client, request: httpx.Request) -> Message:
        answer = client.send(request, stream=True)
        try:
            body = b"".join(_bounded(answer))
        finally:
            with suppress(httpx.HTTPError):
                answer.close()
        headers = tuple(
            (name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in answer.headers.raw
        )
        return Message(status_line(answer.status_code), headers, body, size=len(body))


def _bounded(answer: httpx.Response) -> Iterator[bytes]:
    size = 0
    for chunk in answer.iter_raw():
        size += len(chunk)
        if size > MOST_ANSWER:
            raise EnvoiError(f"réponse de plus de {MOST_ANSWER // 1_000_000} Mo")
        yield chunk


def _line(exchange: Exchange, message: Message, espace: str, *, ours: bool) -> tuple[str, str]:
    """Method and target: the prefix of the first espace taken off, that of the target's put on."""
    method, _, rest = message.start.partition(" ")
    target = rest.rpartition(" ")[0]
    path = target.removeprefix(f"/~{exchange.espace}") or "/"
    if (
        not method.isalpha()
        or not path.startswith("/")
        or any(ord(one) <= 32 or ord(one) > 126 for one in path)
    ):
        raise EnvoiError("ligne de demande illisible")
    return method, f"/~{espace}{path}" if ours and espace != "defaut" else path
