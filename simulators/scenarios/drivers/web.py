"""A driver that is an address: each message is POSTed as JSON, the answer's body is the driver's."""

from collections.abc import Mapping
from typing import Any

import httpx

from simulators.scenarios.drivers.messages import (
    MAX_BYTES,
    Done,
    DriverError,
    Order,
    play_message,
    prepare_message,
    read_done,
    read_ready,
    shown,
)

_CONNECT = 5.0


class WebDriver:
    """POSTs to `url`. `timeout` is how long each answer is awaited, in seconds; no proxy is asked."""

    def __init__(self, url: str, timeout: float) -> None:
        self._url, self._timeout = url, timeout
        limits = httpx.Timeout(timeout, connect=min(timeout, _CONNECT))
        self._client = httpx.Client(timeout=limits, trust_env=False)

    def prepare(self, order: Order) -> None:
        """Raises DriverError, SkippedError."""
        read_ready(self._ask(prepare_message(order)), order)

    def play(self, order: Order) -> Done:
        """Raises DriverError, SkippedError."""
        return read_done(self._ask(play_message(order)), order)

    def close(self) -> None:
        """Closes the connection."""
        self._client.close()

    def abandon(self) -> None:
        """Nothing to undo: the next scenario is another request."""

    def _ask(self, message: Mapping[str, Any]) -> bytes:
        what = message["message"]
        try:
            with self._client.stream("POST", self._url, json=message) as answer:
                return _body(answer)
        except httpx.TimeoutException:
            raise DriverError(
                f"Le pilote n'a pas répondu à « {what} » en {self._timeout:g} s",
                f"The driver did not answer “{what}” within {self._timeout:g} s",
            ) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise DriverError(
                f"Le pilote est injoignable à {self._url} pour « {what} » ({error})",
                f"The driver cannot be reached at {self._url} for “{what}” ({error})",
            ) from None


def _body(answer: httpx.Response) -> bytes:
    body = b""
    for piece in answer.iter_bytes():
        body += piece
        if len(body) > MAX_BYTES:
            raise DriverError(
                f"La réponse du pilote dépasse {MAX_BYTES} octets", f"The answer exceeds {MAX_BYTES} bytes"
            )
    if not answer.is_success:
        raise DriverError(
            f"Le pilote a répondu HTTP {answer.status_code} : {shown(body)}",
            f"The driver answered HTTP {answer.status_code}: {shown(body)}",
        )
    return body
