"""A proxy exchanges the professional's token for that of an API (RFC 8693, psc.md §8)."""

from typing import Any

import pytest
from joserfc import jws
from joserfc.jwk import KeySet

from tests.psc.banc import NURSE, Answer, Banc, claims, peer

TOKEN = "/auth/realms/api-{}/protocol/openid-connect/token"
CERTS = "/auth/realms/api-{}/protocol/openid-connect/certs"
GRANT = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS = "urn:ietf:params:oauth:token-type:access_token"
# base64url of thirty-two bytes 0xab.
THUMBPRINT = "q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s"
WORTHLESS = (400, "invalid_request", "Invalid subject_token")


def exchange(psc: Banc, token: str, api: str = "dmp", **changes: Any) -> Answer:
    certificate = changes.pop("certificate", peer())
    form = {
        "grant_type": GRANT,
        "subject_token": token,
        "subject_token_type": ACCESS,
        "subject_issuer": "psc",
        "scope": "dmp.lecture",
        **changes,
    }
    return psc.post(TOKEN.format(api), form, certificate=certificate)


def refresh(psc: Banc, token: str, api: str = "dmp", **options: Any) -> Answer:
    form = {"grant_type": "refresh_token", "refresh_token": token}
    options.setdefault("certificate", peer())
    return psc.post(TOKEN.format(api), form, **options)


@pytest.mark.parametrize("api", ["dmp", "mss"])
def test_the_token_given_is_the_api_s_own_and_bound_to_the_certificate(psc: Banc, api: str) -> None:
    token = psc.tokens()["access_token"]
    answer = exchange(psc, token, api)
    assert answer.status == 200
    told = answer.json
    assert (told["issued_token_type"], told["token_type"]) == (ACCESS, "Bearer")
    assert (told["expires_in"], told["refresh_expires_in"], told["scope"]) == (14398, 14398, "dmp.lecture")
    found = claims(told["access_token"])
    assert found["cnf"] == {"x5t#S256": THUMBPRINT}
    assert found["iss"].endswith(f"/auth/realms/api-{api}")
    assert (found["aud"], found["SubjectNameID"], found["azp"]) == (api, NURSE, "EHPAD Les Tilleuls")
    keys = KeySet.import_key_set(psc.get(CERTS.format(api)).json)
    jws.deserialize_compact(told["access_token"], keys, algorithms=["RS256"])
    assert answer.exchange.operation == "psc.echange"
    assert answer.facts["professional"] == NURSE


def test_a_jwt_is_a_type_too_and_the_issuer_may_stay_unsaid(psc: Banc) -> None:
    token = psc.tokens()["access_token"]
    jwt = "urn:ietf:params:oauth:token-type:jwt"
    assert exchange(psc, token, subject_token_type=jwt).status == 200
    form = {"grant_type": GRANT, "subject_token": token, "subject_token_type": ACCESS}
    assert psc.post(TOKEN.format("mss"), form, certificate=peer()).status == 200


def test_the_api_s_token_opens_nothing_at_pro_sante_connect(psc: Banc) -> None:
    given = exchange(psc, psc.tokens()["access_token"]).json
    assert psc.userinfo(given["access_token"]).status == 401
    assert psc.introspect(given["access_token"]).json == {"active": False}
    assert psc.refresh(given["refresh_token"]).error == (400, "invalid_grant", "Invalid refresh token")
    assert exchange(psc, given["access_token"]).error == WORTHLESS


def test_a_dead_token_is_not_exchanged(psc: Banc) -> None:
    tokens = psc.tokens()
    assert exchange(psc, tokens["access_token"]).status == 200
    assert exchange(psc, tokens["id_token"]).error == WORTHLESS
    assert exchange(psc, tokens["refresh_token"]).error == WORTHLESS
    assert exchange(psc, tokens["access_token"][:-4] + "AAAA").error == WORTHLESS
    psc.control("DELETE", "/sessions/{session}", session=tokens["session_state"])
    assert exchange(psc, tokens["access_token"]).error == WORTHLESS
    again = psc.tokens()["access_token"]
    psc.advance(121)
    assert exchange(psc, again).error == WORTHLESS


def test_a_bound_token_is_exchanged_by_its_own_certificate_only(psc: Banc) -> None:
    psc.client(jetons_lies=True)
    token = psc.token(code=psc.code(), certificate=peer()).json["access_token"]
    assert exchange(psc, token).status == 200
    assert exchange(psc, token, certificate=peer(fingerprint="cd" * 32)).error == WORTHLESS


@pytest.mark.parametrize(
    ("changes", "error", "rule"),
    [
        (
            {"certificate": None},
            (401, "invalid_client", "Invalid client credentials"),
            "psc.echange.sans_certificat",
        ),
        (
            {"grant_type": "password"},
            (400, "unsupported_grant_type", "Unsupported grant_type"),
            "psc.echange.grant",
        ),
        (
            {"subject_token": ""},
            (400, "invalid_request", "Missing parameter: subject_token"),
            "psc.echange.sans_sujet",
        ),
        (
            {"subject_token_type": "urn:ietf:params:oauth:token-type:saml2"},
            (400, "invalid_request", "Unsupported subject_token_type"),
            "psc.echange.type",
        ),
        (
            {"subject_issuer": "un-autre"},
            (400, "invalid_request", "Unknown subject_issuer"),
            "psc.echange.emetteur",
        ),
    ],
)
def test_what_is_asked_wrong_is_refused(
    psc: Banc, changes: dict[str, Any], error: tuple[int, str, str], rule: str
) -> None:
    answer = exchange(psc, psc.tokens()["access_token"], **changes)
    assert answer.error == error
    assert rule in answer.rules
    again = psc.service.analyse(answer.exchange, psc.espace)
    assert [finding.rule.id for finding in again.findings] == answer.rules


def test_the_api_s_refresh_works_for_the_same_certificate_while_the_session_is_open(psc: Banc) -> None:
    tokens = psc.tokens()
    given = exchange(psc, tokens["access_token"]).json
    refused = (400, "invalid_grant", "Invalid refresh token")
    fresh = refresh(psc, given["refresh_token"])
    assert (fresh.status, fresh.json["scope"]) == (200, "dmp.lecture")
    assert fresh.json["access_token"] != given["access_token"]
    assert refresh(psc, given["refresh_token"], "mss").error == refused
    assert refresh(psc, given["refresh_token"], certificate=peer(fingerprint="cd" * 32)).error == refused
    assert refresh(psc, tokens["refresh_token"]).error == refused
    psc.control("DELETE", "/sessions/{session}", session=tokens["session_state"])
    assert refresh(psc, given["refresh_token"]).error == refused


def test_the_api_s_refresh_ends_with_the_activity_of_the_professional(psc: Banc) -> None:
    given = exchange(psc, psc.tokens()["access_token"]).json
    nurse = psc.espace.monde.professionnels()["nathalie"]
    psc.run(psc.espace.monde.put(nurse.model_copy(update={"etat": "activite-terminee"})))
    assert refresh(psc, given["refresh_token"]).error == (400, "invalid_grant", "Invalid refresh token")
    psc.run(psc.espace.monde.put(nurse))
    assert refresh(psc, given["refresh_token"]).status == 200
