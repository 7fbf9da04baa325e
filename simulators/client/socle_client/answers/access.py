"""What a DUI needs to work in an espace: addresses, certificates, accounts."""

import os
import ssl
import tempfile
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from socle_client.answers.reading import picked


@dataclass(frozen=True, slots=True)
class CertificateFiles:
    """Where a certificate was written."""

    cert: Path
    key: Path
    p12: Path


@dataclass(frozen=True, slots=True)
class Certificate:
    """A client certificate: PEM chain and key, and the same as a P12 under a password."""

    cert: str
    key: str = field(repr=False)
    p12: bytes = field(repr=False)
    password: str = field(repr=False)

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Certificate":
        """From the JSON of the control API."""
        return picked(cls, told, p12=b64decode(told["p12"]))

    def write(self, folder: Path) -> CertificateFiles:
        """As `cert.pem`, `cert.key` and `cert.p12` in a folder, made if need be, for who wants files."""
        folder.mkdir(parents=True, exist_ok=True)
        files = CertificateFiles(*(folder / f"cert.{kind}" for kind in ("pem", "key", "p12")))
        for path, content in (
            (files.cert, self.cert.encode()),
            (files.key, self.key.encode()),
            (files.p12, self.p12),
        ):
            _private(path, content)
        return files


def _private(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)


@dataclass(frozen=True, slots=True)
class Software:
    """The DUI that the espace knows: authorisation number (IDAM), name, version, DMP approval."""

    idam: str
    name: str
    version: str
    homologation_dmp: str = ""


@dataclass(frozen=True, slots=True)
class PscClient:
    """The Pro Santé Connect client of the espace."""

    client_id: str
    client_secret: str = field(repr=False)
    redirect_uris: tuple[str, ...] = ()
    post_logout_redirect_uris: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Professional:
    """Somebody who may log in: RPPS without the 8 that precedes it in the national identifier."""

    id: str
    rpps: str
    name: str
    given_name: str
    profession: str
    card: str
    state: str


@dataclass(frozen=True, slots=True)
class Box:
    """An MSSanté mailbox."""

    id: str
    address: str
    kind: str
    owner: str
    state: str


@dataclass(frozen=True, slots=True, repr=False)
class Access:
    """All of it, for one espace. `services["ins"]["mtls"]` is None when that face does not listen.

    `server_name` is the TLS server name (SNI) by which the mail servers know the espace.
    """

    espace: str
    services: Mapping[str, Mapping[str, str | None]]
    clear: Mapping[str, Mapping[str, str | None]]
    server_name: str
    ca: str
    certificates: Mapping[str, Certificate]
    software: Software | None
    psc_client: PscClient | None
    directory_key: str
    professionals: tuple[Professional, ...]
    boxes: tuple[Box, ...]

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Access":
        """From the JSON of the control API."""
        accounts, pki = told["accounts"], told["pki"]
        lps, psc, directory = accounts["lps"], accounts["psc_client"], accounts["annuaire"]
        return cls(
            espace=told["espace"],
            services=told["services"],
            clear=told["clear"],
            server_name=told["server_name"],
            ca=pki["ca"],
            certificates={name: Certificate.read(one) for name, one in pki["clients"].items()},
            software=picked(Software, lps) if lps else None,
            psc_client=picked(PscClient, psc) if psc else None,
            directory_key=directory["api_key"] if directory else "",
            professionals=tuple(picked(Professional, one) for one in accounts["professionals"]),
            boxes=tuple(picked(Box, one) for one in accounts["boxes"]),
        )

    def __repr__(self) -> str:
        """Short: pytest shows it with each failed test."""
        return f"Access({self.espace!r})"

    def address(self, service: str, face: str) -> str:
        """`address("ins", "mtls")`. Raises LookupError, naming those that listen."""
        found = self.services.get(service, {}).get(face)
        if found is None:
            listening = ", ".join(self._listening())
            raise LookupError(f"{service}.{face} n'est pas en écoute (au choix : {listening})")
        return found

    def _listening(self) -> Iterator[str]:
        for service, faces in self.services.items():
            yield from (f"{service}.{face}" for face, address in faces.items() if address)

    def ssl_context(self, certificate: str | Certificate | None = None) -> ssl.SSLContext:
        """The TLS of a DUI that trusts the test authority, presenting a certificate when one is named.

        For `httpx.Client(verify=…)`. Raises KeyError for a name that the espace does not have.
        """
        context = ssl.create_default_context(cadata=self.ca)
        if certificate is not None:
            one = self.certificates[certificate] if isinstance(certificate, str) else certificate
            _load(context, one)
        return context


def _load(context: ssl.SSLContext, one: Certificate) -> None:
    """The ssl module reads certificates from files only."""
    handle, name = tempfile.mkstemp(suffix=".pem")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"{one.key}\n{one.cert}")
        context.load_cert_chain(name)
    finally:
        Path(name).unlink()
