"""Whatever becomes of a request, the journal tells what went on the wire."""

import asyncio
import logging
from pathlib import Path

import pytest

from simulators.core.journal.filters import Filter
from simulators.core.journal.model import Exchange, Wire
from simulators.core.journal.tap import Event, Receive, Scope, Send
from simulators.core.net.body import read_body
from simulators.core.service import Failure
from tests.core.journal.makers import LATE, PEER, espace_in, run
from tests.core.journal.wire import (
    Line,
    answer,
    events,
    face_of,
    greeter,
    lived,
    receiving,
    scope_of,
)


def test_a_request_and_its_answer_are_journalled_verbatim(tmp_path: Path) -> None:
    exchange, line = lived(greeter, events(b"Ruth", b" Nessi"), tmp_path)
    assert line.body == b"bonjour Ruth Nessi"
    assert exchange.request.start == "POST /insi?a=1 HTTP/1.1"
    assert exchange.request.headers == (("content-type", "text/plain"),)
    assert exchange.request.body == b"Ruth Nessi"
    assert exchange.answer is not None
    assert exchange.answer.start == "HTTP/1.1 200 OK"
    assert exchange.answer.body == b"bonjour Ruth Nessi"
    assert (exchange.outcome, exchange.service, exchange.connection) == ("200", "essai", "c9")


def test_the_answer_carries_the_exchange_it_made_and_the_journal_shows_it(tmp_path: Path) -> None:
    exchange, line = lived(greeter, events(b"x"), tmp_path)
    assert line.headers[b"x-socle-exchange"] == exchange.id.encode()
    assert exchange.answer is not None
    assert exchange.answer.header("X-Socle-Exchange") == exchange.id


def test_without_marks_nothing_of_ours_is_on_the_wire(tmp_path: Path) -> None:
    exchange, line = lived(greeter, events(b"x"), tmp_path, marks=False)
    assert b"x-socle-exchange" not in line.headers
    assert exchange.answer is not None
    assert exchange.answer.header("x-socle-exchange") is None


def test_common_facts_and_those_of_the_service_stand_side_by_side(tmp_path: Path) -> None:
    wire = Wire("TLSv1.3", "TLS_AES_256_GCM_SHA384", "insi.localhost", "127.0.0.1:4")
    exchange, _ = lived(greeter, events(b"x"), tmp_path, peer=PEER, wire=wire)
    assert exchange.facts == {
        "http.method": "POST",
        "http.path": "/insi",
        "http.status": 200,
        "http.content_type": "text/plain",
        "tls.version": "TLSv1.3",
        "tls.suite": "TLS_AES_256_GCM_SHA384",
        "tls.sni": "insi.localhost",
        "tls.client.cn": "INSI-AUTO",
        "tls.client.ou": "318751275100020",
        "tls.client.serial": "0A1B",
        "code": "00",
        "essai.taille": 1,
    }
    assert exchange.operation == "essai.saluer"
    assert exchange.facts_version == 7
    assert exchange.peer == PEER


def test_the_path_is_told_without_the_name_of_the_espace(tmp_path: Path) -> None:
    exchange, _ = lived(greeter, events(b"x"), tmp_path, raw_path=b"/~defaut/insi")
    assert exchange.facts["http.path"] == "/insi"
    assert exchange.request.start == "POST /~defaut/insi?a=1 HTTP/1.1"


def test_a_request_moves_a_stepped_clock_by_one_second(tmp_path: Path) -> None:
    exchange, _ = lived(greeter, events(b"x"), tmp_path)
    assert exchange.started.isoformat() == "2026-03-02T12:00:01+00:00"


def test_a_request_its_service_never_read_is_read_for_the_journal(tmp_path: Path) -> None:
    async def in_between(scope: Scope, receive: Receive, send: Send) -> None:
        await read_body(receive, 100, 1)
        await answer(send, 503, b"")

    exchange, _ = lived(in_between, events(b"essai.partir 255069999999934 899"), tmp_path)
    assert exchange.operation == "essai.partir"
    assert exchange.facts["patient.matricule"] == "255069999999934"
    assert [finding.rule for finding in exchange.findings] == [LATE]


def test_a_request_that_cannot_be_read_is_journalled_all_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def in_between(scope: Scope, receive: Receive, send: Send) -> None:
        await read_body(receive, 100, 1)
        await answer(send, 503, b"")

    exchange, _ = lived(in_between, events(b"bogue"), tmp_path)
    assert (exchange.outcome, exchange.operation) == ("503", "")
    assert "ValueError while reading it" in caplog.text
    assert "secret" not in caplog.text


def test_a_client_that_leaves_in_the_middle_is_a_cut(tmp_path: Path) -> None:
    exchange, line = lived(greeter, events(b"Ru", gone=True), tmp_path, headers=[(b"content-length", b"10")])
    assert line.sent == []
    assert exchange.outcome == "coupure"
    assert exchange.answer is None
    assert exchange.request.body == b"Ru"
    assert exchange.request.size == 10
    assert exchange.facts["http.incomplet"] is True


def test_an_application_that_lets_the_departure_out_is_a_cut_too(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def careless(scope: Scope, receive: Receive, send: Send) -> None:
        await read_body(receive, 100, 1)

    exchange, line = lived(careless, events(b"Ru", gone=True), tmp_path)
    assert (exchange.outcome, line.sent) == ("coupure", [])
    assert caplog.text == ""


def test_an_answer_to_a_connection_already_closed_is_not_told_as_sent(tmp_path: Path) -> None:
    exchange, _ = lived(greeter, events(b"x"), tmp_path, line=Line(aborted=True))
    assert exchange.outcome == "coupure"
    assert exchange.answer is None
    assert exchange.operation == "essai.saluer"


def test_an_application_that_fails_answers_an_empty_500_and_no_trace(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def failing(scope: Scope, receive: Receive, send: Send) -> None:
        raise KeyError("NESSI RUTH")

    caplog.set_level(logging.INFO)
    exchange, line = lived(failing, events(b"x"), tmp_path)
    assert (line.status, line.body) == (500, b"")
    assert line.headers[b"content-length"] == b"0"
    assert exchange.outcome == "500"
    assert str(exchange.facts["erreur_interne"]).startswith("KeyError test_recorder.py:")
    assert "NESSI" not in caplog.text
    assert exchange.id in caplog.text


def test_an_application_that_fails_answers_in_the_services_own_way(tmp_path: Path) -> None:
    async def failing(scope: Scope, receive: Receive, send: Send) -> None:
        scope["socle"].failure = Failure(500, "application/soap+xml", b"<Fault/>")
        raise RuntimeError

    exchange, line = lived(failing, events(b"x"), tmp_path)
    assert (line.body, line.headers[b"content-type"]) == (b"<Fault/>", b"application/soap+xml")
    assert exchange.answer is not None
    assert exchange.answer.body == b"<Fault/>"


def test_an_application_that_fails_in_mid_answer_cuts_the_connection(tmp_path: Path) -> None:
    async def failing(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"ab", "more_body": True})
        raise RuntimeError

    exchange, line = lived(failing, events(b"x"), tmp_path)
    assert line.aborted
    assert exchange.outcome == "coupure"
    assert exchange.answer is not None
    assert exchange.answer.body == b"ab"
    assert "erreur_interne" in exchange.facts


def test_a_failure_after_a_whole_answer_changes_nothing_for_the_client(tmp_path: Path) -> None:
    async def failing(scope: Scope, receive: Receive, send: Send) -> None:
        await answer(send, 200, b"fait")
        raise RuntimeError

    exchange, line = lived(failing, events(b"x"), tmp_path)
    assert (line.status, line.body, line.aborted) == (200, b"fait", False)
    assert exchange.outcome == "200"
    assert "erreur_interne" in exchange.facts


def test_a_send_that_fails_is_a_cut(tmp_path: Path) -> None:
    class Broken(Line):
        async def send(self, event: Event) -> None:
            raise OSError("broken pipe")

    exchange, _ = lived(greeter, events(b"x"), tmp_path, line=Broken())
    assert (exchange.outcome, exchange.answer) == ("coupure", None)


def test_a_request_interrupted_by_the_end_of_the_server_is_journalled(tmp_path: Path) -> None:
    async def endless(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.get_running_loop().create_future()

    async def story() -> list[Exchange]:
        async with espace_in(tmp_path) as espace:
            line = Line()
            call = face_of(endless)(scope_of(espace, line), receiving([]), line.send)
            task = asyncio.ensure_future(call)
            asyncio.get_running_loop().call_soon(task.cancel)
            with pytest.raises(asyncio.CancelledError):
                await task
            return await espace.journal.query(Filter())

    (exchange,) = run(story)
    assert (exchange.outcome, exchange.answer) == ("coupure", None)


def test_the_answer_to_a_head_has_no_body_on_the_wire_nor_in_the_journal(tmp_path: Path) -> None:
    exchange, _ = lived(greeter, events(b"x"), tmp_path, method="HEAD")
    assert exchange.answer is not None
    assert (exchange.answer.body, exchange.answer.size) == (b"", 0)
    assert exchange.answer.header("content-length") == "9"


def test_what_is_not_http_passes_untouched(tmp_path: Path) -> None:
    seen: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope["type"])

    async def story() -> list[Exchange]:
        async with espace_in(tmp_path) as espace:
            await face_of(app)({"type": "lifespan"}, receiving([]), Line().send)
            return await espace.journal.query(Filter())

    assert run(story) == []
    assert seen == ["lifespan"]
