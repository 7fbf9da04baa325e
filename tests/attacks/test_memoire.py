"""Memory: a process grows by at most four times the largest body it accepts, whatever is sent."""

import tracemalloc
from collections.abc import Iterator
from hashlib import shake_256
from pathlib import Path

import pytest

from simulators.core.journal.tap import Kept
from tests.attacks.fil import chunked, connect, post, search_of, talk
from tests.running import Running, simulator

ACCEPTED = 1_000_000
BODY = b'<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body>%s</e:Body></e:Envelope>'
TE = b"transfer-encoding: chunked"


@pytest.fixture(scope="module")
def alone(home: Path) -> Iterator[Running]:
    """A simulator that nobody else speaks to, warm."""
    with simulator(home=home) as one:
        for _ in range(5):
            talk(connect(one), post(search_of(one)))
            talk(connect(one), post(BODY % (b"<a>%s</a>" % (b"x" * (ACCEPTED - 200)))))
        yield one


def peak(running: Running) -> int:
    """The most memory the process ever held, in bytes."""
    status = Path(f"/proc/{running.process.pid}/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


@pytest.mark.parametrize(
    "sent",
    [
        BODY % (b"<a/>" * 200_000),
        BODY % (b"<a>" * 100_000),
        BODY % (b"<a %s/>" % b" ".join(b'b%d="1"' % n for n in range(60_000))),
        BODY % (b"<a b='%s'/>" % (b"&#65;" * 190_000)),
        BODY % (b"<a xmlns='%s'/>" % (b"u" * 900_000)),
        b"<a>" + b"x" * 30_000_000 + b"</a>",
        b"<!DOCTYPE a [<!ENTITY b '%s'>]><a>%s</a>" % (b"x" * 100_000, b"&b;" * 200_000),
        ("<a>" + "é" * 400_000 + "</a>").encode("utf-16"),
        shake_256(b"hasard").digest(900_000),
    ],
    ids=[
        "éléments",
        "niveaux",
        "attributs",
        "références",
        "espace de noms",
        "30 Mo",
        "entité",
        "utf-16",
        "hasard",
    ],
)
def test_no_message_makes_the_process_grow_by_four_bodies(sent: bytes, alone: Running) -> None:
    before = peak(alone)
    for request in (post(sent), post(chunked(sent, 50_000), "/lps", TE, sized=False)):
        (answer,) = talk(connect(alone), request)
        assert answer.code == "insi_102"
    assert peak(alone) - before <= 4 * ACCEPTED


def test_many_large_messages_in_a_row_leave_nothing_behind(alone: Running) -> None:
    names = b"".join(b"<n%d/>" % n for n in range(900))
    before = peak(alone)
    for turn in range(20):
        (answer,) = talk(
            connect(alone), post(BODY % (b"<a%d>%s</a%d>" % (turn, names + b"x" * 900_000, turn)))
        )
        assert answer.code == "insi_102"
    # Kept, the twenty of them would weigh twenty; what the allocator holds back varies by a few.
    assert peak(alone) - before <= 8 * ACCEPTED


def test_a_body_in_tiny_pieces_costs_what_it_weighs() -> None:
    tracemalloc.start()
    kept = Kept(ACCEPTED)
    for _ in range(50_000):
        kept.add(bytes((120, 121)))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept.joined() == b"xy" * 50_000
    assert most <= 4 * 100_000
