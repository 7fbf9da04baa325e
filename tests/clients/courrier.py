"""What the tests of foreign mail programs share: the operator as they reach it, and how they are run."""

import fcntl
import imaplib
import os
import pty
import select
import smtplib
import socket
import ssl
import struct
import subprocess
import termios
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.clients.tools import DOCTOR, NURSE, access_token, loopback
from tests.mss import courriers
from tests.running import Running

NURSE_BOX = "nathalie.kermarrec@pro.demo.mssante.fr"
DOCTOR_BOX = "cabinet.besnard@medecin.demo.mssante.fr"
APP_BOX = "dui@ehpad-les-tilleuls.demo.mssante.fr"
OTHER_APP_BOX = "dui@ime-le-cap.demo.mssante.fr"
WRONG = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.AAAA"


class Smtp(smtplib.SMTP):
    """smtplib, knowing that names under `localhost` are this machine."""

    def _get_socket(self, host: str, port: int, timeout: float | None) -> socket.socket:
        return loopback(host, port, timeout)


class Imap(imaplib.IMAP4):
    """imaplib, knowing the same."""

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return loopback(self.host, self.port, timeout)


class Mail:
    """The operator as a DUI of this espace reaches it, and the tokens of two professionals."""

    def __init__(self, running: Running, espace: str) -> None:
        self._running, self.espace = running, espace
        self.tokens = {
            NURSE_BOX: access_token(running, espace, NURSE),
            DOCTOR_BOX: access_token(running, espace, DOCTOR),
        }
        self.ca: str = running.ready["pki"]["ca"]

    @property
    def certificate(self) -> Mapping[str, str]:
        """The files `cert` and `key` of the structure's software."""
        told: Mapping[str, str] = self._running.ready["pki"]["clients"]["org_auth_cli"]
        return told

    def port(self, face: str) -> int:
        return int(self._running.ready["services"]["mss"][face].rpartition(":")[2])

    def tls(self, certificate: str = "") -> ssl.SSLContext:
        if certificate:
            return self._running.tls(certificate)
        return ssl.create_default_context(cafile=self.ca)

    @contextmanager
    def smtp(self, box: str, token: str = "") -> Iterator[smtplib.SMTP]:
        """smtplib logged in with a token."""
        with Smtp("localhost", self.port("smtp"), timeout=20) as client:
            client.starttls(context=self.tls())
            client.ehlo()
            answer = self.xoauth2(box, token)
            client.auth("XOAUTH2", lambda challenge=None: "" if challenge else answer)
            yield client

    @contextmanager
    def imap(self, box: str, token: str = "") -> Iterator[imaplib.IMAP4]:
        """imaplib logged in with a token."""
        with Imap("localhost", self.port("imap"), timeout=20) as client:
            client.starttls(self.tls())
            answers = [self.xoauth2(box, token).encode(), b""]
            client.authenticate("XOAUTH2", lambda _: answers.pop(0))
            yield client

    def xoauth2(self, box: str, token: str = "") -> str:
        return f"user={box}\x01auth=Bearer {token or self.tokens[box]}\x01\x01"

    @contextmanager
    def app_smtp(self, certificate: str = "org_auth_cli") -> Iterator[smtplib.SMTP]:
        """smtplib with a client certificate, before any login; the server name says the espace."""
        with Smtp(f"{self.espace}.localhost", self.port("smtp_app"), timeout=20) as client:
            client.starttls(context=self.tls(certificate))
            client.ehlo()
            yield client

    @contextmanager
    def app_imap(self, certificate: str = "org_auth_cli") -> Iterator[imaplib.IMAP4]:
        """imaplib the same way."""
        with Imap(f"{self.espace}.localhost", self.port("imap_app"), timeout=20) as client:
            client.starttls(self.tls(certificate))
            yield client

    def curl(self, *arguments: str, box: str, token: str = "") -> "subprocess.CompletedProcess[bytes]":
        """curl with STARTTLS and a token."""
        bearer = token or self.tokens[box]
        return self._curl("--user", f"{box}:", "--oauth2-bearer", bearer, *arguments)

    def app_curl(self, mechanism: str, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
        """curl with STARTTLS and the software's certificate; it keeps EXTERNAL for who has no password."""
        password = "" if mechanism == "EXTERNAL" else "any"
        files = ("--cert", self.certificate["cert"], "--key", self.certificate["key"])
        login = ("--user", f"{APP_BOX}:{password}", "--login-options", f"AUTH={mechanism}")
        return self._curl(*files, *login, *arguments)

    def _curl(self, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
        command = ("curl", "-sS", "--noproxy", "*", "--ssl-reqd", "--cacert", self.ca, *arguments)
        return subprocess.run(command, capture_output=True, timeout=30, check=False)

    def held(self, api: httpx.Client, box: str, folder: str = "INBOX") -> list[bytes]:
        """The mails a folder holds, byte for byte, the oldest first."""
        return held(api, self.espace, box, folder)

    def put(self, *mails: bytes, into: str = DOCTOR_BOX) -> None:
        """Mails of the nurse in a box."""
        with self.smtp(NURSE_BOX) as client:
            for one in mails:
                client.sendmail(NURSE_BOX, [into], one)


@dataclass(frozen=True, slots=True)
class Poste:
    """The operator of a simulator of its own, and the files of the structure's software."""

    running: Running
    api: httpx.Client

    @property
    def ca(self) -> str:
        return str(self.running.ready["pki"]["ca"])

    @property
    def cert(self) -> str:
        return str(self.running.ready["pki"]["clients"]["org_auth_cli"]["cert"])

    @property
    def key(self) -> str:
        return str(self.running.ready["pki"]["clients"]["org_auth_cli"]["key"])

    def port(self, face: str) -> int:
        return int(self.running.ready["services"]["mss"][face].rpartition(":")[2])

    def held(self, box: str, folder: str = "INBOX") -> list[bytes]:
        return held(self.api, "defaut", box, folder)

    def put(self, *mails: bytes, box: str = APP_BOX) -> None:
        """Mails of the software in a box."""
        with smtplib.SMTP("localhost", self.port("smtp_app"), timeout=20) as client:
            client.starttls(context=self.running.tls("org_auth_cli"))
            client.login(APP_BOX, "any")
            for one in mails:
                client.sendmail(APP_BOX, [box], one)


def held(api: httpx.Client, espace: str, box: str, folder: str = "INBOX") -> list[bytes]:
    """The mails a folder of a box holds, byte for byte, the oldest first."""
    address = f"/espaces/{espace}/mss/boites/{box}/courriels"
    told: list[dict[str, Any]] = api.get(address).json()
    found = sorted((one["uid"], one["id"]) for one in told if one["dossier"] == folder)
    return [api.get(f"{address}/{id_}").json()["octets"].encode("latin-1") for _, id_ in found]


def app_message(subject: str) -> bytes:
    """A mail of the software to the nurse."""
    return courriers.simple(
        ("Nathalie Kermarrec <nathalie.kermarrec@pro.demo.mssante.fr>", f"EHPAD Les Tilleuls <{APP_BOX}>"),
        ("Cabinet <cabinet.besnard@medecin.demo.mssante.fr>", f"Nathalie Kermarrec <{NURSE_BOX}>"),
        ("Question sur un traitement", subject),
    )


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def ran(home: Path, *command: str, told: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """A program of the system, at home in a folder of the test; `told` comes on its standard input."""
    return subprocess.run(
        command, input=told, capture_output=True, timeout=30, check=False, cwd=home, env=_around(home)
    )


def on_screen(home: Path, *command: str) -> tuple[int, bytes]:
    """A program that wants a terminal, at home in that folder: its exit code, and what it showed."""
    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 160, 0, 0))
    around = {**_around(home), "TERM": "vt100"}
    with (
        os.fdopen(outer, "rb", buffering=0) as screen,
        subprocess.Popen(
            command, stdin=inner, stdout=inner, stderr=inner, cwd=home, env=around, start_new_session=True
        ) as process,
    ):
        os.close(inner)
        shown = bytearray()
        with suppress(OSError):  # the terminal is gone with the program that held it
            while select.select([screen], [], [], 10)[0] and (piece := screen.read(65_536)):
                shown += piece
        process.kill()
        return process.wait(), bytes(shown)


def _around(home: Path) -> dict[str, str]:
    return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(home), "LANG": "C.UTF-8"}


def fetched(client: imaplib.IMAP4, number: str, what: str) -> tuple[str, bytes]:
    """The line and the literal of a FETCH."""
    _, told = client.fetch(number, what)
    line, literal = next(part for part in told if isinstance(part, tuple))
    return line.decode(), literal
