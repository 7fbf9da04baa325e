"""The journal tells a PSC conversation, and tells it the same when read again from the bytes."""

import json
from dataclasses import replace

import pytest

from psc.service import PscService
from simulators.core.journal.reindex import read_again
from simulators.core.service import Explanation
from tests.psc.banc import CLIENT, OIDC, REALM, SECRET, Banc


def conversation(psc: Banc) -> None:
    """Everything that may happen, well and badly."""
    psc.get(f"{REALM}/.well-known/wallet-openid-configuration")
    psc.get(f"{OIDC}/certs")
    psc.authorize(state="\udcff".encode("utf-8", "surrogateescape").decode("latin-1"))
    psc.authorize(client_id="inconnu")
    psc.authorize(redirect_uri="https://pirate.example")
    psc.authorize(scope="openid foo", response_mode="fragment")
    psc.authorize(without=("state", "nonce", "acr_values"))
    code = psc.code()
    tokens = psc.token(code=code).json
    psc.token(code=code)
    tokens = psc.tokens()
    psc.token(without=("client_secret",), code="x")
    psc.post(f"{OIDC}/token", {"grant_type": "troc"}, query=b"client_secret=x")
    psc.userinfo(tokens["access_token"])
    psc.userinfo("jeton")
    psc.get(f"{OIDC}/userinfo")
    psc.refresh(tokens["refresh_token"])
    psc.introspect(tokens["access_token"])
    psc.introspect("")
    psc.post(f"{OIDC}/revoke", {"token": "x", "client_id": CLIENT, "client_secret": SECRET})
    psc.get(f"{OIDC}/logout", {"post_logout_redirect_uri": "https://dui.example/"})
    psc.get(f"{OIDC}/logout", {"id_token_hint": tokens["id_token"]})
    psc.authorize(login_hint="opposee")
    psc.get(f"{REALM}/login-actions/authenticate")
    psc.get(f"{REALM}/rien")
    psc.post(f"{OIDC}/token", b"{}", content_type="application/json")
    psc.post(f"{OIDC}/token", b"x" * 300_000)


@pytest.mark.parametrize("mode", ["form_post", "form_post.jwt", "query.jwt"])
def test_what_goes_back_by_a_form_or_signed_is_read_as_in_an_address(psc: Banc, mode: str) -> None:
    given = psc.authorize(response_mode=mode)
    assert (given.facts["code"], given.facts["psc.page"]) == ("OK", False)
    assert given.facts["psc.session"] == psc.control("GET", "/sessions")[0]["id"]
    refused = psc.authorize(response_mode=mode, scope="openid foo")
    assert (refused.facts["code"], refused.facts["fault"]) == ("invalid_scope", True)
    assert refused.facts["psc.erreur_description"] == "Invalid scopes: openid foo"
    for answer in (given, refused):
        again = psc.service.analyse(answer.exchange, psc.espace)
        assert dict(again.facts).items() <= dict(answer.facts).items()
        assert [one.rule.id for one in again.findings] == answer.rules
    page = psc.authorize(response_mode=mode, prompt="login", without=("login_hint",))
    assert (page.facts["psc.page"], page.facts["code"]) == (True, "OK")


def test_reading_again_finds_the_same_operation_facts_and_findings(psc: Banc) -> None:
    conversation(psc)
    assert len(psc.journal) > 25
    for exchange in psc.journal:
        again = read_again(exchange, psc.service, psc.espace)
        shown = exchange.request.start[:90]
        assert again.operation == exchange.operation, shown
        assert dict(again.facts) == dict(exchange.facts), shown
        assert again.findings == exchange.findings, shown


def test_every_exchange_can_be_read_without_the_espace_and_told_in_both_languages(psc: Banc) -> None:
    conversation(psc)
    for exchange in psc.journal:
        assert psc.service.analyse(exchange, None).operation == exchange.operation
        french, english = (psc.service.explain(exchange, lang) for lang in ("fr", "en"))
        assert french.summary != english.summary
        assert french.summary.endswith(".")
        for sentence in (french.summary, *french.todo):
            assert "psc." not in sentence
            assert "invalid_" not in sentence


def test_facts_are_plain_text_that_any_store_takes(psc: Banc) -> None:
    psc.get("/auth", "client_id=%ED%A0%80%FF&scope=%00&redirect_uri=%FF")
    json.dumps(dict(psc.journal[-1].facts)).encode()
    json.dumps([one.found for one in psc.journal[-1].findings], ensure_ascii=False).encode()


def test_the_login_is_told_in_one_sentence(psc: Banc) -> None:
    psc.tokens()
    authorization, token = psc.journal
    assert psc.service.explain(authorization, "fr") == Explanation(
        summary="Demande de connexion de NATHALIE KERMARREC : connecté, retour au logiciel.",
        asked="Demande de connexion de NATHALIE KERMARREC.",
        answered="Connecté, retour au logiciel.",
        todo=(),
    )
    assert psc.service.explain(token, "en").summary == "Exchange of the code for tokens: tokens given."


def test_a_refusal_says_why_and_what_to_do(psc: Banc) -> None:
    told = psc.service.explain(psc.authorize(redirect_uri="https://dui.example/x").exchange, "fr")
    assert told.summary == (
        "Demande de connexion : refus. L'adresse de retour n'est pas une de celles déclarées, "
        "au caractère près."
    )
    assert told.todo == ("Envoyez exactement l'adresse déclarée, ou déclarez celle-ci pour ce client.",)


def test_the_page_error_shows_what_was_expected_and_received(psc: Banc) -> None:
    finding = psc.authorize(redirect_uri="https://dui.example/x").finding("psc.redirect_uri.non_declaree")
    assert finding.found == "https://dui.example/x"
    assert finding.expected == "https://dui.example/retour, http://dui.example/retour"
    assert (finding.place.kind, finding.place.path) == ("query", "redirect_uri")


def offline() -> PscService:
    from typing import Any, cast

    from simulators.core.context import Context

    return PscService(Context(cast("Any", None), cast("Any", None)))


def test_a_token_saved_to_a_file_is_checked_without_simulator(psc: Banc) -> None:
    tokens = psc.tokens()
    service = offline()
    exchange = service.read_file("jeton.jwt", tokens["access_token"].encode() + b"\n")
    assert exchange is not None
    exchange = replace(exchange, started=psc.journal[0].started)
    assert service.analyse(exchange, None).findings == ()
    expired = service.analyse(replace(exchange, started=exchange.started.replace(year=2030)), None)
    assert [one.rule.id for one in expired.findings] == ["psc.jwt.expire"]
    assert expired.facts["professional"] == "899700000039"


@pytest.mark.parametrize(
    ("header", "claims", "rules"),
    [
        ({"alg": "none"}, {}, ["psc.jwt.sans_signature", "psc.jwt.identite"]),
        ({"alg": "HS256"}, {"SubjectNameID": "8"}, ["psc.jwt.algorithme"]),
        ({"alg": "RS256"}, {"iss": "https://x", "SubjectNameID": "8"}, ["psc.jwt.emetteur"]),
        ({"alg": "RS256"}, {"SubjectNameID": "8"}, []),
    ],
)
def test_what_a_saved_token_shows_by_itself(
    header: dict[str, str], claims: dict[str, str], rules: list[str]
) -> None:
    from psc.messages.jetons import base64url

    body = {"exp": 4_000_000_000, "iss": "https://auth.example/auth/realms/esante-wallet", "typ": "Bearer"}
    parts = [base64url(json.dumps(one).encode()) for one in (header, {**body, **claims})]
    exchange = offline().read_file("x.jwt", ".".join([*parts, "c2ln"]).encode())
    assert exchange is not None
    assert [one.rule.id for one in offline().analyse(exchange, None).findings] == rules


@pytest.mark.parametrize("data", [b"", b"<a/>", b"a.b.c", b"{}", b"e30.e30.e30", b"x" * 30_000, b"\xff\xfe"])
def test_other_files_are_left_to_the_other_services(data: bytes) -> None:
    assert offline().read_file("f", data) is None
