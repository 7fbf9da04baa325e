"""The answer to the client comes signed when it asks so (JWT Secured Authorization Response Mode)."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from simulators.core.faults.active import Fault
from tests.psc.banc import CLIENT, NURSE, OIDC, VERIFIER, Answer, Banc

ISSUER = "https://localhost:8454/auth/realms/esante-wallet"


def opened(psc: Banc, token: str) -> dict[str, Any]:
    """The claims of a token whose signature is that of a published key."""
    keys = KeySet.import_key_set(psc.get(f"{OIDC}/certs").json)
    found: dict[str, Any] = jwt.decode(token, keys, algorithms=["RS256"]).claims
    return found


def response(answer: Answer, part: str) -> str:
    if part == "form_post":
        found = re.search(r'name="response" value="([^"]+)"', answer.text)
        assert found
        return found.group(1)
    parts = urlsplit(answer.header("location"))
    members = parse_qs(parts.fragment if part == "fragment" else parts.query, strict_parsing=True)
    assert list(members) == ["response"]
    return members["response"][0]


@pytest.mark.parametrize(
    ("mode", "part"),
    [
        ("jwt", "query"),
        ("query.jwt", "query"),
        ("fragment.jwt", "fragment"),
        ("form_post.jwt", "form_post"),
    ],
)
def test_everything_is_in_one_signed_token(psc: Banc, mode: str, part: str) -> None:
    answer = psc.authorize(response_mode=mode)
    found = opened(psc, response(answer, part))
    assert (found["iss"], found["aud"], found["exp"]) == (ISSUER, CLIENT, 1772438461)
    assert (found["state"], found["scope"]) == ("etat", "openid scope_all")
    tokens = psc.token(code=found["code"], code_verifier=VERIFIER)
    assert tokens.json["session_state"] == found["session_state"]


def test_an_error_comes_signed_too(psc: Banc) -> None:
    answer = psc.authorize(response_mode="query.jwt", scope="openid foo")
    found = opened(psc, response(answer, "query"))
    assert (found["error"], found["error_description"]) == ("invalid_scope", "Invalid scopes: openid foo")
    assert (found["state"], found["iss"]) == ("etat", ISSUER)
    assert answer.facts["psc.erreur"] == "invalid_scope"
    assert "psc.scope.inconnu" in answer.rules


def test_the_journal_knows_the_session_of_a_signed_answer(psc: Banc) -> None:
    answer = psc.authorize(response_mode="jwt")
    session = opened(psc, response(answer, "query"))["session_state"]
    assert answer.facts["psc.session"] == session
    again = psc.service.analyse(answer.exchange, psc.espace)
    assert again.facts["psc.session"] == session
    assert [one.rule.id for one in again.findings] == answer.rules


def test_nothing_is_signed_that_did_not_ask(psc: Banc) -> None:
    assert "response" not in psc.authorize().query


def test_a_page_that_is_cancelled_answers_signed(psc: Banc) -> None:
    page = psc.authorize(without=("login_hint",), response_mode="jwt").text
    attente = page.split('name="attente" value="')[1].split('"')[0]
    path = "/auth/realms/esante-wallet/login-actions/authenticate"
    back = psc.post(path, {"attente": attente, "action": "annuler"})
    assert opened(psc, response(back, "query"))["error"] == "access_denied"


def test_a_state_that_is_no_text_does_not_break_the_signature(psc: Banc) -> None:
    query = (
        "client_id=les-tilleuls-dui-bas&redirect_uri=https%3A%2F%2Fdui.example%2Fretour&response_type=code"
    )
    answer = psc.get("/auth", f"{query}&response_mode=jwt&scope=openid%20%FF&state=%FF&login_hint={NURSE}")
    found = opened(psc, response(answer, "query"))
    assert (found["error"], found["state"], found["aud"]) == ("invalid_scope", "\ufffd", CLIENT)


def test_a_spoilt_issuer_is_spoilt_in_the_signed_answer_too(psc: Banc) -> None:
    fault = Fault("f1", "metier", "redirection_iss_faux", "psc", remaining=1)
    psc.run(psc.espace.faults.add(fault))
    assert opened(psc, response(psc.authorize(response_mode="jwt"), "query"))["iss"] == f"{ISSUER}-autre"
