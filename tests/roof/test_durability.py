"""What was answered survives a kill: an afternoon of preparation is not lost to a power button."""

import itertools
import signal
import threading
from pathlib import Path

import httpx

from tests.roof.insi import search
from tests.running import Running, simulator


class Writer(threading.Thread):
    """Adopts one software after the other until the simulator dies; remembers what was answered."""

    def __init__(self, one: Running, enough: int) -> None:
        super().__init__()
        self.answered: list[str] = []
        self.well_under_way = threading.Event()
        self._one, self._enough = one, enough

    def run(self) -> None:
        """Each answered name is a promise."""
        with self._one.api() as api:
            for number in itertools.count():
                name = f"dui-{number}"
                try:
                    put = api.put(f"/espaces/defaut/logiciels/{name}", json={"idam": f"EDT26{number:07}"})
                except httpx.TransportError:
                    return
                if put.status_code == 200:
                    self.answered.append(name)
                if number == self._enough:
                    self.well_under_way.set()


def test_a_kill_in_the_middle_of_writes_loses_nothing_that_was_answered(home: Path, tmp_path: Path) -> None:
    with simulator("--data", str(tmp_path), home=home) as one:
        writers = [Writer(one, enough=25) for _ in range(2)]
        for writer in writers:
            writer.start()
        for writer in writers:
            assert writer.well_under_way.wait(60)
        one.stop(signal.SIGKILL)
        for writer in writers:
            writer.join(60)
    promised = {name for writer in writers for name in writer.answered}
    assert len(promised) > 25
    with simulator("--data", str(tmp_path), home=home) as again, again.api() as api:
        kept = {one["id"] for one in api.get("/espaces/defaut/logiciels").json()}
    assert promised - kept == set()


def test_after_a_kill_the_journal_says_that_something_may_be_missing(home: Path, tmp_path: Path) -> None:
    with simulator("--data", str(tmp_path), home=home) as one, one.client() as client:
        search(client, one.ready)
        one.stop(signal.SIGKILL)
    with simulator("--data", str(tmp_path), home=home) as again, again.api() as api:
        operations = [one["operation"] for one in api.get("/espaces/defaut/echanges").json()]
    assert operations[-1] == "journal.lacune"


def test_after_a_clean_stop_nothing_is_missing(home: Path, tmp_path: Path) -> None:
    with simulator("--data", str(tmp_path), home=home) as one, one.client() as client:
        search(client, one.ready)
        one.stop()
    with simulator("--data", str(tmp_path), home=home) as again, again.api() as api:
        operations = [one["operation"] for one in api.get("/espaces/defaut/echanges").json()]
    assert operations == ["ins.recherche_traits"]
