"""One session for every software of the establishment: how it is shared, how it ends, how it is refused."""

import pytest

from simulators.core.faults.active import Fault
from tests.psc.banc import OIDC, Banc, claims

ISS = "https%3A%2F%2Flocalhost%3A8454%2Fauth%2Frealms%2Fesante-wallet"
OTHER = "https://messagerie.example/retour"


def with_another(psc: Banc) -> None:
    psc.client("messagerie", redirect_uris=(OTHER,))


def code_of_another(psc: Banc) -> str:
    """The second software is opened in the same browser: nobody is asked anything."""
    answer = psc.authorize(without=("login_hint",), client_id="messagerie", redirect_uri=OTHER)
    assert answer.header("location").startswith("https://messagerie.example/retour?state=etat&")
    return answer.query["code"]


def test_a_second_software_enters_the_same_session_without_page(psc: Banc) -> None:
    with_another(psc)
    first = psc.tokens()
    second = psc.token(code=code_of_another(psc), client_id="messagerie", redirect_uri=OTHER).json
    assert second["session_state"] == first["session_state"]
    for tokens, client in ((first, "les-tilleuls-dui-bas"), (second, "messagerie")):
        assert claims(tokens["access_token"])["azp"] == client
        assert claims(tokens["id_token"])["aud"] == client
        assert claims(tokens["id_token"])["sid"] == first["session_state"]
    assert len(psc.control("GET", "/sessions")) == 1


def test_revoking_one_software_leaves_the_other_and_ending_the_session_ends_both(psc: Banc) -> None:
    with_another(psc)
    first = psc.tokens()
    second = psc.token(code=code_of_another(psc), client_id="messagerie", redirect_uri=OTHER).json
    form = {"token": first["refresh_token"], "client_id": "les-tilleuls-dui-bas"}
    assert psc.post(f"{OIDC}/revoke", {**form, "client_secret": "un-secret-de-test"}).status == 200
    assert psc.refresh(first["refresh_token"]).error == (400, "invalid_grant", "Session not active")
    fresh = psc.refresh(second["refresh_token"], client_id="messagerie")
    assert fresh.status == 200
    psc.get(f"{OIDC}/logout", {"id_token_hint": fresh.json["id_token"]})
    over = psc.refresh(fresh.json["refresh_token"], client_id="messagerie")
    assert over.error == (400, "invalid_grant", "Session not active")


def test_one_software_keeps_the_session_awake_for_the_other(psc: Banc) -> None:
    with_another(psc)
    first = psc.tokens()
    second = psc.token(code=code_of_another(psc), client_id="messagerie", redirect_uri=OTHER).json
    psc.advance(1500)
    assert psc.refresh(second["refresh_token"], client_id="messagerie").status == 200
    psc.advance(1500)
    assert psc.refresh(first["refresh_token"]).error == (400, "invalid_grant", "Token is not active")
    assert "code" in psc.authorize(without=("login_hint",), prompt="none").query


def test_four_hours_after_the_login_the_person_comes_back_to_the_page(psc: Banc) -> None:
    psc.authorize()
    for _ in range(9):
        psc.advance(1590)
        assert "code" in psc.authorize(without=("login_hint",), prompt="none").query
    psc.advance(120)
    assert psc.authorize(without=("login_hint",), prompt="none").renvoi == ("login_required", "")
    assert "Identifiez-vous" in psc.authorize(without=("login_hint",)).text


def test_a_login_too_old_for_max_age_is_not_renewed_in_silence(psc: Banc) -> None:
    psc.authorize()
    psc.advance(61)
    for age in ("60", "0"):
        silent = psc.authorize(without=("login_hint",), prompt="none", max_age=age)
        assert silent.renvoi == ("login_required", "")
    assert "code" in psc.authorize(without=("login_hint",), prompt="none", max_age="600").query


def test_proving_again_who_one_is_renews_auth_time_in_the_same_session(psc: Banc) -> None:
    first = claims(psc.tokens()["id_token"])
    psc.advance(100)
    again = claims(psc.tokens(prompt="login")["id_token"])
    assert again["sid"] == first["sid"]
    assert again["auth_time"] >= first["auth_time"] + 100


def test_an_error_goes_back_in_the_mode_asked(psc: Banc) -> None:
    fragment = psc.authorize(response_mode="fragment", scope="openid foo")
    assert fragment.header("location") == (
        "https://dui.example/retour#error=invalid_scope&error_description=Invalid%20scopes%3A%20openid%20foo"
        f"&state=etat&iss={ISS}"
    )
    page = psc.authorize(response_mode="form_post", scope="openid foo")
    assert (page.status, page.header("location")) == (200, "")
    for name, value in (
        ("error", "invalid_scope"),
        ("error_description", "Invalid scopes: openid foo"),
        ("state", "etat"),
        ("iss", "https://localhost:8454/auth/realms/esante-wallet"),
    ):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page.text
    silent = psc.authorize(response_mode="fragment", prompt="none")
    assert silent.header("location") == (
        f"https://dui.example/retour#error=login_required&state=etat&iss={ISS}"
    )


@pytest.mark.parametrize("mode", ["pigeon.jwt", "JWT", "QUERY", ""])
def test_a_mode_that_is_not_served_is_refused_in_the_query(psc: Banc, mode: str) -> None:
    answer = psc.authorize(response_mode=mode)
    assert answer.renvoi == ("invalid_request", "Invalid parameter: response_mode")


def test_a_session_that_ran_out_is_told_on_demand(psc: Banc) -> None:
    token = psc.tokens()["access_token"]
    psc.run(
        psc.espace.faults.add(Fault("f1", "metier", "session_expiree", "psc", "psc.userinfo", remaining=1))
    )
    answer = psc.userinfo(token)
    assert answer.error == (401, "invalid_token", "Session expired")
    assert answer.header("www-authenticate") == (
        'Bearer realm="esante-wallet", error="invalid_token", error_description="Session expired"'
    )
    assert psc.userinfo(token).status == 200
