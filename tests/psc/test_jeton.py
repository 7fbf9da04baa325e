"""The DUI exchanges its code, then refreshes: what it gets, and every refusal (psc.md §2.4 to §2.7)."""

import base64

import pytest

from simulators.core.rule import Effect, Profile
from tests.psc.banc import CLIENT, OIDC, RETOUR, SECRET, VERIFIER, Banc, claims, peer

WRONG = "Invalid client or Invalid client credentials"


def basic(client_id: str = CLIENT, secret: str = SECRET) -> str:
    return "Basic " + base64.b64encode(f"{client_id}:{secret}".encode()).decode()


def test_the_answer_has_the_members_of_the_real_one_in_their_order(psc: Banc) -> None:
    answer = psc.token(code=psc.code())
    assert answer.status == 200
    assert answer.header("content-type") == "application/json"
    assert (answer.header("cache-control"), answer.header("pragma")) == ("no-store", "no-cache")
    assert list(answer.json) == [
        "access_token",
        "expires_in",
        "refresh_expires_in",
        "refresh_token",
        "token_type",
        "id_token",
        "not-before-policy",
        "session_state",
        "scope",
    ]
    told = {name: value for name, value in answer.json.items() if not name.endswith("_token")}
    session = answer.facts["psc.session"]
    assert told == {
        "expires_in": 120,
        "refresh_expires_in": 1800,
        "token_type": "Bearer",
        "not-before-policy": 0,
        "session_state": session,
        "scope": "openid profile scope_all identity",
    }


def test_the_access_token_says_what_the_real_one_said(psc: Banc) -> None:
    tokens = psc.tokens()
    found = claims(tokens["access_token"])
    session, jti = tokens["session_state"], found["jti"]
    assert list(found.items()) == [
        ("exp", found["iat"] + 120),
        ("iat", found["iat"]),
        ("auth_time", found["auth_time"]),
        ("jti", jti),
        ("iss", "https://localhost:8454/auth/realms/esante-wallet"),
        ("sub", "f:550dc1c8-d97b-4b1e-ac8c-8eb4471cf9dd:899700000039"),
        ("typ", "Bearer"),
        ("azp", "les-tilleuls-dui-bas"),
        ("nonce", "nonce-1"),
        ("session_state", session),
        ("acr", "eidas1"),
        ("scope", "openid profile scope_all identity"),
        ("sid", session),
        ("authMode", "CARD"),
        ("otherIds", [{"identifiant": "899700000039", "origine": "RPPS", "qualite": 1}]),
        ("preferred_username", "899700000039"),
        ("SubjectNameID", "899700000039"),
    ]
    header = base64.urlsafe_b64decode(tokens["access_token"].split(".")[0] + "==")
    kid = psc.get(f"{OIDC}/certs").json["keys"][0]["kid"]
    assert header.decode() == f'{{"alg":"RS256","typ":"JWT","kid":"{kid}"}}'


def test_the_identity_token_names_the_client_and_the_person(psc: Banc) -> None:
    found = claims(psc.tokens()["id_token"])
    assert list(found) == [
        *("exp", "iat", "auth_time", "jti", "iss", "aud", "sub", "typ", "azp", "nonce", "session_state"),
        *("at_hash", "acr", "sid", "preferred_username", "authMode", "otherIds", "SubjectNameID"),
        *("given_name", "family_name"),
    ]
    assert (found["aud"], found["typ"], found["nonce"]) == ("les-tilleuls-dui-bas", "ID", "nonce-1")
    assert (found["given_name"], found["family_name"]) == ("NATHALIE", "KERMARREC")
    assert found["exp"] - found["iat"] == 120


def test_the_refresh_token_is_sealed_for_this_server_alone(psc: Banc) -> None:
    token = psc.tokens()["refresh_token"]
    assert '"alg":"HS512"' in base64.urlsafe_b64decode(token.split(".")[0] + "==").decode()
    found = claims(token)
    assert (found["typ"], found["aud"], found["exp"] - found["iat"]) == ("Refresh", found["iss"], 1800)


def test_without_openid_there_is_no_identity_token(psc: Banc) -> None:
    answer = psc.token(code=psc.code(scope="scope_all"))
    assert "id_token" not in answer.json
    assert answer.json["scope"] == "profile scope_all identity"


def test_without_nonce_the_access_token_has_an_empty_one_and_the_identity_token_none(psc: Banc) -> None:
    tokens = psc.token(code=psc.code(without=("nonce",))).json
    assert claims(tokens["access_token"])["nonce"] == ""
    assert "nonce" not in claims(tokens["id_token"])


def test_the_level_asked_is_given_back_and_a_card_may_be_eidas3_by_option(psc: Banc) -> None:
    assert claims(psc.tokens(acr_values="eidas2")["access_token"])["acr"] == "eidas2"
    psc.cookies.clear()
    psc.settings(Profile.TERRAIN, "psc.acr_eidas3")
    assert claims(psc.tokens()["access_token"])["acr"] == "eidas3"
    psc.cookies.clear()
    assert claims(psc.tokens(login_hint="thomas")["access_token"])["acr"] == "eidas1"


def test_a_client_may_authenticate_by_header_or_body_and_the_body_wins(psc: Banc) -> None:
    without = ("client_id", "client_secret")
    by_header = psc.token(code=psc.code(), without=without, authorization=basic())
    assert by_header.status == 200
    assert by_header.facts["psc.authentification"] == "basic"
    both = psc.token(code=psc.code(), authorization=basic(secret="faux"))
    assert both.status == 200
    assert "psc.client.deux_fois" in both.rules
    assert "psc.client.deux_fois" not in by_header.rules
    wrong = psc.token(code=psc.code(), authorization=basic(), client_secret="faux")
    assert wrong.error == (401, "unauthorized_client", WRONG)


def test_the_header_s_parts_are_decoded_as_form_values(psc: Banc) -> None:
    psc.client(secret="a+b/c%d:e")
    header = "Basic " + base64.b64encode(b"les-tilleuls-dui-bas:a%2Bb%2Fc%25d%3Ae").decode()
    assert (
        psc.token(code=psc.code(), without=("client_id", "client_secret"), authorization=header).status == 200
    )


def test_a_header_that_cannot_be_read_is_noted(psc: Banc) -> None:
    answer = psc.token(code="x", without=("client_id", "client_secret"), authorization="Basic §§§")
    assert answer.error == (400, "invalid_client", "Missing client_id parameter")
    assert "psc.client.basic_illisible" in answer.rules


@pytest.mark.parametrize(
    ("changes", "without", "expected", "rule"),
    [
        (
            {},
            ("grant_type",),
            (400, "invalid_request", "Missing form parameter: grant_type"),
            "jeton.grant_absent",
        ),
        (
            {"grant_type": "troc"},
            (),
            (400, "unsupported_grant_type", "Unsupported grant_type"),
            "jeton.grant_inconnu",
        ),
        ({}, ("client_id",), (400, "invalid_client", "Missing client_id parameter"), "client.absent"),
        ({}, ("client_secret",), (401, "unauthorized_client", WRONG), "client.secret"),
        ({"client_secret": "faux"}, (), (401, "unauthorized_client", WRONG), "client.secret"),
        ({"client_id": "autre"}, (), (401, "invalid_client", WRONG), "client.inconnu_jeton"),
        ({}, ("code",), (400, "invalid_request", "Missing parameter: code"), "code.absent"),
        ({"code": "jamais-vu"}, (), (400, "invalid_grant", "Code not valid"), "code.refuse"),
        (
            {"grant_type": "urn:openid:params:grant-type:ciba"},
            (),
            (400, "invalid_grant", "Client not allowed OIDC CIBA Grant"),
            "jeton.ciba_ferme",
        ),
        (
            {"grant_type": "password"},
            (),
            (400, "unauthorized_client", "Client not allowed for direct access grants"),
            "jeton.mot_de_passe_ferme",
        ),
        (
            {"grant_type": "urn:ietf:params:oauth:grant-type:device_code"},
            (),
            (
                400,
                "unauthorized_client",
                "Client is not allowed to initiate OAuth 2.0 Device Authorization Grant. The flow is "
                "disabled for the client.",
            ),
            "jeton.appareil_ferme",
        ),
        (
            {"grant_type": "client_credentials"},
            (),
            (401, "unauthorized_client", "Client not enabled to retrieve service account"),
            "jeton.compte_de_service_ferme",
        ),
        (
            {"grant_type": "refresh_token"},
            (),
            (400, "invalid_request", "No refresh token"),
            "refresh.absent",
        ),
        (
            {"grant_type": "refresh_token", "refresh_token": "a.b.c"},
            (),
            (400, "invalid_grant", "Invalid refresh token"),
            "refresh.invalide",
        ),
    ],
)
def test_each_error_of_the_request_has_its_text(
    psc: Banc, changes: dict[str, str], without: tuple[str, ...], expected: tuple[int, str, str], rule: str
) -> None:
    given = {} if "code" in changes or "code" in without else {"code": psc.code()}
    answer = psc.token(without=without, **given, **changes)
    assert answer.error == expected
    assert answer.header("cache-control") == "no-store"
    assert answer.finding(f"psc.{rule}").effect is Effect.REFUSE
    assert f"psc.{rule}" not in psc.token(code=psc.code()).rules


def test_a_repeated_parameter_is_refused(psc: Banc) -> None:
    form = f"grant_type=authorization_code&client_id={CLIENT}&client_secret={SECRET}&code=a&code=b"
    answer = psc.post(f"{OIDC}/token", form.encode())
    assert answer.error == (400, "invalid_request", "duplicated parameter")
    assert answer.finding("psc.jeton.parametre_repete").place.path == "code"


@pytest.mark.parametrize(
    ("changes", "without", "description", "rule"),
    [
        (
            {"redirect_uri": "https://dui.example/autre"},
            (),
            "Incorrect redirect_uri",
            "code.redirect_differente",
        ),
        ({}, ("redirect_uri",), "Incorrect redirect_uri", "code.redirect_differente"),
        ({}, ("code_verifier",), "PKCE code verifier not specified", "pkce.verificateur_absent"),
        (
            {"code_verifier": "trop-court"},
            (),
            "PKCE verification failed: Invalid code verifier",
            "pkce.verificateur_malforme",
        ),
        (
            {"code_verifier": "y" * 43},
            (),
            "PKCE verification failed: Code mismatch",
            "pkce.verificateur_faux",
        ),
    ],
)
def test_a_code_exchanged_wrongly_is_refused_and_spent(
    psc: Banc, changes: dict[str, str], without: tuple[str, ...], description: str, rule: str
) -> None:
    code = psc.code()
    answer = psc.token(code=code, without=without, **changes)
    assert answer.error == (400, "invalid_grant", description)
    assert answer.finding(f"psc.{rule}").effect is Effect.REFUSE
    assert psc.token(code=code).error == (400, "invalid_grant", "Code not valid")


def test_a_verifier_without_challenge_is_refused(psc: Banc) -> None:
    code = psc.code(without=("code_challenge", "code_challenge_method"))
    expected = "PKCE code verifier specified but challenge not present in authorization"
    assert psc.token(code=code).error == (400, "invalid_grant", expected)
    code = psc.code(without=("code_challenge", "code_challenge_method"))
    assert psc.token(code=code, without=("code_verifier",)).status == 200


def test_a_plain_challenge_is_its_own_verifier(psc: Banc) -> None:
    code = psc.code(code_challenge="z" * 50, code_challenge_method="plain")
    assert psc.token(code=code, code_verifier="z" * 50).status == 200


def test_a_code_lives_one_minute(psc: Banc) -> None:
    code = psc.code()
    psc.advance(59)
    assert psc.token(code=code).status == 200
    late = psc.code()
    psc.advance(61)
    assert psc.token(code=late).error == (400, "invalid_grant", "Code is expired")


def test_a_code_of_another_client_is_refused(psc: Banc) -> None:
    psc.client("autre")
    answer = psc.token(code=psc.code(), client_id="autre")
    assert answer.error == (400, "invalid_grant", "Auth error: Found different client_id in clientSession")


def test_using_a_code_twice_kills_the_tokens_of_the_first_time(psc: Banc) -> None:
    code = psc.code()
    tokens = psc.token(code=code).json
    assert psc.userinfo(tokens["access_token"]).status == 200
    assert psc.token(code=code).error == (400, "invalid_grant", "Code not valid")
    detached = "User session not found or doesn't have client attached on it"
    assert psc.userinfo(tokens["access_token"]).error == (401, "invalid_token", detached)
    assert psc.refresh(tokens["refresh_token"]).error == (400, "invalid_grant", "Session not active")
    psc.advance(2)
    assert psc.userinfo(psc.tokens()["access_token"]).status == 200
    assert psc.userinfo(tokens["access_token"]).status == 401


def test_five_exchanges_of_one_code_at_the_same_time_give_tokens_once(psc: Banc) -> None:
    form = {"grant_type": "authorization_code", "redirect_uri": RETOUR, "client_id": CLIENT}
    form |= {"client_secret": SECRET, "code_verifier": VERIFIER, "code": psc.code()}
    answers = psc.together(5, f"{OIDC}/token", form)
    assert sorted(one.status for one in answers) == [200, 400, 400, 400, 400]
    (given,) = [one for one in answers if one.status == 200]
    assert psc.introspect(given.json["access_token"]).json == {"active": False}


def test_the_session_ending_before_the_exchange_is_told(psc: Banc) -> None:
    code = psc.code()
    session = code.split(".")[1]
    psc.control("DELETE", "/sessions/{session}", session=session)
    assert psc.token(code=code).error == (400, "invalid_grant", "Session not active")


def test_a_refresh_gives_a_whole_new_set(psc: Banc) -> None:
    tokens = psc.tokens()
    psc.advance(100)
    answer = psc.refresh(tokens["refresh_token"])
    assert answer.status == 200
    assert answer.exchange.operation == "psc.rafraichissement"
    assert list(answer.json) == list(tokens)
    fresh = claims(answer.json["access_token"])
    assert fresh["exp"] > claims(tokens["access_token"])["exp"]
    assert (fresh["nonce"], fresh["acr"]) == ("nonce-1", "eidas1")
    assert psc.refresh(tokens["refresh_token"]).status == 200


def test_refreshing_slides_for_four_hours_and_no_more(psc: Banc) -> None:
    token = psc.tokens()["refresh_token"]
    for _ in range(8):
        psc.advance(1700)
        answer = psc.refresh(token)
        assert answer.status == 200
        token = answer.json["refresh_token"]
    assert answer.json["refresh_expires_in"] < 800
    psc.advance(810)
    assert psc.refresh(token).error == (400, "invalid_grant", "Token is not active")


def test_after_thirty_minutes_without_activity_nothing_can_be_refreshed(psc: Banc) -> None:
    tokens = psc.tokens()
    psc.advance(1801)
    answer = psc.refresh(tokens["refresh_token"])
    assert answer.error == (400, "invalid_grant", "Token is not active")
    assert answer.rules[0] == "psc.http.sans_certificat"
    assert "psc.refresh.expire" in answer.rules


def test_a_session_ended_stops_the_refresh(psc: Banc) -> None:
    tokens = psc.tokens()
    psc.control("DELETE", "/sessions/{session}", session=tokens["session_state"])
    assert psc.refresh(tokens["refresh_token"]).error == (400, "invalid_grant", "Session not active")


def test_a_refresh_token_serves_its_own_client_only(psc: Banc) -> None:
    psc.client("autre")
    expected = "Invalid refresh token. Token client and authorized client don't match"
    answer = psc.refresh(psc.tokens()["refresh_token"], client_id="autre")
    assert answer.error == (400, "invalid_grant", expected)


@pytest.mark.parametrize("kind", ["access_token", "id_token"])
def test_another_kind_of_token_does_not_refresh(psc: Banc, kind: str) -> None:
    assert psc.refresh(psc.tokens()[kind]).error == (400, "invalid_grant", "Invalid refresh token")


def test_a_refresh_may_narrow_the_scope_and_never_widen_it(psc: Banc) -> None:
    token = psc.tokens()["refresh_token"]
    assert psc.refresh(token, scope="openid scope_all").json["scope"] == "openid scope_all"
    wider = psc.refresh(token, scope="openid email")
    assert wider.error == (400, "invalid_scope", "Invalid scopes: openid email")


def test_a_professional_revoked_meanwhile_gets_nothing_more(psc: Banc) -> None:
    tokens, code = psc.tokens(), psc.code()
    nurse = psc.espace.monde.professionnels()["nathalie"]
    psc.run(psc.espace.monde.put(nurse.model_copy(update={"carte": "opposee"})))
    assert psc.refresh(tokens["refresh_token"]).error == (400, "invalid_grant", "User disabled")
    assert psc.token(code=code).error == (400, "invalid_grant", "User disabled")
    assert psc.userinfo(tokens["access_token"]).error == (401, "invalid_token", "User disabled")


def test_a_client_by_certificate_needs_no_secret_and_its_tokens_may_be_bound(psc: Banc) -> None:
    psc.client(authentification="mtls", certificat_cn="EHPAD Les Tilleuls", jetons_lies=True)
    without = ("client_secret",)
    assert psc.token(code=psc.code(), without=without).error == (401, "invalid_client", WRONG)
    other = psc.token(code=psc.code(), without=without, certificate=peer("AUTRE"))
    assert other.error == (401, "invalid_client", WRONG)
    tokens = psc.token(code=psc.code(), without=without, certificate=peer()).json
    bound = claims(tokens["access_token"])["cnf"]["x5t#S256"]
    assert bound == "q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s"
    lost = "Client certificate missing, or its thumbprint and one in the refresh token did NOT match"
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"], "client_id": CLIENT}
    other = psc.post(f"{OIDC}/token", form, certificate=peer(fingerprint="cd" * 32))
    assert other.error == (400, "invalid_grant", lost)
    assert psc.userinfo(tokens["access_token"]).error == (401, "unauthorized_client", lost)
    assert psc.userinfo(tokens["access_token"], certificate=peer()).status == 200


def test_a_certificate_refused_reads_again_as_such(psc: Banc) -> None:
    psc.client(authentification="mtls", certificat_cn="EHPAD Les Tilleuls")
    answer = psc.token(code="x", without=("client_secret",), certificate=peer("AUTRE"))
    again = psc.service.analyse(answer.exchange, psc.espace)
    assert answer.rules == ["psc.client.certificat"]
    assert [one.rule.id for one in again.findings] == ["psc.client.certificat"]


def test_tokens_of_another_espace_are_worthless_here(psc: Banc) -> None:
    tokens = psc.tokens()
    other = psc.run(psc.espaces.create("job42"))
    other.journal = psc.espace.journal
    answer = psc.userinfo(tokens["access_token"], espace=other, root="/~job42")
    assert answer.error == (401, "invalid_token", "Token verification failed")


def test_secrets_in_the_address_are_noted(psc: Banc) -> None:
    answer = psc.post(f"{OIDC}/token", {"grant_type": "troc"}, query=b"client_secret=x&code=y")
    places = [one.place.path for one in answer.exchange.findings if one.rule.id == "psc.jeton.dans_url"]
    assert places == ["client_secret", "code"]
    assert "psc.jeton.dans_url" not in psc.token(code=psc.code()).rules


def test_facts_tell_the_exchange_without_the_tokens_themselves(psc: Banc) -> None:
    answer = psc.token(code=psc.code())
    facts = answer.facts
    assert facts["psc.grant"] == "authorization_code"
    assert facts["psc.client_id"] == "les-tilleuls-dui-bas"
    assert facts["psc.scope_accorde"] == "openid profile scope_all identity"
    assert (facts["psc.expire_s"], facts["psc.refresh_expire_s"]) == (120, 1800)
    assert facts["professional"] == "899700000039"
    assert facts["code"] == "OK"
    assert answer.json["access_token"] not in [str(value) for value in facts.values()]
