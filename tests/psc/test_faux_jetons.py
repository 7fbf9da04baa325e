"""Tokens forged, and addresses a forger would have us read: none is believed, none is fetched."""

import base64
import hmac
import json
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_der_x509_certificate

from simulators.core.rule import Profile
from tests.psc.banc import CLIENT, OIDC, RETOUR, SECRET, Banc, claims

LOGOUT = f"{OIDC}/logout"


def b64(value: bytes | dict[str, Any]) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def published(psc: Banc) -> dict[str, Any]:
    """The signature key anybody may read."""
    keys: list[dict[str, Any]] = psc.get(f"{OIDC}/certs").json["keys"]
    return next(one for one in keys if one["use"] == "sig")


def by_hmac(header: dict[str, Any], body: dict[str, Any], secret: bytes) -> str:
    said = f"{b64(header)}.{b64(body)}"
    digest = "sha512" if header["alg"] == "HS512" else "sha256"
    return f"{said}.{b64(hmac.digest(secret, said.encode(), digest))}"


def by_rsa(header: dict[str, Any], body: dict[str, Any], key: rsa.RSAPrivateKey) -> str:
    said = f"{b64(header)}.{b64(body)}"
    return f"{said}.{b64(key.sign(said.encode(), padding.PKCS1v15(), SHA256()))}"


def worthless(psc: Banc, token: str) -> None:
    """No endpoint takes this token for one of PSC's."""
    assert psc.userinfo(token).error == (401, "invalid_token", "Token verification failed")
    assert psc.introspect(token).json == {"active": False}
    assert psc.refresh(token).error == (400, "invalid_grant", "Invalid refresh token")
    assert psc.get(LOGOUT, {"id_token_hint": token}, no_cookies=True).status == 400


@pytest.mark.parametrize("alg", ["none", "None", "NONE", "nOnE", ""])
@pytest.mark.parametrize("signature", ["", "AAAA"])
def test_an_unsigned_token_is_worthless(psc: Banc, alg: str, signature: str) -> None:
    body = claims(psc.tokens()["access_token"])
    for header in ({"alg": alg, "kid": published(psc)["kid"]}, {"alg": alg}):
        worthless(psc, f"{b64(header)}.{b64(body)}.{signature}")


def test_the_public_key_is_no_secret_for_an_hmac(psc: Banc) -> None:
    jwk, body = published(psc), claims(psc.tokens()["access_token"])
    der = base64.b64decode(jwk["x5c"][0])
    public = load_der_x509_certificate(der).public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    info = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    secrets = (der, pem, pem.strip(), info, jwk["n"].encode(), json.dumps(jwk).encode(), SECRET.encode(), b"")
    for alg in ("HS256", "HS512", "RS256"):
        for secret in secrets:
            worthless(psc, by_hmac({"alg": alg, "kid": jwk["kid"]}, body, secret))


def test_the_key_of_a_forger_is_not_ours_whatever_the_header_says(psc: Banc) -> None:
    forger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    numbers = forger.public_key().public_numbers()
    own = {"kty": "RSA", "n": b64(numbers.n.to_bytes(256, "big")), "e": "AQAB"}
    jwk, body = published(psc), claims(psc.tokens()["access_token"])
    right = {"alg": "RS256", "kid": jwk["kid"]}
    for header in (
        right,
        {**right, "jwk": own},
        {**right, "crit": ["exp"]},
        {**right, "b64": False, "crit": ["b64"]},
        {"alg": "RS256", "jwk": own},
        {"alg": "PS256", "kid": jwk["kid"]},
        {"alg": ["RS256"], "kid": jwk["kid"]},
    ):
        worthless(psc, by_rsa(header, body, forger))


@pytest.mark.parametrize(
    "kid",
    [
        "../../../../dev/null",
        "/dev/null",
        "..\\..\\sceau.key",
        "psc/sceau.key",
        "' OR 1=1 --",
        "\x00",
        "",
        "é",
    ],
)
def test_a_key_name_is_never_a_path_nor_a_query(psc: Banc, kid: str) -> None:
    body = claims(psc.tokens()["access_token"])
    for alg in ("RS256", "HS256", "HS512"):
        worthless(psc, by_hmac({"alg": alg, "kid": kid}, body, b""))


def test_a_signature_of_zeros_on_a_curve_is_worthless(psc: Banc) -> None:
    body = claims(psc.tokens()["access_token"])
    header = {"alg": "ES256", "kid": published(psc)["kid"]}
    worthless(psc, f"{b64(header)}.{b64(body)}.{b64(bytes(64))}")
    said = f"{b64(header)}.{b64(body)}"
    digest = Hash(SHA256())
    digest.update(said.encode())
    key = ec.generate_private_key(ec.SECP256R1())
    der = key.sign(digest.finalize(), ec.ECDSA(utils.Prehashed(SHA256())))
    r, s = utils.decode_dss_signature(der)
    worthless(psc, f"{said}.{b64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}")


def test_claims_changed_under_a_true_signature_are_worthless(psc: Banc) -> None:
    for kind in ("access_token", "refresh_token", "id_token"):
        head, body, signature = psc.tokens()[kind].split(".")
        changed = {**claims(f"{head}.{body}.x"), "sub": "f:550dc1c8:899700000013", "exp": 4_000_000_000}
        worthless(psc, f"{head}.{b64(changed)}.{signature}")


class Piege:
    """A loopback port where nobody should ever knock."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.socket.setblocking(False)
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}/objet"

    def silent(self) -> bool:
        """True when no connection waits."""
        try:
            self.socket.accept()[0].close()
        except BlockingIOError:
            return True
        return False


@pytest.fixture
def piege() -> Iterator[Piege]:
    made = Piege()
    yield made
    made.socket.close()


def test_the_trap_hears_who_knocks(piege: Piege) -> None:
    with socket.create_connection(piege.socket.getsockname()):
        assert not piege.silent()
    assert piege.silent()


@pytest.mark.parametrize("profile", [Profile.TERRAIN, Profile.STRICT, Profile.DECOUVERTE])
def test_a_request_kept_elsewhere_is_never_fetched(psc: Banc, piege: Piege, profile: Profile) -> None:
    psc.settings(profile)
    for extra in (
        {"request_uri": piege.url},
        {"request": f"{b64({'alg': 'none'})}.{b64({'redirect_uri': piege.url})}."},
        {"request": f"{b64({'alg': 'RS256', 'jku': piege.url})}.{b64({'iss': CLIENT})}.AAAA"},
        {"sector_identifier_uri": piege.url, "logo_uri": piege.url, "jwks_uri": piege.url},
    ):
        answer = psc.authorize(without=(), **extra)
        assert answer.header("location").startswith(f"{RETOUR}?")
    assert piege.silent()


def test_a_key_kept_elsewhere_is_never_fetched(psc: Banc, piege: Piege) -> None:
    forger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    body = claims(psc.tokens()["access_token"])
    for name in ("jku", "x5u"):
        for kid in (published(psc)["kid"], "ailleurs"):
            worthless(psc, by_rsa({"alg": "RS256", "kid": kid, name: piege.url}, body, forger))
    worthless(psc, by_rsa({"alg": "RS256"}, {**body, "iss": piege.url}, forger))
    assert piege.silent()
