"""Whatever bytes come to INSi, what goes back is HTTP, with an answer or a fault of the service."""

from collections.abc import Iterator

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.attacks.conftest import search, state
from tests.attacks.fil import Answer, connect, post, search_of, talk
from tests.running import Running

FEW = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
PIECES = [
    b"<soap:Envelope",
    b"</soap:Body>",
    b"<soap:Body>",
    b"<soap:Header>",
    b"<r:Prenom>",
    b"</r:RECSANSVITALE>",
    b"ADRTROIS",
    b"1960-01-01",
    b"http://www.w3.org/2003/05/soap-envelope",
    b"<lps:LPS>",
    b"<wsa:Action>",
]
OTHERS = [
    b"",
    b"<",
    b"&",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"<?xml?>",
    b"\0",
    b"\xff",
    b"&#0;",
    b"&lt;",
    b"<a/>",
    b" ",
]
OTHERS += [
    b"<!DOCTYPE a>",
    b"<soap:Body/>",
    b'"',
    b"xmlns:xml='a'",
    "é".encode(),
    "é".encode("utf-16"),
    b"\r\n\r\n",
]
CHANGES = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(OTHERS)), min_size=1, max_size=4)
HEADERS = st.lists(st.binary(min_size=1, max_size=60), max_size=4)


def sound(answer: Answer) -> None:
    """A whole answer of the service, or the refusal of what was no request."""
    if answer.headers["content-type"] == "text/plain; charset=utf-8":
        assert answer.status in {400, 408, 414, 431}
        return
    assert answer.headers["content-type"] == "application/soap+xml;charset=UTF-8"
    assert answer.status in {200, 404, 405, 408, 413, 415, 500}
    assert answer.code in {"00", "01", "02", "desir_550", "desir_560", "insi_101", "insi_102"}
    assert b"Traceback" not in answer.body


@FEW
@given(body=st.binary(max_size=2_000))
def test_any_body_is_answered(running: Running, body: bytes) -> None:
    (answer,) = talk(connect(running), post(body))
    sound(answer)
    assert answer.code == "insi_102"


@FEW
@given(changes=CHANGES)
def test_any_damage_to_a_good_message_is_answered(
    running: Running, changes: list[tuple[bytes, bytes]]
) -> None:
    body = search_of(running)
    for before, after in changes:
        body = body.replace(before, after, 1)
    (answer,) = talk(connect(running), post(body))
    sound(answer)


@FEW
@given(
    method=st.binary(max_size=12),
    target=st.binary(max_size=80),
    headers=HEADERS,
    body=st.binary(max_size=200),
)
def test_any_request_is_answered_in_http(
    running: Running, method: bytes, target: bytes, headers: list[bytes], body: bytes
) -> None:
    end = b"connection: close\r\ncontent-length: %d\r\n\r\n" % len(body)
    lines = b"".join(header + b"\r\n" for header in headers)
    said = b"%s /%s HTTP/1.1\r\n%s%s%s" % (method, target, lines, end, body)
    for answer in talk(connect(running), said + b"\r\n\r\nEND\r\n\r\n"):
        sound(answer)


@pytest.fixture(autouse=True, scope="module")
def _still_good(running: Running, api: httpx.Client) -> Iterator[None]:
    """Afterwards a good call is answered, and nobody changed."""
    before = state(api, "defaut", "personnes")
    yield
    assert search(running, "defaut").code == "00"
    assert state(api, "defaut", "personnes") == before
