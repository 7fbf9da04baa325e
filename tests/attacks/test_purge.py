"""A real person typed by mistake, then purged: not a byte of them stays on the disk."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

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
    return [
        str(path.relative_to(folder)) for path in files if any(one in path.read_bytes() for one in needles)
    ]


def _search(one: Running, client: httpx.Client, idam: str = "") -> str:
    found = search(client, one.ready, nom=NAME, prenom="PAUL", date="1985-05-12", idam=idam)
    return found.text


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the simulator below."""
    return tmp_path_factory.mktemp("donnees")


@pytest.fixture(scope="module")
def kept(home: Path, folder: Path) -> Iterator[Running]:
    """A simulator whose files can be looked at."""
    with simulator("--data", str(folder), home=home) as one:
        yield one
        assert one.stop().said == ""


def test_a_purged_name_is_nowhere_in_the_files_snapshots_included(kept: Running, folder: Path) -> None:
    one = kept
    with one.api() as api, one.client() as client:
        _search(one, client)
        _search(one, client, idam="INCONNU00000")
        assert api.put("/espaces/defaut/personnes/durandeau", json=_person()).status_code == 200
        assert MATRICULE in _search(one, client)
        large = search(client, one.ready, nom=NAME + " " * 100_000, prenom="PAUL", date="1985-05-12")
        assert large.status_code == 200
        fault = {"kind": "metier", "name": "desir_1020", "service": "ins", "patient": MATRICULE}
        assert api.post("/espaces/defaut/pannes", json=fault).status_code == 201
        api.post("/espaces/defaut/instantanes", json={"label": "midi"})
        other = search(client, one.ready).headers["x-socle-exchange"]
        assert _holding(folder)
        purged = api.post("/espaces/defaut/purger", json={"matricule": MATRICULE}).json()
        assert purged == {
            "personnes": ["durandeau"],
            "echanges": 4,
            "instantanes": ["midi"],
            "services": {"ins": 0, "dmp": 0, "mss": 0},
        }
        assert _holding(folder) == []
        assert api.get("/espaces/defaut/instantanes").json() == []
        assert api.get("/espaces/defaut/pannes").json() == []
        assert [told["id"] for told in api.get("/espaces/defaut/echanges").json()] == [other]
        assert "<CodeCR>01<" in _search(one, client)


@pytest.mark.parametrize(
    "asked", [{"matricule": MATRICULE}, {"nom_naissance": NAME, "date_naissance": "1985-05-12"}]
)
def test_an_imported_identity_is_purged_with_all_that_speaks_of_it(
    kept: Running, folder: Path, asked: dict[str, str]
) -> None:
    one = kept
    table = (
        "nom_naissance;prenoms;sexe;date_naissance;lieu_naissance;matricule\n"
        f"{NAME};PAUL;M;1985-05-12;78006;{MATRICULE}\nBELLEROCHE;ANNE;F;1950-01-01;55039;\n"
    )
    with one.api() as api, one.client() as client:
        api.post("/espaces/defaut/remise-a-zero")
        assert api.post("/espaces/defaut/ins/base", content=table.encode()).status_code == 201
        assert MATRICULE in _search(one, client)
        _search(one, client, idam="INCONNU00000")
        assert _holding(folder)
        purged = api.post("/espaces/defaut/purger", json=asked).json()
        assert (purged["services"]["ins"], purged["echanges"]) == (1, 2)
        assert _holding(folder) == []
        assert "<CodeCR>01<" in _search(one, client)
        assert api.get("/espaces/defaut/ins/base").json() == {"identites": 1}
        api.post("/espaces/defaut/purger", json={"nom_naissance": NAME, "date_naissance": "1985-05-12"})


def test_the_journal_of_the_installation_is_purged_too(kept: Running, folder: Path) -> None:
    one = kept
    with one.api() as api, one.client() as client:
        api.post("/espaces/defaut/remise-a-zero")
        api.post("/espaces/defaut/purger", json={"matricule": MATRICULE})
        # The matricule stands in the address: no espace of that name will ever own this exchange.
        url = one.ready["services"]["ins"]["mtls"].removesuffix("/lps")
        assert client.post(f"{url}/~nulle-part/lps?{MATRICULE}", content=b"<a/>").status_code == 500
        assert len(api.get("/espaces/installation/echanges").json()) == 1
        assert _holding(folder)
        told = api.post("/espaces/installation/purger", json={"matricule": MATRICULE})
        assert (told.status_code, told.json()["echanges"]) == (200, 1)
        assert _holding(folder) == []
