"""What the control API tells a client: version, what a DUI needs, findings of an espace, verdicts."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from tests.roof.insi import search
from tests.running import Running, simulator


def test_findings_of_an_espace_come_with_their_exchange(
    api: httpx.Client, espace: str, running: Running
) -> None:
    with running.client() as dui:
        search(dui, running.ready, espace)
        search(dui, running.ready, espace, nom="Adrtrois")
    found = api.get(f"/espaces/{espace}/constats", params={"severity": "error"}).json()
    assert [(one["rule"], one["seq"], one["found"]) for one in found] == [
        ("ins.lexique.minuscules", 2, "Adrtrois")
    ]
    exchange = api.get(f"/espaces/{espace}/echanges/{found[0]['exchange']}/constats").json()
    assert found[0]["advice"] == next(one for one in exchange if one["rule"] == found[0]["rule"])["advice"]
    assert api.get(f"/espaces/{espace}/constats", params={"service": "dmp"}).json() == []
    assert api.get(f"/espaces/{espace}/constats", params={"after_seq": 2}).json() == []


@pytest.mark.parametrize(
    "wrong", [{"severity": "grave"}, {"after_seq": -1}, {"after_seq": 1 << 63}, {"lang": "de"}, {"autre": 1}]
)
def test_wrong_criteria_of_findings_are_refused(
    api: httpx.Client, espace: str, wrong: Mapping[str, Any]
) -> None:
    assert api.get(f"/espaces/{espace}/constats", params=wrong).status_code == 422


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"choix": ""}, 422),
        ({"choix": "INS-01", "apres_seq": -1}, 422),
        ({"choix": "INS-01", "attestations": {"a": "oui"}}, 422),
        ({"choix": "INS-01", "autre": 1}, 422),
        ({"choix": "INS-00"}, 404),
        ({"choix": "ins-01"}, 200),
    ],
)
def test_what_cannot_be_judged_is_refused(
    api: httpx.Client, espace: str, body: Mapping[str, Any], status: int
) -> None:
    assert api.post(f"/espaces/{espace}/juger", json=body).status_code == status


def test_judging_changes_with_one_fact(api: httpx.Client, espace: str, running: Running) -> None:
    def state() -> str:
        (verdict,) = api.post(f"/espaces/{espace}/juger", json={"choix": "INS-01"}).json()
        return str(verdict["etat"])

    assert state() == "failed"
    with running.client() as dui:
        marguerite = {"prenom": "MARGUERITE", "sexe": "F", "date": "1940-03-14"}
        search(dui, running.ready, espace, nom="DELAUNAY", **marguerite)
        assert state() == "passed"
        search(dui, running.ready, espace, nom="Delaunay", **marguerite)
    assert state() == "failed"


def test_another_espace_is_closed_to_the_token_of_one(
    api: httpx.Client, espace: str, running: Running
) -> None:
    token = api.get(f"/espaces/{espace}/jeton").json()["token"]
    with running.api(token) as own:
        for path in ("acces", "constats"):
            assert own.get(f"/espaces/{espace}/{path}").status_code == 200
            assert own.get(f"/espaces/defaut/{path}").status_code == 401
        assert own.post("/espaces/defaut/juger", json={"choix": "INS-01"}).status_code == 401


def test_the_accounts_of_an_espace_are_its_own(api: httpx.Client, espace: str) -> None:
    api.patch(f"/espaces/{espace}/professionnels/helene-morvan", json={"nom": "AUTRE"})
    told = api.get(f"/espaces/{espace}/acces").json()["accounts"]
    others = api.get("/espaces/defaut/acces").json()["accounts"]
    names = [
        next(one["name"] for one in kept["professionals"] if one["id"] == "helene-morvan")
        for kept in (told, others)
    ]
    assert names == ["AUTRE", "MORVAN"]
    assert told["annuaire"]["api_key"] != others["annuaire"]["api_key"]


def test_addresses_follow_the_public_address(home: Any) -> None:
    options = ("--only", "ins,mss", "--public-url", "https://socle.example")
    with simulator(*options, home=home) as one, one.api() as client:
        client.base_url = httpx.URL(f"http://localhost:{httpx.URL(one.ready['control']['url']).port}/api")
        client.post("/espaces", json={"name": "job42"})
        told = client.get("/espaces/job42/acces").json()
        assert told["services"]["ins"]["mtls"].startswith("https://socle.example")
        assert told["services"]["ins"]["mtls"].endswith("/~job42/lps")
        assert told["server_name"] == "job42.socle.example"
        assert told["services"]["psc"]["issuer"] is None
        assert client.get("/espaces/defaut/acces").json()["server_name"] == "socle.example"
