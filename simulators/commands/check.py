"""`socle check FILE…`: findings on saved messages, without a simulator; for unit tests of a DUI."""

import asyncio
import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from simulators.commands import datamatrix
from simulators.commands.errors import VERDICT_FAILED, CommandError
from simulators.control.render import findings
from simulators.core.journal.model import Exchange
from simulators.core.rule import Finding, Severity
from simulators.core.sante.datamatrix.texte import decode
from simulators.core.sante.officiel.contrat import Porteur
from simulators.core.service import Service
from simulators.serve import StartError, official_texts, offline_services, xslt2_missing
from simulators.system_errors import in_french

if TYPE_CHECKING:
    from simulators.core.sante.officiel.atelier import Atelier

_SEVERITIES = {"fr": {"error": "erreur", "warning": "avertissement", "info": "information"}}
_PLACES = {"fr": ("ligne", "l'ensemble du message"), "en": ("line", "the whole message")}
# The largest message any service takes; a file above it is not one.
_MOST_BYTES = 64_000_000


class _Report(NamedTuple):
    """What is said of one file, to a script and to a person."""

    told: dict[str, Any]
    lines: tuple[str, ...]
    findings: tuple[Finding, ...]


def run(options: Namespace) -> int:
    """Prints the findings of each file; 1 when one of them is an error, 2 when a file is no known message."""
    reports = asyncio.run(_reports(options, _official_texts(options)))
    if options.json:
        print(json.dumps([one.told for one in reports], ensure_ascii=False, indent=1))
    else:
        for one in reports:
            print("\n".join(one.lines))
    severities = {found.rule.severity for one in reports for found in one.findings}
    return VERDICT_FAILED if Severity.ERROR in severities else 0


def _official_texts(options: Namespace) -> "Atelier | None":
    """None when nobody named a copy: settings would take longer to read than a message."""
    surroundings = os.environ.get("SOCLE_SCHEMATRON") or Path("socle.toml").exists()
    if options.schematron is None and not surroundings:
        return None
    from simulators.commands.serve import settings_of

    settings = settings_of({"schematron": options.schematron})
    if settings.schematron is None:
        return None
    try:
        found = official_texts(settings.schematron, settings.schematron_cache)
    except StartError as error:
        raise CommandError(str(error)) from None
    missing = xslt2_missing()
    if missing:
        print(f"socle : --schematron : {missing}", file=sys.stderr)
    return found


async def _reports(options: Namespace, officiel: "Atelier | None") -> list[_Report]:
    services = offline_services(officiel)
    try:
        return [await _report(path, services, options.lang) for path in options.files]
    finally:
        if officiel is not None:
            await officiel.stop()


async def _report(path: Path, services: Mapping[str, Service], lang: str) -> _Report:
    data = _read(path)
    if datamatrix.is_text(data):
        lecture = decode(datamatrix.as_text(data))
        told = {"file": str(path), "service": "datamatrix", **datamatrix.told(lecture, lang)}
        first, *rest = datamatrix.lines(lecture, lang)
        return _Report(told, (f"{path} : {first}", *rest), lecture.findings)
    exchange = await _analysed(path, data, services)
    return _Report(_json(path, exchange, lang), tuple(_lines(path, exchange, lang)), exchange.findings)


async def _analysed(path: Path, data: bytes, services: Mapping[str, Service]) -> Exchange:
    for service in services.values():
        exchange = service.read_file(path.name, data)
        if exchange is not None:
            analysis = service.analyse(exchange, None)
            official = await service.official(exchange) if isinstance(service, Porteur) else ()
            return replace(
                exchange,
                operation=analysis.operation,
                facts=analysis.facts,
                findings=(*analysis.findings, *official),
            )
    raise CommandError(f"{path} : message non reconnu (formats connus : {', '.join(services)}, datamatrix)")


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise CommandError(f"lecture impossible : {path} ({in_french(error)})") from None
    if len(data) > _MOST_BYTES:
        raise CommandError(f"{path} : trop grand pour un message ({_MOST_BYTES // 1_000_000} Mo au plus)")
    return data


def _json(path: Path, exchange: Exchange, lang: str) -> dict[str, Any]:
    return {
        "file": str(path),
        "service": exchange.service,
        "operation": exchange.operation,
        "facts": dict(exchange.facts),
        "findings": findings(exchange, lang),
    }


def _lines(path: Path, exchange: Exchange, lang: str) -> Iterator[str]:
    count = len(exchange.findings)
    yield f"{path} : {exchange.operation or exchange.service}, {_counted(count, lang)}"
    for one in findings(exchange, lang):
        severity = _SEVERITIES.get(lang, {}).get(one["severity"], one["severity"])
        yield f"  [{severity}] {one['title']} ({one['rule']})"
        yield f"      {_where(one['place'], lang)}"
        if one["found"] or one["expected"]:
            yield f"      « {one['found']} »" + (f" → {one['expected']}" if one["expected"] else "")
        yield f"      {one['advice']}"


def _where(place: Mapping[str, Any], lang: str) -> str:
    line, whole = _PLACES[lang]
    told = [f"{line} {place['line']}"] if place["line"] else []
    return ", ".join([*told, place["path"]] if place["path"] else told) or whole


def _counted(count: int, lang: str) -> str:
    if lang == "en":
        return f"{count} finding{'' if count == 1 else 's'}"
    return "aucun constat" if not count else f"{count} constat{'' if count == 1 else 's'}"
