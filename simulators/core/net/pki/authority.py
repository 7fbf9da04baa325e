"""The test PKI of an installation: its authorities, the certificates they sign, what they revoked."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from threading import RLock

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from simulators.core.net.pki import certificates, files
from simulators.core.net.pki.certificates import LeafRequest, Signer
from simulators.core.net.pki.profiles import ClientProfile
from simulators.core.net.pki.revocation import Revocations

LOCAL_HOSTS = ("localhost", "*.localhost", "127.0.0.1", "::1")
# Trusted authorities by file name, then the one that nobody trusts.
TRUSTED = {
    "racine": "TEST AC RACINE IGC-SANTE ELEMENTAIRE",
    "organisations": "TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS",
    "personnes": "TEST AC IGC-SANTE ELEMENTAIRE PERSONNES",
}
UNKNOWN = {"inconnue": "TEST AC INCONNUE"}
RENEWAL = timedelta(days=30)
# Server certificates that are wrong on demand, and the name of one that is somebody else's.
SERVER_FAULTS = frozenset(
    {"certificat_serveur_expire", "certificat_serveur_revoque", "certificat_serveur_mauvais_nom"}
)
OTHER_HOSTS = ("autre-serveur.invalid",)


@dataclass(frozen=True, slots=True)
class Material:
    """One certificate on disk: `cert` is PEM (leaf then its authority), `key` PEM in clear, `p12` both."""

    cert: Path
    key: Path
    p12: Path
    password: str


class Pki:
    """See the module. Safe to open from several processes at once; methods may be called from threads.

    `generation` grows whenever what servers must believe changes (revocation, trusted authority).
    """

    @classmethod
    def open(cls, root: Path, state: Path | None = None) -> "Pki":
        """Opens the PKI kept in `root`, made at first use.

        `state` holds what was revoked and trusted (default: `root`): several temporary installations may
        share the keys of one root without seeing each other's revocations.
        """
        if not (root / "authority" / "ca.pem").exists():
            files.publish(root / "authority", _new_authorities())
        return cls(root, state or root)

    def __init__(self, root: Path, state: Path) -> None:
        self.root = root
        self.generation = 1
        self._folder = root / "authority"
        self._trusted = state / "trusted"
        self._lock = RLock()
        self._revocations = Revocations(state / "revoked", lambda: self._trusted_signers)
        if not self.crl_pem.exists():
            self._revocations.write()

    @property
    def ca_pem(self) -> Path:
        """The root and both intermediates: what an editor installs."""
        return self._folder / "ca.pem"

    @property
    def crl_pem(self) -> Path:
        """The CRLs of the three authorities."""
        return self._revocations.pem

    @property
    def revoked(self) -> frozenset[int]:
        """Serials refused at the next handshake."""
        return self._revocations.serials

    def crls(self) -> Mapping[str, bytes]:
        """The CRLs in DER by authority name, for downloading."""
        lists = certificates.load_crls(self.crl_pem.read_bytes())
        return {name: crl.public_bytes(Encoding.DER) for name, crl in zip(TRUSTED, lists, strict=True)}

    def trusted(self) -> tuple[Path, ...]:
        """PEM files of the authorities (and CRLs) added by editors."""
        return tuple(sorted(self._trusted.glob("*.pem")))

    def every_authority_has_crl(self) -> bool:
        """Whether OpenSSL can check revocation along any chain: no trusted authority lacks its CRL."""
        return all(_covered(path.read_bytes()) for path in self.trusted())

    def trust(self, pem: Path) -> None:
        """Also believes the authorities of this PEM file, with their CRLs if it holds some.

        Raises ValueError when the file holds no certificate authority, OSError when it cannot be read.
        """
        data = pem.read_bytes()
        if not any(_is_authority(found) for found in x509.load_pem_x509_certificates(data)):
            raise ValueError(f"{pem}: no certificate authority in this file")
        files.replace(self._trusted / f"{sha256(data).hexdigest()[:16]}.pem", data)
        self.generation += 1

    def revoke(self, serial: int | str) -> None:
        """Revokes a certificate of ours by its serial (hexadecimal as text); idempotent."""
        self._change(serial, self._revocations.add, revoked=True)

    def reinstate(self, serial: int | str) -> None:
        """Undoes `revoke`: real authorities do not, trainings do."""
        self._change(serial, self._revocations.discard, revoked=False)

    def server(self, hosts: Sequence[str] = (), panne: str = "") -> Material:
        """A server certificate: CN is the first of `hosts`, else localhost; SANs are all, with local names.

        Clients of the field check that the CN is the real host's (ins.md §2). All stand on one key. `panne`
        names what is wrong with it on demand: expired, revoked, of another name; anything else changes
        nothing.
        """
        wrong = panne if panne in SERVER_FAULTS else ""
        names = OTHER_HOSTS if wrong == "certificat_serveur_mauvais_nom" else (*hosts, *LOCAL_HOSTS)
        names = tuple(dict.fromkeys(names))
        told = "\n".join((*names, wrong) if wrong else names)
        expired = wrong == "certificat_serveur_expire"
        material = self._material(
            self.root / "servers" / sha256(told.encode()).hexdigest()[:16],
            certificates.server_request(names, expired=expired),
            self._signer("organisations"),
            lambda: self._key("server"),
            renew=not expired,
        )
        if wrong == "certificat_serveur_revoque":
            self.revoke(_leaf(material).serial_number)
        return material

    def client(self, profile: ClientProfile) -> Material:
        """The certificate of this profile, made when first asked."""
        material = self._material(
            self.root / "clients" / profile.folder,
            profile.request(),
            self._signer(profile.authority),
            lambda: self._key("shared") if profile.shared_key else certificates.new_key(),
            renew=not profile.expired,
        )
        if profile.revoked:
            self.revoke(_leaf(material).serial_number)
        return material

    def clients(self, profiles: Mapping[str, ClientProfile]) -> dict[str, Material]:
        """Several at once, their keys made in parallel."""
        with ThreadPoolExecutor(4) as pool:
            return dict(zip(profiles, pool.map(self.client, profiles.values()), strict=True))

    def _change(self, serial: int | str, apply: Callable[[int], None], *, revoked: bool) -> None:
        number = int(serial, 16) if isinstance(serial, str) else serial
        with self._lock:
            if (number in self.revoked) is not revoked:
                apply(number)
                self.generation += 1

    def _material(
        self,
        folder: Path,
        request: LeafRequest,
        issuer: Signer,
        key: Callable[[], rsa.RSAPrivateKey],
        *,
        renew: bool = True,
    ) -> Material:
        password = (self._folder / "p12.password").read_text("ascii")
        material = Material(folder / "cert.pem", folder / "cert.key", folder / "cert.p12", password)
        if renew and folder.is_dir() and _leaf(material).not_valid_after_utc < datetime.now(UTC) + RENEWAL:
            files.withdraw(folder)
        if not folder.is_dir():
            files.publish(folder, _leaf_files(folder.name, request, key(), issuer, password))
        return material

    def _key(self, name: str) -> rsa.RSAPrivateKey:
        return certificates.load_key((self._folder / f"{name}.key").read_bytes())

    def _signer(self, authority: str) -> Signer:
        return self._signers[authority]

    @cached_property
    def _signers(self) -> Mapping[str, Signer]:
        return {
            name: Signer(_certificate(self._folder / f"{name}.pem"), self._key(name))
            for name in (*TRUSTED, *UNKNOWN)
        }

    @property
    def _trusted_signers(self) -> Mapping[str, Signer]:
        return {name: self._signers[name] for name in TRUSTED}


def _new_authorities() -> dict[str, bytes]:
    """Every file of `authority/`. The unknown authority borrows the servers' key: one less to make."""
    names = (*TRUSTED, "server", "shared")
    with ThreadPoolExecutor(4) as pool:
        keys = dict(zip(names, pool.map(lambda _: certificates.new_key(), names), strict=True))
    keys["inconnue"] = keys["server"]
    root = certificates.make_authority(TRUSTED["racine"], keys["racine"])
    signer = Signer(root, keys["racine"])
    made = {"racine": root}
    for name in ("organisations", "personnes"):
        made[name] = certificates.make_authority(TRUSTED[name], keys[name], signer)
    bundle = b"".join(map(certificates.pem, made.values()))
    made["inconnue"] = certificates.make_authority(UNKNOWN["inconnue"], keys["inconnue"])
    return {
        "ca.pem": bundle,
        "p12.password": secrets.token_hex(6).encode(),
        **{f"{name}.pem": certificates.pem(certificate) for name, certificate in made.items()},
        **{f"{name}.key": certificates.key_pem(key) for name, key in keys.items()},
    }


def _leaf_files(
    label: str, request: LeafRequest, key: rsa.RSAPrivateKey, issuer: Signer, password: str
) -> dict[str, bytes]:
    leaf = certificates.make_leaf(request, key.public_key(), issuer)
    return {
        "cert.pem": certificates.pem(leaf) + certificates.pem(issuer.certificate),
        "cert.key": certificates.key_pem(key),
        "cert.p12": certificates.make_p12(label, key, leaf, issuer.certificate, password),
    }


def _leaf(material: Material) -> x509.Certificate:
    return _certificate(material.cert)


def _certificate(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def _covered(bundle: bytes) -> bool:
    authorities = {found.subject for found in x509.load_pem_x509_certificates(bundle) if _is_authority(found)}
    issuers = {crl.issuer for crl in certificates.load_crls(bundle)}
    return authorities <= issuers


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False
