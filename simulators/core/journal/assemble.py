"""Making the exchange out of what the recorder heard."""

import logging
import traceback
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from simulators.core.clock import monotonic_us
from simulators.core.journal.facts import http_facts, kept_facts, status_line, tls_facts
from simulators.core.journal.model import Exchange, Fact, Message
from simulators.core.journal.tap import RequestTap, Scope
from simulators.core.service import Analysis, Service

if TYPE_CHECKING:
    from simulators.core.espace import Espace
    from simulators.core.journal.recorder import Heard

# The client left, or the connection was cut, before the answer was whole.
CUT = "coupure"

_log = logging.getLogger("socle.journal")


def assemble(heard: "Heard", service: Service) -> Exchange:
    """The exchange as it went on the wire, with the common facts, the service's analysis and its findings.

    When the service left no analysis (it never saw the request) and the request is whole, it is read here.
    """
    if heard.draft.analysis is not None:
        return _exchange(heard, service, heard.draft.analysis)
    exchange = _exchange(heard, service, Analysis())
    analysis = _analysis(exchange, heard, service)
    return replace(
        exchange,
        operation=analysis.operation,
        facts={**exchange.facts, **analysis.facts, **kept_facts(exchange.facts)},
        findings=analysis.findings,
    )


def _exchange(heard: "Heard", service: Service, analysis: Analysis) -> Exchange:
    draft = heard.draft
    request, answer = request_of(heard.scope, heard.request, heard.secrets), _answer(heard)
    facts = http_facts(request, answer, draft.espace.name) | tls_facts(draft.wire, draft.peer)
    return Exchange(
        id=draft.id,
        espace=draft.espace.name,
        protocol="http",
        service=draft.service,
        face=draft.face,
        started=draft.started,
        recorded=datetime.now(UTC),
        duration_us=monotonic_us() - heard.begun_us,
        connection=draft.connection,
        request=request,
        answer=answer,
        outcome=_outcome(heard),
        operation=analysis.operation,
        peer=draft.peer,
        wire=draft.wire,
        facts={**facts, **analysis.facts, **_of_the_moment(heard)},
        facts_version=service.facts_version,
        findings=analysis.findings,
    )


def request_of(scope: Scope, tap: RequestTap, secrets: frozenset[str] = frozenset()) -> Message:
    """The request as it came on the wire, or what of it has come; the `secrets` among its headers masked."""
    start = f"{scope['method']} {_target(scope)} HTTP/{scope.get('http_version', '1.1')}"
    headers = _headers(scope["headers"])
    if secrets:
        headers = tuple([(name, masked(told) if name.lower() in secrets else told) for name, told in headers])
    return Message(start, headers, tap.kept.joined(), size=tap.size)


def masked(value: str) -> str:
    """A secret as the journal shows it: a fingerprint, the same for the same secret."""
    return f"*** ({sha256(value.encode('utf-8')).hexdigest()[:8]})" if value else ""


def _answer(heard: "Heard") -> Message | None:
    tap = heard.answer
    if tap.status == 0:
        return None
    line, headers = status_line(tap.status), _headers(tap.headers)
    if heard.scope["method"] == "HEAD":
        return Message(line, headers)
    return Message(line, headers, tap.kept.joined(), size=tap.kept.size)


def _target(scope: Scope) -> str:
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    query: bytes = scope.get("query_string", b"")
    return (path + b"?" + query if query else path).decode("latin-1")


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> tuple[tuple[str, str], ...]:
    return tuple([(name.decode("latin-1"), value.decode("latin-1")) for name, value in raw])


def _outcome(heard: "Heard") -> str:
    whole = heard.answer.complete and not heard.answer.cut
    return str(heard.answer.status) if whole else CUT


def _analysis(exchange: Exchange, heard: "Heard", service: Service) -> Analysis:
    if not heard.request.complete or heard.request.kept.truncated:
        return Analysis()
    return analysed(exchange, service, heard.draft.espace)


def analysed(exchange: Exchange, service: Service, espace: "Espace | None") -> Analysis:
    """What the service reads in the exchange; nothing, and a line in the log, when it cannot."""
    try:
        return service.analyse(exchange, espace)
    except Exception as problem:  # noqa: BLE001 (an exchange is never lost for a reading that fails)
        _log.error("exchange %s: %s while reading it", exchange.id, type(problem).__name__)
        return Analysis()


def _of_the_moment(heard: "Heard") -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    if panne := heard.scope.get("socle.panne"):
        facts["panne"] = panne
    if heard.draft.errors:
        facts["erreurs"] = tuple(heard.draft.errors)
    if heard.problem is not None:
        facts["erreur_interne"] = located(heard.problem)
    if heard.request.kept.truncated or heard.request.kept.size < heard.request.declared:
        facts["http.incomplet"] = True
    return facts


def located(problem: BaseException) -> str:
    """The kind of problem and where it arose; never its message, which may quote a person's data."""
    frames = traceback.extract_tb(problem.__traceback__)
    module = frames[-1].filename.rpartition("/")[2] if frames else ""
    return f"{type(problem).__name__} {module}:{frames[-1].lineno}" if frames else type(problem).__name__
