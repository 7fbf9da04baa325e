"""A team adds its own professionals by the control API: fictional numbers with a right key, nothing else."""

import httpx
import pytest

PAUL = {"nom": "PETIT", "prenom": "PAUL", "profession": "60", "carte": "e-CPS"}


def put(api: httpx.Client, espace: str, rpps: str) -> httpx.Response:
    return api.put(f"/espaces/{espace}/professionnels/paul-petit", json={**PAUL, "rpps": rpps})


@pytest.mark.parametrize("rpps", ["99799999992", "99700427885", ""])
def test_a_fictional_number_with_its_key_or_none_at_all_is_taken(
    api: httpx.Client, espace: str, rpps: str
) -> None:
    answer = put(api, espace, rpps)
    assert answer.status_code == 200, answer.text
    assert answer.json()["valeur"]["rpps"] == rpps


@pytest.mark.parametrize(
    ("rpps", "message"),
    [
        ("99799999990", "clé fausse : le dernier chiffre serait 2"),
        ("8997999999", "11 chiffres attendus, sans le 8 qui les précède dans l'identifiant national"),
        ("899799999992", "11 chiffres attendus, sans le 8 qui les précède dans l'identifiant national"),
        ("9979999999x", "11 chiffres attendus, sans le 8 qui les précède dans l'identifiant national"),
        (
            "99600000006",
            "numéro fictif attendu, commençant par 997 : n'entrez aucune personne réelle",
        ),
    ],
)
def test_another_number_is_refused_in_french_and_nobody_is_added(
    api: httpx.Client, espace: str, rpps: str, message: str
) -> None:
    answer = put(api, espace, rpps)
    assert answer.status_code == 422
    assert answer.json()["detail"] == [{"champ": "rpps", "message": message}]
    assert api.get(f"/espaces/{espace}/professionnels/paul-petit").status_code == 404


def test_changing_the_number_of_somebody_is_checked_too(api: httpx.Client, espace: str) -> None:
    who = f"/espaces/{espace}/professionnels/nathalie-kermarrec"
    assert api.patch(who, json={"rpps": "99700000030"}).status_code == 422
    assert api.get(who).json()["rpps"] == "99700000039"
    assert api.patch(who, json={"rpps": "99799999992"}).status_code == 200
    assert api.get(who).json()["rpps"] == "99799999992"


def test_the_nurse_enrolled_today_is_activated_whenever_that_was(api: httpx.Client, espace: str) -> None:
    enrolements = f"/espaces/{espace}/psc/enrolements"
    (nurse,) = api.get(enrolements).json()
    assert nurse == {
        "id": "lucie-gaillard",
        "rpps": "99700000138",
        "identifiant_national": "899700000138",
        "active": False,
        "active_le": None,
    }
    activated = api.post(f"{enrolements}/lucie-gaillard/activer")
    assert (activated.status_code, activated.json()["active"]) == (200, True)
    assert api.get(f"/espaces/{espace}/professionnels/lucie-gaillard").json()["etat"] == "actif"
