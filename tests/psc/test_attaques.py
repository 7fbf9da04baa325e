"""Someone who wishes harm, against each endpoint: nothing is given, nobody is sent elsewhere."""

import pytest

from simulators.core.rule import Profile
from tests.psc.banc import CHALLENGE, CLIENT, OIDC, RETOUR, SECRET, VERIFIER, Banc

LOGOUT = f"{OIDC}/logout"
BACK = "https://dui.example/"


# The address of return --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "https://dui.example/retou",
        "https://dui.example/retour/suite",
        "https://dui.example/retour/../vol",
        "https://dui.example/retour?a=1",
        "https://dui.example/retour?",
        "https://dui.example/retour#fragment",
        "https://dui.example/retour#",
        "https://dui.example/RETOUR",
        "https://DUI.example/retour",
        "HTTPS://dui.example/retour",
        "https://dui.example:443/retour",
        "https://dui.example./retour",
        "https://dui.example/%72etour",
        "https://dui.example%2fretour",
        "https://dui.example@pirate.example/retour",
        "https://pirate:x@dui.example/retour",
        "https://pirate.example/https://dui.example/retour",
        "https://dui.example.pirate.example/retour",
        "https://dui.example\\@pirate.example/retour",
        "//dui.example/retour",
        " https://dui.example/retour",
        "https://dui.example/retour ",
        "https://dui.example/retour\x00",
        "https://dui.example/retour\r\nset-cookie: a=b",
        "javascript:alert(1)",
    ],
)
@pytest.mark.parametrize("mode", ["query", "form_post"])
def test_no_address_close_to_the_registered_one_is_followed(psc: Banc, address: str, mode: str) -> None:
    answer = psc.authorize(redirect_uri=address, response_mode=mode)
    assert answer.status == 400
    assert answer.header("location") == ""
    assert answer.header("set-cookie") == ""
    assert answer.header("content-type") == "text/html;charset=utf-8"
    assert "Invalid parameter: redirect_uri" in answer.text
    assert "<form" not in answer.text


@pytest.mark.parametrize("address", ["https://dui.example", "https://dui.example/?", "https://DUI.example/"])
def test_no_address_close_to_the_registered_one_is_followed_after_a_logout(psc: Banc, address: str) -> None:
    tokens = psc.tokens()
    sent = {"id_token_hint": tokens["id_token"], "post_logout_redirect_uri": address}
    answer = psc.get(LOGOUT, sent)
    assert (answer.status, answer.header("location")) == (400, "")
    assert "Invalid redirect uri" in answer.text
    assert psc.get(LOGOUT, {**sent, "post_logout_redirect_uri": BACK}).header("location") == BACK


@pytest.mark.parametrize("position", ["first", "last"])
def test_a_second_address_beside_the_registered_one_never_receives_the_code(psc: Banc, position: str) -> None:
    addresses = [RETOUR, "https://pirate.example/"]
    if position == "first":
        addresses.reverse()
    query = "&".join(f"redirect_uri={one}" for one in addresses)
    query += f"&response_type=code&client_id={CLIENT}&scope=openid&login_hint=nathalie&state=s&nonce=n"
    for profile in (Profile.TERRAIN, Profile.STRICT):
        psc.settings(profile)
        location = psc.get("/auth", query).header("location")
        assert location == "" or location.startswith(f"{RETOUR}?")


def test_a_second_code_or_client_beside_the_right_one_is_refused(psc: Banc) -> None:
    form = f"grant_type=authorization_code&client_secret={SECRET}&redirect_uri={RETOUR}"
    form += f"&code_verifier={VERIFIER}"
    for twice in (f"&code=x&code={psc.code()}&client_id={CLIENT}", f"&code=x&client_id={CLIENT}&client_id=y"):
        answer = psc.post(f"{OIDC}/token", (form + twice).encode())
        assert answer.error == (400, "invalid_request", "duplicated parameter")


# The code ---------------------------------------------------------------------------------------------------


def test_a_code_stolen_by_another_client_is_lost_for_everybody(psc: Banc) -> None:
    psc.client("autre", redirect_uris=(RETOUR,))
    code = psc.code()
    stolen = psc.token(code=code, client_id="autre")
    assert stolen.error == (400, "invalid_grant", "Auth error: Found different client_id in clientSession")
    assert psc.token(code=code).error == (400, "invalid_grant", "Code not valid")


def test_a_code_replayed_kills_the_refreshed_tokens_too(psc: Banc) -> None:
    code = psc.code()
    first = psc.token(code=code).json
    fresh = psc.refresh(first["refresh_token"]).json
    assert psc.token(code=code).error == (400, "invalid_grant", "Code not valid")
    for token in (first["access_token"], fresh["access_token"], fresh["refresh_token"]):
        assert psc.introspect(token).json == {"active": False}
    assert psc.refresh(fresh["refresh_token"]).error == (400, "invalid_grant", "Session not active")


def test_a_code_replayed_by_whoever_has_no_secret_kills_nothing(psc: Banc) -> None:
    code = psc.code()
    tokens = psc.token(code=code).json
    assert psc.token(code=code, client_secret="devine").status == 401
    assert psc.userinfo(tokens["access_token"]).status == 200


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        (
            {"code_challenge_method": "plain"},
            "Invalid parameter: code challenge method is not matching the configured one",
        ),
        (
            {"code_challenge_method": "s256"},
            "Invalid parameter: code challenge method is not matching the configured one",
        ),
        ({"code_challenge_method": None}, "Missing parameter: code_challenge_method"),
        ({"code_challenge": None}, "Missing parameter: code_challenge"),
        ({"code_challenge": None, "code_challenge_method": None}, "Missing parameter: code_challenge_method"),
    ],
)
def test_a_client_bound_to_s256_cannot_be_brought_down(
    psc: Banc, asked: dict[str, str | None], refusal: str
) -> None:
    psc.client(pkce="S256")
    changes = {name: value for name, value in asked.items() if value}
    without = tuple(name for name, value in asked.items() if not value)
    assert psc.authorize(without=without, **changes).renvoi == ("invalid_request", refusal)


def test_the_challenge_itself_is_no_verifier(psc: Banc) -> None:
    wrong = psc.token(code=psc.code(), code_verifier=CHALLENGE)
    assert wrong.error == (400, "invalid_grant", "PKCE verification failed: Code mismatch")
    missing = psc.token(code=psc.code(), without=("code_verifier",))
    assert missing.error == (400, "invalid_grant", "PKCE code verifier not specified")
    empty = psc.token(code=psc.code(), code_verifier="")
    assert empty.error == (400, "invalid_grant", "PKCE code verifier not specified")


# Oversize ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["state", "nonce", "login_hint", "code_challenge", "acr_values", "scope"])
def test_an_enormous_parameter_is_answered(psc: Banc, name: str) -> None:
    answer = psc.authorize(without=(), **{name: "a" * 60_000})
    assert answer.status in {200, 302}
    assert "erreur_interne" not in answer.facts
    assert answer.header("location") == "" or answer.header("location").startswith(f"{RETOUR}?")


@pytest.mark.parametrize("name", ["code", "redirect_uri", "code_verifier", "client_id", "client_secret"])
def test_an_enormous_field_is_refused_like_a_wrong_one(psc: Banc, name: str) -> None:
    answer = psc.token(without=(), **{"code": psc.code(), name: "a" * 60_000})
    assert answer.status in {400, 401}
    assert answer.json["error"] in {"invalid_grant", "invalid_client", "unauthorized_client"}
    assert "erreur_interne" not in answer.facts


def test_whoever_has_no_secret_revokes_nothing(psc: Banc) -> None:
    token = psc.tokens()["access_token"]
    answer = psc.post(f"{OIDC}/revoke", {"token": token, "client_id": CLIENT, "client_secret": "devine"})
    assert answer.status == 401
    assert psc.introspect(token).json["active"] is True
