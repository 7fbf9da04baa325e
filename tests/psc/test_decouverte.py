"""An editor configures the client from the discovery document: what it finds, typed by hand."""

from pathlib import Path

import pytest

from tests.psc.banc import OIDC, REALM, Banc, banc

WALLET = f"{REALM}/.well-known/wallet-openid-configuration"
NATIVE = f"{REALM}/.well-known/openid-configuration"

MEMBERS = [
    "issuer",
    "authorization_endpoint",
    "token_endpoint",
    "introspection_endpoint",
    "userinfo_endpoint",
    "end_session_endpoint",
    "frontchannel_logout_session_supported",
    "frontchannel_logout_supported",
    "jwks_uri",
    "check_session_iframe",
    "grant_types_supported",
    "acr_values_supported",
    "response_types_supported",
    "subject_types_supported",
    "id_token_signing_alg_values_supported",
    "id_token_encryption_alg_values_supported",
    "id_token_encryption_enc_values_supported",
    "userinfo_signing_alg_values_supported",
    "userinfo_encryption_alg_values_supported",
    "userinfo_encryption_enc_values_supported",
    "request_object_signing_alg_values_supported",
    "request_object_encryption_alg_values_supported",
    "request_object_encryption_enc_values_supported",
    "response_modes_supported",
    "registration_endpoint",
    "token_endpoint_auth_methods_supported",
    "token_endpoint_auth_signing_alg_values_supported",
    "introspection_endpoint_auth_methods_supported",
    "introspection_endpoint_auth_signing_alg_values_supported",
    "authorization_signing_alg_values_supported",
    "authorization_encryption_alg_values_supported",
    "authorization_encryption_enc_values_supported",
    "claims_supported",
    "claim_types_supported",
    "claims_parameter_supported",
    "scopes_supported",
    "request_parameter_supported",
    "request_uri_parameter_supported",
    "require_request_uri_registration",
    "code_challenge_methods_supported",
    "tls_client_certificate_bound_access_tokens",
    "revocation_endpoint",
    "revocation_endpoint_auth_methods_supported",
    "revocation_endpoint_auth_signing_alg_values_supported",
    "backchannel_logout_supported",
    "backchannel_logout_session_supported",
    "device_authorization_endpoint",
    "backchannel_token_delivery_modes_supported",
    "backchannel_authentication_endpoint",
    "backchannel_authentication_request_signing_alg_values_supported",
    "require_pushed_authorization_requests",
    "pushed_authorization_request_endpoint",
    "mtls_endpoint_aliases",
    "authorization_response_iss_parameter_supported",
]


def test_the_portal_document_has_the_captured_members_in_their_order(psc: Banc) -> None:
    answer = psc.get(WALLET)
    assert answer.status == 200
    assert answer.header("content-type") == "application/json"
    assert list(answer.json) == MEMBERS
    assert answer.exchange.operation == "psc.decouverte"


def test_the_document_keeps_what_clients_notice_oddities_included(psc: Banc) -> None:
    document = psc.get(WALLET).json
    assert document["issuer"] == "https://localhost:8454/auth/realms/esante-wallet"
    assert document["authorization_endpoint"] == "https://localhost:8444/auth"
    assert (
        document["token_endpoint"]
        == "https://localhost:8454/auth/realms/esante-wallet/protocol/openid-connect/token"
    )
    assert document["acr_values_supported"] == ["0", "0"]
    assert document["code_challenge_methods_supported"] == ["plain", "S256"]
    assert document["scopes_supported"][:4] == ["openid", "microprofile-jwt", "rpps", "referentiel"]
    assert document["token_endpoint_auth_methods_supported"] == [
        "private_key_jwt",
        "client_secret_basic",
        "client_secret_post",
        "tls_client_auth",
        "client_secret_jwt",
    ]
    assert "dpop_signing_alg_values_supported" not in document
    assert document["mtls_endpoint_aliases"]["token_endpoint"] == document["token_endpoint"]


def test_the_usual_document_announces_the_server_s_own_authorization(psc: Banc) -> None:
    portal, native = psc.get(WALLET).json, psc.get(NATIVE).json
    assert native["authorization_endpoint"] == f"https://localhost:8454{OIDC}/auth"
    assert {**native, "authorization_endpoint": ""} == {**portal, "authorization_endpoint": ""}


def test_the_host_asked_never_changes_the_issuer(psc: Banc) -> None:
    document = psc.get(WALLET, host="pirate.example").json
    assert document["issuer"] == "https://localhost:8454/auth/realms/esante-wallet"


def test_the_issuer_follows_the_ports_obtained_and_the_espace(psc: Banc) -> None:
    psc.service.adresses.annoncer({"auth": "https://localhost:5001", "wallet": "https://localhost:5002"}, {})
    espace = psc.run(psc.espaces.create("job42"))
    espace.journal = psc.espace.journal
    by_path = psc.get(WALLET, root="/~job42", espace=espace).json
    assert by_path["issuer"] == "https://localhost:5001/~job42/auth/realms/esante-wallet"
    assert by_path["authorization_endpoint"] == "https://localhost:5002/~job42/auth"
    by_label = psc.get(WALLET, host="job42.localhost:5001", espace=espace).json
    assert by_label["issuer"] == "https://job42.localhost:5001/auth/realms/esante-wallet"


def test_a_public_address_is_the_issuer_and_one_origin_serves_both_faces(keys: Path) -> None:
    with banc(keys, public_url="https://psc.demo.example:9443") as psc:
        document = psc.get(WALLET, face="wallet").json
        assert document["issuer"] == "https://psc.demo.example:9443/auth/realms/esante-wallet"
        assert document["authorization_endpoint"] == "https://psc.demo.example:9443/auth"


def test_each_host_serves_its_own_addresses_only(psc: Banc) -> None:
    answer = psc.post(f"{OIDC}/token", {"grant_type": "authorization_code"}, face="wallet")
    assert (answer.status, answer.json) == (404, {"error": "HTTP 404 Not Found"})
    assert answer.rules == ["psc.http.chemin"]
    assert psc.get("/auth", face="auth").status == 404


def test_the_key_set_publishes_a_signature_and_an_encryption_key(psc: Banc) -> None:
    first, second = psc.get(f"{OIDC}/certs").json["keys"]
    assert list(first) == ["kid", "kty", "alg", "use", "x5c", "x5t", "x5t#S256", "n", "e"]
    assert (first["kty"], first["alg"], first["use"], first["e"]) == ("RSA", "RS256", "sig", "AQAB")
    assert (second["alg"], second["use"]) == ("RSA-OAEP", "enc")
    assert len(first["kid"]) == 43
    assert len(first["n"]) == 342


def test_keys_stay_the_same_after_a_restart(keys: Path) -> None:
    kids = []
    for _ in range(2):
        with banc(keys) as psc:
            kids.append([one["kid"] for one in psc.get(f"{OIDC}/certs").json["keys"]])
    assert kids[0] == kids[1]


@pytest.mark.parametrize("path", [WALLET, NATIVE, f"{OIDC}/certs"])
def test_documents_are_read_not_posted_to(psc: Banc, path: str) -> None:
    answer = psc.post(path, {"a": "b"})
    assert (answer.status, answer.header("allow")) == (405, "GET, HEAD")
    head = psc.get(path, method="HEAD")
    assert (head.status, head.body) == (200, b"")
