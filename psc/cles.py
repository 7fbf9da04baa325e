"""The keys of the realm: made once per installation beside its PKI, the same after every restart."""

import asyncio
import hashlib
import json
import secrets
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
from psc.model import Jeton
from simulators.core.net.pki import certificates, files

if TYPE_CHECKING:
    from joserfc.jwk import OctKey, RSAKey

DOSSIER: Final = "psc"
# The longest token anybody of ours makes is a quarter of this.
LE_PLUS_LONG: Final = 16_384


@dataclass(frozen=True, slots=True)
class Trousseau:
    """The keys, loaded: signature of what clients verify, seal of refresh tokens, and the published set."""

    kid: str
    jwks: bytes
    signature: "RSAKey"
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
        keys: Mapping[tuple[object, object], RSAKey | OctKey] = {
            ("RS256", self.kid): self.signature,
            ("HS512", self.sceau_kid): self.sceau,
        }
        alg, kid = header.get("alg"), header.get("kid")
        key = keys.get((alg, kid)) if isinstance(alg, str) and isinstance(kid, str) else None
        if key is None:
            return None
        try:
            found = jws.deserialize_compact(token, key, algorithms=[str(alg)])
            claims: Any = json.loads(found.payload)
        except (JoseError, ValueError, RecursionError):
            return None
        return lire_claims(claims) if isinstance(claims, dict) else None

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


class Cles:
    """The keys of an installation, under the folder of its PKI. Nothing is made before it is asked."""

    def __init__(self, pki_root: Callable[[], Path]) -> None:
        self._root = pki_root
        self._loading: asyncio.Future[Trousseau] | None = None

    def preparer(self) -> "asyncio.Future[Trousseau]":
        """Begins to load (or make) the keys in a thread, once; must be called in the running loop."""
        if self._loading is None or (self._loading.done() and self._loading.exception() is not None):
            self._loading = asyncio.ensure_future(asyncio.to_thread(charger, self._folder()))
        return self._loading

    async def trousseau(self) -> Trousseau:
        """The keys."""
        return await asyncio.shield(self.preparer())

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


def charger(folder: Path) -> Trousseau:
    """Reads the keys of the folder, made at first use (some 0.2 s)."""
    from joserfc.jwk import OctKey, RSAKey

    if not (folder / "cles").is_dir():
        files.publish(folder / "cles", _nouvelles())
    signature, chiffrement = (_charge(folder / "cles", name) for name in ("signature", "chiffrement"))
    seal = (_secrets(folder) / "sceau.key").read_bytes()
    published = [_jwk(*signature, "RS256", "sig"), _jwk(*chiffrement, "RSA-OAEP", "enc")]
    return Trousseau(
        kid=published[0]["kid"],
        jwks=texte_json({"keys": published}),
        signature=RSAKey.import_key(signature[0]),
        sceau=OctKey.import_key(seal),
        enveloppe=OctKey.import_key(hashlib.sha512(b"enveloppe" + seal).digest()),
        sceau_kid=hashlib.sha256(b"kid" + seal).hexdigest()[:32],
    )


def _nouvelles() -> dict[str, bytes]:
    names = ("signature", "chiffrement")
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
