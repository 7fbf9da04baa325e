"""A professional in front of the login page: chooses, types the card's code, or uses the telephone."""

import re
from html import unescape

import pytest

from tests.psc.banc import REALM, Answer, Banc

LOGIN = f"{REALM}/login-actions/authenticate"


def opened(psc: Banc, **changes: str) -> str:
    """The identifier of a fresh login page."""
    answer = psc.authorize(without=("login_hint",), **changes)
    assert answer.status == 200
    return waiting(answer)


def waiting(answer: Answer) -> str:
    found = re.search(r'name="attente" value="([0-9a-f]+)"', answer.text)
    assert found is not None
    return found[1]


def act(psc: Banc, page: str, action: str, **fields: str) -> Answer:
    return psc.post(LOGIN, {"attente": page, "action": action, **fields})


def test_the_page_lists_the_professionals_and_nothing_comes_from_elsewhere(psc: Banc) -> None:
    answer = psc.authorize(without=("login_hint",))
    text = unescape(answer.text)
    assert '<html lang="fr">' in text
    assert "Simulateur, données fictives uniquement" in text
    assert "NATHALIE KERMARREC" in text
    assert "Infirmier · 899700000039" in text
    for test in ("psc-recherche", "psc-carte-nathalie", "psc-ecps-nathalie", "psc-annuler", "psc-bandeau"):
        assert f'data-testid="{test}"' in text
    assert not re.search(r"""(src|href)=["']?(https?:|//)""", text)
    assert "<script" not in text
    policy = answer.header("content-security-policy")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert answer.header("x-frame-options") == "DENY"
    assert answer.facts["psc.page"] is True


def test_only_the_means_a_person_has_are_offered(psc: Banc) -> None:
    text = psc.authorize(without=("login_hint",)).text
    assert "psc-carte-thomas" not in text
    assert "psc-ecps-thomas" in text
    assert "psc-carte-cpe" in text
    assert "psc-ecps-cpe" not in text
    assert "Aucun moyen" in text.split("psc-professionnel-sans-moyen")[1].split("</li>")[0]


def test_searching_narrows_the_list_without_case_nor_accent(psc: Banc) -> None:
    page = opened(psc)
    for words in ("medecin", "MÉDECIN", "alex helene", "899700000013"):
        found = psc.get(LOGIN, {"attente": page, "q": words})
        assert "psc-professionnel-helene" in found.text
        assert "psc-professionnel-nathalie" not in found.text
    found = psc.get(LOGIN, {"attente": page, "q": '"><script>alert(1)</script>'})
    assert "<script" not in found.text
    assert "Personne ne correspond à cette recherche." in found.text


def test_a_card_and_its_code_open_the_session(psc: Banc) -> None:
    page = opened(psc)
    asked = act(psc, page, "choisir", professionnel="nathalie", moyen="CARD")
    assert 'data-testid="psc-code-carte"' in asked.text
    wrong = act(psc, page, "carte", professionnel="nathalie", code_carte="0000")
    assert wrong.facts["psc.refus"] == "code_carte_faux"
    assert "Le code de la carte est faux." in wrong.text
    answer = act(psc, page, "carte", professionnel="nathalie", code_carte="1234")
    assert answer.status == 302
    assert answer.query["state"] == "etat"
    assert answer.facts["professional"] == "899700000039"
    tokens = psc.token(code=answer.query["code"]).json
    assert psc.userinfo(tokens["access_token"]).json["authMode"] == "CARD"


def test_the_telephone_shows_a_number_and_decides(psc: Banc) -> None:
    page = opened(psc)
    asked = act(psc, page, "choisir", professionnel="thomas", moyen="MOBILE")
    assert re.search(r'data-testid="psc-numero">\d\d<', asked.text)
    refused = act(psc, page, "ecps_refuser", professionnel="thomas")
    assert refused.status == 200
    assert "La demande a été refusée sur le téléphone." in refused.text
    assert "psc-ecps-thomas" in refused.text
    assert "psc-ecps-nathalie" not in refused.text
    answer = act(psc, page, "ecps_approuver", professionnel="thomas")
    tokens = psc.token(code=answer.query["code"]).json
    assert psc.userinfo(tokens["access_token"]).json["authMode"] == "MOBILE"


def test_giving_up_goes_back_with_access_denied_and_the_page_is_over(psc: Banc) -> None:
    page = opened(psc)
    answer = act(psc, page, "annuler")
    assert answer.renvoi == ("access_denied", "")
    assert answer.query["state"] == "etat"
    assert act(psc, page, "carte", professionnel="nathalie", code_carte="1234").status == 400


@pytest.mark.parametrize(
    ("person", "means", "refusal"),
    [
        ("opposee", "CARD", "carte_opposee"),
        ("directrice", "MOBILE", "ecps_non_activee"),
        ("enrolee", "MOBILE", "enrolement_en_attente"),
        ("terminee", "CARD", "activite_terminee"),
        ("thomas", "CARD", "moyen_absent"),
        ("personne", "CARD", "professionnel_inconnu"),
        ("nathalie", "PIGEON", "moyen_absent"),
    ],
)
def test_who_may_not_connect_stays_on_the_page(psc: Banc, person: str, means: str, refusal: str) -> None:
    answer = act(psc, opened(psc), "choisir", professionnel=person, moyen=means)
    assert answer.status == 200
    assert answer.facts["psc.refus"] == refusal
    assert 'data-testid="psc-alerte"' in answer.text


def test_the_refused_steps_cannot_be_skipped(psc: Banc) -> None:
    page = opened(psc)
    assert act(psc, page, "carte", professionnel="opposee", code_carte="1234").facts["psc.refus"]
    assert act(psc, page, "ecps_approuver", professionnel="directrice").facts["psc.refus"]


def test_a_page_answered_from_another_browser_is_refused(psc: Banc) -> None:
    page = opened(psc)
    psc.cookies.clear()
    answer = act(psc, page, "carte", professionnel="nathalie", code_carte="1234")
    assert answer.status == 400
    assert "Cookie not found. Please make sure cookies are enabled in your browser." in answer.text
    assert answer.rules == ["psc.connexion.cookie"]


def test_a_page_answered_twice_gives_one_code(psc: Banc) -> None:
    page = opened(psc)
    assert "code" in act(psc, page, "carte", professionnel="nathalie", code_carte="1234").query
    again = act(psc, page, "carte", professionnel="nathalie", code_carte="1234")
    assert (again.status, again.rules) == (400, ["psc.connexion.page_inconnue"])
    assert "Page has expired" in again.text


def test_a_page_left_open_too_long_sends_back(psc: Banc) -> None:
    page = opened(psc)
    psc.advance(1801)
    answer = act(psc, page, "choisir", professionnel="nathalie", moyen="CARD")
    assert answer.renvoi == ("temporarily_unavailable", "authentication_expired")


def test_two_tabs_of_one_browser_both_work(psc: Banc) -> None:
    first, second = opened(psc), opened(psc)
    assert "code" in act(psc, first, "carte", professionnel="nathalie", code_carte="1234").query
    assert "code" in act(psc, second, "carte", professionnel="nathalie", code_carte="1234").query


def test_a_long_list_is_cut_and_says_so(psc: Banc) -> None:
    nurse = psc.espace.monde.professionnels()["nathalie"]
    for number in range(40):
        changes = {"id": f"ide-{number}", "rpps": f"9970001{number:04}"}
        psc.run(psc.espace.monde.put(nurse.model_copy(update=changes)))
    text = psc.authorize(without=("login_hint",)).text
    assert text.count('<li data-testid="psc-professionnel-') == 30
    assert "22 autres : précisez la recherche." in text
