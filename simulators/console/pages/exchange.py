"""One exchange: in words first, then its findings at their place, then everything else."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from simulators.console.actions import outcome, perform
from simulators.console.curl import curl
from simulators.console.desk import Desk, desk_of
from simulators.console.pages.replaying import Replaying
from simulators.console.pages.steps import adoption
from simulators.console.plain import is_plain
from simulators.console.remarks import Remark, remarks
from simulators.console.rows import explanation, service_title
from simulators.console.sides import side_of
from simulators.console.structure.certificate import certificate_rows
from simulators.console.verdict import verdict
from simulators.console.view import Page
from simulators.console.words import Words
from simulators.console.words.exchange import EXCHANGE
from simulators.console.words.replaying import REPLAYING
from simulators.console.words.structure import STRUCTURE
from simulators.control.adoption import mendable
from simulators.core.journal.model import Exchange
from simulators.core.rule import Severity
from simulators.core.service import Explanation


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and what to do about it, in words."""

    title: str
    advice: str = ""


class FirstScreen(NamedTuple):
    """What is wrong and what to do: problems, how many are technical, what else there is to do."""

    problems: list[Problem]
    technical: int
    todo: tuple[str, ...]


def problems(found: list[Remark], lang: str) -> tuple[list[Problem], int]:
    """What is wrong, in words, each once; and how many findings can only be told in technical terms."""
    rules = [one.finding.rule for one in found if one.finding.rule.severity is not Severity.INFO]
    told = [
        Problem(_sentence(rule.title.in_language(lang)), _plain(rule.advice.in_language(lang)))
        for rule in rules
        if is_plain(rule.title.in_language(lang))
    ]
    return list(dict.fromkeys(told)), len(rules) - len(told)


def _first_screen(exchange: Exchange, found: list[Remark], told: Explanation, lang: str) -> FirstScreen:
    if exchange.protocol == "tls":
        # One cause, told whole by the explanation: the rule behind it speaks to a developer.
        return FirstScreen([Problem(told.summary, *told.todo[:1])], 0, told.todo[1:])
    wrong, technical = problems(found, lang)
    answered_there = {problem.advice for problem in wrong}
    return FirstScreen(wrong, technical, tuple(one for one in told.todo if one not in answered_there))


def _sentence(title: str) -> str:
    return title[:1].upper() + title[1:]


def _plain(advice: str) -> str:
    return advice if is_plain(advice) else ""


def _duration(exchange: Exchange, lang: str) -> str:
    text = f"{exchange.duration_us / 1000:.1f}\u00a0ms"
    return text if lang == "en" else text.replace(".", ",")


def _fields(found: list[Remark]) -> dict[str, tuple[int, ...]]:
    """Finding numbers by field of the certificate; the empty name stands for the connection as a whole."""
    fields: dict[str, tuple[int, ...]] = {}
    for one in found:
        if one.located.part == "tls":
            fields[one.located.name] = (*fields.get(one.located.name, ()), one.number)
    return fields


async def found_exchange(desk: Desk, page: Page, id_: str) -> Exchange:
    """The exchange of that id in the page's espace; 404 otherwise."""
    exchange = await (await desk.espace(page)).journal.get(id_)
    if exchange is None:
        raise HTTPException(404)
    return exchange


async def exchange_page(request: Request) -> Response:
    """`/trafic/{id}`: who asked what, what was answered, what is wrong, what to do; then the evidence."""
    desk, page = desk_of(request), Page.of(request)
    exchange = await found_exchange(desk, page, request.path_params["id"])
    replaying = Replaying(page, exchange)
    actions = (adoption(page.espace), replaying.action)
    told = outcome(page, actions)
    if request.method == "POST":
        done = await perform(desk, page, request, actions)
        if isinstance(done, Response):
            return replaying.after(done)
        told = done
    given = {"espaces": await desk.choices(page), "cle": page.proof, "done": told, "adopt": actions[0]}
    given |= {"replay": replaying.action, "replay_note": page.say(REPLAYING["note"])}
    return HTMLResponse(await asyncio.to_thread(_render, desk, page, exchange, given), told.status)


def _render(desk: Desk, page: Page, exchange: Exchange, given: Mapping[str, object]) -> str:
    found = remarks(exchange)
    told = explanation(exchange, desk.services, page.lang)
    sides = [side_of("request", exchange, exchange.request, found, page.lang)]
    if exchange.answer is not None:
        sides.append(side_of("answer", exchange, exchange.answer, found, page.lang))
    words, peer = Words(STRUCTURE, page.lang), exchange.peer
    return desk.views.html(
        "echange.html",
        page,
        EXCHANGE,
        **given,
        adoptable=mendable(exchange),
        curl=curl(exchange, desk.settings.ready()),
        exchange=exchange,
        service=service_title(exchange, desk.services, page.lang),
        told=told,
        verdict=verdict(exchange),
        **_first_screen(exchange, found, told, page.lang)._asdict(),
        duration=_duration(exchange, page.lang),
        remarks=found,
        severities={one.number: one.finding.rule.severity for one in found},
        sides=sides,
        placed=frozenset().union(*(side.structured.placed for side in sides)),
        certificate=certificate_rows(peer, exchange.started, words) if peer else (),
        fields=_fields(found),
    )
