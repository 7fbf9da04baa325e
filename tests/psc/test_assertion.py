"""A client signs an assertion instead of sending a secret (RFC 7523, private_key_jwt)."""

import json
from typing import Any

import pytest
from joserfc import jws, jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey
from pydantic import ValidationError

from tests.psc.banc import CLIENT, NURSE, OIDC, RETOUR, SECRET, VERIFIER, Answer, Banc

TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ISSUER = "https://localhost:8454/auth/realms/esante-wallet"
NOW = 1772438400
RSA = RSAKey.generate_key(2048)
EC = ECKey.generate_key("P-256")
OTHER = RSAKey.generate_key(2048)
FAILED = "Client authentication with signed JWT failed: "
REUSED = (400, "invalid_client", "Client authentication with signed JWT failed: Token reuse detected")


def public(*keys: RSAKey | ECKey) -> str:
    return json.dumps(KeySet(list(keys)).as_dict(private=False))


@pytest.fixture
def signing(psc: Banc) -> Banc:
    psc.client(authentification="private_key_jwt", jwks=public(RSA, EC), ciba=True)
    return psc


def assertion(
    key: Any = RSA, alg: str = "RS256", header: dict[str, str] | None = None, **changes: Any
) -> str:
    claims = {"iss": CLIENT, "sub": CLIENT, "aud": ISSUER, "exp": NOW + 3600, "jti": "j1", **changes}
    kept = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode({"alg": alg, **(header or {})}, kept, key, algorithms=[alg])


def proof(token: str) -> dict[str, str]:
    return {"client_assertion_type": TYPE, "client_assertion": token}


def exchanged(psc: Banc, token: str, **changes: str) -> Answer:
    form = {"code": psc.code(), "code_verifier": VERIFIER, **proof(token), **changes}
    return psc.token(without=("client_id", "client_secret"), **form)


def pushed(psc: Banc, token: str) -> Answer:
    form = {"response_type": "code", "redirect_uri": RETOUR, "scope": "openid scope_all", **proof(token)}
    return psc.post(f"{OIDC}/ext/par/request", form)


@pytest.mark.parametrize(("key", "alg"), [(RSA, "RS256"), (RSA, "PS256"), (EC, "ES256")])
def test_a_signed_assertion_is_enough(signing: Banc, key: Any, alg: str) -> None:
    answer = exchanged(signing, assertion(key, alg))
    assert answer.status == 200
    assert answer.facts["psc.authentification"] == "assertion"
    assert answer.facts["psc.client_id"] == CLIENT


@pytest.mark.parametrize("path", ["token", "token/introspect", "ext/par/request", "ext/ciba/auth"])
def test_an_address_that_reads_it_may_be_the_audience_too(signing: Banc, path: str) -> None:
    token = assertion(aud=["https://ailleurs.example", f"https://localhost:8454{OIDC}/{path}"])
    assert exchanged(signing, token).status == 200


@pytest.mark.parametrize("path", ["userinfo", "revoke", "logout", "auth", "token/"])
def test_another_address_of_the_service_is_no_audience(signing: Banc, path: str) -> None:
    token = assertion(aud=f"https://localhost:8454{OIDC}/{path}")
    refused = (400, "invalid_client", FAILED + "Token audience doesn't match domain")
    assert exchanged(signing, token).error == refused


@pytest.mark.parametrize(
    ("token", "text"),
    [
        (assertion(OTHER), "Signature on JWT token failed validation"),
        (assertion(iss="autre"), "Issuer mismatch. The issuer should match the subject"),
        (assertion(OTHER, iss="autre"), "Issuer mismatch. The issuer should match the subject"),
        (assertion(aud="https://ailleurs.example"), "Token audience doesn't match domain"),
        (assertion(aud=None), "Token audience doesn't match domain"),
        (assertion(jti=None), "Missing ID on the token"),
        (assertion(exp=NOW - 1), "Token is not active"),
        (assertion(exp=None, iat=NOW - 60), "Token is not active"),
        (assertion(exp=NOW - 1, jti=None), "Token is not active"),
        (assertion(exp=True), "Token is not active"),
        (assertion(exp="demain"), "Token is not active"),
        (
            assertion(OctKey.import_key(public(RSA)), "HS256"),
            "Signature on JWT token failed validation",
        ),
        (
            assertion(OTHER, header={"jku": "https://pirate.example/jwks", "kid": "../../cle"}),
            "Signature on JWT token failed validation",
        ),
    ],
)
def test_what_proves_nothing_is_refused(signing: Banc, token: str, text: str) -> None:
    answer = exchanged(signing, token, client_id=CLIENT)
    assert answer.error == (400, "invalid_client", FAILED + text)


@pytest.mark.parametrize(
    ("token", "text"),
    [
        (assertion(sub=None), "Can't identify client. Subject missing on JWT token"),
        (assertion(iss="autre"), "Issuer mismatch. The issuer should match the subject"),
        (assertion(iss="autre", sub="autre"), "client_id parameter not matching with client from JWT token"),
    ],
)
def test_an_assertion_beside_a_client_identifier_is_that_client_s(
    signing: Banc, token: str, text: str
) -> None:
    answer = signing.token(without=("client_secret",), code=signing.code(), **proof(token))
    assert answer.error == (400, "invalid_client", FAILED + text)
    right = signing.token(without=("client_secret",), code=signing.code(), **proof(assertion()))
    assert right.status == 200


def test_an_unsigned_assertion_proves_nothing(signing: Banc) -> None:
    head, claims, _ = assertion(header={}).split(".")
    unsigned = f"eyJhbGciOiJub25lIn0.{claims}."
    assert head
    text = FAILED + "Signature on JWT token failed validation"
    assert exchanged(signing, unsigned, client_id=CLIENT).error == (400, "invalid_client", text)


def test_an_assertion_serves_once(signing: Banc) -> None:
    token = assertion()
    assert exchanged(signing, token).status == 200
    assert exchanged(signing, token).error == REUSED
    assert exchanged(signing, assertion(jti="j2")).status == 200


def test_another_assertion_of_the_same_identifier_is_refused_until_the_first_is_over(signing: Banc) -> None:
    assert exchanged(signing, assertion()).status == 200
    assert exchanged(signing, assertion(exp=NOW + 8000)).error == REUSED
    signing.advance(3700)
    assert exchanged(signing, assertion(exp=NOW + 8000)).status == 200


def test_a_long_lived_assertion_serves_once_all_its_life(signing: Banc) -> None:
    assert exchanged(signing, assertion(exp=NOW + 90_000)).status == 200
    signing.advance(7200)
    assert exchanged(signing, assertion(exp=NOW + 90_000)).error == REUSED


def test_two_clients_may_draw_the_same_identifier(signing: Banc) -> None:
    signing.client("autre-dui", authentification="private_key_jwt", jwks=public(OTHER))
    token = exchanged(signing, assertion()).json["access_token"]
    form = {"token": token, **proof(assertion(OTHER, iss="autre-dui", sub="autre-dui"))}
    assert signing.post(f"{OIDC}/token/introspect", form).json["active"] is True


def test_what_served_at_one_address_serves_at_no_other(signing: Banc) -> None:
    token = assertion()
    assert pushed(signing, token).status == 201
    assert pushed(signing, token).error == REUSED
    assert exchanged(signing, token).error == REUSED
    asked = {"scope": "openid scope_all", "login_hint": NURSE, "binding_message": "42", "channel": "CARD"}
    assert signing.post(f"{OIDC}/ext/ciba/auth", asked | proof(token)).error == REUSED
    form = {"token": "x", **proof(token)}
    assert signing.post(f"{OIDC}/revoke", form).error == REUSED
    refused = (401, "invalid_request", "Authentication failed.")
    assert signing.post(f"{OIDC}/token/introspect", form).error == refused


@pytest.mark.parametrize("end", [b"Infinity", b"-Infinity", b"NaN", b"1e999"])
def test_an_end_that_is_no_number_of_seconds_is_no_end(signing: Banc, end: bytes) -> None:
    said = f'{{"iss":"{CLIENT}","sub":"{CLIENT}","aud":"{ISSUER}","jti":"j1","exp":'.encode()
    token = jws.serialize_compact({"alg": "RS256"}, said + end + b"}", RSA, algorithms=["RS256"])
    answer = exchanged(signing, token)
    assert answer.error == (400, "invalid_client", FAILED + "Token is not active")
    assert "erreur_interne" not in answer.facts


def test_an_end_beyond_measure_is_an_end(signing: Banc) -> None:
    assert exchanged(signing, assertion(exp=10**400)).status == 200
    assert exchanged(signing, assertion(exp=10**400)).error == REUSED


def test_a_client_without_registered_key_is_told(psc: Banc) -> None:
    psc.client(authentification="private_key_jwt")
    answer = exchanged(psc, assertion())
    assert answer.error == (400, "invalid_client", "Unable to load public key")
    assert "psc.client.assertion_sans_cle" in answer.rules


def test_half_an_assertion_is_told_apart(signing: Banc) -> None:
    wrong = {"client_assertion_type": "urn:x", "client_assertion": assertion()}
    answer = signing.token(without=("client_secret",), code=signing.code(), **wrong)
    assert answer.error == (
        400,
        "invalid_client",
        "Parameter client_assertion_type has value 'urn:x' but expected is "
        "'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'",
    )
    assert "psc.client.assertion_type" in answer.rules
    half = signing.token(without=("client_secret",), code=signing.code(), client_assertion_type=TYPE)
    assert half.error == (400, "invalid_client", "client_assertion parameter missing")
    assert "psc.client.assertion_manquante" in half.rules


def test_a_secret_is_no_longer_enough(signing: Banc) -> None:
    refused = (400, "invalid_client", "Parameter client_assertion_type is missing")
    assert signing.token(code=signing.code()).error == refused
    assert signing.token(code=signing.code(), client_secret=SECRET).error == refused


def test_everywhere_a_client_proves_who_it_is(signing: Banc) -> None:
    tokens = exchanged(signing, assertion()).json
    form = {"token": tokens["access_token"], **proof(assertion(jti="j2"))}
    assert signing.post(f"{OIDC}/token/introspect", form).json["active"] is True
    wrong = {"token": tokens["access_token"], **proof(assertion(OTHER))}
    assert signing.post(f"{OIDC}/token/introspect", wrong).status == 401
    asked = {"scope": "openid scope_all", "login_hint": NURSE, "binding_message": "42", "channel": "CARD"}
    assert signing.post(f"{OIDC}/ext/ciba/auth", asked | proof(assertion(jti="j3"))).status == 200
    assert signing.post(f"{OIDC}/ext/ciba/auth", asked | proof(assertion(OTHER))).status == 400
    assert signing.post(f"{OIDC}/revoke", wrong).status == 400
    form = {"token": tokens["access_token"], **proof(assertion(jti="j4"))}
    assert signing.post(f"{OIDC}/revoke", form).status == 200
    assert signing.userinfo(tokens["access_token"]).status == 401


def test_the_exchange_read_again_says_the_same(signing: Banc) -> None:
    for token in (assertion(), assertion(OTHER)):
        answer = exchanged(signing, token, client_id=CLIENT)
        again = signing.service.analyse(answer.exchange, signing.espace)
        assert sorted(one.rule.id for one in again.findings) == sorted(answer.rules)


@pytest.mark.parametrize(
    "jwks", ["{}", "[]", "pas du JSON", json.dumps(KeySet([RSA]).as_dict(private=True)), '{"keys": []}']
)
def test_only_public_keys_are_registered(psc: Banc, jwks: str) -> None:
    with pytest.raises(ValidationError):
        psc.client(authentification="private_key_jwt", jwks=jwks)
