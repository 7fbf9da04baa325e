"""What a team sets in its espace: clients, how people connect, sessions, and what it adopts."""

from typing import Any

import pytest
from pydantic import ValidationError

from simulators.core.service import ControlRefused
from tests.psc.banc import CLIENT, OIDC, SECRET, Banc, peer


def test_a_client_added_serves_at_once_and_another_espace_does_not_know_it(psc: Banc) -> None:
    psc.client("mon-dui", redirect_uris=("https://mon.example/cb",))
    assert "code" in psc.authorize(client_id="mon-dui", redirect_uri="https://mon.example/cb").query
    other = psc.run(psc.espaces.create("job42"))
    other.journal = psc.espace.journal
    assert psc.get("/auth", "client_id=mon-dui", espace=other).status == 400
    listed = [one["client_id"] for one in psc.control("GET", "/clients")]
    assert listed == ["les-tilleuls-dui-bas", "mon-dui"]
    psc.control("DELETE", "/clients/{client_id}", client_id="mon-dui")
    assert psc.authorize(client_id="mon-dui").status == 400


def test_the_default_client_is_everywhere_and_comes_back_when_removed(psc: Banc) -> None:
    assert psc.service.accounts(psc.espace)["psc_client"]["client_secret"] == SECRET
    psc.control("DELETE", "/clients/{client_id}", client_id=CLIENT)
    account = psc.service.accounts(psc.espace)["psc_client"]
    assert account["client_id"] == "les-tilleuls-dui-bas"
    assert "https://localhost:8443/callback" in account["redirect_uris"]
    assert len(account["client_secret"]) == 32
    with pytest.raises(ControlRefused):
        psc.control("DELETE", "/clients/{client_id}", client_id=CLIENT)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "https://x/#y", "https://x/ y", "https://x/\r\ny", "", "é:x"],
)
def test_a_dangerous_address_is_not_registered(psc: Banc, address: str) -> None:
    with pytest.raises(ValidationError):
        psc.client("mon-dui", redirect_uris=(address,))


def test_an_application_s_own_scheme_may_be_registered(psc: Banc) -> None:
    psc.client(redirect_uris=("com.editeur.dui:/retour",))
    location = psc.authorize(redirect_uri="com.editeur.dui:/retour").header("location")
    assert location.startswith("com.editeur.dui:/retour?state=etat&")


def test_an_unknown_professional_cannot_be_set(psc: Banc) -> None:
    with pytest.raises(ControlRefused) as refused:
        psc.control("PUT", "/connexion", {"connexion": "personne"})
    assert (refused.value.status, "personne" in refused.value.detail) == (422, True)
    assert psc.control("GET", "/connexion") == {
        "connexion": "",
        "indice": True,
        "ciba_apres": None,
        "ciba_par_personne": {},
    }


def test_sessions_are_listed_and_ended(psc: Banc) -> None:
    tokens = psc.tokens()
    (session,) = psc.control("GET", "/sessions")
    assert session["professionnel"] == "nathalie"
    assert session["identifiant_national"] == "899700000039"
    assert (session["moyen"], session["vivante"]) == ("CARD", True)
    psc.control("DELETE", "/sessions/{session}", session=tokens["session_state"])
    assert psc.control("GET", "/sessions")[0]["vivante"] is False
    with pytest.raises(ControlRefused):
        psc.control("DELETE", "/sessions/{session}", session=tokens["session_state"])


def test_a_total_logout_ends_every_session_of_a_person_then_of_everybody(psc: Banc) -> None:
    nurse = psc.tokens()
    psc.cookies.clear()
    again = psc.tokens()
    psc.cookies.clear()
    doctor = psc.tokens(login_hint="899700000013")
    assert psc.control("POST", "/deconnexion", {"professionnel": "899700000039"}) == {"fermees": 2}
    for tokens in (nurse, again):
        assert psc.userinfo(tokens["access_token"]).status == 401
        assert psc.refresh(tokens["refresh_token"]).error == (400, "invalid_grant", "Session not active")
    assert psc.userinfo(doctor["access_token"]).status == 200
    assert psc.control("POST", "/deconnexion", {}) == {"fermees": 1}
    assert psc.userinfo(doctor["access_token"]).status == 401
    assert psc.authorize(prompt="none", without=("login_hint",)).renvoi == ("login_required", "")
    assert psc.control("POST", "/deconnexion", {}) == {"fermees": 0}


def test_a_total_logout_of_nobody_known_ends_nothing(psc: Banc) -> None:
    tokens = psc.tokens()
    with pytest.raises(ControlRefused):
        psc.control("POST", "/deconnexion", {"professionnel": "personne"})
    assert psc.userinfo(tokens["access_token"]).status == 200


def adopt(psc: Banc) -> object:
    return psc.run(psc.service.adopt(psc.journal[-1], psc.espace))


def test_a_client_refused_is_adopted_with_its_address_then_its_secret(psc: Banc) -> None:
    changes: dict[str, Any] = {"client_id": "dui-reel", "redirect_uri": "https://reel.example/cb"}
    assert psc.authorize(**changes).status == 400
    assert adopt(psc)
    code = psc.authorize(**changes).query["code"]
    answer = psc.token(code=code, client_secret="son-secret", **changes)
    assert answer.status == 200
    assert "psc.client.secret_non_verifie" in answer.rules


def test_a_wrong_secret_and_an_undeclared_address_are_adopted_too(psc: Banc) -> None:
    assert psc.token(code="x", client_secret="le-vrai").status == 401
    assert adopt(psc)
    assert psc.token(code=psc.code(), client_secret="le-vrai").status == 200
    assert psc.token(code="x").error[0] == 401
    assert psc.authorize(redirect_uri="https://dui.example/autre").status == 400
    assert adopt(psc)
    assert "code" in psc.authorize(redirect_uri="https://dui.example/autre").query
    query = {"client_id": CLIENT, "post_logout_redirect_uri": "https://dui.example/au-revoir"}
    assert psc.get(f"{OIDC}/logout", query).status == 400
    assert adopt(psc)
    assert psc.get(f"{OIDC}/logout", query).status in {200, 302}


def test_the_address_of_a_pushed_request_and_the_certificate_are_adopted_too(psc: Banc) -> None:
    form = {"client_id": CLIENT, "client_secret": SECRET, "response_type": "code"}
    form |= {"redirect_uri": "https://dui.example/poussee", "scope": "openid scope_all"}
    assert psc.post(f"{OIDC}/ext/par/request", form).status == 400
    assert adopt(psc)
    assert psc.post(f"{OIDC}/ext/par/request", form).status == 201
    psc.client(authentification="mtls")
    assert psc.token(code="x", without=("client_secret",), certificate=peer()).status == 401
    assert adopt(psc)
    assert psc.token(code=psc.code(), without=("client_secret",), certificate=peer()).status == 200
    assert psc.token(code="x", without=("client_secret",), certificate=peer("AUTRE")).status == 401
    assert psc.token(code="x", without=("client_secret",)).status == 401
    assert adopt(psc) is None


def test_a_call_without_secret_does_not_open_a_client_that_has_one(psc: Banc) -> None:
    assert psc.token(code="x", without=("client_secret",)).status == 401
    assert adopt(psc) is None
    assert psc.token(code="x", client_secret="faux").status == 401


def test_a_certificate_adopted_leaves_the_secret_alone(psc: Banc) -> None:
    psc.client(authentification="les_deux", certificat_cn="EHPAD Les Tilleuls")
    assert psc.token(code="x", without=("client_secret",), certificate=peer("AUTRE")).status == 401
    assert adopt(psc)
    assert psc.token(code=psc.code(), without=("client_secret",), certificate=peer("AUTRE")).status == 200
    assert psc.token(code=psc.code(), client_secret="faux").status == 401
    assert psc.token(code=psc.code()).status == 200


def test_a_client_somebody_disabled_is_not_adopted(psc: Banc) -> None:
    psc.client(actif=False)
    assert psc.token(code="x", client_secret="autre").status == 401
    assert adopt(psc) is None
    psc.client()
    assert psc.token(code=psc.code()).status == 200


def test_what_was_not_refused_for_being_unknown_is_not_adopted(psc: Banc) -> None:
    psc.authorize(scope="openid foo")
    assert adopt(psc) is None
    psc.authorize()
    assert adopt(psc) is None
    psc.authorize(client_id="dui-reel", redirect_uri="javascript:alert(1)")
    assert adopt(psc) is None
