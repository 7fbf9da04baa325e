"""What a mass verification costs the others: latency of single calls beside a batch, and its duration."""

import json
import multiprocessing
import re
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.bench.insi import own, tls
from tests.bench.start import serve
from tests.ins.lot2 import DEPOT, SUIVI, message
from tests.roof.insi import SOAP_TYPE, envelope

LINES = 10_000
AT_REST = 2.0
MOST = 8.0
PAUSE = 0.003
_LINE = re.compile("<m:LIGNE>.*?</m:LIGNE>")


@dataclass(frozen=True, slots=True)
class Masse:
    """Seconds from the deposit to its results; 95th percentile of single calls, in ms, at rest and beside."""

    seconds: float
    rest_ms: float
    beside_ms: float

    @property
    def ratio(self) -> float:
        """How much slower the single calls are."""
        return self.beside_ms / self.rest_ms


# The instant a call began (of a clock that all processes share) and how long it lasted, in seconds.
Call = tuple[float, float]


def calls(ready: dict[str, Any], body: bytes, seconds: float) -> list[Call]:
    """One DUI, in a process of its own, that searches again and again on its connection."""
    found = []
    url = ready["services"]["ins"]["mtls"]
    with httpx.Client(verify=tls(ready), timeout=60) as client:
        end = time.perf_counter() + seconds
        while (begun := time.perf_counter()) < end:
            client.post(url, content=own(body), headers=SOAP_TYPE)
            found.append((begun, time.perf_counter() - begun))
            time.sleep(PAUSE)
    return found


def p95(found: list[Call], start: float, end: float) -> float:
    """Milliseconds, over the calls begun in between."""
    return statistics.quantiles([lasted for begun, lasted in found if start <= begun < end], n=20)[-1] * 1000


def batch(idam: str, count: int = LINES) -> bytes:
    """A batch of so many identities."""
    head = _LINE.search(DEPOT)
    assert head is not None
    lines = "".join(head[0].replace("ruth", f"{number:05}") for number in range(count))
    whole = re.sub("<m:LIGNE>.*</m:LIGNE>", lambda _: lines, DEPOT)
    return whole.replace("ABC17NF23DE0", idam).encode()


def measure(root: Path) -> Masse:
    """Runs a simulator where verifications are known."""
    ready_file = root / "lot2.json"
    spawn = multiprocessing.get_context("spawn")
    with serve(root, ready_file, "--insi-lot2"), ProcessPoolExecutor(1, mp_context=spawn) as pool:
        ready = json.loads(ready_file.read_text())
        idam = ready["accounts"]["lps"]["idam"]
        body = envelope("ADRTROIS", "TOUSSAINT", "M", "1960-01-01", idam=idam)
        calling = pool.submit(calls, ready, body, 2 * AT_REST + MOST)
        time.sleep(2 * AT_REST)
        begun, end = treat(ready, idam)
        found = calling.result()
    return Masse(end - begun, p95(found, begun - AT_REST, begun), p95(found, begun, end))


def treat(ready: dict[str, Any], idam: str) -> tuple[float, float]:
    """Deposits a batch and follows it until it is over; both instants."""
    url = ready["services"]["ins"]["mtls"]
    deposit = batch(idam)
    with httpx.Client(verify=tls(ready), timeout=60) as client:
        begun = time.perf_counter()
        lot = re.findall("<IdLot>(.*?)<", client.post(url, content=own(deposit), headers=SOAP_TYPE).text)[0]
        follow = message(SUIVI, (">LOT<", f">{lot}<"), ("ABC17NF23DE0", idam))
        while b"TERMINE" not in client.post(url, content=own(follow), headers=SOAP_TYPE).content[:2000]:
            time.sleep(0.2)
        return begun, time.perf_counter()
