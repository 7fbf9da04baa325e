"""Ten thousand mails in and out, the server stopped or killed under them: none lost, doubled or changed."""

import imaplib
import itertools
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.clients.courrier import Mail
from tests.mss.banc import BOITE_CABINET
from tests.running import Running, simulator
from tests.soak.flot import SENDERS, Sues, Tour, bodies, chance, mail, number_of, opened, take_some

pytestmark = pytest.mark.soak

MAILS, LIVES = 10_000, 20


@pytest.mark.timeout(900)
def test_ten_thousand_mails_over_twenty_lives_of_the_server(home: Path, tmp_path: Path) -> None:
    began, sues, kills = time.monotonic(), Sues(), 0
    numbers, chances = itertools.count(1), chance(20260101)
    data = ("--data", str(tmp_path / "donnees"))
    for life in range(LIVES):
        wanted = max(1, (MAILS - len(sues.acceptes)) // (LIVES - life) - chances.randrange(100))
        if life == LIVES - 1:
            wanted = MAILS - len(sues.acceptes)
        with simulator(*data, home=home) as one:
            tour = Tour(one, sues, numbers, wanted)
            tour.start()
            assert tour.enough.wait(300)
            killed = chances.random() < 0.7
            kills += killed
            one.process.send_signal(signal.SIGKILL if killed else signal.SIGTERM)
            one.process.wait(20)
            tour.finish()
        assert sues.problemes == []
    with simulator(*data, home=home) as one:
        with opened(one) as client:
            while take_some(client, sues):
                pass
        kept = whole(one)
    told(sues, kept, kills, time.monotonic() - began)
    assert sues.problemes == []
    assert len(sues.acceptes) >= MAILS
    assert len(sues.uidvalidities) == 1
    # What was accepted was read and taken out, to the last one.
    assert sues.acceptes <= sues.retires | sues.incertains
    # In the box that nobody empties each is there once, as it was sent.
    found = [number_of(one) for one in kept]
    assert len(set(found)) == len(found)
    assert sues.acceptes <= set(found)
    assert all(one == mail(number) for one, number in zip(kept, found, strict=True))
    # More than was accepted: only what each connection had not heard the end of.
    assert len(found) - len(sues.acceptes) <= SENDERS * LIVES


def whole(one: Running) -> list[bytes]:
    """Every mail of the doctor's box."""
    found: list[bytes] = []
    with doctor(one) as client:
        (count,) = client.select()[1]
        for start in range(1, int(count or 0) + 1, 500):
            last = min(start + 499, int(count or 0))
            found += bodies(client.fetch(f"{start}:{last}", "(UID BODY.PEEK[])")[1]).values()
    return found


@contextmanager
def doctor(one: Running) -> Iterator[imaplib.IMAP4]:
    """The doctor's box, opened with a token."""
    with Mail(one, "defaut").imap(BOITE_CABINET) as client:
        yield client


def told(sues: Sues, kept: list[bytes], kills: int, seconds: float) -> None:
    """What happened, for whoever runs it (`-s`)."""
    print(
        f"\n{len(sues.acceptes)} acceptés, {len(kept)} dans la boîte laissée pleine, "
        f"{len(sues.retires)} retirés, {len(sues.incertains)} dont le retrait fut coupé, "
        f"{sues.lus} lectures ; {LIVES} vies du serveur, {kills} tuées ; {seconds:.0f} s"
    )
