"""What a test's DUI does in an espace: whole scenarios over real TLS, mail and OIDC, by the reference DUI."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from simulators.dui.player import play
from simulators.scenarios.catalogue import load_catalogue
from tests.browser.simulator import Simulator


def played(simulator: Simulator, scenario: str, espace: str, mutant: str = "") -> None:
    """Plays a scenario, rightly or as a mutant; in a thread, the browser's driver holding this one."""
    known = load_catalogue().scenarios[scenario]
    with ThreadPoolExecutor(1) as pool:
        pool.submit(play, known, simulator.ready, espace=espace, mutant=mutant).result(60)


@contextmanager
def espace(simulator: Simulator, name: str) -> Iterator[str]:
    """An espace of that name, as on its first day, removed afterwards."""
    with simulator.api() as api:
        assert api.post("/espaces", json={"name": name}).status_code == 201
        yield name
        api.delete(f"/espaces/{name}")
