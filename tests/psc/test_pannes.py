"""Spoilt answers on demand: what a client must notice by itself."""

from collections.abc import Callable
from typing import Any

import pytest

from simulators.core.faults.active import Fault
from tests.psc.banc import CLIENT, NURSE, OIDC, REALM, Answer, Banc, claims, holds

Claims = dict[str, Any]


def spoilt(psc: Banc, name: str) -> str:
    """The identity token of a login under that fault."""
    psc.run(psc.espace.faults.add(Fault("f1", "metier", name, "psc", "psc.jeton", remaining=1)))
    return str(psc.tokens()["id_token"])


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("jeton_nonce_faux", lambda claims: claims["nonce"] == "un-autre-nonce"),
        ("jeton_iss_faux", lambda claims: claims["iss"].endswith("/auth/realms/esante-wallet-autre")),
        ("jeton_ne_expire", lambda claims: claims["exp"] == claims["iat"]),
        ("jeton_horloge_avance", lambda claims: claims["iat"] > 1772438400 + 500),
        ("jeton_horloge_retard", lambda claims: claims["exp"] < 1772438400),
        ("jeton_acr_eidas3", lambda claims: claims["acr"] == "eidas3"),
    ],
)
def test_one_claim_is_wrong_under_a_right_signature(
    psc: Banc, name: str, wrong: Callable[[Claims], bool]
) -> None:
    token = spoilt(psc, name)
    assert holds(psc, token)
    assert wrong(claims(token))
    assert not wrong(claims(psc.tokens()["id_token"]))


@pytest.mark.parametrize("name", ["jeton_kid_inconnu", "jeton_signature_fausse"])
def test_the_signature_cannot_be_verified(psc: Banc, name: str) -> None:
    assert not holds(psc, spoilt(psc, name))
    assert holds(psc, psc.tokens()["id_token"])


def test_the_access_token_stays_right(psc: Banc) -> None:
    psc.run(psc.espace.faults.add(Fault("f1", "metier", "jeton_signature_fausse", "psc", "psc.jeton")))
    assert psc.userinfo(psc.tokens()["access_token"]).status == 200


def fault(psc: Banc, name: str, **aimed: Any) -> None:
    psc.run(psc.espace.faults.add(Fault("f1", "metier", name, "psc", remaining=1, **aimed)))


def test_the_code_comes_back_in_the_name_of_another_issuer(psc: Banc) -> None:
    right = psc.authorize().query["iss"]
    fault(psc, "redirection_iss_faux")
    spoilt = psc.authorize()
    assert spoilt.query["iss"] == f"{right}-autre"
    assert spoilt.query["code"]
    assert spoilt.facts["erreurs"] == ("redirection_iss_faux",)
    assert psc.authorize().query["iss"] == right


def test_the_state_comes_back_changed(psc: Banc) -> None:
    fault(psc, "redirection_state_faux")
    spoilt = psc.authorize()
    assert (spoilt.query["state"], bool(spoilt.query["code"])) == ("l-etat-d-une-autre-demande", True)
    assert psc.authorize().query["state"] == "etat"


def test_a_professional_without_exercise_in_userinfo(psc: Banc) -> None:
    token = psc.tokens()["access_token"]
    assert len(psc.userinfo(token).json["SubjectRefPro"]["exercices"]) == 1
    fault(psc, "userinfo_sans_exercice")
    answer = psc.userinfo(token)
    assert answer.json["SubjectRefPro"]["exercices"] == []
    assert (answer.json["SubjectRole"], answer.json["SubjectOrganization"]) == ([], "")
    assert answer.json["SubjectNameID"] == "899700000039"
    assert answer.facts["erreurs"] == ("userinfo_sans_exercice",)
    assert len(psc.userinfo(token).json["SubjectRefPro"]["exercices"]) == 1


def test_userinfo_with_nothing_in_it(psc: Banc) -> None:
    token = psc.tokens()["access_token"]
    fault(psc, "userinfo_vide")
    body = psc.userinfo(token).json
    assert body["sub"].endswith(":899700000039")
    assert (body["SubjectNameID"], body["given_name"], body["SubjectRole"]) == ("", "", [""])
    assert body["SubjectRefPro"]["exercices"][0]["nomDexercice"] == ""
    assert psc.userinfo(token).json["SubjectNameID"] == "899700000039"


def test_userinfo_refuses_on_demand_a_token_that_is_right(psc: Banc) -> None:
    token = psc.tokens()["access_token"]
    fault(psc, "jeton_invalide", operation="psc.userinfo")
    assert psc.userinfo(token).error == (401, "invalid_token", "Token verification failed")
    assert psc.userinfo(token).status == 200


@pytest.mark.parametrize(
    ("name", "operation", "error"),
    [
        ("code_refuse", "psc.jeton", (400, "invalid_grant", "Code not valid")),
        ("jeton_invalide", "psc.userinfo", (401, "invalid_token", "Token verification failed")),
        ("introspection_refusee", "psc.introspection", (401, "invalid_request", "Authentication failed.")),
    ],
)
def test_a_fault_aimed_at_a_client_lets_the_others_pass(
    psc: Banc, name: str, operation: str, error: tuple[int, str, str]
) -> None:
    psc.client("autre-dui")

    def played(client_id: str) -> list[Answer]:
        """The same three calls by that client."""
        first = psc.token(code=psc.code(client_id=client_id), client_id=client_id)
        token = first.json.get("access_token", "a.b.c")
        return [first, psc.userinfo(token), psc.introspect(token, client_id=client_id)]

    fault(psc, name, operation=operation, client="autre-dui")
    assert [one.status for one in played(CLIENT)] == [200, 200, 200]
    assert error in [one.error for one in played("autre-dui") if one.status != 200]
    assert [one.status for one in played("autre-dui")] == [200, 200, 200]


def test_a_fault_aimed_at_a_client_strikes_behind_the_login_page_too(psc: Banc) -> None:
    psc.client("autre-dui", connexion="")
    fault(psc, "redirection_state_faux", client="autre-dui")
    for client_id, state in ((CLIENT, "etat"), ("autre-dui", "l-etat-d-une-autre-demande")):
        psc.cookies.clear()
        page = psc.authorize(without=("login_hint",), client_id=client_id).text
        attente = page.split('name="attente" value="')[1].split('"')[0]
        form = {"attente": attente, "action": "ecps_approuver", "professionnel": "nathalie"}
        back = psc.post(f"{REALM}/login-actions/authenticate", form)
        assert back.query["state"] == state, back.text


def test_a_fault_aimed_at_a_client_waits_for_its_logout(psc: Banc) -> None:
    psc.client("autre-dui")
    hint = psc.tokens()["id_token"]
    other = psc.token(code=psc.code(client_id="autre-dui"), client_id="autre-dui").json["id_token"]
    fault(psc, "deconnexion_indice", client="autre-dui")
    assert psc.get(f"{OIDC}/logout", {"id_token_hint": hint}).status == 200
    assert psc.get(f"{OIDC}/logout", {"id_token_hint": other}).status == 400


def test_a_fault_waits_for_the_call_it_can_spoil(psc: Banc) -> None:
    fault(psc, "jeton_nonce_faux", professional=NURSE)
    doctor = psc.tokens(login_hint="899700000013")
    assert claims(doctor["id_token"])["nonce"] == "nonce-1"
    psc.cookies.clear()
    answer = psc.token(code=psc.code())
    assert claims(answer.json["id_token"])["nonce"] == "un-autre-nonce"
    assert answer.facts["erreurs"] == ("jeton_nonce_faux",)
