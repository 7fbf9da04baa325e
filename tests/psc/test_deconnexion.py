"""The professional leaves: by the browser, or the server tells PSC (psc.md §5)."""

import pytest

from tests.psc.banc import CLIENT, OIDC, SECRET, Banc

LOGOUT = f"{OIDC}/logout"
BACK = "https://dui.example/"


def test_leaving_ends_the_session_and_comes_back_with_the_state(psc: Banc) -> None:
    tokens = psc.tokens()
    query = {"id_token_hint": tokens["id_token"], "post_logout_redirect_uri": BACK, "state": "fin é"}
    answer = psc.get(LOGOUT, query)
    assert answer.status == 302
    assert answer.header("location") == "https://dui.example/?state=fin%20%C3%A9"
    assert "Max-Age=0" in answer.header("set-cookie")
    assert answer.rules == []
    assert psc.introspect(tokens["access_token"]).json == {"active": False}
    assert "Identifiez-vous" in psc.authorize(without=("login_hint",)).text
    assert psc.authorize(without=("login_hint",), prompt="none").renvoi == ("login_required", "")


def test_an_expired_identity_token_is_still_a_hint(psc: Banc) -> None:
    tokens = psc.tokens()
    psc.advance(600)
    answer = psc.get(LOGOUT, {"id_token_hint": tokens["id_token"], "post_logout_redirect_uri": BACK})
    assert (answer.status, answer.header("location")) == (302, BACK)


def test_a_session_already_over_is_sent_back_all_the_same(psc: Banc) -> None:
    tokens = psc.tokens()
    psc.control("DELETE", "/sessions/{session}", session=tokens["session_state"])
    answer = psc.get(LOGOUT, {"id_token_hint": tokens["id_token"], "post_logout_redirect_uri": BACK})
    assert answer.status == 302


@pytest.mark.parametrize(
    ("query", "text", "rule"),
    [
        ({"post_logout_redirect_uri": BACK}, "Missing parameters: id_token_hint", "deconnexion.sans_indice"),
        (
            {"id_token_hint": "$", "post_logout_redirect_uri": "https://pirate.example/"},
            "Invalid redirect uri",
            "deconnexion.redirection",
        ),
        ({"id_token_hint": "a.b.c"}, "Invalid parameter: id_token_hint", "deconnexion.indice"),
        ({"id_token_hint": "$", "client_id": "autre"}, "Invalid parameter: client_id", "deconnexion.client"),
        (
            {"client_id": "inconnu", "post_logout_redirect_uri": BACK},
            "Invalid parameter: client_id",
            "deconnexion.client",
        ),
    ],
)
def test_each_refusal_is_a_page_and_ends_nothing(
    psc: Banc, query: dict[str, str], text: str, rule: str
) -> None:
    psc.client("autre")
    tokens = psc.tokens()
    sent = {name: tokens["id_token"] if value == "$" else value for name, value in query.items()}
    answer = psc.get(LOGOUT, sent)
    assert answer.status == 400
    assert text in answer.text
    assert f"psc.{rule}" in answer.rules
    assert psc.introspect(tokens["access_token"]).json["active"] is True


def test_a_logout_that_names_no_session_asks_the_person_first(psc: Banc) -> None:
    tokens = psc.tokens()
    page = psc.get(LOGOUT, {"client_id": CLIENT, "post_logout_redirect_uri": BACK, "state": "s"})
    assert page.status == 200
    assert 'data-testid="psc-deconnecter"' in page.text
    assert "psc.deconnexion.a_confirmer" in page.rules
    assert psc.introspect(tokens["access_token"]).json["active"] is True
    form = {"client_id": CLIENT, "post_logout_redirect_uri": BACK, "state": "s", "confirmer": "oui"}
    done = psc.post(LOGOUT, form)
    assert done.header("location") == "https://dui.example/?state=s"
    assert psc.introspect(tokens["access_token"]).json == {"active": False}


def test_leaving_without_address_says_so_on_a_page(psc: Banc) -> None:
    tokens = psc.tokens()
    answer = psc.get(LOGOUT, {"id_token_hint": tokens["id_token"]})
    assert (answer.status, "Vous êtes déconnecté." in answer.text) == (200, True)


def test_a_server_may_post_the_hint_without_cookie(psc: Banc) -> None:
    tokens = psc.tokens()
    answer = psc.post(LOGOUT, {"id_token_hint": tokens["id_token"]}, no_cookies=True)
    assert answer.status == 200
    assert psc.introspect(tokens["access_token"]).json == {"active": False}


def test_a_server_may_post_the_refresh_token_with_its_credentials(psc: Banc) -> None:
    tokens = psc.tokens()
    form = {"refresh_token": tokens["refresh_token"], "client_id": CLIENT, "client_secret": SECRET}
    answer = psc.post(LOGOUT, form, no_cookies=True)
    assert (answer.status, answer.body) == (204, b"")
    assert psc.refresh(tokens["refresh_token"]).error == (400, "invalid_grant", "Session not active")
    assert psc.post(LOGOUT, form).status == 204


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"refresh_token": ""}, (400, "invalid_request", "No refresh token")),
        ({"refresh_token": "a.b.c"}, (400, "invalid_grant", "Invalid refresh token")),
        (
            {"client_secret": "faux"},
            (401, "unauthorized_client", "Invalid client or Invalid client credentials"),
        ),
        (
            {"client_id": "autre"},
            (
                400,
                "invalid_grant",
                "Invalid refresh token. Token client and authorized client don't match",
            ),
        ),
    ],
)
def test_the_server_s_logout_is_refused_in_json(
    psc: Banc, changes: dict[str, str], expected: tuple[int, str, str]
) -> None:
    psc.client("autre")
    tokens = psc.tokens()
    form = {"refresh_token": tokens["refresh_token"], "client_id": CLIENT, "client_secret": SECRET}
    assert psc.post(LOGOUT, {**form, **changes}).error == expected
    assert psc.introspect(tokens["access_token"]).json["active"] is True
