"""What the pages cost the server where an espace holds 10,000 people, and what following it live costs."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx

from tests.bench.insi import CALLS, per_call, tls
from tests.bench.process import Measured
from tests.bench.start import serve
from tests.roof.insi import envelope

PEOPLE: Final = 10_000
EXCHANGES: Final = 10_000
TURNS: Final = 10
PAGES: Final = (
    "/",
    "/trafic",
    "/trafic?personne=MODELE",
    "/trafic?service=ins&verdict=conforme",
    "/personnes",
    "/personnes?q=MODELE 4242",
    "/personnes/banc-4242",
    "/dmp",
    "/messagerie",
    "/messagerie?q=MODELE 4242",
    "/pannes",
    "/repetition",
)
_CROWD: Final = """
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ? - 1)
INSERT INTO monde (kind, id, position, doc)
SELECT 'personnes', 'banc-' || i, 1000 + i,
    json_set(doc, '$.id', 'banc-' || i, '$.reference.nom_naissance', 'MODELE ' || i,
        '$.reference.ins.matricule', printf('2400355%06d', i)) FROM n, monde
WHERE kind = 'personnes' AND id = ?
"""


@dataclass(frozen=True, slots=True)
class Pages:
    """CPU ms of the dearest page (and which); of the first page after a change; ratio of a call followed."""

    dearest_ms: float
    dearest: str
    changed_ms: float
    followed_ratio: float


def measure(root: Path) -> Pages:
    """A simulator with 10,000 people and 10,000 exchanges, its pages in turn."""
    home = root / "console"
    home.mkdir()
    ready_file = home / "ready.json"
    with serve(home, ready_file) as server:
        ready = json.loads(ready_file.read_text("utf-8"))
        fill(home / "data/espaces/defaut/base.sqlite")
    with serve(home, ready_file) as server:
        ready = json.loads(ready_file.read_text("utf-8"))
        body = envelope("ADRTROIS", "TOUSSAINT", "M", "1960-01-01", idam=ready["accounts"]["lps"]["idam"])
        origin = ready["console"].partition("/?")[0]
        with (
            httpx.Client(verify=tls(ready)) as dui,
            httpx.Client(base_url=origin, follow_redirects=True, timeout=60) as browser,
        ):
            browser.get(ready["console"])
            url = ready["services"]["ins"]["mtls"]
            per_call(server, dui, url, [body], EXCHANGES)
            ratio = followed(server, browser, dui, (url, body))
            costs = {page: cost(server, browser, page) for page in PAGES}
            changed = after_change(server, browser, ready)
    dearest = max(costs, key=lambda page: costs[page])
    return Pages(costs[dearest], dearest, changed, ratio)


def fill(base: Path) -> None:
    """Rows as many creations would have left, copied from somebody of the fixtures."""
    with closing(sqlite3.connect(base, timeout=60)) as file:
        file.execute(_CROWD, (PEOPLE, "marguerite-delaunay"))
        file.commit()
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def cost(server: Measured, browser: httpx.Client, page: str) -> float:
    """CPU milliseconds of a page, after a first time."""
    browser.get(page).raise_for_status()
    before = server.cpu_seconds()
    for _ in range(TURNS):
        browser.get(page).raise_for_status()
    return (server.cpu_seconds() - before) / TURNS * 1000


def after_change(server: Measured, browser: httpx.Client, ready: dict[str, Any]) -> float:
    """CPU milliseconds of changing somebody then reading the list."""
    address = ready["control"]["url"] + "/espaces/defaut/personnes/banc-7"
    headers = {"Authorization": f"Bearer {ready['control']['token']}"}
    before = server.cpu_seconds()
    for turn in range(TURNS):
        change = {"local.nom_utilise": f"BANC{turn}"}
        httpx.patch(address, json=change, headers=headers).raise_for_status()
        browser.get("/personnes?q=BANC").raise_for_status()
    return (server.cpu_seconds() - before) / TURNS * 1000


def followed(server: Measured, browser: httpx.Client, dui: httpx.Client, call: tuple[str, bytes]) -> float:
    """INSi calls while a page follows them live, over the same calls alone; measured in turns."""
    url, body = call
    alone = watched = 0.0
    for _ in range(3):
        alone += per_call(server, dui, url, [body], CALLS // 3)
        with watching(browser):
            watched += per_call(server, dui, url, [body], CALLS // 3)
    return watched / alone


@contextmanager
def watching(browser: httpx.Client) -> Iterator[None]:
    """A page open on the stream of the list, read as it comes."""
    with browser.stream("GET", "/flux", timeout=None) as stream:
        reader = threading.Thread(target=_read, args=(stream,))
        reader.start()
        yield
        stream.close()
    reader.join()


def _read(stream: httpx.Response) -> None:
    try:
        for _ in stream.iter_raw():
            pass
    except (httpx.StreamError, httpx.TransportError, OSError):
        return
