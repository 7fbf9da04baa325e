"""What mails cost the server, sent over TLS, judged, stored, journalled; what a waiting session weighs."""

import imaplib
import json
import os
import smtplib
import ssl
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.process import Measured
from tests.bench.start import serve
from tests.mss.banc import BOITE_APP, BOITE_CABINET
from tests.mss.courriers import document, simple

SMALL, LARGE, SESSIONS = 1_000, 300, 200


@dataclass(frozen=True, slots=True)
class Mails:
    """Mails per CPU-second at 4 kB and at 200 kB with an archive; CPU ms of a login; kB per IDLE session."""

    small: float
    large: float
    login_ms: float
    session_kb: float


def context(ready: dict[str, Any]) -> ssl.SSLContext:
    """The client side of an applicative box."""
    client = ready["pki"]["clients"]["org_auth_cli"]
    found = ssl.create_default_context(cafile=ready["pki"]["ca"])
    found.load_cert_chain(client["cert"], client["key"])
    return found


def small() -> bytes:
    """4 kB without document."""
    return simple(("Bonjour docteur,", "Bonjour docteur,\n" + ("a" * 70 + "\n") * 52))


def large() -> bytes:
    """200 kB: an archive and a PDF."""
    return document(pdf=b"%PDF-1.4\n" + os.urandom(143_000))


def connected(ready: dict[str, Any], tls: ssl.SSLContext) -> smtplib.SMTP:
    """A client logged in."""
    host, _, port = ready["services"]["mss"]["smtp_app"].rpartition(":")
    client = smtplib.SMTP(host, int(port), timeout=60)
    client.starttls(context=tls)
    client.ehlo()
    client.login(BOITE_APP, "x", initial_response_ok=True)
    return client


def per_second(server: Measured, client: smtplib.SMTP, mail: bytes, count: int) -> float:
    """Mails per second of the server's CPU, after a warm-up."""
    for _ in range(50):
        client.sendmail(BOITE_APP, [BOITE_CABINET], mail)
    before = server.cpu_seconds()
    for _ in range(count):
        client.sendmail(BOITE_APP, [BOITE_CABINET], mail)
    return count / (server.cpu_seconds() - before)


def logins(server: Measured, ready: dict[str, Any], tls: ssl.SSLContext) -> float:
    """Server CPU milliseconds for a connection with its handshake and login."""
    before = server.cpu_seconds()
    for _ in range(100):
        connected(ready, tls).close()
    return (server.cpu_seconds() - before) / 100 * 1000


def weight(server: Measured, ready: dict[str, Any], tls: ssl.SSLContext) -> float:
    """Kilobytes of server memory per IMAP session that waits."""
    host, _, port = ready["services"]["mss"]["imap_app"].rpartition(":")
    before = server.resident_megabytes()
    with ExitStack() as stack:
        for _ in range(SESSIONS):
            client = imaplib.IMAP4(host, int(port), timeout=60)
            stack.callback(client.shutdown)
            client.starttls(tls)
            client.login(BOITE_APP, "x")
            client.select()
            client.send(b"w IDLE\r\n")
            client.readline()
        return (server.resident_megabytes() - before) * 1000 / SESSIONS


def measure(root: Path) -> Mails:
    """All figures, on a simulator of its own."""
    path = root / "mail-ready.json"
    with serve(root, path) as server:
        ready = json.loads(path.read_text("utf-8"))
        tls = context(ready)
        with connected(ready, tls) as client:
            few, many = per_second(server, client, small(), SMALL), per_second(server, client, large(), LARGE)
        return Mails(few, many, logins(server, ready, tls), weight(server, ready, tls))
