"""A DUI sends a professional to PSC: what comes back, and every way it is refused (psc.md §2.1 to §2.3)."""

from typing import Any
from urllib.parse import unquote

import pytest

from simulators.core.rule import Effect, Profile
from tests.psc.banc import CHALLENGE, CLIENT, OIDC, RETOUR, RETOUR_HTTP, Banc

ISS = "https%3A%2F%2Flocalhost%3A8454%2Fauth%2Frealms%2Fesante-wallet"


def test_the_redirection_carries_state_session_issuer_and_code_in_that_order(psc: Banc) -> None:
    answer = psc.authorize()
    assert answer.status == 302
    session, code = answer.query["session_state"], answer.query["code"]
    assert answer.header("location") == (
        f"https://dui.example/retour?state=etat&session_state={session}&iss={ISS}&code={code}"
    )
    uuid, of_session, of_client = code.split(".")
    assert (len(uuid), of_session, len(of_client)) == (36, session, 36)
    assert answer.rules == []


def test_the_cookie_stays_within_the_espace_and_out_of_scripts(psc: Banc) -> None:
    cookie = psc.authorize().header("set-cookie")
    assert cookie.startswith("KEYCLOAK_IDENTITY=")
    assert cookie.endswith("; Path=/auth; HttpOnly; Secure; SameSite=None")


@pytest.mark.parametrize(
    "state",
    ["dev_1b2c|42|jeton", "é à +&=#%", "a\r\nSet-Cookie: x=y", "x" * 6000, "0", "%2F", '"><script>'],
)
def test_the_state_comes_back_byte_for_byte(psc: Banc, state: str) -> None:
    answer = psc.authorize(state=state)
    assert answer.query["state"] == state
    assert "\r" not in answer.header("location")
    assert len([name for name, _ in answer.headers if name == "set-cookie"]) == 1


def test_a_state_that_is_not_utf_8_comes_back_as_it_came(psc: Banc) -> None:
    query = f"response_type=code&client_id={CLIENT}&redirect_uri={RETOUR}&scope=openid&state=%FF%FEa"
    answer = psc.get("/auth", f"{query}&nonce=n&login_hint=nathalie")
    assert "?state=%FF%FEa&" in answer.header("location")


def test_a_query_in_the_registered_address_is_kept(psc: Banc) -> None:
    psc.client(redirect_uris=("https://dui.example/?openidconnectcallback=1",))
    answer = psc.authorize(redirect_uri="https://dui.example/?openidconnectcallback=1")
    assert answer.header("location").startswith("https://dui.example/?openidconnectcallback=1&state=etat&")


def test_the_native_address_answers_too_with_a_word_about_the_portal(psc: Banc) -> None:
    answer = psc.authorize(f"{OIDC}/auth")
    assert answer.status == 302
    assert answer.rules == ["psc.autorisation.adresse_native"]


def test_the_request_may_be_posted_as_a_form(psc: Banc) -> None:
    form = {"response_type": "code", "client_id": CLIENT, "redirect_uri": RETOUR, "login_hint": "nathalie"}
    answer = psc.post("/auth", {**form, "scope": "openid scope_all"}, face="wallet")
    assert "code" in answer.query
    assert answer.finding("psc.state.absent").place.kind == "form"


def test_the_answer_may_go_in_the_fragment_or_by_a_form(psc: Banc) -> None:
    fragment = psc.authorize(response_mode="fragment").header("location")
    assert fragment.startswith("https://dui.example/retour#state=etat&session_state=")
    page = psc.authorize(response_mode="form_post", state='a"<b')
    assert page.status == 200
    assert '<form method="post" action="https://dui.example/retour">' in page.text
    assert '<input type="hidden" name="state" value="a&quot;&lt;b">' in page.text
    assert "'sha256-" in page.header("content-security-policy")


@pytest.mark.parametrize(
    ("changes", "text", "rule"),
    [
        ({"client_id": "inconnu"}, "Client not found.", "psc.client.inconnu"),
        ({"client_id": ""}, "Client not found.", "psc.client.inconnu"),
        (
            {"redirect_uri": "https://dui.example/autre"},
            "Invalid parameter: redirect_uri",
            "psc.redirect_uri.non_declaree",
        ),
        (
            {"redirect_uri": "https://dui.example/retour/"},
            "Invalid parameter: redirect_uri",
            "psc.redirect_uri.non_declaree",
        ),
        (
            {"redirect_uri": "https://dui.example/retour%0d%0aX: y"},
            "Invalid parameter: redirect_uri",
            "psc.redirect_uri.non_declaree",
        ),
        ({"redirect_uri": ""}, "Invalid parameter: redirect_uri", "psc.redirect_uri.non_declaree"),
    ],
)
def test_what_cannot_be_trusted_gets_a_page_and_no_redirection(
    psc: Banc, changes: dict[str, Any], text: str, rule: str
) -> None:
    answer = psc.authorize(**changes)
    assert answer.status == 400
    assert answer.header("location") == ""
    assert text in answer.text
    assert answer.rules == [rule]
    assert answer.exchange.findings[0].effect is Effect.REFUSE
    assert answer.facts["fault"] is True


def test_a_disabled_client_gets_a_page(psc: Banc) -> None:
    psc.client(actif=False)
    answer = psc.authorize()
    assert (answer.status, "Client disabled." in answer.text) == (400, True)
    assert answer.rules == ["psc.client.desactive"]


IMPLICIT = (
    "Client is not allowed to initiate browser login with given response_type. Implicit flow is disabled "
    "for the client."
)


@pytest.mark.parametrize(
    ("changes", "error", "description", "rule"),
    [
        (
            {"response_type": ""},
            "invalid_request",
            "Missing parameter: response_type",
            "response_type.absent",
        ),
        ({"response_type": "jeton"}, "unsupported_response_type", "", "response_type.inconnu"),
        ({"response_type": "token"}, "unauthorized_client", IMPLICIT, "response_type.implicite"),
        ({"response_type": "code id_token"}, "unauthorized_client", IMPLICIT, "response_type.implicite"),
        (
            {"response_mode": "pigeon"},
            "invalid_request",
            "Invalid parameter: response_mode",
            "response_mode.inconnu",
        ),
        ({"scope": "openid foo"}, "invalid_scope", "Invalid scopes: openid foo", "scope.inconnu"),
        (
            {"code_challenge_method": "S512"},
            "invalid_request",
            "Invalid parameter: invalid code_challenge_method",
            "pkce.methode_inconnue",
        ),
        (
            {"code_challenge": ""},
            "invalid_request",
            "Missing parameter: code_challenge",
            "pkce.defi_absent",
        ),
        (
            {"code_challenge": "x" * 42},
            "invalid_request",
            "Invalid parameter: code_challenge",
            "pkce.defi_refuse",
        ),
        (
            {"code_challenge": "x" * 129},
            "invalid_request",
            "Invalid parameter: code_challenge",
            "pkce.defi_refuse",
        ),
        (
            {"code_challenge": "é" * 43},
            "invalid_request",
            "Invalid parameter: code_challenge",
            "pkce.defi_refuse",
        ),
        ({"request": "eyJ..."}, "request_not_supported", "", "autorisation.objet"),
        ({"request_uri": "https://x"}, "request_uri_not_supported", "", "autorisation.objet_uri"),
    ],
)
def test_each_refusal_goes_back_to_the_client(
    psc: Banc, changes: dict[str, Any], error: str, description: str, rule: str
) -> None:
    answer = psc.authorize(**changes)
    assert answer.renvoi == (error, description)
    assert answer.query["state"] == "etat"
    assert answer.query["iss"] == "https://localhost:8454/auth/realms/esante-wallet"
    assert answer.finding(f"psc.{rule}").effect is Effect.REFUSE
    assert answer.finding(f"psc.{rule}").place.kind == "query"
    assert answer.facts["code"] == error


def test_an_error_is_written_error_description_state_issuer(psc: Banc) -> None:
    location = psc.authorize(scope="openid foo").header("location")
    assert location == (
        "https://dui.example/retour?error=invalid_scope&error_description=Invalid%20scopes%3A%20openid%20foo"
        f"&state=etat&iss={ISS}"
    )


@pytest.mark.parametrize(
    ("changes", "without", "description", "rule"),
    [
        (
            {},
            ("code_challenge", "code_challenge_method"),
            "Missing parameter: code_challenge_method",
            "pkce.methode_absente",
        ),
        ({}, ("code_challenge",), "Missing parameter: code_challenge", "pkce.defi_absent"),
        (
            {"code_challenge_method": "plain"},
            (),
            "Invalid parameter: code challenge method is not matching the configured one",
            "pkce.methode_differente",
        ),
    ],
)
def test_a_client_that_must_use_pkce_is_held_to_it(
    psc: Banc, changes: dict[str, Any], without: tuple[str, ...], description: str, rule: str
) -> None:
    psc.client(pkce="S256")
    answer = psc.authorize(without=without, **changes)
    assert answer.renvoi == ("invalid_request", description)
    assert answer.finding(f"psc.{rule}").effect is Effect.REFUSE
    assert "code" in psc.authorize().query


@pytest.mark.parametrize(
    ("changes", "without", "rule"),
    [
        ({}, ("state",), "psc.state.absent"),
        ({}, ("nonce",), "psc.nonce.absent"),
        ({}, ("acr_values",), "psc.acr_values.absent"),
        ({"acr_values": "eidas2"}, (), "psc.acr_values.autre"),
        ({"acr_values": "eidas3"}, (), "psc.acr_values.autre"),
        ({"acr": "eidas1"}, (), "psc.acr_values.mal_nomme"),
        ({"scope": "scope_all"}, (), "psc.scope.sans_openid"),
        ({"scope": "openid"}, (), "psc.scope.sans_scope_all"),
        ({}, ("code_challenge", "code_challenge_method"), "psc.pkce.absent"),
        ({"code_challenge_method": "plain"}, (), "psc.pkce.plain"),
        ({"redirect_uri": RETOUR_HTTP}, (), "psc.redirect_uri.en_clair"),
    ],
)
def test_what_ans_asks_is_noted_and_not_refused_on_the_ground(
    psc: Banc, changes: dict[str, Any], without: tuple[str, ...], rule: str
) -> None:
    answer = psc.authorize(without=without, **changes)
    assert "code" in answer.query
    assert answer.finding(rule).effect is Effect.ACCEPT
    assert rule not in psc.authorize().rules


@pytest.mark.parametrize(
    ("without", "description"),
    [
        (("state",), "Missing parameter: state"),
        (("nonce",), "Missing parameter: nonce"),
        (("acr_values",), "Missing parameter: acr_values"),
    ],
)
def test_the_strict_profile_refuses_what_ans_requires(
    psc: Banc, without: tuple[str, ...], description: str
) -> None:
    psc.settings(Profile.STRICT)
    assert psc.authorize(without=without).renvoi == ("invalid_request", description)
    assert "code" in psc.authorize().query


def test_an_http_address_on_the_developer_s_own_machine_is_fine(psc: Banc) -> None:
    psc.client(redirect_uris=("http://localhost:8080/callback",))
    assert psc.authorize(redirect_uri="http://localhost:8080/callback").rules == []


def test_a_repeated_parameter_is_noted_and_the_first_one_read(psc: Banc) -> None:
    query = (
        f"response_type=code&client_id={CLIENT}&redirect_uri={RETOUR}&scope=openid+scope_all&state=a&state=b"
    )
    rest = f"&nonce=n&acr_values=eidas1&login_hint=nathalie&code_challenge={CHALLENGE}"
    answer = psc.get("/auth", f"{query}{rest}&code_challenge_method=S256")
    assert answer.query["state"] == "a"
    assert answer.finding("psc.autorisation.parametre_repete").place.path == "state"
    psc.settings(Profile.STRICT)
    refused = psc.get("/auth", f"{query}{rest}&code_challenge_method=S256")
    assert refused.renvoi == ("invalid_request", "duplicated parameter")


def test_without_session_prompt_none_is_refused(psc: Banc) -> None:
    answer = psc.authorize(prompt="none")
    assert answer.renvoi == ("login_required", "")
    assert answer.rules == ["psc.prompt.connexion_requise"]


def test_a_browser_that_was_connected_goes_straight_back(psc: Banc) -> None:
    first = psc.authorize()
    again = psc.authorize(without=("login_hint",), prompt="none")
    assert again.query["session_state"] == first.query["session_state"]
    assert again.query["code"] != first.query["code"]


def test_prompt_login_and_max_age_ask_the_person_again(psc: Banc) -> None:
    psc.authorize()
    assert "Identifiez-vous" in psc.authorize(without=("login_hint",), prompt="login").text
    psc.advance(61)
    assert "Identifiez-vous" in psc.authorize(without=("login_hint",), max_age="60").text
    assert "code" in psc.authorize(without=("login_hint",), max_age="600").query


def test_a_session_dies_of_inactivity_and_of_age(psc: Banc) -> None:
    psc.authorize()
    psc.advance(1795)
    assert "code" in psc.authorize(without=("login_hint",)).query
    psc.advance(1801)
    assert psc.authorize(without=("login_hint",), prompt="none").renvoi == ("login_required", "")


def test_an_unknown_hint_shows_the_page_and_says_so(psc: Banc) -> None:
    answer = psc.authorize(login_hint="899799999999")
    assert answer.status == 200
    assert "Identifiant national inconnu." in answer.text
    assert answer.facts["psc.refus"] == "professionnel_inconnu"


def test_the_hint_may_be_left_to_the_page(psc: Banc) -> None:
    psc.control("PUT", "/connexion", {"indice": False})
    assert "Identifiez-vous" in psc.authorize().text


def test_a_professional_may_be_set_for_the_espace_or_for_one_client(psc: Banc) -> None:
    psc.control("PUT", "/connexion", {"connexion": "helene", "indice": False})
    assert psc.authorize(without=("login_hint",)).facts["professional"] == "899700000013"
    psc.cookies.clear()
    psc.client(connexion="899700000070")
    assert psc.authorize(without=("login_hint",)).facts["professional"] == "899700000070"


@pytest.mark.parametrize(
    ("person", "refusal", "text"),
    [
        ("opposee", "carte_opposee", "Votre carte est en opposition."),
        ("directrice", "ecps_non_activee", "Votre e-CPS n&#x27;est pas activée."),
        ("terminee", "activite_terminee", "Aucune activité en cours"),
        ("enrolee", "enrolement_en_attente", "moins de 48 heures"),
        ("sans-moyen", "moyen_absent", "Vous n&#x27;avez pas ce moyen"),
    ],
)
def test_who_may_not_connect_is_told_on_the_page(psc: Banc, person: str, refusal: str, text: str) -> None:
    answer = psc.authorize(login_hint=person)
    assert answer.status == 200
    assert text in answer.text
    assert answer.facts["psc.refus"] == refusal
    assert answer.rules == [f"psc.connexion.{refusal}"]
    assert "code" in psc.authorize().query


def test_a_programmed_error_strikes_the_request_it_names(psc: Banc) -> None:
    from simulators.core.faults.active import Fault

    fault = Fault("f1", "metier", "acces_refuse", "psc", "psc.autorisation", remaining=1)
    psc.run(psc.espace.faults.add(fault))
    assert psc.authorize().renvoi == ("access_denied", "")
    assert "code" in psc.authorize().query


def test_scopes_and_level_are_facts(psc: Banc) -> None:
    facts = psc.authorize().facts
    assert facts["psc.client_id"] == "les-tilleuls-dui-bas"
    assert facts["psc.scope"] == "openid scope_all"
    assert facts["psc.acr_values"] == "eidas1"
    assert (facts["psc.pkce"], facts["psc.state"], facts["psc.nonce"]) == (True, True, True)
    assert facts["professional"] == "899700000039"
    assert facts["psc.rpps"] == "99700000039"
    assert facts["psc.sub"] == "f:550dc1c8-d97b-4b1e-ac8c-8eb4471cf9dd:899700000039"
    assert unquote(str(facts["psc.session"])) == facts["psc.session"]
