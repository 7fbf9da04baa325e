"""Transport faults as an editor meets them on a socket, and as the journal tells them."""

import asyncio
import logging
from pathlib import Path

import pytest

from simulators.core.faults.model import Fault
from simulators.core.faults.transport import TRANSPORT_FAULTS
from simulators.core.journal.filters import Filter
from simulators.core.journal.model import Exchange
from simulators.core.journal.tap import Receive, Scope, Send
from tests.core.journal.makers import espace_in, run
from tests.core.journal.wire import App, dialogue, face_of, greeter, post, served

RUTH = "255069999999934"


def lived(
    folder: Path, *faults: Fault, bodies: tuple[bytes, ...] = (b"x" * 91,), app: App = greeter
) -> tuple[list[bytes], list[Exchange]]:
    """Requests sent one after the other: what came back of each, and the journal."""

    async def story() -> tuple[list[bytes], list[Exchange]]:
        async with espace_in(folder) as espace:
            for fault in faults:
                await espace.faults.add(fault)
            async with served(face_of(app, faults=True), espace) as port:
                received = [await dialogue(port, post(body)) for body in bodies]
            return received, await espace.journal.query(Filter())

    return run(story)


def transport(name: str, **changed: object) -> Fault:
    """A transport fault."""
    return Fault("t1", "transport", name, **changed)  # type: ignore[arg-type]  # told by each test


def test_without_a_fault_the_answer_passes_untouched(tmp_path: Path) -> None:
    (received,), (exchange,) = lived(tmp_path)
    assert received.endswith(b"\r\n\r\nbonjour " + b"x" * 91)
    assert "panne" not in exchange.facts


def test_half_an_answer_is_really_half_on_the_wire(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (received,), (exchange,) = lived(tmp_path, transport("demi_reponse"))
    head, _, body = received.partition(b"\r\n\r\n")
    assert b"content-length: 99" in head
    assert body == b"bonjour " + b"x" * 41
    assert exchange.outcome == "coupure"
    assert exchange.answer is not None
    assert exchange.answer.body == body
    assert exchange.answer.header("content-length") == "99"
    assert exchange.facts["panne"] == "demi_reponse"
    assert exchange.operation == "essai.saluer"
    assert caplog.text == ""


def test_a_cut_before_the_work_leaves_the_work_undone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        done.append("done")
        await greeter(scope, receive, send)

    words = b"essai.partir " + RUTH.encode()
    (received,), (exchange,) = lived(tmp_path, transport("coupure"), bodies=(words,), app=app)
    assert received == b"RESET"
    assert done == []
    assert (exchange.outcome, exchange.answer) == ("coupure", None)
    assert exchange.request.body == words
    assert exchange.facts["panne"] == "coupure"
    assert exchange.facts["patient.matricule"] == RUTH
    assert caplog.text == ""


def test_a_cut_after_the_work_leaves_it_done_and_unanswered(tmp_path: Path) -> None:
    done: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await greeter(scope, receive, send)
        done.append("done")

    fault = transport("coupure", parameters={"moment": "apres"})
    (received,), (exchange,) = lived(tmp_path, fault, app=app)
    assert received == b"RESET"
    assert done == ["done"]
    assert (exchange.outcome, exchange.answer) == ("coupure", None)
    assert exchange.operation == "essai.saluer"


def test_a_malformed_answer_is_sound_http_with_a_broken_content(tmp_path: Path) -> None:
    (received,), (exchange,) = lived(tmp_path, transport("reponse_malformee"))
    head, _, body = received.partition(b"\r\n\r\n")
    assert b"content-length: 66" in head
    assert body == b"bonjour " + b"x" * 58
    assert exchange.outcome == "200"
    assert exchange.answer is not None
    assert exchange.answer.body == body


def test_a_server_in_between_answers_with_its_own_page(tmp_path: Path) -> None:
    fault = transport("http_5xx", parameters={"statut": 502})
    (received,), (exchange,) = lived(tmp_path, fault, bodies=(b"essai.partir " + RUTH.encode(),))
    assert received.startswith(b"HTTP/1.1 502 Bad Gateway\r\n")
    assert b"content-type: text/html" in received
    assert b"<h1>502 Bad Gateway</h1>" in received
    assert (exchange.outcome, exchange.operation) == ("502", "essai.partir")
    assert exchange.facts["http.status"] == 502


def test_a_maintenance_window_is_open_from_its_beginning_to_its_end(tmp_path: Path) -> None:
    # The espace's clock is stepped: the requests come at 12:00:01, 12:00:02, 12:00:03.
    window = {"debut": "2026-03-02T12:00:02+00:00", "fin": "2026-03-02T13:00:03+01:00"}
    received, exchanges = lived(
        tmp_path, transport("maintenance", parameters=window), bodies=(b"a", b"b", b"c")
    )
    assert [e.outcome for e in exchanges] == ["200", "503", "200"]
    assert b"retry-after: 120" in received[1]
    assert [e.facts.get("panne") for e in exchanges] == [None, "maintenance", None]


def test_latency_holds_the_answer_back(tmp_path: Path) -> None:
    (received,), (exchange,) = lived(tmp_path, transport("latence", parameters={"ms": 60}))
    assert received.startswith(b"HTTP/1.1 200 ")
    assert exchange.duration_us >= 60_000
    assert exchange.facts["panne"] == "latence"


def test_a_client_that_leaves_a_late_answer_is_journalled_at_once_and_nothing_is_done(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        done.append("done")
        await greeter(scope, receive, send)

    async def story() -> Exchange | None:
        async with espace_in(tmp_path) as espace:
            await espace.faults.add(transport("latence", parameters={"ms": 600_000}))
            async with served(face_of(app, faults=True), espace) as port:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(post(b"essai.partir"))
                await writer.drain()
                writer.close()
                return await espace.journal.wait(Filter(after_seq=0), 10)

    exchange = run(story)
    assert exchange is not None
    assert (exchange.outcome, exchange.answer, exchange.operation) == ("coupure", None, "essai.partir")
    assert exchange.facts["panne"] == "latence"
    assert exchange.duration_us < 10_000_000
    assert done == []
    assert caplog.text == ""


def test_a_fault_aimed_at_a_patient_lets_the_others_pass(tmp_path: Path) -> None:
    fault = transport("http_5xx", patient=RUTH, operation="essai.partir")
    bodies = (
        b"essai.partir 199999999999999",
        b"essai.saluer 255069999999934",
        b"essai.partir 255069999999934",
    )
    received, exchanges = lived(tmp_path, fault, bodies=bodies)
    assert [e.outcome for e in exchanges] == ["200", "200", "503"]
    assert received[0].endswith(b"bonjour " + bodies[0])


def test_a_fault_aimed_at_a_patient_does_not_hide_a_body_too_large(tmp_path: Path) -> None:
    (received,), (exchange,) = lived(tmp_path, transport("coupure", patient=RUTH), bodies=(b"x" * 300_000,))
    assert received.startswith(b"HTTP/1.1 413 ")
    assert exchange.request.size == 300_000
    assert len(exchange.request.body or b"") == 65_536


def test_a_request_no_fault_can_read_goes_to_the_service(tmp_path: Path) -> None:
    (received,), (exchange,) = lived(tmp_path, transport("coupure", patient=RUTH), bodies=(b"bogue",))
    assert received.startswith(b"HTTP/1.1 200 ")
    assert exchange.outcome == "200"


def test_a_fault_on_five_calls_cuts_five_of_twenty_concurrent_calls(tmp_path: Path) -> None:
    async def story() -> tuple[list[bytes], list[Exchange]]:
        async with espace_in(tmp_path) as espace:
            await espace.faults.add(transport("http_5xx", remaining=5))
            async with served(face_of(greeter, faults=True), espace) as port:
                calls = (dialogue(port, post(b"x")) for _ in range(20))
                return await asyncio.gather(*calls), await espace.journal.query(Filter(outcome="503"))

    received, cut = run(story)
    assert sum(answer.startswith(b"HTTP/1.1 503 ") for answer in received) == 5
    assert len(cut) == 5


def test_a_client_that_leaves_during_a_fault_leaves_nothing_hanging(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)

    async def story() -> Exchange | None:
        async with espace_in(tmp_path) as espace:
            await espace.faults.add(transport("http_5xx"))
            async with served(face_of(greeter, faults=True), espace) as port:
                waiting = asyncio.create_task(espace.journal.wait(Filter(after_seq=0), 30))
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(post(b"Ruth Nessi")[:-4])
                await writer.drain()
                writer.close()
                return await waiting

    exchange = run(story)
    assert exchange is not None
    assert (exchange.outcome, exchange.answer) == ("coupure", None)


def test_every_fault_of_the_catalogue_is_played() -> None:
    assert (
        frozenset({"latence", "coupure", "demi_reponse", "reponse_malformee", "http_5xx", "maintenance"})
        == TRANSPORT_FAULTS
    )
