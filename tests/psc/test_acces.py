"""What the DUI reads with its token: userinfo, introspection, revocation (psc.md §4, §5)."""

import json

import pytest

from simulators.core.rule import Effect, Profile
from tests.psc.banc import CLIENT, OIDC, SECRET, Banc, claims

EMPTY = [
    *("enseigneCommercialeSite", "complementDestinataire", "complementPointGeographique", "numeroVoie"),
    *("indiceRepetitionVoie", "codeTypeDeVoie", "libelleVoie", "mentionDistribution"),
]
DETACHED = "User session not found or doesn't have client attached on it"


def test_userinfo_of_the_nurse_has_every_member(psc: Banc) -> None:
    answer = psc.userinfo(psc.tokens()["access_token"])
    assert answer.status == 200
    assert answer.header("content-type") == "application/json"
    assert answer.json == {
        "Secteur_Activite": "SA17^1.2.250.1.71.4.2.4",
        "sub": "f:550dc1c8-d97b-4b1e-ac8c-8eb4471cf9dd:899700000039",
        "SubjectOrganization": "EHPAD Les Tilleuls",
        "Mode_Acces_Raison": "",
        "preferred_username": "899700000039",
        "codeCivilite": "MME",
        "codeGenreActivite": "GENR01",
        "given_name": "NATHALIE",
        "Acces_Regulation_Medicale": "FAUX",
        "UITVersion": "1.0",
        "authMode": "CARD",
        "Palier_Authentification": "APPPRIP3^1.2.250.1.213.1.5.1.1.1",
        "SubjectRefPro": {
            "codeCivilite": "MME",
            "exercices": [
                {
                    "codeProfession": "60",
                    "codeCategorieProfessionnelle": "C",
                    "codeCiviliteDexercice": "MME",
                    "nomDexercice": "KERMARREC",
                    "prenomDexercice": "NATHALIE",
                    "codeTypeSavoirFaire": "",
                    "codeSavoirFaire": "",
                    "activities": [
                        {
                            "codeModeExercice": "S",
                            "codeSecteurDactivite": "SA17",
                            "codeSectionPharmacien": "",
                            "codeRole": "",
                            "codeGenreActivite": "GENR01",
                            "numeroSiretSite": "",
                            "numeroSirenSite": "",
                            "numeroFinessSite": "990000028",
                            "numeroFinessetablissementJuridique": "990000010",
                            "identifiantTechniqueDeLaStructure": "F990000028",
                            "raisonSocialeSite": "EHPAD Les Tilleuls",
                            **dict.fromkeys(EMPTY, ""),
                            "bureauCedex": "Valcourt-sur-Meuse",
                            "codePostal": "",
                            "codeCommune": "",
                            "codePays": "",
                            "telephone": "",
                            "telephone2": "",
                            "telecopie": "",
                            "adresseEMail": "",
                            "codeDepartement": "55",
                            "ancienIdentifiantDeLaStructure": "",
                            "autoriteDenregistrement": "ARS/ARS/ARS",
                        }
                    ],
                }
            ],
        },
        "SubjectOrganizationID": "F990000028",
        "SubjectRole": ["60^1.2.250.1.213.1.1.5.5"],
        "PSI_Locale": "1.2.250.1.213.1.3.1.1",
        "otherIds": [{"identifiant": "899700000039", "origine": "RPPS", "qualite": 1}],
        "SubjectNameID": "899700000039",
        "family_name": "KERMARREC",
    }
    assert list(answer.json)[0:2] == ["Secteur_Activite", "sub"]
    assert "null" not in answer.text


def profile(psc: Banc, who: str) -> dict[str, object]:
    psc.cookies.clear()
    body: dict[str, object] = psc.userinfo(psc.tokens(login_hint=who)["access_token"]).json
    return body


def test_two_activities_are_both_there_and_a_doctor_is_a_doctor(psc: Banc) -> None:
    found = json.loads(json.dumps(profile(psc, "helene")))
    (exercice,) = found["SubjectRefPro"]["exercices"]
    assert exercice["codeCiviliteDexercice"] == "DR"
    assert (exercice["codeTypeSavoirFaire"], exercice["codeSavoirFaire"]) == ("S", "SM54")
    assert [one["codeModeExercice"] for one in exercice["activities"]] == ["S", "L"]
    assert found["SubjectRole"] == ["10^1.2.250.1.213.1.1.5.5"]


def test_the_journal_counts_the_activities_of_an_identity_given(psc: Banc) -> None:
    for person, count in (("helene", 2), ("nathalie", 1), ("sans-exercice", 0)):
        psc.cookies.clear()
        assert psc.userinfo(psc.tokens(login_hint=person)["access_token"]).facts["psc.activites"] == count
    assert "psc.activites" not in psc.userinfo("jeton").facts


@pytest.mark.parametrize(
    ("who", "role", "code_role", "genre"),
    [
        ("thomas", "51", "326", "GENR10"),
        ("sandrine", "99", "", "GENR09"),
        ("aide", "350", "350", "GENR09"),
    ],
)
def test_social_staff_carry_role_and_kind_of_activity(
    psc: Banc, who: str, role: str, code_role: str, genre: str
) -> None:
    found = json.loads(json.dumps(profile(psc, who)))
    assert found["SubjectRole"] == [f"{role}^1.2.250.1.213.1.1.5.5"]
    activity = found["SubjectRefPro"]["exercices"][0]["activities"][0]
    assert (activity["codeRole"], activity["codeGenreActivite"]) == (code_role, genre)
    assert found["authMode"] == "MOBILE"


def test_somebody_without_exercise_has_empty_members_never_missing_ones(psc: Banc) -> None:
    found = profile(psc, "sans-exercice")
    assert found["SubjectRefPro"] == {"codeCivilite": "MME", "exercices": []}
    assert (found["SubjectRole"], found["Secteur_Activite"], found["SubjectOrganizationID"]) == ([], "", "")


def test_the_holder_of_a_card_without_rpps_has_an_identifier_of_the_structure(psc: Banc) -> None:
    found = profile(psc, "cpe")
    assert str(found["SubjectNameID"]).startswith("3990000028/CPET")
    assert found["otherIds"] == []


def test_userinfo_may_be_posted_with_the_token_in_the_form(psc: Banc) -> None:
    token = psc.tokens()["access_token"]
    assert psc.post(f"{OIDC}/userinfo", {"access_token": token}).json["SubjectNameID"] == "899700000039"
    by_header = psc.post(f"{OIDC}/userinfo", b"", authorization=f"Bearer {token}", content_type="")
    assert by_header.status == 200


def test_no_token_gets_a_challenge_and_no_body(psc: Banc) -> None:
    answer = psc.get(f"{OIDC}/userinfo")
    assert (answer.status, answer.body) == (401, b"")
    assert answer.header("www-authenticate") == 'Bearer realm="esante-wallet"'
    assert answer.rules == ["psc.userinfo.jeton_absent"]


def test_an_access_token_lives_two_minutes(psc: Banc) -> None:
    token = psc.tokens()["access_token"]
    psc.advance(117)
    assert psc.userinfo(token).status == 200
    psc.advance(5)
    answer = psc.userinfo(token)
    assert answer.error == (401, "invalid_token", "Token verification failed")
    assert answer.header("www-authenticate") == (
        'Bearer realm="esante-wallet", error="invalid_token", error_description="Token verification failed"'
    )
    assert "psc.userinfo.jeton_invalide" in answer.rules


@pytest.mark.parametrize("spoil", ["signature", "alg none", "garbage", "refresh", "identity"])
def test_a_token_that_is_not_ours_proves_nothing(psc: Banc, spoil: str) -> None:
    tokens = psc.tokens()
    head, body, signature = tokens["access_token"].split(".")
    bad = {
        "signature": f"{head}.{body}.{signature[:-6]}AAAAAA",
        "alg none": f"eyJhbGciOiJub25lIn0.{body}.",
        "garbage": "é.à.ù",
        "refresh": tokens["refresh_token"],
        "identity": tokens["id_token"],
    }[spoil]
    answer = psc.get(f"{OIDC}/userinfo", authorization=f"Bearer {bad}")
    assert answer.error == (401, "invalid_token", "Token verification failed")


def test_a_session_over_is_told_apart_from_an_expired_one(psc: Banc) -> None:
    token = psc.tokens()["access_token"]
    psc.control("DELETE", "/sessions/{session}", session=claims(token)["sid"])
    answer = psc.userinfo(token)
    assert answer.error == (401, "invalid_token", DETACHED)
    assert "psc.userinfo.session_introuvable" in answer.rules


def test_without_openid_the_ground_answers_and_the_strict_profile_refuses(psc: Banc) -> None:
    token = psc.tokens(scope="scope_all")["access_token"]
    answer = psc.userinfo(token)
    assert answer.status == 200
    assert answer.finding("psc.userinfo.portee").effect is Effect.ACCEPT
    psc.settings(Profile.STRICT)
    assert psc.userinfo(token).error == (403, "insufficient_scope", "Missing openid scope")
    psc.settings()
    assert "psc.userinfo.portee" not in psc.userinfo(psc.tokens()["access_token"]).rules


def test_a_token_in_the_address_is_noted_and_not_read(psc: Banc) -> None:
    token = psc.tokens()["access_token"]
    answer = psc.get(f"{OIDC}/userinfo", {"access_token": token})
    assert answer.status == 401
    assert answer.finding("psc.userinfo.jeton_dans_url").place.kind == "query"


def test_introspection_gives_back_the_claims_and_says_active(psc: Banc) -> None:
    token = psc.tokens()["access_token"]
    answer = psc.introspect(token)
    assert answer.status == 200
    assert answer.json == {
        **claims(token),
        "client_id": "les-tilleuls-dui-bas",
        "username": "899700000039",
        "active": True,
    }
    assert list(answer.json)[-3:] == ["client_id", "username", "active"]
    assert answer.facts["psc.actif"] is True


def test_another_client_may_introspect_and_a_refresh_token_too(psc: Banc) -> None:
    psc.client("api-dmp")
    tokens = psc.tokens()
    assert psc.introspect(tokens["access_token"], client_id="api-dmp").json["active"] is True
    found = psc.introspect(tokens["refresh_token"]).json
    assert (found["active"], found["typ"], found["username"]) == (True, "Refresh", "899700000039")
    assert "SubjectNameID" not in found


def test_what_is_dead_or_unknown_is_simply_inactive(psc: Banc) -> None:
    tokens = psc.tokens()
    assert psc.introspect("n'importe quoi").json == {"active": False}
    assert psc.introspect(tokens["id_token"]).json == {"active": False}
    psc.advance(121)
    assert psc.introspect(tokens["access_token"]).json == {"active": False}
    assert psc.introspect(tokens["refresh_token"]).json["active"] is True
    psc.control("DELETE", "/sessions/{session}", session=tokens["session_state"])
    assert psc.introspect(tokens["refresh_token"]).json == {"active": False}


@pytest.mark.parametrize(
    ("changes", "expected", "rule"),
    [
        ({"token": ""}, (400, "invalid_request", "Token not provided."), "introspection.jeton_absent"),
        (
            {"token_type_hint": "pigeon"},
            (400, "invalid_request", "Unsupported token type."),
            "introspection.type",
        ),
        (
            {"client_secret": "faux"},
            (401, "invalid_request", "Authentication failed."),
            "introspection.client",
        ),
        ({"client_id": ""}, (401, "invalid_request", "Authentication failed."), "introspection.client"),
    ],
)
def test_each_error_of_introspection_has_its_text(
    psc: Banc, changes: dict[str, str], expected: tuple[int, str, str], rule: str
) -> None:
    token = psc.tokens()["access_token"]
    answer = psc.introspect(**{"token": token, **changes})
    assert answer.error == expected
    assert f"psc.{rule}" in answer.rules
    assert f"psc.{rule}" not in psc.introspect(token).rules


def test_a_repeated_parameter_is_refused_by_introspection_and_revocation(psc: Banc) -> None:
    form = f"client_id={CLIENT}&client_secret={SECRET}&token=a&token=b".encode()
    for path, rule in (("token/introspect", "introspection"), ("revoke", "revocation")):
        answer = psc.post(f"{OIDC}/{path}", form)
        assert answer.error == (400, "invalid_request", "duplicated parameter")
        assert f"psc.{rule}.parametre_repete" in answer.rules


def revoke(psc: Banc, token: str, **changes: str) -> tuple[int, object]:
    form = {"token": token, "client_id": CLIENT, "client_secret": SECRET, **changes}
    answer = psc.post(f"{OIDC}/revoke", form)
    return answer.status, answer.json if answer.body else None


def test_revoking_a_refresh_token_ends_the_client_in_every_session_of_the_person(psc: Banc) -> None:
    first = psc.tokens()
    psc.cookies.clear()
    second = psc.tokens()
    assert revoke(psc, first["refresh_token"]) == (200, None)
    for tokens in (first, second):
        assert psc.introspect(tokens["access_token"]).json == {"active": False}
    psc.advance(2)
    assert psc.userinfo(psc.tokens()["access_token"]).status == 200


def test_revocation_answers_in_its_own_words(psc: Banc) -> None:
    psc.client("autre")
    token = psc.tokens()["access_token"]
    dead = {"error": "invalid_token", "error_description": "Invalid token"}
    other = {"error": "invalid_request", "error_description": "Unmatching clients"}
    absent = {"error": "invalid_request", "error_description": "Token not provided"}
    kind = {"error": "unsupported_token_type", "error_description": "Unsupported token type"}
    assert revoke(psc, "inconnu") == (200, dead)
    assert revoke(psc, token, client_id="autre") == (400, other)
    assert revoke(psc, "") == (400, absent)
    assert revoke(psc, psc.tokens()["id_token"]) == (400, kind)
    assert revoke(psc, token) == (200, None)
    assert revoke(psc, token) == (200, dead)
