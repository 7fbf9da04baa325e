"""A real person typed by mistake, then purged: not a byte of them stays on the disk."""

from pathlib import Path
from typing import Any

import httpx

from tests.roof.insi import search
from tests.running import Running, simulator

MATRICULE = "1850578006048"
NAME = "DURANDEAU-VIRIEU"


def _person() -> dict[str, Any]:
    ins = {"matricule": MATRICULE, "cle": "", "oid": "1.2.250.1.213.1.4.8"}
    traits = {"nom_naissance": NAME, "prenoms": ["PAUL"], "sexe": "M", "date_naissance": "1985-05-12"}
    return {"reference": {**traits, "ins": ins}}


def _holding(folder: Path) -> list[str]:
    """The files in which the name or the matricule can be read."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    needles = (NAME.encode(), MATRICULE.encode(), NAME.encode("utf-16-le"))
    return [str(path.relative_to(folder)) for path in files if any(one in path.read_bytes() for one in needles)]


def _search(one: Running, client: httpx.Client, idam: str = "") -> str:
    found = search(client, one.ready, nom=NAME, prenom="PAUL", date="1985-05-12", idam=idam)
    return found.text


def test_a_purged_name_is_nowhere_in_the_files_snapshots_included(home: Path, tmp_path: Path) -> None:
    with simulator("--data", str(tmp_path), home=home) as one, one.api() as api, one.client() as client:
        _search(one, client)
        _search(one, client, idam="INCONNU00000")
        assert api.put("/espaces/defaut/personnes/durandeau", json=_person()).status_code == 200
        assert MATRICULE in _search(one, client)
        large = search(client, one.ready, nom=NAME + " " * 100_000, prenom="PAUL", date="1985-05-12")
        assert large.status_code == 200
        fault = {"kind": "metier", "name": "desir_1020", "service": "ins", "patient": MATRICULE}
        assert api.post("/espaces/defaut/pannes", json=fault).status_code == 201
        api.post("/espaces/defaut/instantanes", json={"label": "midi"})
        kept = search(client, one.ready).headers["x-socle-exchange"]
        assert _holding(tmp_path)
        purged = api.post("/espaces/defaut/purger", json={"matricule": MATRICULE}).json()
        assert purged == {"personnes": ["durandeau"], "echanges": 4, "instantanes": ["midi"]}
        assert _holding(tmp_path) == []
        assert api.get("/espaces/defaut/instantanes").json() == []
        assert api.get("/espaces/defaut/pannes").json() == []
        assert [told["id"] for told in api.get("/espaces/defaut/echanges").json()] == [kept]
        assert "<CodeCR>01<" in _search(one, client)
        assert one.stop().said == ""


def test_the_journal_of_the_installation_is_purged_too(home: Path, tmp_path: Path) -> None:
    with simulator("--data", str(tmp_path), home=home) as one, one.api() as api, one.client() as client:
        body = _search_by_hand(one, client)
        assert body == 500
        assert _holding(tmp_path)
        told = api.post("/espaces/installation/purger", json={"matricule": MATRICULE})
        assert (told.status_code, told.json()["echanges"]) == (200, 1)
        assert _holding(tmp_path) == []


def _search_by_hand(one: Running, client: httpx.Client) -> int:
    """A call to an espace that is not, with the matricule in its address."""
    url = one.ready["services"]["ins"]["mtls"].removesuffix("/lps")
    status = client.post(f"{url}/~nulle-part/lps?{MATRICULE}", content=b"<a/>").status_code
    one.api().get("/espaces/installation/echanges")
    return status
