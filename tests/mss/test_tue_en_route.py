"""Killed at any moment: what was answered 250 is there after the restart, once, byte for byte."""

import imaplib
import signal
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.mss.banc import BOITE_APP, BOITE_CABINET
from tests.mss.courriers import simple
from tests.running import Running, simulator

ROUNDS = 3


def tls(ready: Mapping[str, Any]) -> ssl.SSLContext:
    client = ready["pki"]["clients"]["org_auth_cli"]
    context = ssl.create_default_context(cafile=ready["pki"]["ca"])
    context.load_cert_chain(client["cert"], client["key"])
    return context


def connected(one: Running) -> smtplib.SMTP:
    host, _, port = one.ready["services"]["mss"]["smtp_app"].rpartition(":")
    client = smtplib.SMTP(host, int(port), timeout=20)
    client.starttls(context=tls(one.ready))
    client.ehlo()
    client.login(BOITE_APP, "x")
    return client


@contextmanager
def box(one: Running) -> Iterator[imaplib.IMAP4]:
    """The box of the software, which writes to itself."""
    host, _, port = one.ready["services"]["mss"]["imap_app"].rpartition(":")
    with imaplib.IMAP4(host, int(port), timeout=20) as client:
        client.starttls(tls(one.ready))
        client.login(BOITE_APP, "x")
        yield client


def numbered(number: int) -> bytes:
    return simple(("<1.20260101@", f"<{number}.20260101@"), ("Bonjour", f"Bonjour {number}"))


def sent_until_killed(one: Running, first: int, most: int) -> list[int]:
    """The numbers answered 250 before the process died under the client's feet."""
    answered: list[int] = []
    with pytest.raises((smtplib.SMTPException, OSError)):
        flood(one, range(first, first + 10_000), answered, most)
    return answered


def flood(one: Running, numbers: range, answered: list[int], most: int) -> None:
    client = connected(one)
    for number in numbers:
        if len(answered) == most:
            one.process.send_signal(signal.SIGKILL)
        client.sendmail(BOITE_APP, [BOITE_APP, BOITE_CABINET], numbered(number))
        answered.append(number)


def test_what_was_accepted_survives_a_kill_once(home: Path, tmp_path: Path) -> None:
    accepted: list[int] = []
    validities: set[bytes] = set()
    for turn in range(ROUNDS):
        with simulator("--data", str(tmp_path / "donnees"), home=home) as one:
            with box(one) as client:
                client.select()
                validities.add(client.response("UIDVALIDITY")[1][0])
            accepted += sent_until_killed(one, turn * 10_000, 20 + 13 * turn)
    with simulator("--data", str(tmp_path / "donnees"), home=home) as one, box(one) as client:
        _, (count,) = client.select()
        _, found = client.fetch("1:*", "(BODY.PEEK[])")
        bodies = [item[1] for item in found if isinstance(item, tuple)]
        assert int(count or 0) == len(bodies)
        assert len(set(bodies)) == len(bodies)
        assert {numbered(number) for number in accepted} <= set(bodies)
        assert len(bodies) - len(accepted) <= ROUNDS
        with one.api() as api:
            other = api.get(f"/espaces/defaut/mss/boites/{BOITE_CABINET}/courriels").json()
        assert len(other) == len(bodies)
    assert len(validities) == 1
