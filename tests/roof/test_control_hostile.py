"""The control API before somebody who has no token, and real people who left no matricule."""

from collections.abc import Mapping
from typing import Any

import httpx

from tests.roof.insi import search
from tests.running import Running

Ready = Mapping[str, Any]
NINE_MEGABYTES = b'"' + b"a" * 9_000_000 + b'"'


def test_only_the_import_reads_more_than_eight_megabytes_and_after_the_token(
    running: Running, espace: str
) -> None:
    with httpx.Client(base_url=running.ready["control"]["url"], trust_env=False) as stranger:
        typed = {"content-type": "application/json"}
        same_end = stranger.put(f"/espaces/{espace}/personnes/import", content=NINE_MEGABYTES, headers=typed)
        assert same_end.status_code == 413
        assert stranger.put(f"/espaces/{espace}z/import", content=b"rien").status_code == 401


def test_a_call_to_an_espace_that_does_not_exist_is_explained_as_such(
    api: httpx.Client, running: Running, ready: Ready
) -> None:
    with running.client() as client:
        id_ = search(client, ready, "nulle-part-ailleurs").headers["x-socle-exchange"]
    told = api.get(f"/espaces/installation/echanges/{id_}").json()
    assert told["explanation"]["summary"] == (
        "Message qui n'a pas atteint le téléservice : refus. L'adresse nomme un espace qui n'existe pas."
    )
    assert [one["found"] for one in told["findings"]] == ["nulle-part-ailleurs"]


def test_what_a_server_in_between_answers_is_not_told_as_the_service_s(
    api: httpx.Client, espace: str, running: Running, ready: Ready
) -> None:
    fault = {"kind": "transport", "name": "http_5xx", "remaining": 1}
    assert api.post(f"/espaces/{espace}/pannes", json=fault).status_code == 201
    with running.client() as client:
        assert search(client, ready, espace).status_code == 503
    (told,) = api.get(f"/espaces/{espace}/echanges").json()
    assert told["summary"].endswith(": la réponse partie n'est pas celle du téléservice.")


def test_somebody_typed_but_not_found_is_purged_by_name_and_date(
    api: httpx.Client, espace: str, running: Running, ready: Ready
) -> None:
    with running.client() as client:
        nobody = search(client, ready, espace, nom="DURANDEAU", prenom="PAUL", date="1985-05-12")
        assert "<CodeCR>01<" in nobody.text
        kept = search(client, ready, espace).headers["x-socle-exchange"]
    other_date = {"nom_naissance": "DURANDEAU", "date_naissance": "1985-05-13"}
    assert api.post(f"/espaces/{espace}/purger", json=other_date).json()["echanges"] == 0
    asked = {"nom_naissance": "DURANDEAU", "date_naissance": "1985-05-12"}
    purged = api.post(f"/espaces/{espace}/purger", json=asked).json()
    kept_by = {"ins": 0, "dmp": 0, "mss": 0}
    assert purged == {"personnes": [], "echanges": 1, "instantanes": [], "services": kept_by}
    assert [one["id"] for one in api.get(f"/espaces/{espace}/echanges").json()] == [kept]


def test_a_purge_by_name_and_date_takes_the_person_of_the_espace_and_every_number_they_bore(
    api: httpx.Client, espace: str, running: Running, ready: Ready
) -> None:
    with running.client() as client:
        assert "160012B020777" in search(client, ready, espace).text
        # Nothing but the number stands in this one.
        url = ready["services"]["ins"]["mtls"].replace("/lps", f"/~{espace}/lps?160012B020777")
        assert client.post(url, content=b"<a/>").status_code in {415, 500}
    asked = {"nom_naissance": "ADRTROIS", "date_naissance": "1960-01-01"}
    purged = api.post(f"/espaces/{espace}/purger", json=asked).json()
    assert (purged["personnes"], purged["echanges"]) == (["adrtrois-toussaint"], 2)


def test_a_purge_that_designates_nobody_is_refused(api: httpx.Client, espace: str) -> None:
    for body in ({}, {"nom_naissance": "DURANDEAU"}, {"date_naissance": "1985-05-12"}, {"nom_naissance": ""}):
        assert api.post(f"/espaces/{espace}/purger", json=body).status_code == 422


def test_a_choice_among_names_is_told_in_french(api: httpx.Client, espace: str) -> None:
    (told,) = api.get(f"/espaces/{espace}/chats").json()["detail"]
    assert told["message"] == (
        "au choix : 'personnes', 'structures', 'professionnels', 'logiciels', 'boites' ou 'operateurs'"
    )


def test_names_and_labels_are_those_the_store_takes(api: httpx.Client, espace: str) -> None:
    assert api.post("/espaces", json={"name": "a" * 42}).status_code == 422
    for label in ("Midi", "a.b", "a" * 42):
        refused = api.post(f"/espaces/{espace}/instantanes", json={"label": label})
        assert refused.json()["detail"][0]["champ"] == "body.label"
    assert api.post(f"/espaces/{espace}/instantanes", json={"label": "a" * 41}).status_code == 201


def test_the_answers_without_an_identity_are_given_on_demand_and_a_success_is_no_fault(
    api: httpx.Client, espace: str, running: Running, ready: Ready
) -> None:
    def arm(name: str) -> int:
        body = {"kind": "metier", "service": "ins", "name": name, "remaining": 1}
        return api.post(f"/espaces/{espace}/pannes", json=body).status_code

    assert (arm("00"), arm("02")) == (422, 201)
    assert "00" not in api.get(f"/espaces/{espace}/pannes/catalogue").json()["metier"]["ins"]
    with running.client() as client:
        assert (
            "<CodeCR>02</CodeCR><LibelleCR>Plusieurs identites trouvees<"
            in search(client, ready, espace).text
        )
        assert "<CodeCR>00<" in search(client, ready, espace).text
