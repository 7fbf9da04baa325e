"""Mails in and out of a box while its server is stopped and killed: who sends, who takes, what they know."""

import imaplib
import random
import re
import smtplib
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import shake_256

from tests.mss.banc import BOITE_APP, BOITE_CABINET
from tests.mss.courriers import document, lines, simple
from tests.running import Running

SENDERS = 4
BATCH = 40
_NUMBER = re.compile(rb"Message-ID: <(\d+)\.soak@")
GONE = (smtplib.SMTPException, imaplib.IMAP4.error, OSError)


def mail(number: int) -> bytes:
    """The mail of that number, always the same: one in fifty holds a document, one in a hundred is large."""
    told = ("<1.20260101@", f"<{number}.soak@")
    if number % 50 == 0:
        return document(
            ("<2.20260101@", told[1]), pdf=b"%PDF-1.4\n" + shake_256(b"%d" % number).digest(2_000)
        )
    size = 90_000 if number % 100 == 1 else number * 7_919 % 3_000
    filling = lines(shake_256(b"%d" % number).digest(size))
    return simple(told, ("Bonjour docteur,\n", f"Bonjour {number},\n.\n..{filling}\n"))


def number_of(octets: bytes) -> int:
    """The number of a mail read back."""
    found = _NUMBER.search(octets)
    assert found, octets[:300]
    return int(found[1])


@dataclass
class Sues:
    """What the clients know of the whole run. `incertains`: removed without having heard that it was done."""

    acceptes: set[int] = field(default_factory=set)
    retires: set[int] = field(default_factory=set)
    incertains: set[int] = field(default_factory=set)
    uids: dict[int, int] = field(default_factory=dict)
    uidvalidities: set[bytes] = field(default_factory=set)
    problemes: list[str] = field(default_factory=list)
    lus: int = 0


class Tour:
    """One life of the server: four connections send, one takes out, until the server dies under them."""

    def __init__(self, one: Running, sues: Sues, numbers: Iterable[int], most: int) -> None:
        self._one, self._sues, self._numbers = one, sues, iter(numbers)
        self._lock = threading.Lock()
        self._left = most
        self.enough = threading.Event()
        self._over = threading.Event()
        self._pool = ThreadPoolExecutor(SENDERS + 1)
        self._working: list[Future[None]] = []

    def start(self) -> None:
        """Begins."""
        for work in [self._send] * SENDERS + [self._take]:
            working = self._pool.submit(self._until_gone, work)
            working.add_done_callback(self._stop_on_failure)
            self._working.append(working)

    def finish(self) -> None:
        """Once the server is gone. Raises what went wrong for any of them."""
        self._over.set()
        for working in self._working:
            working.result(60)
        self._pool.shutdown()

    def _until_gone(self, work: Callable[[], None]) -> None:
        with suppress(*GONE):
            work()

    def _stop_on_failure(self, working: "Future[None]") -> None:
        if working.exception() is not None:
            self.enough.set()

    def _send(self) -> None:
        with smtplib.SMTP("localhost", port(self._one, "smtp_app"), timeout=60) as client:
            client.starttls(context=tls(self._one))
            client.login(BOITE_APP, "x")
            while not self._over.is_set():
                with self._lock:
                    number = next(self._numbers)
                client.sendmail(BOITE_APP, [BOITE_APP, BOITE_CABINET], mail(number))
                with self._lock:
                    self._sues.acceptes.add(number)
                    self._left -= 1
                    if self._left <= 0:
                        self.enough.set()

    def _take(self) -> None:
        with opened(self._one) as client:
            self._sues.uidvalidities.add(client.response("UIDVALIDITY")[1][0])
            while not self._over.is_set():
                client.noop()
                take_some(client, self._sues)


def take_some(client: imaplib.IMAP4, sues: Sues) -> int:
    """Reads some mails, then removes them: how many."""
    uids = (client.uid("SEARCH", "ALL")[1][0] or b"").decode().split()[:BATCH]
    if not uids:
        return 0
    wanted = ",".join(uids)
    read = bodies(client.uid("FETCH", wanted, "(BODY.PEEK[])")[1])
    numbers = {check(uid, octets, sues) for uid, octets in read.items()}
    client.uid("STORE", wanted, "+FLAGS.SILENT", "(\\Deleted)")
    sues.incertains |= numbers
    typ, _ = client.uid("EXPUNGE", wanted)
    assert typ == "OK"
    sues.incertains -= numbers
    sues.retires |= numbers
    return len(numbers)


def check(uid: int, octets: bytes, sues: Sues) -> int:
    """A mail read is one sent, byte for byte; what was removed never comes back; a UID names one mail."""
    number = number_of(octets)
    if octets != mail(number):
        sues.problemes.append(f"bytes of {number}")
    if number in sues.retires:
        sues.problemes.append(f"{number} came back")
    if sues.uids.setdefault(uid, number) != number:
        sues.problemes.append(f"UID {uid} names {number} and {sues.uids[uid]}")
    sues.lus += 1
    return number


def bodies(told: Iterable[object]) -> dict[int, bytes]:
    """The bytes of a FETCH by UID."""
    found = [one for one in told if isinstance(one, tuple)]
    return {int(re.findall(rb"UID (\d+)", head)[0]): octets for head, octets in found}


@contextmanager
def opened(one: Running) -> Iterator[imaplib.IMAP4]:
    """The box of the software, INBOX selected; closed without a word, for nobody may be there to hear it."""
    client = imaplib.IMAP4("localhost", port(one, "imap_app"), timeout=60)
    try:
        client.starttls(tls(one))
        client.login(BOITE_APP, "x")
        client.select()
        yield client
    finally:
        with suppress(OSError):
            client.shutdown()


def port(one: Running, face: str) -> int:
    """The port of a mail face."""
    return int(one.ready["services"]["mss"][face].rpartition(":")[2])


def tls(one: Running) -> ssl.SSLContext:
    """The certificate of the software."""
    return one.tls("org_auth_cli")


def chance(seed: int) -> random.Random:
    """The same chances at each run."""
    return random.Random(seed)  # noqa: S311 - no secret
