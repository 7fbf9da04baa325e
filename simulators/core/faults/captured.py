"""The answer of an application held back, to be damaged before it leaves."""

from dataclasses import dataclass, field

from simulators.core.journal.tap import Event, Receive, Scope
from simulators.core.service import AsgiApp

# An answer longer than this is held no further: what comes after is lost to the fault.
HELD = 33_554_432


@dataclass(slots=True)
class Captured:
    """Status, headers and body of an answer that did not leave."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""


async def capture(app: AsgiApp, scope: Scope, receive: Receive) -> Captured:
    """Runs the application and keeps its whole answer (32 MB at most)."""
    answer = Captured()
    chunks: list[bytes] = []
    held = 0

    async def send(event: Event) -> None:
        nonlocal held
        if event["type"] == "http.response.start":
            answer.status, answer.headers = event["status"], list(event.get("headers", ()))
        elif held < HELD and (chunk := event.get("body", b"")):
            held += len(chunk)
            chunks.append(chunk)

    await app(scope, receive, send)
    answer.body = b"".join(chunks)
    return answer
