"""`--insi-lot2`: verifications are simulated in the default espace and in those made afterwards."""

import re
import signal
import time
from pathlib import Path

import httpx
import pytest

from tests.ins.lot2 import DEPOT, SUIVI, message, verification
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


def test_a_fault_makes_one_verification_ko(running: Running, espace: str) -> None:
    with running.client() as client, running.api() as api:
        api.put(f"/espaces/{espace}/reglages", json={"options": ["ins.lot2"]})
        fault = {"kind": "metier", "name": "lot2_ko", "service": "ins", "operation": "ins.verification"}
        asked = fault | {"patient": "277076322082910", "remaining": 1}
        assert api.post(f"/espaces/{espace}/pannes", json=asked).status_code == 201
        labels = [re.findall("<LibelleCR>(.*?)<", verify(client, running, espace).text) for _ in range(2)]
        assert labels == [["KO"], ["OK"]]


def deposit(client: httpx.Client, one: Running, espace: str = "") -> str:
    """The batch of three lines deposited; its identifier."""
    content = message(DEPOT, ("ABC17NF23DE0", one.ready["accounts"]["lps"]["idam"]))
    answer = client.post(address(one.ready, espace), content=content, headers=SOAP_TYPE)
    (lot,) = re.findall("<IdLot>(.*?)<", answer.text)
    return str(lot)


def follow(client: httpx.Client, one: Running, lot: str, espace: str = "") -> httpx.Response:
    """How far it is."""
    idam = one.ready["accounts"]["lps"]["idam"]
    content = message(SUIVI, (">LOT<", f">{lot}<"), ("ABC17NF23DE0", idam))
    return client.post(address(one.ready, espace), content=content, headers=SOAP_TYPE)


def test_a_batch_answered_survives_a_kill_and_is_worked_off_by_the_next_process(
    home: Path, tmp_path: Path
) -> None:
    with simulator("--insi-lot2", "--data", str(tmp_path), home=home) as one, one.client() as client:
        with one.api() as api:
            options = ["ins.lot2", "ins.lot2.delai=3600"]
            api.put("/espaces/defaut/reglages", json={"options": options})
        lot = deposit(client, one)
        assert b"<Etat>EN_COURS</Etat>" in follow(client, one, lot).content
        one.stop(signal.SIGKILL)
    with simulator("--data", str(tmp_path), home=home) as again, again.client() as client:
        with again.api() as api:
            api.put("/espaces/defaut/horloge", json={"mode": "shifted", "offset": 4000})
        over = follow(client, again, lot).text
        assert re.findall("<LibelleCR>([^<]*)</LibelleCR></CR></LIGNE>", over) == [
            "OK",
            "KO",
            "Ligne non traitee",
        ]


def test_batches_of_two_espaces_are_apart(running: Running, espace: str) -> None:
    with running.client() as client, running.api() as api:
        other = f"{espace}b"
        assert api.post("/espaces", json={"name": other}).status_code == 201
        for name in (espace, other):
            api.put(f"/espaces/{name}/reglages", json={"options": ["ins.lot2", "ins.lot2.delai=0"]})
        lot = deposit(client, running, espace)
        assert b"<LibelleCR>Lot inconnu</LibelleCR>" in follow(client, running, lot, other).content
        assert b"<Etat>TERMINE</Etat>" in follow(client, running, lot, espace).content
        assert api.delete(f"/espaces/{other}").status_code == 204


def test_a_batch_is_over_once_its_delay_is_on_the_real_clock(running: Running, espace: str) -> None:
    with running.client() as client, running.api() as api:
        api.put(f"/espaces/{espace}/reglages", json={"options": ["ins.lot2", "ins.lot2.delai=1"]})
        lot = deposit(client, running, espace)
        states: list[str] = []
        begun = time.monotonic()
        while "TERMINE" not in states and time.monotonic() - begun < 30:
            states += re.findall("<Etat>(.*?)<", follow(client, running, lot, espace).text)
        assert (states[0], states[-1]) == ("EN_COURS", "TERMINE")


@pytest.mark.parametrize(
    ("option", "status"),
    [
        ("ins.lot2.delai=60", 200),
        ("ins.lot2.conservation=3600", 200),
        ("ins.lot2.lignes=500", 200),
        ("ins.lot2.delai", 422),
        ("ins.lot2.delai=", 422),
        ("ins.lot2.delai=-1", 422),
        ("ins.lot2.delai=demain", 422),
        ("ins.lot2.lignes=0", 422),
        ("ins.lot2=1", 422),
        ("ins.fautes_2022=oui", 422),
        ("inconnue=1", 422),
    ],
)
def test_an_option_takes_the_value_its_service_admits(
    api: httpx.Client, espace: str, option: str, status: int
) -> None:
    told = api.put(f"/espaces/{espace}/reglages", json={"options": [option]})
    assert told.status_code == status
    kept = api.get(f"/espaces/{espace}/reglages").json()["options"]
    assert kept == ([option] if status == 200 else [])
