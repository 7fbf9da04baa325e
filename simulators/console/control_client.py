"""The control API as the pages use it: what a page changes, a script can change in the same way."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

import httpx

from simulators.core.rule import Text
from simulators.core.service import AsgiApp

_HERE: Final = "http://localhost"
# Seconds: an import is the longest of what a page asks.
_PATIENCE: Final = 120.0
# Steps that would lead elsewhere than asked: a client takes them out, a server takes `/` for two steps.
_ASTRAY: Final = frozenset({"", ".", ".."})


class RefusedError(Exception):
    """Refused: the status, the sentences (those of the control API in French), what is wrong field by field.

    `partly`: of several things asked, the others were done.
    """

    def __init__(
        self,
        status: int,
        sentences: tuple[str | Text, ...],
        wrong: tuple[tuple[str, str], ...] = (),
        *,
        partly: bool = False,
    ) -> None:
        super().__init__(status)
        self.status = status
        self.sentences = sentences
        self.wrong = wrong
        self.partly = partly

    def told(self, lang: str) -> tuple[str, ...]:
        """The sentences; in that language when they are ours."""
        return tuple(one.in_language(lang) if isinstance(one, Text) else one for one in self.sentences)

    def whole(self, lang: str) -> str:
        """All of it on one line."""
        return " ; ".join((*self.told(lang), *(f"{name} : {told}" for name, told in self.wrong)))


class ControlClient:
    """Asks the control API of this very process, as the administrator."""

    def __init__(self, control: AsgiApp, token: str) -> None:
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(control),
            base_url=_HERE,
            headers={"authorization": f"Bearer {token}"},
            timeout=_PATIENCE,
        )

    async def get(self, espace: str, *path: str, **query: str) -> Any:
        """What is at that address of an espace. Raises `RefusedError`."""
        return await self.ask("GET", ("espaces", espace, *path), query=query)

    async def page(self, espace: str, *path: str, **query: str) -> tuple[list[Any], int]:
        """The beginning of a list of an espace, and how many there are in all. Raises `RefusedError`."""
        answer = await self._client.get(_address(("espaces", espace, *path)), params=query)
        rows = list(_told(answer))
        return rows, int(answer.headers.get("x-total-count", len(rows)))

    async def ask(
        self, verb: str, path: tuple[str, ...], body: Any = None, query: Mapping[str, str] | None = None
    ) -> Any:
        """Asks for a change or a value; None when the answer holds nothing. Raises `RefusedError`.

        Each part of the path is one step of the address; one that could lead elsewhere names nothing (404).
        """
        return _told(await self._client.request(verb, _address(path), json=body, params=dict(query or {})))

    async def send(self, verb: str, path: tuple[str, ...], table: str) -> Any:
        """Sends a table (CSV) as the whole body, that of a file byte for byte. Raises `RefusedError`."""
        headers, content = {"content-type": "text/csv"}, table.encode("utf-8", "surrogateescape")
        return _told(await self._client.request(verb, _address(path), content=content, headers=headers))


def _address(path: tuple[str, ...]) -> str:
    if any(part in _ASTRAY or "/" in part for part in path):
        raise RefusedError(404, (Text("Rien ne porte ce nom.", "Nothing has that name."),))
    return "/api/" + "/".join(quote(part, safe="") for part in path)


def _told(answer: httpx.Response) -> Any:
    told = answer.json() if answer.content else None
    if answer.is_success:
        return told
    detail = told.get("detail", "") if isinstance(told, dict) else ""
    if isinstance(detail, list):
        wrong = ((str(one.get("champ", "")), str(one.get("message", ""))) for one in detail)
        raise RefusedError(answer.status_code, (), tuple(wrong))
    raise RefusedError(answer.status_code, (str(detail),))
