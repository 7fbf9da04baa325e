"""Someone who wishes harm, against the pages: other browsers, frames, wrong codes, hostile text."""

import pytest

from tests.psc.banc import CLIENT, OIDC, REALM, SECRET, Answer, Banc, peer

LOGIN = f"{REALM}/login-actions/authenticate"
LOGOUT = f"{OIDC}/logout"


def opened(psc: Banc) -> tuple[str, Answer]:
    """A fresh login page, and its name."""
    answer = psc.authorize(without=("login_hint",))
    return answer.text.split('name="attente" value="')[1].split('"')[0], answer


@pytest.mark.parametrize(
    "form",
    [
        {"action": "choisir", "professionnel": "nathalie", "moyen": "CARD"},
        {"action": "carte", "professionnel": "nathalie", "code_carte": "1234"},
        {"action": "ecps_approuver", "professionnel": "nathalie"},
        {"action": "ecps_refuser", "professionnel": "nathalie"},
        {"action": "annuler"},
    ],
)
def test_no_button_of_the_page_can_be_pressed_from_another_browser(psc: Banc, form: dict[str, str]) -> None:
    page, _ = opened(psc)
    owner = dict(psc.cookies)
    psc.cookies.clear()
    opened(psc)
    answer = psc.post(LOGIN, {"attente": page, **form})
    assert (answer.status, answer.header("location")) == (400, "")
    assert "Cookie not found." in answer.text
    psc.cookies = owner
    right = psc.post(
        LOGIN, {"attente": page, "action": "carte", "professionnel": "nathalie", "code_carte": "1234"}
    )
    assert right.query["state"] == "etat"


@pytest.mark.parametrize(
    "code", ["", "0000", "1235", "12345", "123", "１２３４", "1234 ", "' OR 1=1", "\x00"]
)
def test_only_the_code_of_the_card_opens_it(psc: Banc, code: str) -> None:
    page, _ = opened(psc)
    answer = psc.post(
        LOGIN, {"attente": page, "action": "carte", "professionnel": "nathalie", "code_carte": code}
    )
    assert (answer.status, answer.header("location")) == (200, "")
    assert "Le code de la carte est faux." in answer.text


def test_the_page_does_nothing_when_it_is_merely_read(psc: Banc) -> None:
    page, _ = opened(psc)
    sent = {"attente": page, "action": "carte", "professionnel": "nathalie", "code_carte": "1234"}
    answer = psc.get(LOGIN, sent)
    assert (answer.status, answer.header("location")) == (200, "")


def test_the_telephone_does_nothing_when_it_is_merely_read(psc: Banc) -> None:
    psc.client(ciba=True)
    form = {"scope": "openid", "login_hint": "899700000039", "binding_message": "42", "channel": "MOBILE"}
    form |= {"client_id": CLIENT, "client_secret": SECRET}
    assert psc.post(f"{OIDC}/ext/ciba/auth", form, certificate=peer()).status == 200
    (one,) = psc.control("GET", "/ciba")
    psc.get(f"{REALM}/telephone", {"professionnel": "nathalie"}, face="wallet")
    sent = {
        "professionnel": "nathalie",
        "demande": one["id"],
        "action": "approuver",
        "navigateur": psc.cookies["AUTH_SESSION_ID"],
    }
    psc.get(f"{REALM}/telephone", sent, face="wallet")
    assert [waiting["id"] for waiting in psc.control("GET", "/ciba")] == [one["id"]]


def test_no_page_may_be_framed_cached_or_told_to_another_site(psc: Banc) -> None:
    page, login = opened(psc)
    card = {"attente": page, "action": "choisir", "professionnel": "nathalie", "moyen": "CARD"}
    phone = {"attente": page, "action": "choisir", "professionnel": "nathalie", "moyen": "MOBILE"}
    shown = [
        login,
        psc.post(LOGIN, card),
        psc.post(LOGIN, phone),
        psc.get(f"{REALM}/telephone", face="wallet"),
        psc.get(f"{REALM}/telephone", {"professionnel": "nathalie"}, face="wallet"),
        psc.authorize(redirect_uri="https://pirate.example/"),
        psc.authorize(response_mode="form_post"),
        psc.get(LOGOUT, {"client_id": CLIENT}),
        psc.get(LOGIN, "attente=inconnue"),
    ]
    for answer in shown:
        assert answer.header("content-type") == "text/html;charset=utf-8"
        assert answer.header("x-frame-options") == "DENY"
        assert "frame-ancestors 'none'" in answer.header("content-security-policy")
        assert "unsafe" not in answer.header("content-security-policy")
        assert answer.header("x-content-type-options") == "nosniff"
        assert answer.header("referrer-policy") == "no-referrer"
        assert answer.header("cache-control").startswith("no-store")


def test_a_hostile_request_is_written_as_text_in_the_page(psc: Banc) -> None:
    psc.client("dui", nom="<b>\"'&")
    hostile = "\"'><script>alert(1)</script>"
    for answer in (
        psc.authorize(login_hint=hostile),
        psc.authorize(response_mode="form_post", state=hostile),
        psc.get(LOGOUT, {"client_id": CLIENT, "state": hostile}),
        psc.authorize(client_id="dui", without=("login_hint",)),
    ):
        assert "<script>alert" not in answer.text
        assert "<b>" not in answer.text
