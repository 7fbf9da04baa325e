"""What each page does, what the words mean, and every operation of the control API."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from simulators.console.desk import desk_of
from simulators.console.menu import menu
from simulators.console.view import Page
from simulators.console.words.help import GLOSSARY, HELP, OPERATIONS
from simulators.console.words.pages import PAGES

_DESCRIPTION: Final = ("openapi.json",)


async def help_page(request: Request) -> Response:
    """`/aide`: the pages and the glossary."""
    desk, page = desk_of(request), Page.of(request)
    shown = [(path, key, PAGES[path]) for path, key in menu(page.guest)]
    return await desk.answer("aide.html", page, HELP, pages=shown, glossary=GLOSSARY)


async def operations(request: Request) -> Response:
    """`/pilotage`: the operations of the control API, by section, as it describes itself."""
    desk, page = desk_of(request), Page.of(request)
    described = await desk.control.ask("GET", _DESCRIPTION)
    return await desk.answer("pilotage.html", page, OPERATIONS, sections=sections(described, page.lang))


async def description(request: Request) -> Response:
    """`/pilotage/openapi.json`: the description itself."""
    told = await desk_of(request).control.ask("GET", _DESCRIPTION)
    headers = {"content-disposition": 'attachment; filename="socle-openapi.json"'}
    return Response(json.dumps(told, ensure_ascii=False), media_type="application/json", headers=headers)


def sections(described: Mapping[str, Any], lang: str) -> Mapping[str, list[tuple[str, str, str]]]:
    """By tag: verb, address, and its summary in the language asked for. Pure."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for tag, one in _each(described, lang):
        found.setdefault(tag, []).append(one)
    return found


def _each(described: Mapping[str, Any], lang: str) -> Iterator[tuple[str, tuple[str, str, str]]]:
    for path, verbs in described["paths"].items():
        for verb, told in verbs.items():
            french, _, english = str(told.get("summary", "")).partition(" · ")
            summary = english if lang == "en" and english else french
            yield next(iter(told.get("tags", ())), ""), (verb.upper(), path, summary)
