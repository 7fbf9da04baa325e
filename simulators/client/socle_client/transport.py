"""From a described call to a request of httpx, and back: one set of decisions for both faces."""

import ipaddress
from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from socle_client._version import __version__
from socle_client.calls.call import Call, Reply
from socle_client.errors import (
    ProxyInTheWayError,
    RefusedError,
    SocleError,
    UnexpectedAnswerError,
    UnreachableError,
    VersionMismatchError,
    WrongTokenError,
)

T = TypeVar("T")
_CONNECT_SECONDS = 5.0
_DENIED = frozenset({401, 403})


def client_options(url: str, token: str) -> dict[str, Any]:
    """What an httpx client of this API is made with. This machine is never asked through a proxy."""
    return {
        "base_url": url,
        "headers": {"authorization": f"Bearer {token}", "user-agent": f"socle-client/{__version__}"},
        "trust_env": not is_loopback(host_of(url)),
    }


def request_options(call: Call[Any]) -> dict[str, Any]:
    """What httpx sends for a call."""
    options: dict[str, Any] = {
        "method": call.method,
        "url": call.path,
        "timeout": httpx.Timeout(call.timeout, connect=_CONNECT_SECONDS),
    }
    if call.params:
        options["params"] = {name: value for name, value in call.params.items() if value != ""}
    if call.content is not None:
        options["content"] = call.content
    elif call.body is not None:
        options["json"] = call.body
    return options


def read(call: Call[T], answer: httpx.Response, url: str) -> T:
    """What the call gives. Raises the SocleError that the answer is."""
    __tracebackhide__ = True
    if not answer.is_success:
        raise refusal(answer, url)
    try:
        return call.read(Reply(answer.status_code, answer.content))
    except (ValueError, KeyError, TypeError) as error:
        why = f"{call.method} {call.path} : {type(error).__name__}"
        raise _not_ours(url, why) from error


def refusal(answer: httpx.Response, url: str) -> SocleError:
    """The error of an answer that is no success."""
    try:
        detail = _sentence(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return _not_ours(url, f"HTTP {answer.status_code}")
    kind = WrongTokenError if answer.status_code in _DENIED else RefusedError
    return kind(answer.status_code, detail)


def _sentence(detail: Any) -> str:
    if isinstance(detail, list):
        return " ; ".join(f"{one['champ']} : {one['message']}" for one in detail)
    return str(detail)


def unreachable(error: httpx.HTTPError | httpx.InvalidURL, url: str) -> SocleError:
    """The error of a request that got no answer."""
    why = str(error) or type(error).__name__
    return _through_proxy(url, why) or UnreachableError(url, why)


def _not_ours(url: str, why: str) -> SocleError:
    return _through_proxy(url, why) or UnexpectedAnswerError(url, why)


def _through_proxy(url: str, why: str) -> SocleError | None:
    host = host_of(url)
    if not host or is_loopback(host) or proxy_bypass(host):
        return None
    proxy = proxy_of(url, getproxies())
    if not proxy:
        return None
    return ProxyInTheWayError(url, host, proxy, why)


def proxy_of(url: str, proxies: Mapping[str, str]) -> str:
    """The proxy by which an address is reached, without what it may hold of a password; empty for none."""
    found = proxies.get(urlsplit(url).scheme) or proxies.get("all", "")
    return found.rpartition("@")[2] if "@" in found else found


def host_of(url: str) -> str:
    """The host of an address, empty when it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def is_loopback(host: str) -> bool:
    """True for this machine: `localhost`, a name under it, 127.0.0.0/8, ::1. Nothing is resolved."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_version(server: str) -> None:
    """Client and simulator are released together. Raises VersionMismatchError for another one."""
    if server != __version__:
        raise VersionMismatchError(__version__, server)


def version_refused(error: RefusedError) -> SocleError:
    """A simulator that does not say its version is older than the first of these clients."""
    return VersionMismatchError(__version__, "") if error.status == httpx.codes.NOT_FOUND else error
