"""Reading a request body within limits of size and time."""

import asyncio

from simulators.core.journal.tap import Event, Kept, Receive, RequestTap

# How much of a body over its limit is still taken off the wire (and thrown away), so that the client,
# which usually sends everything before it reads, gets the answer instead of a reset.
DRAINED = 33_554_432


class BodyError(Exception):
    """The body could not be read."""


class BodyTooLarge(BodyError):  # noqa: N818 (the name every service uses)
    """The body is over the limit; `size` is what is known of it, `limit` what was allowed, in bytes."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(f"{size} bytes, {limit} allowed")
        self.size = size
        self.limit = limit


class BodyTooSlow(BodyError):  # noqa: N818
    """The body had not all come in time."""


class ClientGone(BodyError):  # noqa: N818
    """The client left before its request was whole."""


async def read_body(receive: Receive, limit: int, timeout: float) -> bytes:  # noqa: ASYNC109 (a limit)
    """The whole body, at most `limit` bytes, within `timeout` seconds.

    Under the recorder the bytes returned are the journal's own: no second copy. Raises `BodyTooLarge` (after
    draining at most 32 MB), `BodyTooSlow`, `ClientGone`.
    """
    declared = receive.declared if isinstance(receive, RequestTap) else 0
    if declared > DRAINED + limit:
        raise BodyTooLarge(declared, limit)
    try:
        async with asyncio.timeout(timeout):
            return await _read(receive, limit)
    except TimeoutError:
        raise BodyTooSlow from None


async def _read(receive: Receive, limit: int) -> bytes:
    own, more = Kept(limit), True
    while more and own.size <= DRAINED + limit:
        event = await _next(receive)
        own.add(event.get("body", b""))
        more = event.get("more_body", False)
    if own.size > limit:
        raise BodyTooLarge(own.size, limit)
    if isinstance(receive, RequestTap) and not receive.kept.truncated:
        del own
        return receive.kept.joined()
    return own.joined()


async def _next(receive: Receive) -> Event:
    event = await receive()
    if event["type"] == "http.disconnect":
        raise ClientGone
    return event
