"""What sends described calls to one simulator: waiting, or on asyncio."""

from typing import TypeVar

import httpx

from socle_client import transport
from socle_client.calls import house
from socle_client.calls.call import Call
from socle_client.errors import RefusedError

T = TypeVar("T")


class Channel:
    """Sends calls to one address with one token."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.token = url.rstrip("/"), token
        try:
            self._client = httpx.Client(**transport.client_options(self.url, token))
        except (httpx.InvalidURL, ValueError) as error:
            raise transport.unreachable(httpx.InvalidURL(str(error)), url) from None

    def send(self, call: Call[T]) -> T:
        """What the call gives. Raises SocleError."""
        __tracebackhide__ = True
        try:
            answer = self._client.request(**transport.request_options(call))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise transport.unreachable(error, self.url) from None
        return transport.read(call, answer, self.url)

    def shake_hands(self) -> str:
        """The version of the simulator, which is ours. Raises VersionMismatchError."""
        try:
            version = self.send(house.version())
        except RefusedError as error:
            raise transport.version_refused(error) from None
        transport.check_version(version)
        return version

    def close(self) -> None:
        """Closes the connections."""
        self._client.close()


class AsyncChannel:
    """Sends calls to one address with one token."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.token = url.rstrip("/"), token
        try:
            self._client = httpx.AsyncClient(**transport.client_options(self.url, token))
        except (httpx.InvalidURL, ValueError) as error:
            raise transport.unreachable(httpx.InvalidURL(str(error)), url) from None

    async def send(self, call: Call[T]) -> T:
        """What the call gives. Raises SocleError."""
        try:
            answer = await self._client.request(**transport.request_options(call))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise transport.unreachable(error, self.url) from None
        return transport.read(call, answer, self.url)

    async def shake_hands(self) -> str:
        """The version of the simulator, which is ours. Raises VersionMismatchError."""
        try:
            version = await self.send(house.version())
        except RefusedError as error:
            raise transport.version_refused(error) from None
        transport.check_version(version)
        return version

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.aclose()
