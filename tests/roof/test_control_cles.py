"""Directory keys by the control API: any shape a real one may have, and what is told of one known no more."""

from pathlib import Path

import httpx

from tests.running import Running, simulator

KEY = "5f1c3a52/cle+du?dui#1"
ADDRESS = "/espaces/defaut/mss/annuaire/cles"


def asked(one: Running, key: str) -> httpx.Response:
    """A call to the directory with that key."""
    with one.client() as client:
        return client.get(
            f"{one.ready['services']['mss']['annuaire']}/Device", headers={"ESANTE-API-KEY": key}
        )


def test_a_key_with_slashes_is_registered_and_removed(running: Running) -> None:
    with running.api() as api:
        assert api.post(ADDRESS, json={"cle": KEY}).status_code == 201
        assert asked(running, KEY).status_code == 200
        gone = api.delete(f"{ADDRESS}/5f1c3a52%2Fcle+du%3Fdui%231")
        assert (gone.status_code, gone.json()) == (200, {"retiree": KEY})
        assert asked(running, KEY).status_code == 401
        assert api.get("/openapi.json").json()["paths"]["/api/espaces/{espace}/mss/annuaire/cles/{cle}"]


def test_a_key_that_a_restart_forgot_is_told_as_such(home: Path, tmp_path: Path) -> None:
    data = str(tmp_path / "donnees")
    with simulator("--data", data, home=home) as one:
        id_ = asked(one, KEY).headers["x-socle-exchange"]
    with simulator("--data", data, home=home) as one, one.api() as api:
        refused = api.post(f"/espaces/defaut/echanges/{id_}/adopter")
        assert refused.status_code == 409
        assert refused.json()["detail"].startswith("La clé de cet appel n'est plus connue")
        again = asked(one, KEY).headers["x-socle-exchange"]
        assert api.post(f"/espaces/defaut/echanges/{again}/adopter").status_code == 200
        assert asked(one, KEY).status_code == 200
