"""Reading at size: 10,000 headers of one folder, 200 sessions that wait for a mail, a mail of 20 MB."""

import imaplib
import json
import os
import select
import smtplib
import ssl
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.grand import LIMIT
from tests.bench.mail import connected, context
from tests.bench.process import Measured, python
from tests.bench.start import serve
from tests.mss.banc import BOITE_APP
from tests.mss.courriers import document, simple

HEADERS, WAITING, PUSHES = 10_000, 200, 10
LARGE = 20_000_000


@dataclass(frozen=True, slots=True)
class Releve:
    """FETCH of 10,000 headers: seconds for the client, CPU of the server. Milliseconds until the last of 200
    sessions is told, the worst of ten mails. Megabytes that the server grows by for a mail of 20 MB.
    """

    headers: float
    headers_cpu: float
    push_ms: float
    large_mb: float


def box(ready: dict[str, Any], tls: ssl.SSLContext) -> imaplib.IMAP4:
    """The box of the software, INBOX selected."""
    host, _, port = ready["services"]["mss"]["imap_app"].rpartition(":")
    client = imaplib.IMAP4(host, int(port), timeout=60)
    client.starttls(tls)
    client.login(BOITE_APP, "x")
    client.select()
    return client


def headers(server: Measured, ready: dict[str, Any], tls: ssl.SSLContext) -> tuple[float, float]:
    """What a mail program asks first of a folder that it does not know."""
    with connected(ready, tls) as client:
        for _ in range(HEADERS):
            client.sendmail(BOITE_APP, [BOITE_APP], simple())
    with box(ready, tls) as client:
        began, before = time.monotonic(), server.cpu_seconds()
        _, told = client.fetch("1:*", "(UID FLAGS RFC822.SIZE BODY.PEEK[HEADER])")
        spent = time.monotonic() - began, server.cpu_seconds() - before
    assert sum(isinstance(one, tuple) for one in told) == HEADERS
    return spent


def pushes(ready: dict[str, Any], tls: ssl.SSLContext) -> float:
    """Seconds from a mail's last byte to the last session told, the worst of several."""
    with ExitStack() as stack:
        waiting = [box(ready, tls) for _ in range(WAITING)]
        for client in waiting:
            stack.callback(client.shutdown)
            client.send(b"w IDLE\r\n")
            assert client.readline().startswith(b"+ ")
        sender = stack.enter_context(connected(ready, tls))
        return max(_push(sender, waiting) for _ in range(PUSHES))


def _push(sender: smtplib.SMTP, waiting: list[imaplib.IMAP4]) -> float:
    sender.sendmail(BOITE_APP, [BOITE_APP], simple())
    began = time.monotonic()
    silent = {client.sock: client for client in waiting}
    while silent:
        heard, _, _ = select.select(list(silent), [], [], 30)
        assert heard
        for one in heard:
            client = silent.pop(one)
            while b"EXISTS" not in client.readline():
                pass  # how many are recent, which comes after the number of the mail before
    return time.monotonic() - began


def growth(server: Measured, work: Callable[[], object]) -> float:
    """Megabytes of the process at its largest during a work, above what it held before."""
    server.forget_peak()
    before = server.peak_megabytes()
    work()
    return server.peak_megabytes() - before


def large(root: Path) -> float:
    """A mail of 20 MB sent, then read whole, on an operator that takes as much."""
    path = root / "grand-ready.json"
    mail = document(pdf=b"%PDF-1.4\n" + os.urandom(LARGE * 3 // 4 - 10_000))
    assert len(mail) < LIMIT
    with Measured(python("tests.bench.grand", str(root / "grand"), str(path)), path) as server:
        ready = json.loads(path.read_text("utf-8"))
        tls = context(ready)
        with connected(ready, tls) as client, box(ready, tls) as reader:
            client.sendmail(BOITE_APP, [BOITE_APP], simple())
            sent = growth(server, lambda: client.sendmail(BOITE_APP, [BOITE_APP], mail))
            reader.noop()
            read = growth(server, lambda: reader.fetch("2", "(BODY.PEEK[])"))
    return max(sent, read)


def measure(root: Path) -> Releve:
    """All figures; the two first on a simulator of their own."""
    path = root / "releve-ready.json"
    with serve(root / "releve", path) as server:
        ready = json.loads(path.read_text("utf-8"))
        tls = context(ready)
        fetched, cpu = headers(server, ready, tls)
        pushed = pushes(ready, tls)
    return Releve(fetched, cpu, pushed * 1000, large(root))
