"""What one INSi call costs the server, beside a bare answer over the same TLS."""

import io
import itertools
import json
import re
import ssl
import sys
import uuid
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.bench.journal import record_cost
from tests.bench.process import Measured
from tests.bench.start import serve
from tests.roof.insi import SOAP_TYPE, envelope

MESSAGE_ID = re.compile(rb"uuid:[0-9a-f-]{36}</wsa")
CALLS = 3000
CONNECTIONS = 150


@dataclass(frozen=True, slots=True)
class Calls:
    """CPU per call (ms), per connection (ms), of the journal alone (µs).

    Ratios: with 1,000 espaces against one, with a base of 1,000,000 identities against 1,000.
    """

    bare_ms: float
    insi_ms: float
    journal_us: float
    connection_ms: float
    espaces_ratio: float
    identites_ratio: float

    @property
    def ratio(self) -> float:
        """INSi call over bare answer."""
        return self.insi_ms / self.bare_ms


def tls(ready: dict[str, Any]) -> ssl.SSLContext:
    """The client side of the mutual TLS."""
    client = ready["pki"]["clients"]["insi_auto"]
    context = ssl.create_default_context(cafile=ready["pki"]["ca"])
    context.load_cert_chain(client["cert"], client["key"])
    return context


def own(body: bytes) -> bytes:
    """The message under an identifier of its own, as a real client sends each."""
    return MESSAGE_ID.sub(b"uuid:%s</wsa" % str(uuid.uuid4()).encode(), body)


def per_call(server: Measured, client: httpx.Client, url: str, bodies: Sequence[bytes], calls: int) -> float:
    """Server CPU milliseconds per call over one kept connection, after a warm-up; the bodies in turn."""
    turn = map(own, itertools.cycle(bodies))
    for _ in range(200):
        client.post(url, content=next(turn), headers=SOAP_TYPE)
    before = server.cpu_seconds()
    for _ in range(calls):
        assert client.post(url, content=next(turn), headers=SOAP_TYPE).status_code == 200
    return (server.cpu_seconds() - before) / calls * 1000


def per_connection(server: Measured, context: ssl.SSLContext, url: str, body: bytes) -> float:
    """Server CPU milliseconds for a new mutual-TLS connection with one call."""
    before = server.cpu_seconds()
    for _ in range(CONNECTIONS):
        with httpx.Client(verify=context) as client:
            client.post(url, content=body, headers=SOAP_TYPE)
    return (server.cpu_seconds() - before) / CONNECTIONS * 1000


def measure(root: Path) -> Calls:
    """Runs the simulator and the yardstick in turn."""
    ready_file = root / "ready.json"
    with serve(root, ready_file) as server:
        ready = json.loads(ready_file.read_text())
        context, url = tls(ready), ready["services"]["ins"]["mtls"]
        body = envelope("ADRTROIS", "TOUSSAINT", "M", "1960-01-01", idam=ready["accounts"]["lps"]["idam"])
        with httpx.Client(verify=context) as client:
            insi_ms = per_call(server, client, url, [body], CALLS)
            connection_ms = per_connection(server, context, url, body)
            identities_ratio = identities(server, client, ready, ready["accounts"]["lps"]["idam"])
            espaces_ratio = crowd(root / "plein", server, client, url, body)
    return Calls(
        bare(root, ready),
        insi_ms,
        record_cost(root / "journal"),
        connection_ms,
        espaces_ratio,
        identities_ratio,
    )


def identities(server: Measured, client: httpx.Client, ready: dict[str, Any], idam: str) -> float:
    """A call in an espace whose base holds 1,000,000 identities, over one that holds 1,000.

    Each call looks for another of a thousand people of the base. Measured in turns, so that what else the
    machine does weighs on both.
    """
    bases = [with_base(ready, count, idam) for count in (1_000, 1_000_000)]
    costs = [0.0, 0.0]
    for _ in range(3):
        for rank, (url, bodies) in enumerate(bases):
            costs[rank] += per_call(server, client, url, bodies, CALLS // 3)
    return costs[1] / costs[0]


def with_base(ready: dict[str, Any], count: int, idam: str) -> tuple[str, list[bytes]]:
    """The address of INSi in a new espace whose base was generated, and searches for people of that base."""
    name = f"base-{count}"
    headers = {"Authorization": f"Bearer {ready['control']['token']}"}
    with httpx.Client(base_url=ready["control"]["url"], headers=headers, timeout=300) as control:
        control.post("/espaces", json={"name": name}).raise_for_status()
        order = {"graine": "banc", "nombre": count, "charger": True}
        made = control.post(f"/espaces/{name}/ins/generation", json=order).raise_for_status().content
    url: str = ready["services"]["ins"]["mtls"]
    with zipfile.ZipFile(io.BytesIO(made)) as archive, archive.open("base.csv") as lines:
        people = [line.decode().split(";") for line in itertools.islice(lines, 1, 901)]
    bodies = [envelope(nom, prenoms, sexe, date, idam=idam) for nom, prenoms, sexe, date, *_ in people]
    return url.removesuffix("/lps") + f"/~{name}/lps", bodies


def crowd(root: Path, alone: Measured, client: httpx.Client, url: str, body: bytes) -> float:
    """A call to a simulator of 1,000 more espaces, over one to a simulator of one; measured in turns."""
    root.mkdir()
    ready_file = root / "ready.json"
    with serve(root, ready_file) as crowded:
        ready = json.loads(ready_file.read_text())
        create_espaces(ready, 1000)
        there = ready["services"]["ins"]["mtls"]
        same = envelope("ADRTROIS", "TOUSSAINT", "M", "1960-01-01", idam=ready["accounts"]["lps"]["idam"])
        costs = [0.0, 0.0]
        with httpx.Client(verify=tls(ready)) as other:
            for _ in range(3):
                costs[0] += per_call(alone, client, url, [body], CALLS // 3)
                costs[1] += per_call(crowded, other, there, [same], CALLS // 3)
    return costs[1] / costs[0]


def create_espaces(ready: dict[str, Any], count: int) -> None:
    """So many more espaces through the control API."""
    headers = {"Authorization": f"Bearer {ready['control']['token']}"}
    with httpx.Client(base_url=ready["control"]["url"], headers=headers, timeout=60) as control:
        for number in range(count):
            control.post("/espaces", json={"name": f"banc-{number}"}).raise_for_status()


def bare(root: Path, ready: dict[str, Any]) -> float:
    """The yardstick on the same key sizes: CPU milliseconds per call."""
    client = ready["pki"]["clients"]["insi_auto"]
    port_file, pki = root / "bare.port", root / "data" / "pki"
    certificate = next((pki / "servers").rglob("*.pem"))
    command = [sys.executable, "-m", "tests.bench.bare", str(port_file)]
    command += [str(certificate), str(certificate.with_suffix(".key")), ready["pki"]["ca"]]
    context = ssl.create_default_context(cafile=ready["pki"]["ca"])
    context.load_cert_chain(client["cert"], client["key"])
    with Measured(command, port_file) as server, httpx.Client(verify=context) as http:
        return per_call(server, http, f"https://localhost:{port_file.read_text()}/", [b"x" * 2000], CALLS)
