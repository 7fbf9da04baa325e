"""The home page: what runs, what to copy into the DUI, the latest exchanges."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from simulators.console.actions import Outcome, outcome, perform
from simulators.console.desk import Desk, desk_of
from simulators.console.pages.steps import adoption, steps_of, unknown_ones
from simulators.console.pages.traffic import listing, refused, wanted_by
from simulators.console.settings import Ready
from simulators.console.view import Page
from simulators.console.words import Table, Words
from simulators.console.words.home import ACCOUNTS, ADDRESSES, BAD, CERTIFICATES, HOME
from simulators.console.words.steps import STEPS
from simulators.core.espace import DEFAULT_ESPACE, INSTALLATION, Espace
from simulators.core.net.origins import in_espace

_LATEST: Final = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A line to copy: what it is for, and the value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Card:
    """One service: its addresses and the files it publishes."""

    title: str
    addresses: tuple[Entry, ...]
    documents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """Client material to download, `kinds` being those that exist."""

    name: str
    label: str
    password: str
    kinds: tuple[str, ...]


def _label(table: Table, key: str, page: Page) -> str:
    return page.say(table[key]) if key in table else key.rpartition(".")[2]


def _cards(desk: Desk, ready: Ready, page: Page) -> Iterator[Card]:
    announced: Mapping[str, Any] = ready.get("services") or {}
    for name, service in desk.services.items():
        addresses = tuple(
            Entry(_label(ADDRESSES, f"{name}.{face}", page), of_espace(str(address), page.espace))
            for face, address in (announced.get(name) or {}).items()
            if address
        )
        documents = tuple((file, f"/documents/{name}/{file}") for file in sorted(service.documents()))
        yield Card(page.say(service.title), addresses, documents)


def of_espace(address: str, espace: str) -> str:
    """An announced address for one espace: a prefix after the origin, or a label before a mail host. Pure."""
    if espace in {DEFAULT_ESPACE, INSTALLATION}:
        return address
    if "://" not in address:
        return f"{espace}.{address}"
    parts = urlsplit(address)
    return in_espace(f"{parts.scheme}://{parts.netloc}", espace) + parts.path


def _accounts(ready: Ready, page: Page) -> tuple[Entry, ...]:
    accounts = ready.get("accounts") or {}
    return tuple(
        Entry(page.say(label), str(value))
        for key, label in ACCOUNTS.items()
        if (value := (accounts.get(key.partition(".")[0]) or {}).get(key.partition(".")[2]))
    )


def _certificates(ready: Ready, page: Page) -> list[Certificate]:
    clients: Mapping[str, Mapping[str, Any]] = (ready.get("pki") or {}).get("clients") or {}
    return [
        Certificate(
            name,
            _label(CERTIFICATES, name, page),
            str(files.get("password") or ""),
            tuple(kind for kind in ("cert", "key", "p12") if files.get(kind)),
        )
        for name, files in clients.items()
        if files
    ]


async def home(request: Request) -> Response:
    """`/`: everything needed to make a first call, then the calls as they come."""
    desk, page = desk_of(request), Page.of(request)
    espace = await desk.espace(page)
    actions = (adoption(page.espace),)
    told = outcome(page, actions)
    if request.method == "POST":
        done = await perform(desk, page, request, actions)
        if isinstance(done, Response):
            return done
        told = done
    return await _home(desk, page, espace, told)


async def _home(desk: Desk, page: Page, espace: Espace, told: Outcome) -> Response:
    ready = desk.settings.ready()
    latest, _ = await listing(desk, page, espace.journal, wanted_by({}), _LATEST)
    certificates = _certificates(ready, page)
    return await desk.answer(
        "accueil.html",
        page,
        HOME,
        told.status,
        cards=list(_cards(desk, ready, page)),
        accounts=_accounts(ready, page),
        certificates=[one for one in certificates if one.name not in BAD],
        bad=[one for one in certificates if one.name in BAD],
        authority=[name for name in ("ca", "crl") if (ready.get("pki") or {}).get(name)],
        listing=latest,
        told=told,
        s=Words(STEPS, page.lang),
        steps=await steps_of(espace.journal),
        unknown=await unknown_ones(espace.journal, desk.services, page.lang),
        adopt=adoption(page.espace),
        refused=await refused(desk, page),
    )
