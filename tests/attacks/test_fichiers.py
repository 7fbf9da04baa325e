"""Files of espaces that cannot be opened: the address answers, the rest of the simulator too."""

import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copyfile

from tests.attacks.fil import connect, post, search_of, talk
from tests.running import simulator


def _of_tomorrow(base: Path) -> None:
    with closing(sqlite3.connect(base)) as file:
        file.execute("PRAGMA user_version=999")


def _garbage(base: Path) -> None:
    base.write_bytes(b"rien" * 10_000)


def _cut(base: Path) -> None:
    base.write_bytes(base.read_bytes()[:5_000])


SPOILT = {"demain": _of_tomorrow, "detruit": _garbage, "coupe": _cut}


def test_an_espace_whose_file_is_refused_answers_as_one_that_is_not(home: Path, tmp_path: Path) -> None:
    with simulator("--data", str(tmp_path), home=home) as one, one.api() as api:
        (model,) = (tmp_path / "modeles").glob("*.sqlite")
        for name, spoil in SPOILT.items():
            folder = tmp_path / "espaces" / name
            folder.mkdir()
            spoil(Path(copyfile(model, folder / "base.sqlite")))
        console = str(api.base_url).removesuffix("/api/")
        for name in SPOILT:
            (answer,) = talk(connect(one), post(search_of(one), f"/~{name}/lps"))
            assert (answer.status, answer.code) == (500, "insi_102")
            told = api.get("/espaces/installation/echanges", params={"order": "desc"}).json()
            assert told[0]["id"] == answer.headers["x-socle-exchange"]
            assert api.get(f"/espaces/{name}").status_code == (422 if name == "demain" else 500)
            assert api.get(f"{console}/trafic?espace={name}").status_code == 404
        (good,) = talk(connect(one), post(search_of(one)))
        assert good.code == "00"
        ended = one.stop()
        assert "Traceback" not in ended.said
        assert [line[:20] for line in ended.said.splitlines()] == [
            "espace demain: Store",
            "espace detruit: Stor",
            "espace coupe: StoreD",
        ]
