"""Addresses as clients type them: from the listeners' ports and the configuration, never from a request."""

from urllib.parse import urlsplit

from simulators.core.espace import DEFAULT_ESPACE
from simulators.core.net.routing import LOCAL_DOMAIN

DEFAULT_PORTS = {"https": 443, "http": 80}
# Listening on every interface is no address to type.
ANYWHERE = frozenset({"", "0.0.0.0", "::", "127.0.0.1", "::1"})  # noqa: S104 - compared, not bound


def origin(scheme: str, port: int, *, host: str = LOCAL_DOMAIN, public_url: str = "") -> str:
    """`https://localhost:8441`. The scheme and host of `public_url` win; the port is the listener's.

    Loopback and "any" addresses are named localhost, which the server certificates carry. Raises ValueError
    for a `public_url` that is not `http(s)://host[:port]`: its port, when given, replaces the listener's.
    """
    if public_url:
        scheme, host, forced = public_parts(public_url)
        port = forced or port
    elif host in ANYWHERE:
        host = LOCAL_DOMAIN
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}" if DEFAULT_PORTS.get(scheme) == port else f"{scheme}://{shown}:{port}"


def announced(scheme: str, port: int, *, host: str = LOCAL_DOMAIN, public_url: str = "") -> str:
    """The origin of a listener that speaks `scheme`, as it is told to clients.

    A public address of the other scheme (`http://simulateur` for a TLS face) only gives its host.
    """
    if not public_url:
        return origin(scheme, port, host=host)
    public_scheme, public_host, _ = public_parts(public_url)
    same = public_url if scheme == public_scheme else ""
    return origin(scheme, port, host=public_host, public_url=same)


def public_parts(public_url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port of `--public-url`. Raises ValueError, naming what is wrong."""
    parts = urlsplit(public_url)
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise ValueError(f"{public_url}: http://… or https://… expected")
    if parts.path not in {"", "/"} or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError(f"{public_url}: a scheme, a host and at most a port expected")
    return parts.scheme, parts.hostname, parts.port


def base_domains(public_url: str = "") -> tuple[str, ...]:
    """The domains under which a label names an espace."""
    return (LOCAL_DOMAIN, public_parts(public_url)[1]) if public_url else (LOCAL_DOMAIN,)


def in_espace(address: str, name: str) -> str:
    """The address of an origin for one espace: prefixed by `/~name`, bare for `defaut`."""
    return address if name == DEFAULT_ESPACE else f"{address}/~{name}"
