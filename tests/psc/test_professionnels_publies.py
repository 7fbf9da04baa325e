"""Test identities published by the ANS and by editors connect, each by its own means, over real sockets."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from simulators.core.fixtures import load_monde
from tests.running import Running, simulator

REALM = "/auth/realms/esante-wallet"
OIDC = f"{REALM}/protocol/openid-connect"


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Running]:
    """PSC alone, for the tests of this file."""
    with simulator("--only", "psc", home=home) as one:
        yield one


@pytest.fixture
def http(server: Running) -> Iterator[httpx.Client]:
    context = ssl.create_default_context(cafile=server.ready["pki"]["ca"])
    base = server.ready["services"]["psc"]["proxy"]
    with httpx.Client(base_url=base, verify=context, trust_env=False, timeout=30) as client:
        yield client


def query(server: Running, **changes: str) -> dict[str, str]:
    account = server.ready["accounts"]["psc_client"]
    asked = {"response_type": "code", "client_id": account["client_id"], "scope": "openid scope_all"}
    return asked | {"redirect_uri": account["redirect_uris"][0], "acr_values": "eidas1", **changes}


def userinfo(server: Running, http: httpx.Client, form: dict[str, str]) -> dict[str, Any]:
    """Who the tokens of this form are about."""
    account = server.ready["accounts"]["psc_client"]
    credentials = (account["client_id"], account["client_secret"])
    answer = http.post(f"{OIDC}/token", data=form, auth=credentials)
    assert answer.status_code == 200, answer.text
    bearer = {"authorization": f"Bearer {answer.json()['access_token']}"}
    told: dict[str, Any] = http.get(f"{OIDC}/userinfo", headers=bearer).json()
    return told


def by_browser(server: Running, http: httpx.Client, who: str) -> dict[str, Any]:
    wallet = server.ready["services"]["psc"]["wallet"]
    asked = query(server, login_hint=who)
    location = http.get(wallet, params=asked).headers["location"]
    (code,) = parse_qs(urlsplit(location).query)["code"]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": asked["redirect_uri"]}
    return userinfo(server, http, form)


def by_server(server: Running, http: httpx.Client, who: str, channel: str) -> dict[str, Any]:
    account = server.ready["accounts"]["psc_client"]
    form = {"scope": "openid scope_all", "login_hint": who, "binding_message": "42", "channel": channel}
    credentials = (account["client_id"], account["client_secret"])
    asked = http.post(f"{OIDC}/ext/ciba/auth", data=form, auth=credentials)
    assert asked.status_code == 200, asked.text
    with server.api() as api:
        (waiting,) = api.get("/espaces/defaut/psc/ciba").json()
        api.post(f"/espaces/defaut/psc/ciba/{waiting['id']}/approuver").raise_for_status()
    ciba = "urn:openid:params:grant-type:ciba"
    return userinfo(server, http, {"grant_type": ciba, "auth_req_id": asked.json()["auth_req_id"]})


def test_the_seven_are_there_each_with_its_source() -> None:
    published = [one for one in load_monde().professionnels if one.origine.genre == "publiee"]
    assert [(one.rpps or one.identifiant_national, one.carte) for one in published] == [
        ("99700427885", "CPS"),
        ("99700366240", "CPS"),
        ("99700218896", "CPS"),
        ("99700427869", "CPS"),
        ("ANS20210107161422", "e-CPS"),
        ("ANS20231122132732", "e-CPS"),
        ("500000001815646/CPAT00045", "CPE"),
    ]
    assert all(one.origine.sources and one.voir and one.voir_en for one in published)


def test_the_doctor_of_the_real_tokens_has_a_practice_and_a_hospital(
    server: Running, http: httpx.Client
) -> None:
    told = by_browser(server, http, "899700427885")
    assert told["sub"] == "f:550dc1c8-d97b-4b1e-ac8c-8eb4471cf9dd:899700427885"
    assert (told["given_name"], told["family_name"]) == ("KIT", "DOC0042788")
    assert (told["SubjectOrganization"], told["SubjectOrganizationID"]) == ("CABINET M DOC0042788", "R102671")
    assert told["Secteur_Activite"] == "SA07^1.2.250.1.71.4.2.4"
    assert told["SubjectRole"] == ["10^1.2.250.1.213.1.1.5.5"]
    assert told["otherIds"] == [{"identifiant": "899700427885", "origine": "RPPS", "qualite": 1}]
    (exercice,) = told["SubjectRefPro"]["exercices"]
    assert (exercice["codeTypeSavoirFaire"], exercice["codeSavoirFaire"]) == ("S", "SM26")
    _, hospital = exercice["activities"]
    assert (hospital["codeModeExercice"], hospital["codeSecteurDactivite"]) == ("S", "SA01")
    assert hospital["numeroFinessSite"] == "0B0193488"
    assert hospital["numeroFinessetablissementJuridique"] == "1B0064166"
    assert hospital["identifiantTechniqueDeLaStructure"] == "F0B0193488"


@pytest.mark.parametrize(
    ("who", "family_name", "activities"),
    [("899700366240", "DOC0036624", 2), ("899700218896", "SPECIALISTE0021889", 1)],
)
def test_the_other_cards_say_their_activities(
    server: Running, http: httpx.Client, who: str, family_name: str, activities: int
) -> None:
    told = by_browser(server, http, who)
    assert told["family_name"] == family_name
    (exercice,) = told["SubjectRefPro"]["exercices"]
    assert len(exercice["activities"]) == activities


def test_a_card_of_which_only_the_name_is_known_has_no_exercise(server: Running, http: httpx.Client) -> None:
    told = by_browser(server, http, "899700427869")
    assert told["family_name"] == "DOC0042786"
    assert (told["SubjectRefPro"]["exercices"], told["SubjectRole"]) == ([], [])


@pytest.mark.parametrize(
    ("who", "names", "activities"),
    [("ANS20210107161422", ("Paul", "NOM"), 5), ("ANS20231122132732", ("Fistinien", "Grominoch"), 1)],
)
def test_identities_of_edit_connect_by_their_telephone(
    server: Running, http: httpx.Client, who: str, names: tuple[str, str], activities: int
) -> None:
    told = by_server(server, http, who, "MOBILE")
    assert (told["SubjectNameID"], told["authMode"]) == (who, "MOBILE")
    assert (told["given_name"], told["family_name"]) == names
    assert told["otherIds"] == [{"identifiant": who, "origine": "EDIT", "qualite": 1}]
    (exercice,) = told["SubjectRefPro"]["exercices"]
    assert len(exercice["activities"]) == activities
    assert by_browser(server, http, who)["SubjectNameID"] == who


def test_the_card_scoped_to_a_structure_connects_by_the_card_alone(
    server: Running, http: httpx.Client
) -> None:
    who = "500000001815646/CPAT00045"
    told = by_server(server, http, who, "CARD")
    assert (told["SubjectNameID"], told["authMode"], told["otherIds"]) == (who, "CARD", [])
    account = server.ready["accounts"]["psc_client"]
    form = {"scope": "openid scope_all", "login_hint": who, "binding_message": "42", "channel": "MOBILE"}
    credentials = (account["client_id"], account["client_secret"])
    refused = http.post(f"{OIDC}/ext/ciba/auth", data=form, auth=credentials)
    assert (refused.status_code, refused.json()["error"]) == (503, "server_error")


def test_the_login_page_shows_them(server: Running, http: httpx.Client) -> None:
    wallet = server.ready["services"]["psc"]["wallet"]
    page = http.get(wallet, params=query(server, prompt="login"))
    assert page.status_code == 200
    for one in ("kit-doc0042788", "paul-nom", "fistinien-grominoch", "cpe-cpat00045"):
        assert f'data-testid="psc-professionnel-{one}"' in page.text


def test_an_identifier_that_may_be_somebody_s_is_not_taken(server: Running) -> None:
    person = {"nom": "PETIT", "prenom": "PAUL", "carte": "e-CPS"}
    with server.api() as api:
        for wrong in ("810000000009", "ANS2021", "8ANS/1", "0123456789"):
            body = {**person, "identifiant_national": wrong}
            assert api.put("/espaces/defaut/professionnels/paul", json=body).status_code == 422
        body = {**person, "identifiant_national": "ANS20260302080000"}
        assert api.put("/espaces/defaut/professionnels/paul", json=body).status_code == 200
        assert api.delete("/espaces/defaut/professionnels/paul").status_code == 204
