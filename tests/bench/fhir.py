"""What the FHIR face costs the server: a fed document of 100 kB, a page of 50 among 10,000."""

import base64
import hashlib
import json
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.bench.process import Measured
from tests.bench.services import settled
from tests.bench.start import serve
from tests.dmp import editeur
from tests.dmp_fhir import exemples

JSON = {"content-type": "application/fhir+json"}
DEPOSITS, PAGES = 40, 40
DOCUMENTS, PER_SET = 10_000, 200


@dataclass(frozen=True, slots=True)
class Fhir:
    """CPU of an ITI-65 with a CDA of 100 kB, of a page of 50 from ITI-67 over 10,000 documents (ms)."""

    feed_ms: float
    page_ms: float


def measure(root: Path) -> Fhir:
    """Runs the simulator once for both."""
    ready_file = root / "ready.json"
    with serve(root, ready_file) as server:
        ready = json.loads(ready_file.read_text())
        settled(ready)
        authorise(ready)
        with card(ready) as http:
            base = ready["services"]["dmp"]["fhir"]
            fed = feeding(server, http, base)
            fill(http, base)
            return Fhir(fed, paging(server, http, base))


def authorise(ready: Mapping[str, Any]) -> None:
    """The patient authorises the nurse."""
    path = "/espaces/defaut/dmp/personnes/marguerite-delaunay/autorisations/nathalie-kermarrec"
    headers = {"authorization": f"Bearer {ready['control']['token']}"}
    url = f"{ready['control']['url']}{path}"
    httpx.put(url, json={"statut": "VALIDE"}, headers=headers, timeout=30).raise_for_status()


@contextmanager
def card(ready: Mapping[str, Any]) -> Iterator[httpx.Client]:
    """A client with the nurse's card."""
    material = ready["pki"]["clients"]["cps_auth"]
    context = ssl.create_default_context(cafile=ready["pki"]["ca"])
    context.load_cert_chain(material["cert"], material["key"])
    with httpx.Client(verify=context, timeout=120, headers=JSON) as http:
        yield http


def message(own: str, octets: bytes, mime: str) -> list[Any]:
    """The entries of one document: its DocumentReference, its Binary."""
    text = json.dumps(exemples.lot()["entry"]).replace("1.2.250.1.999.1.1.1.1", own)
    entries = [one for one in json.loads(text) if one["resource"]["resourceType"] != "List"]
    sha1 = base64.b64encode(hashlib.sha1(octets, usedforsecurity=False).digest()).decode()
    for one in entries:
        one["fullUrl"] = f"{one['fullUrl']}{own}"
        if one["resource"]["resourceType"] == "Binary":
            one["resource"] |= {"contentType": mime, "data": base64.b64encode(octets).decode()}
        else:
            told = one["resource"]["content"][0]["attachment"]
            told |= {"contentType": mime, "size": len(octets), "hash": sha1, "url": f"{told['url']}{own}"}
    return entries


def bundle(lot: str, entries: list[Any]) -> bytes:
    """A transaction whose List names these entries."""
    tree = json.loads(json.dumps(exemples.lot()).replace("1.2.250.1.999.1.2.1", lot))
    (liste,) = [one for one in tree["entry"] if one["resource"]["resourceType"] == "List"]
    named = [one["fullUrl"] for one in entries if one["resource"]["resourceType"] == "DocumentReference"]
    liste["resource"]["entry"] = [{"item": {"reference": one}} for one in named]
    return json.dumps({**tree, "entry": [liste, *entries]}).encode()


def feeding(server: Measured, http: httpx.Client, base: str) -> float:
    """CPU milliseconds per document fed, each new, checked and stored; the first pays for the classes."""
    spent, content = 0.0, editeur.PDF + b"%" * 75_000
    for number in range(DEPOSITS + 1):
        own = f"1.2.250.1.999.7.9.{number + 1}"
        body = bundle(f"1.2.250.1.999.8.9.{number + 1}", message(own, editeur.cda(own, content), "text/xml"))
        before = server.cpu_seconds()
        answer = http.post(base, content=body)
        spent += server.cpu_seconds() - before if number else 0.0
        assert answer.status_code == 200, answer.text[:600]
    return spent / DEPOSITS * 1000


def fill(http: httpx.Client, base: str) -> None:
    """Ten thousand documents in one record."""
    for number in range(DOCUMENTS // PER_SET):
        entries: list[Any] = []
        for rank in range(PER_SET):
            entries += message(f"1.2.250.1.999.7.8.{number + 1}.{rank + 1}", b"Bonjour", "text/plain")
        answer = http.post(base, content=bundle(f"1.2.250.1.999.8.8.{number + 1}", entries))
        assert answer.status_code == 200, answer.text[:600]


def paging(server: Measured, http: httpx.Client, base: str) -> float:
    """CPU milliseconds per page of 50."""
    asked = {"patient.identifier": f"urn:oid:{editeur.TEST_OID}|{editeur.INS}", "status": "current"}
    http.get(f"{base}/DocumentReference", params=asked).raise_for_status()
    before = server.cpu_seconds()
    for _ in range(PAGES):
        found = http.get(f"{base}/DocumentReference", params=asked).json()
        assert found["total"] >= DOCUMENTS
        assert len(found["entry"]) == 50
    return (server.cpu_seconds() - before) / PAGES * 1000
