"""One exchange replayed from its page or by a script: the same service and espace, both answers compared."""

from typing import Any

import httpx
import pytest

from tests.console.visitor import visiting
from tests.roof.insi import SOAP_TYPE, address, envelope
from tests.running import Running

DELAUNAY = "marguerite-delaunay"


@pytest.fixture
def appel(running: Running, espace: str) -> str:
    """A search by traits; the identifier of its exchange."""
    body = envelope(
        "DELAUNAY", "MARGUERITE", "F", "1940-03-14", idam=running.ready["accounts"]["lps"]["idam"]
    )
    with running.client() as client:
        answer = client.post(address(running.ready, espace), content=body, headers=SOAP_TYPE)
    return str(answer.headers["x-socle-exchange"])


def rejeu(api: httpx.Client, espace: str, id_: str, status: int = 201) -> Any:
    """What the control API says of a replay."""
    answer = api.post(f"/espaces/{espace}/echanges/{id_}/rejeu")
    assert answer.status_code == status, answer.text
    return answer.json()


def test_nothing_changed_nothing_differs(api: httpx.Client, espace: str, appel: str) -> None:
    told = rejeu(api, espace, appel)
    assert (told["egal"], told["ecarts"], told["reserves"]) == (True, [], [])
    new = api.get(f"/espaces/{espace}/echanges/{told['nouveau']}").json()
    old = api.get(f"/espaces/{espace}/echanges/{appel}").json()
    assert new["id"] != old["id"]
    assert (new["operation"], new["outcome"]) == ("ins.recherche_traits", "200")
    assert new["facts"]["tls.client.cn"] == "INSI-AUTO"
    path = f"/espaces/{espace}/echanges/{{}}/requete"
    assert api.get(path.format(new["id"])).content == api.get(path.format(old["id"])).content


def test_one_fact_changed_differs_by_it(api: httpx.Client, espace: str, appel: str) -> None:
    change = {"reference.ins.matricule": "2400355050902", "reference.ins.cle": "18"}
    assert api.patch(f"/espaces/{espace}/personnes/{DELAUNAY}", json=change).status_code == 200
    told = rejeu(api, espace, appel)
    assert told["egal"] is False
    assert [(one["gauche"], one["droite"]) for one in told["ecarts"]] == [
        ("2400355050901", "2400355050902"),
        ("19", "18"),
    ]


def test_a_fault_of_the_espace_strikes_the_replay_too(api: httpx.Client, espace: str, appel: str) -> None:
    fault = {"kind": "transport", "name": "http_5xx", "service": "ins", "parameters": {"statut": 503}}
    assert api.post(f"/espaces/{espace}/pannes", json=fault).status_code == 201
    told = rejeu(api, espace, appel)
    assert {"champ": "statut", "gauche": "200", "droite": "503"} in told["ecarts"]


def test_only_the_administrator_replays(running: Running, api: httpx.Client, espace: str, appel: str) -> None:
    token = api.get(f"/espaces/{espace}/jeton").json()["token"]
    with running.api(token) as trainee:
        rejeu(trainee, espace, appel, 403)
    with running.api("faux") as stranger:
        rejeu(stranger, espace, appel, 401)
    rejeu(api, espace, "inconnu", 404)


def test_what_was_refused_at_the_handshake_is_not_replayed(
    running: Running, api: httpx.Client, espace: str
) -> None:
    with running.client("expired") as client, pytest.raises(httpx.TransportError):
        client.post(address(running.ready, espace), content=b"")
    [refused] = api.get(
        "/espaces/installation/echanges", params={"protocol": "tls", "limit": 1, "order": "desc"}
    ).json()
    assert rejeu(api, "installation", refused["id"], 409)["detail"]


def test_from_its_page_an_exchange_is_replayed_and_compared(
    running: Running, api: httpx.Client, espace: str, appel: str
) -> None:
    change = {"reference.ins.matricule": "2400355050902", "reference.ins.cle": "18"}
    assert api.patch(f"/espaces/{espace}/personnes/{DELAUNAY}", json=change).status_code == 200
    with visiting(running, espace) as visitor:
        page = visitor.do(f"/trafic/{appel}", "rejouer")
    assert f"/trafic/{appel}" in page
    assert "2400355050901" in page
    assert "2400355050902" in page
    assert len(api.get(f"/espaces/{espace}/echanges").json()) == 2
