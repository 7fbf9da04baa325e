"""The yardstick: a bare uvicorn answer, over the same TLS, that reads the body and sends 1 kB back."""

import ssl
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import uvicorn

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Scope]]
Send = Callable[[Scope], Awaitable[None]]
ANSWER = b"x" * 1000


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Reads everything, answers 200."""
    more = scope["type"] == "http"
    while more:
        more = (await receive()).get("more_body", False)
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(ANSWER))]}
    )
    await send({"type": "http.response.body", "body": ANSWER})


class Announced(uvicorn.Server):
    """Writes its port to `ready` once it listens."""

    ready: Path

    async def startup(self, sockets: list[Any] | None = None) -> None:
        """Starts, then tells."""
        await super().startup(sockets)
        self.ready.write_text(str(self.servers[0].sockets[0].getsockname()[1]))


def main(ready: Path, cert: str, key: str, ca: str) -> None:
    """Serves on a free port with client certificates required."""
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, lifespan="off", access_log=False, log_level="warning", ws="none",
        ssl_certfile=cert, ssl_keyfile=key, ssl_ca_certs=ca, ssl_cert_reqs=ssl.CERT_REQUIRED,
    )  # fmt: skip
    server = Announced(config)
    server.ready = ready
    server.run()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:5])
