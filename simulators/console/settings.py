"""What the roof tells the console when it creates it."""

import asyncio
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from simulators.core.service import AsgiApp

# What the ready file says: the console shows exactly the addresses that scripts read.
Ready = Mapping[str, Any]


def _nothing() -> Ready:
    return {}


@dataclass(frozen=True, slots=True)
class ConsoleSettings:
    """`token` is the control API's admin token, with which the pages ask it (`control`) for every change;
    what a browser is given is derived from it.

    `hosts` are names accepted in `Host` besides the loopback ones (no port). `ready` gives the content of the
    ready file once everything listens. `stopping` is set when the simulator ends: live streams then close.
    """

    token: str
    control: AsgiApp
    hosts: tuple[str, ...] = ()
    ready: Callable[[], Ready] = _nothing
    stopping: asyncio.Event = field(default_factory=asyncio.Event)


def _derived(token: str, purpose: str) -> str:
    return hmac.digest(token.encode(), f"socle console {purpose}".encode(), hashlib.sha256).hex()[:32]


def link_token(token: str) -> str:
    """The value of `?jeton=` in the address printed at start: opens the pages, never the control API."""
    return _derived(token, "jeton")


def cookie_token(token: str) -> str:
    """The value of the console's cookie. Cookies ignore ports: another server of this machine may receive it,
    so it is worth neither the link nor the control API."""
    return _derived(token, "cookie")


def form_token(token: str, visitor: str = "") -> str:
    """What a form of our own pages carries: a page of another site can neither read nor guess it, and that of
    one visitor (a guest; empty for the administrator) is worth nothing in the browser of another."""
    return _derived(token, f"formulaire {visitor}")


def cookie_name(token: str) -> str:
    """A name per simulator, since two of them on one machine share the browser's cookies."""
    return "socle_" + _derived(token, "nom")[:8]


def guest_token(token: str, espace: str, number: str) -> str:
    """The value of `?invite=`: opens the pages of one espace, and no other, as long as this is the `number`
    of its invitation."""
    return _derived(token, f"invitation {espace} {number}")


def guest_cookie(token: str, espace: str, number: str) -> str:
    """What the browser of a guest keeps: the espace, and what proves that it was let in there."""
    return f"{espace}.{_derived(token, f'cookie {espace} {number}')}"


def guest_url(origin: str, token: str, espace: str, number: str) -> str:
    """The address to give to those who may see and change one espace."""
    return f"{origin.rstrip('/')}/?espace={espace}&invite={guest_token(token, espace, number)}"


def console_url(origin: str, token: str) -> str:
    """The address to print and to write in the ready file: `http://localhost:8400` -> with its token."""
    return f"{origin.rstrip('/')}/?jeton={link_token(token)}"
