"""Where a journal is replayed: the address of each face, its TLS, who we are there."""

import ssl
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from cryptography import x509

from simulators.core.espace import DEFAULT_ESPACE
from simulators.core.journal.model import Exchange, Peer
from simulators.core.net.pki.peer import read_peer_pem
from simulators.rejeu.hotes import est_local, verifier_hote

# In a ready file, two faces go by another name than in the journal.
_READY: Final[Mapping[str, str]] = {"issuer": "auth"}
_PORTS: Final = {"https": 443, "http": 80, "smtp": 587, "smtp_app": 587, "imap": 143, "imap_app": 143}


class CibleError(ValueError):
    """An address or a certificate that cannot be used; the text is a French sentence."""


@dataclass(frozen=True, slots=True)
class Adresse:
    """One face: scheme (`https`, `http`, or empty for mail), host, port."""

    scheme: str
    hote: str
    port: int

    @property
    def local(self) -> bool:
        """Whether it is this machine."""
        return est_local(self.hote)

    def __str__(self) -> str:
        host = f"[{self.hote}]" if ":" in self.hote else self.hote
        return f"{self.scheme}://{host}:{self.port}" if self.scheme else f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Materiel:
    """A client certificate on disk (PEM); `sujet` is CN, OU and O of the leaf."""

    cert: Path
    key: Path
    sujet: tuple[str, str, str]
    nom: str = ""
    empreinte: str = ""


@dataclass(frozen=True, slots=True)
class Cible:
    """Everything a replay needs of the other side. `ready` is there when it is a simulator of ours."""

    adresses: Mapping[str, Adresse]
    ca: Path | None = None
    materiels: tuple[Materiel, ...] = ()
    imposes: Mapping[str, Materiel] = field(default_factory=dict)
    espace: str = DEFAULT_ESPACE
    ready: Mapping[str, Any] | None = None

    def adresse(self, exchange: Exchange) -> Adresse | None:
        """Where an exchange goes: the address of its face, else of its service."""
        face = self.adresses.get(f"{exchange.service}.{exchange.face}")
        return face or self.adresses.get(exchange.service)

    def materiel(self, service: str, peer: Peer | None) -> Materiel | None:
        """The certificate to present where `peer` was presented; None when there is none to present."""
        if peer is None:
            return None
        named = self.imposes.get(service) or self.imposes.get("")
        wanted = (peer.common_name, peer.organizational_unit, peer.organization)
        return named or next((one for one in self.materiels if one.sujet == wanted), None)

    def tls(self, materiel: Materiel | None) -> ssl.SSLContext:
        """The TLS of a client: verified always. Raises `CibleError` for a certificate that is none."""
        try:
            context = ssl.create_default_context(cafile=str(self.ca) if self.ca else None)
            if materiel is not None:
                context.load_cert_chain(materiel.cert, materiel.key)
        except (OSError, ssl.SSLError, ValueError) as error:
            what = materiel.cert if materiel else self.ca
            raise CibleError(f"certificat illisible : {what} ({type(error).__name__})") from None
        return context

    @property
    def lointaines(self) -> list[str]:
        """The hosts that are not this machine."""
        return sorted({one.hote for one in self.adresses.values() if not one.local})


def adresse(name: str, text: str) -> Adresse:
    """An address as typed: `https://host:port`, `host:port` for mail. Raises `CibleError`, `HoteRefuseError`.

    The path is that of each request recorded: the one typed after the host is put aside.
    """
    scheme, mark, _ = text.partition("://")
    parts = urlsplit(text if mark else f"//{text}")
    try:
        port = parts.port
    except ValueError:
        raise CibleError(f"port illisible : {text}") from None
    if not parts.hostname or parts.username is not None or (mark and scheme not in {"http", "https"}):
        raise CibleError(f"adresse illisible : {text} (attendu : https://hôte:port, ou hôte:port)")
    host = verifier_hote(parts.hostname)
    usual = _PORTS.get(scheme if mark else name.rpartition(".")[2], 443)
    return Adresse(scheme if mark else "", host, port or usual)


def adresses_lues(given: Iterable[str]) -> dict[str, Adresse]:
    """`SERVICE[.FACE]=ADRESSE`, several times. Raises `CibleError`, `HoteRefuseError`."""
    found = {}
    for one in given:
        name, equals, text = one.partition("=")
        if not equals or not name:
            raise CibleError(f"cible illisible : {one} (attendu : ins=https://hôte:port)")
        found[name] = adresse(name, text)
    return found


def de_ready(ready: Mapping[str, Any], espace: str) -> Cible:
    """The target that a ready file describes. Raises `CibleError`, `HoteRefuseError`."""
    try:
        faces = dict(_faces(ready["services"]))
        materials = tuple(_materials(ready["pki"]["clients"]))
        return Cible(faces, Path(ready["pki"]["ca"]), materials, espace=espace, ready=ready)
    except (KeyError, TypeError, AttributeError, OSError) as error:
        raise CibleError(f"fichier « prêt » inutilisable ({type(error).__name__})") from None


def _faces(services: Mapping[str, Mapping[str, str | None]]) -> Iterator[tuple[str, Adresse]]:
    for service, faces in services.items():
        for face, text in faces.items():
            if text:
                name = f"{service}.{_READY.get(face, face)}"
                yield name, adresse(name, text)


def _materials(clients: Mapping[str, Mapping[str, str]]) -> Iterator[Materiel]:
    for name, files in clients.items():
        yield materiel(Path(files["cert"]), Path(files["key"]), name)


def materiel(cert: Path, key: Path, nom: str = "") -> Materiel:
    """A certificate and its key, the subject read. Raises `CibleError`."""
    try:
        pem = cert.read_bytes()
        x509.load_pem_x509_certificate(pem)
        peer = read_peer_pem(pem)
    except (OSError, ValueError) as error:
        raise CibleError(f"certificat illisible : {cert} ({type(error).__name__})") from None
    subject = (peer.common_name, peer.organizational_unit, peer.organization)
    return Materiel(cert, key, subject, nom, peer.fingerprint)
