"""A browser that leaves tells the clients by itself (OpenID Connect Front-Channel Logout 1.0)."""

import html
import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from pydantic import ValidationError

from tests.psc.banc import CLIENT, OIDC, SECRET, Answer, Banc

LOGOUT = f"{OIDC}/logout"
BACK = "https://dui.example/"
ISSUER = "https://localhost:8454/auth/realms/esante-wallet"


def frames(answer: Answer) -> list[str]:
    return [html.unescape(one) for one in re.findall(r'<iframe hidden src="([^"]*)"', answer.text)]


def leave(psc: Banc, hint: str, **query: str) -> Answer:
    return psc.get(LOGOUT, {"id_token_hint": hint, **query})


def told_by_the_server(psc: Banc) -> list[str]:
    return [one["client_id"] for one in psc.control("GET", "/avis-deconnexion")]


def test_the_page_loads_the_address_of_each_client_then_goes_back(psc: Banc) -> None:
    psc.client(frontchannel_logout_uri="https://dui.example/fin?x=1")
    psc.client("autre-dui", nom="Autre <DUI>", frontchannel_logout_uri="https://autre.example:8443/fin")
    tokens = psc.tokens()
    psc.code(client_id="autre-dui")
    answer = leave(psc, tokens["id_token"], post_logout_redirect_uri=BACK, state="s&t")
    assert answer.status == 200
    assert "Max-Age=0" in answer.header("set-cookie")
    other, own = (urlsplit(one) for one in frames(answer))
    assert (other.netloc, own.netloc, own.path) == ("autre.example:8443", "dui.example", "/fin")
    sid = tokens["session_state"]
    assert parse_qsl(other.query) == [("sid", sid), ("iss", ISSUER)]
    assert parse_qsl(own.query) == [("x", "1"), ("sid", sid), ("iss", ISSUER)]
    assert 'id="continue" href="https://dui.example/?state=s%26t"' in answer.text
    assert "Autre &lt;DUI&gt;" in answer.text
    policy = answer.header("content-security-policy")
    assert "frame-src https://autre.example:8443 https://dui.example;" in policy
    assert psc.introspect(tokens["access_token"]).json == {"active": False}


def test_a_client_that_does_not_require_the_session_gets_its_bare_address(psc: Banc) -> None:
    psc.client(frontchannel_logout_uri="https://dui.example/fin", frontchannel_logout_session_required=False)
    assert frames(leave(psc, psc.tokens()["id_token"])) == ["https://dui.example/fin"]


def test_without_registered_address_the_browser_goes_straight_back(psc: Banc) -> None:
    answer = leave(psc, psc.tokens()["id_token"], post_logout_redirect_uri=BACK)
    assert (answer.status, answer.header("location")) == (302, BACK)
    policy = psc.authorize(without=("login_hint",), prompt="login").header("content-security-policy")
    assert "frame-src 'none'" in policy


def test_without_address_of_return_the_person_stays_on_the_page(psc: Banc) -> None:
    psc.client(frontchannel_logout_uri="https://dui.example/fin")
    answer = leave(psc, psc.tokens()["id_token"])
    assert (len(frames(answer)), "continue" in answer.text, "<script" in answer.text) == (1, False, False)


def test_a_client_told_by_the_browser_is_not_told_by_the_server(psc: Banc) -> None:
    fin = "http://127.0.0.1:9/fin"
    psc.client(frontchannel_logout_uri="https://dui.example/fin", backchannel_logout_uri=fin)
    psc.client("autre-dui", backchannel_logout_uri=fin)
    tokens = psc.tokens()
    psc.code(client_id="autre-dui")
    leave(psc, tokens["id_token"])
    assert told_by_the_server(psc) == ["autre-dui"]


def test_when_no_browser_leaves_the_server_tells_everybody(psc: Banc) -> None:
    fin = "http://127.0.0.1:9/fin"
    psc.client(frontchannel_logout_uri="https://dui.example/fin", backchannel_logout_uri=fin)
    form = {"client_id": CLIENT, "client_secret": SECRET, "refresh_token": psc.tokens()["refresh_token"]}
    assert psc.post(LOGOUT, form).status == 204
    assert told_by_the_server(psc) == [CLIENT]


def test_a_session_already_over_frames_nothing(psc: Banc) -> None:
    psc.client(frontchannel_logout_uri="https://dui.example/fin")
    tokens = psc.tokens()
    assert len(frames(leave(psc, tokens["id_token"]))) == 1
    again = leave(psc, tokens["id_token"], post_logout_redirect_uri=BACK)
    assert (again.status, again.header("location")) == (302, BACK)


@pytest.mark.parametrize(
    "address",
    ["http://dui.example/fin", "https://a;b/", "https://moi@dui.example/", "https://x/#y", "javascript:x"],
)
def test_only_an_address_a_policy_can_name_is_registered(psc: Banc, address: str) -> None:
    with pytest.raises(ValidationError):
        psc.client(frontchannel_logout_uri=address)
