"""`--insi-lot2`: verifications are simulated in the default espace and in those made afterwards."""

from pathlib import Path

import httpx

from tests.ins.lot2 import verification
from tests.roof.insi import SOAP_TYPE, address
from tests.running import Running, simulator


def verify(client: httpx.Client, one: Running, espace: str = "") -> httpx.Response:
    """NESSI RUTH verified, as the software that the fixtures know."""
    message = verification(("ABC17NF23DE0", one.ready["accounts"]["lps"]["idam"]))
    return client.post(address(one.ready, espace), content=message, headers=SOAP_TYPE)


def test_the_flag_opens_verifications_in_every_new_espace(home: Path) -> None:
    with simulator("--insi-lot2", home=home) as one, one.client() as client, one.api() as api:
        assert api.post("/espaces", json={"name": "equipe"}).status_code == 201
        for espace in ("", "equipe"):
            assert b"<LibelleCR>OK</LibelleCR>" in verify(client, one, espace).content


def test_without_the_flag_the_settings_of_one_espace_open_them(running: Running, espace: str) -> None:
    with running.client() as client, running.api() as api:
        assert verify(client, running, espace).status_code == 500
        told = api.put(f"/espaces/{espace}/reglages", json={"options": ["ins.lot2"]})
        assert told.json()["options"] == ["ins.lot2"]
        assert b"<LibelleCR>OK</LibelleCR>" in verify(client, running, espace).content


def test_a_matricule_corrected_by_the_control_api_changes_the_verdict(running: Running, espace: str) -> None:
    with running.client() as client, running.api() as api:
        api.put(f"/espaces/{espace}/reglages", json={"options": ["ins.lot2"]})
        assert b"<LibelleCR>OK</LibelleCR>" in verify(client, running, espace).content
        people = api.get(f"/espaces/{espace}/personnes").json()
        (ruth,) = [
            one
            for one in people
            if ((one["reference"] or {}).get("ins") or {}).get("matricule") == "2770763220829"
        ]
        whole = api.get(f"/espaces/{espace}/personnes/{ruth['id']}").json()
        whole["reference"]["ins"] |= {"matricule": "2790351215189", "cle": "89"}
        assert api.put(f"/espaces/{espace}/personnes/{ruth['id']}", json=whole).status_code == 200
        assert b"<LibelleCR>KO</LibelleCR>" in verify(client, running, espace).content
