"""Files of espaces that cannot be opened: the address answers, the rest of the simulator too."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.attacks.fil import connect, post, search_of, talk
from tests.running import simulator


def _of_tomorrow(base: Path) -> None:
    with closing(sqlite3.connect(base)) as file:
        file.execute("PRAGMA user_version=999")


def _garbage(base: Path) -> None:
    base.write_bytes(b"rien" * 10_000)


def _cut(base: Path) -> None:
    base.write_bytes(base.read_bytes()[:5_000])


@pytest.mark.parametrize("spoil", [_of_tomorrow, _garbage, _cut])
def test_an_espace_whose_file_is_refused_answers_as_one_that_is_not(
    spoil: object, home: Path, tmp_path: Path
) -> None:
    assert callable(spoil)
    with simulator("--data", str(tmp_path), home=home) as one, one.api() as api:
        api.post("/espaces", json={"name": "ancien"})
        assert one.stop().code == 0
    spoil(tmp_path / "espaces" / "ancien" / "base.sqlite")
    with simulator("--data", str(tmp_path), home=home) as one, one.api() as api:
        (answer,) = talk(connect(one), post(search_of(one), "/~ancien/lps"))
        assert (answer.status, answer.code) == (500, "insi_102")
        told = api.get("/espaces/installation/echanges").json()
        assert [each["id"] for each in told] == [answer.headers["x-socle-exchange"]]
        assert api.get("/espaces/ancien").status_code in {422, 500}
        assert api.get(str(api.base_url).removesuffix("/api/") + "/trafic?espace=ancien").status_code == 404
        (good,) = talk(connect(one), post(search_of(one)))
        assert good.code == "00"
        ended = one.stop()
        assert "Traceback" not in ended.said
        assert ended.said.startswith("espace ancien: Store")
