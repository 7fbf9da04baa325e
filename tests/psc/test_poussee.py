"""A server pushes its authorization request, and the browser only names it (RFC 9126)."""

import re

import pytest
from sqlalchemy import text

from simulators.core.rule import Profile
from tests.psc.banc import CHALLENGE, CLIENT, NURSE, OIDC, RETOUR, SECRET, Answer, Banc

PUSH = f"{OIDC}/ext/par/request"
URN = "urn:ietf:params:oauth:request_uri:"
IMPLICIT = (
    "Client is not allowed to initiate browser login with given response_type. Implicit flow is disabled "
    "for the client."
)


def push(psc: Banc, *, without: tuple[str, ...] = (), **changes: str) -> Answer:
    form = {
        "client_id": CLIENT,
        "client_secret": SECRET,
        "response_type": "code",
        "redirect_uri": RETOUR,
        "scope": "openid scope_all",
        "acr_values": "eidas1",
        "state": "etat",
        "nonce": "nonce-1",
        "login_hint": NURSE,
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        **changes,
    }
    return psc.post(PUSH, {name: value for name, value in form.items() if name not in without})


def pushed(psc: Banc) -> str:
    answer = push(psc)
    assert answer.status == 201, answer.text
    return str(answer.json["request_uri"])


def name(psc: Banc, uri: str, client_id: str = CLIENT) -> Answer:
    return psc.get("/auth", {"client_id": client_id, "request_uri": uri})


def refused(answer: Answer) -> None:
    assert (answer.status, answer.header("location")) == (400, "")
    assert "Invalid Request" in answer.text
    assert answer.rules == ["psc.poussee.refusee"]


def test_a_pushed_request_opens_the_session_and_its_code_gives_tokens(psc: Banc) -> None:
    answer = push(psc)
    assert answer.status == 201
    assert answer.json["request_uri"].startswith(URN)
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", answer.json["request_uri"][len(URN) :])
    assert answer.json["expires_in"] == 60
    assert answer.header("cache-control") == "no-store"
    assert answer.facts["psc.pkce"] is True
    back = name(psc, answer.json["request_uri"])
    assert (back.status, back.query["state"]) == (302, "etat")
    assert back.facts["psc.poussee"] is True
    assert psc.token(code=back.query["code"]).json["scope"] == "openid profile scope_all identity"


def test_the_discovery_announces_it(psc: Banc) -> None:
    document = psc.get("/auth/realms/esante-wallet/.well-known/wallet-openid-configuration").json
    assert document["pushed_authorization_request_endpoint"].endswith(PUSH)


def test_it_serves_once(psc: Banc) -> None:
    uri = pushed(psc)
    assert "code" in name(psc, uri).query
    refused(name(psc, uri))


def test_it_serves_within_the_minute(psc: Banc) -> None:
    first, second = pushed(psc), pushed(psc)
    psc.advance(58)
    assert "code" in name(psc, first).query
    psc.advance(60)
    refused(name(psc, second))


def test_another_client_cannot_name_it(psc: Banc) -> None:
    psc.client("autre-dui")
    refused(name(psc, pushed(psc), "autre-dui"))
    refused(name(psc, pushed(psc), "inconnu"))


def test_an_address_no_longer_registered_is_not_gone_to(psc: Banc) -> None:
    uri = pushed(psc)
    psc.client(redirect_uris=("https://dui.example/autre",))
    refused(name(psc, uri))


def test_what_the_browser_adds_changes_nothing(psc: Banc) -> None:
    uri = pushed(psc)
    back = psc.get("/auth", {"client_id": CLIENT, "request_uri": uri, "state": "volé", "scope": "openid"})
    assert back.query["state"] == "etat"


def test_a_name_nobody_gave_is_refused(psc: Banc) -> None:
    for uri in (URN, f"{URN}inconnu", f"{URN}%FF"):
        refused(name(psc, uri))


def test_another_espace_does_not_know_it(psc: Banc) -> None:
    other = psc.run(psc.espaces.create("job42"))
    other.journal = psc.espace.journal
    psc.control("GET", "/clients")
    answer = psc.get("/auth", {"client_id": CLIENT, "request_uri": pushed(psc)}, espace=other)
    assert answer.rules == ["psc.poussee.refusee"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        (
            {"request_uri": f"{URN}x"},
            (400, "invalid_request", "It is not allowed to include request_uri to PAR."),
        ),
        (
            {"redirect_uri": "https://dui.example/retour/"},
            (400, "invalid_request", "Invalid parameter: redirect_uri"),
        ),
        ({"response_type": ""}, (400, "invalid_request", "Missing parameter: response_type")),
        ({"response_type": "bizarre"}, (400, "invalid_request", "Unsupported response type")),
        ({"response_type": "token"}, (401, "unauthorized_client", IMPLICIT)),
        (
            {"response_mode": "pigeon"},
            (400, "invalid_request", "Invalid parameter: response_mode"),
        ),
        ({"scope": "openid foo"}, (400, "invalid_request", "Invalid scopes: openid foo")),
        ({"code_challenge": "court"}, (400, "invalid_request", "Invalid parameter: code_challenge")),
        ({"request": "eyJ..."}, (400, "request_not_supported", "")),
        (
            {"client_secret": "faux"},
            (401, "unauthorized_client", "Invalid client or Invalid client credentials"),
        ),
        (
            {"client_id": "inconnu"},
            (401, "invalid_client", "Invalid client or Invalid client credentials"),
        ),
    ],
)
def test_what_is_pushed_wrong_is_refused_to_the_server(
    psc: Banc, changes: dict[str, str], error: tuple[int, str, str]
) -> None:
    psc.settings(Profile.STRICT)
    assert push(psc, without=(), **changes).error == error


def test_the_secret_is_not_kept_with_the_request(psc: Banc) -> None:
    uri = pushed(psc)
    kept = psc.espace.store.read(lambda connection: connection.execute(text("SELECT doc FROM psc_poussees")))
    (document,) = kept.scalars().all()
    assert "nonce-1" in document
    assert SECRET not in document
    assert "code" in name(psc, uri).query


def test_it_is_a_post(psc: Banc) -> None:
    assert psc.get(PUSH).status == 405


def test_the_exchange_read_again_says_the_same(psc: Banc) -> None:
    refusals = {"response_type": "bizarre"}, {"response_type": "token"}, {"scope": "openid foo"}
    for wrong in refusals:
        one = push(psc, without=(), **wrong)
        again = psc.service.analyse(one.exchange, psc.espace)
        assert [finding.rule.id for finding in again.findings] == one.rules
    answer = push(psc, without=("nonce",))
    back = name(psc, answer.json["request_uri"])
    for one in (answer, back, name(psc, f"{URN}x")):
        again = psc.service.analyse(one.exchange, psc.espace)
        assert [finding.rule.id for finding in again.findings] == one.rules
