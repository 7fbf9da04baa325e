"""The keys of the realm: made once per installation beside its PKI, the same after every restart."""

import asyncio
import hashlib
import json
import secrets
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from psc.messages.jetons import Claims, base64url, lire_claims, partie
from psc.messages.reponses import texte_json
from psc.model import Jeton, Roulement
from psc.state.clients import lire_roulement
from simulators.core.net.pki import certificates, files

if TYPE_CHECKING:
    from joserfc.jwk import OctKey, RSAKey

    from simulators.core.espace import Espace

DOSSIER: Final = "psc"
# The keys that sign in turn. The reserve came later: an installation made before it gets one.
SIGNATURES: Final = ("signature", "signature-2", "signature-3")
_DOSSIERS: Final[Mapping[str, tuple[str, ...]]] = {
    "cles": ("signature", "chiffrement"),
    "reserve": ("signature-2", "signature-3"),
}
# Seconds between two looks at the rotation of an espace.
REGARD: Final = 0.1
# The longest token anybody of ours makes is a quarter of this.
LE_PLUS_LONG: Final = 16_384


@dataclass(frozen=True, slots=True)
class Trousseau:
    """The keys as an espace has them: the one that signs, those published, the seal of refresh tokens."""

    kid: str
    jwks: bytes
    signature: "RSAKey"
    publiees: Mapping[str, "RSAKey"]
    sceau: "OctKey"
    sceau_kid: str
    enveloppe: "OctKey"

    def signer(self, claims: Claims, kid: str = "") -> str:
        """A compact RS256 token; `kid` names another key than the true one."""
        return self._compact({"alg": "RS256", "typ": "JWT", "kid": kid or self.kid}, claims, self.signature)

    def sceller(self, claims: Claims) -> str:
        """A compact HS512 token, which only this server can verify."""
        return self._compact({"alg": "HS512", "typ": "JWT", "kid": self.sceau_kid}, claims, self.sceau)

    def verifier(self, token: str) -> Jeton | None:
        """A token of ours whose signature holds; None for anything else. Its life is not judged here."""
        from joserfc import jws
        from joserfc.errors import JoseError

        header = partie(token, 0) if len(token) <= LE_PLUS_LONG else None
        if header is None:
            return None
        alg, kid = header.get("alg"), header.get("kid")
        key = self._cle(alg, kid) if isinstance(alg, str) and isinstance(kid, str) else None
        if key is None:
            return None
        try:
            found = jws.deserialize_compact(token, key, algorithms=[str(alg)])
            claims: Any = json.loads(found.payload)
        except (JoseError, ValueError, RecursionError):
            return None
        return lire_claims(claims) if isinstance(claims, dict) else None

    def _cle(self, alg: str, kid: str) -> "RSAKey | OctKey | None":
        """Each key serves one algorithm."""
        if alg == "RS256":
            return self.publiees.get(kid)
        return self.sceau if (alg, kid) == ("HS512", self.sceau_kid) else None

    def envelopper(self, claims: Claims) -> str:
        """A compact JWE that only this server opens: what a Keycloak gives as `auth_req_id`."""
        from joserfc import jwe

        header = {"alg": "dir", "enc": "A256CBC-HS512"}
        return jwe.encrypt_compact(
            header, texte_json(claims), self.enveloppe, algorithms=list(header.values())
        )

    def developper(self, token: str) -> Claims | None:
        """What an envelope of ours says; None for anything else."""
        from joserfc import jwe
        from joserfc.errors import JoseError

        if len(token) > LE_PLUS_LONG or not token.isascii():
            return None
        try:
            opened = jwe.decrypt_compact(token, self.enveloppe, algorithms=["dir", "A256CBC-HS512"])
            claims: Any = json.loads(opened.plaintext or b"")
        except (JoseError, ValueError, RecursionError):
            return None
        return claims if isinstance(claims, dict) else None

    def _compact(self, header: dict[str, str], claims: Claims, key: "RSAKey | OctKey") -> str:
        from joserfc import jws

        return jws.serialize_compact(dict(header), texte_json(claims), key, algorithms=[header["alg"]])


@dataclass(frozen=True, slots=True)
class Jeu:
    """Every key of an installation: those that sign in turn, each with what is published of it."""

    signatures: tuple[tuple[dict[str, Any], "RSAKey"], ...]
    chiffrement: dict[str, Any]
    sceau: "OctKey"
    enveloppe: "OctKey"
    sceau_kid: str

    def trousseau(self, roulement: Roulement) -> Trousseau:
        """The keys as an espace has them; the one that signs is published first."""
        jwk, active = self.signatures[roulement.active]
        published = [self.signatures[rang] for rang in roulement.publiees]
        return Trousseau(
            kid=jwk["kid"],
            jwks=texte_json({"keys": [*(one for one, _ in published), self.chiffrement]}),
            signature=active,
            publiees={one["kid"]: key for one, key in published},
            sceau=self.sceau,
            enveloppe=self.enveloppe,
            sceau_kid=self.sceau_kid,
        )


class Roulements:
    """Where espaces are in the rotation of their keys: looked at again after a moment, so that several
    processes follow each other, and at once by the one that turned."""

    def __init__(self) -> None:
        self._vus: dict[str, tuple[object, float, Roulement]] = {}

    def de(self, espace: "Espace") -> Roulement:
        """The keys an espace signs with and publishes."""
        kept = self._vus.get(espace.name)
        if kept is not None and kept[0] is espace.store and time.monotonic() < kept[1]:
            return kept[2]
        found = espace.store.read(lire_roulement)
        self._vus[espace.name] = espace.store, time.monotonic() + REGARD, found
        return found

    def oublier(self, espace: "Espace") -> None:
        """It turned: the next reading looks."""
        self._vus.pop(espace.name, None)


class Cles:
    """The keys of an installation, under the folder of its PKI. Nothing is made before it is asked."""

    def __init__(self, pki_root: Callable[[], Path]) -> None:
        self._root = pki_root
        self._loading: asyncio.Future[Jeu] | None = None
        self._trousseaux: dict[Roulement, Trousseau] = {}

    def preparer(self) -> "asyncio.Future[Jeu]":
        """Begins to load (or make) the keys in a thread, once; must be called in the running loop."""
        if self._loading is None or (self._loading.done() and self._loading.exception() is not None):
            self._loading = asyncio.ensure_future(asyncio.to_thread(charger, self._folder()))
        return self._loading

    async def trousseau(self, roulement: Roulement) -> Trousseau:
        """The keys of an espace that is there in its rotation."""
        found = self._trousseaux.get(roulement)
        if found is None:
            jeu = await asyncio.shield(self.preparer())
            found = self._trousseaux[roulement] = jeu.trousseau(roulement)
        return found

    def secret_du_client(self) -> str:
        """The secret of the default client, made at first use."""
        return (_secrets(self._folder()) / "client.password").read_text("ascii")

    def _folder(self) -> Path:
        return self._root() / DOSSIER


def _secrets(folder: Path) -> Path:
    """Apart from the keys: at hand before they are made."""
    kept = folder / "secrets"
    if not kept.is_dir():
        made = {"client.password": secrets.token_urlsafe(24).encode(), "sceau.key": secrets.token_bytes(64)}
        files.publish(kept, made)
    return kept


def charger(folder: Path) -> Jeu:
    """Reads the keys of the folder, made at first use (some 0.2 s): none is ever made for a call."""
    from joserfc.jwk import OctKey, RSAKey

    for name, keys in _DOSSIERS.items():
        if not (folder / name).is_dir():
            files.publish(folder / name, _nouvelles(keys))
    found = {key: _charge(folder / name, key) for name, keys in _DOSSIERS.items() for key in keys}
    seal = (_secrets(folder) / "sceau.key").read_bytes()
    signing = [found[name] for name in SIGNATURES]
    return Jeu(
        signatures=tuple((_jwk(*one, "RS256", "sig"), RSAKey.import_key(one[0])) for one in signing),
        chiffrement=_jwk(*found["chiffrement"], "RSA-OAEP", "enc"),
        sceau=OctKey.import_key(seal),
        enveloppe=OctKey.import_key(hashlib.sha512(b"enveloppe" + seal).digest()),
        sceau_kid=hashlib.sha256(b"kid" + seal).hexdigest()[:32],
    )


def _nouvelles(names: tuple[str, ...]) -> dict[str, bytes]:
    with ThreadPoolExecutor(2) as pool:
        keys = dict(zip(names, pool.map(lambda _: certificates.new_key(), names), strict=True))
    made = {f"{name}.key": certificates.key_pem(key) for name, key in keys.items()}
    return made | {f"{name}.pem": certificates.pem(_certificat(key)) for name, key in keys.items()}


def _certificat(key: rsa.RSAPrivateKey) -> x509.Certificate:
    """The self-signed certificate a Keycloak puts beside each key of a realm."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "esante-wallet")])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - certificates.SKEW)
        .not_valid_after(now + timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )


def _charge(folder: Path, name: str) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    key = certificates.load_key((folder / f"{name}.key").read_bytes())
    return key, x509.load_pem_x509_certificate((folder / f"{name}.pem").read_bytes())


def _jwk(key: rsa.RSAPrivateKey, certificate: x509.Certificate, alg: str, use: str) -> dict[str, Any]:
    public = key.public_key()
    numbers = public.public_numbers()
    info = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    der = certificate.public_bytes(serialization.Encoding.DER)
    return {
        "kid": base64url(hashlib.sha256(info).digest()),
        "kty": "RSA",
        "alg": alg,
        "use": use,
        "x5c": [b64encode(der).decode()],
        "x5t": base64url(hashlib.sha1(der, usedforsecurity=False).digest()),
        "x5t#S256": base64url(hashlib.sha256(der).digest()),
        "n": _entier(numbers.n),
        "e": _entier(numbers.e),
    }


def _entier(value: int) -> str:
    return base64url(value.to_bytes((value.bit_length() + 7) // 8, "big"))
