"""A person met in the whole journey is purged: no document, mail or exchange of hers stays on the disk."""

from pathlib import Path

from simulators.dui.player import play
from simulators.scenarios.api import load_catalogue
from tests.running import simulator

# Marguerite Delaunay, from the fixtures.
MATRICULE = b"2400355050901"


def holding(folder: Path) -> list[str]:
    """The files of the espace in which the matricule can be read."""
    found = [path for path in (folder / "espaces" / "defaut").rglob("*") if path.is_file()]
    return [path.name for path in found if MATRICULE in path.read_bytes()]


def test_nothing_stays_of_a_purged_person_after_the_whole_journey(home: Path, tmp_path: Path) -> None:
    scenario = load_catalogue().pick("premiers-pas")[0]
    with simulator("--data", str(tmp_path), home=home) as one, one.api() as api:
        assert play(scenario, one.ready).verdict.every_check_passed
        assert holding(tmp_path)
        purged = api.post("/espaces/defaut/purger", json={"matricule": MATRICULE.decode()}).json()
        assert purged["personnes"] == ["marguerite-delaunay"]
        assert purged["services"] == {"ins": 0, "dmp": 2, "mss": 3}
        assert holding(tmp_path) == []
