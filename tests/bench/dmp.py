"""What searching and feeding cost where a record holds 10,000 documents, an espace a million."""

import json
import sqlite3
import ssl
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from simulators.core.xml.saml_ecriture import write_signed
from tests.bench.process import Measured
from tests.bench.services import feeding, settled
from tests.bench.start import serve
from tests.dmp import editeur

SEARCHES, DEPOSITS, TURNS = 100, 40, 3
ALL = 10_000
FOUND = 50
CROWD = 1_000_000
WANTED = "11506-3"
_AUTHORISED, _TYPE = "autorisation", "$XDSDocumentEntryTypeCode"
# One more row per number, from the document just fed; what an entry says is not read unless it is found.
_COPY = """
WITH RECURSIVE n(i) AS (SELECT ? UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)
INSERT INTO dmp_documents ({names})
SELECT {values} FROM n, dmp_documents WHERE seq = ?
"""


@dataclass(frozen=True, slots=True)
class Recherche:
    """CPU ms of a search of 50 documents among 10,000; ratios with a million documents in the espace."""

    find_ms: float
    find_ratio: float
    feed_ratio: float


class Software:
    """A DUI that keeps its connection."""

    def __init__(self, ready: Mapping[str, Any], http: httpx.Client) -> None:
        clients = ready["pki"]["clients"]
        self._seal = editeur.signer(Path(clients["org_sign"]["cert"]), Path(clients["org_sign"]["key"]))
        self._url = ready["services"]["dmp"]["xds"]
        self._http = http

    def call(self, kind: str, body: str) -> bytes:
        """One call of the nurse in AIR mode."""
        claims = editeur.vihf("INDIRECTE_RENFORCEE")
        message = editeur.envelope(kind, body, write_signed(claims, self._seal))
        headers = {"content-type": editeur.SOAP_TYPE}
        return self._http.post(self._url + editeur.PATHS[kind], content=message, headers=headers).content


def measure(root: Path) -> Recherche:
    """Two simulators, one of them crowded, called in turns so that the rest of the machine weighs on both."""
    homes = [root / "seul", root / "foule"]
    for home in homes:
        home.mkdir()
    with serve(homes[0], homes[0] / "ready.json") as alone, serve(homes[1], homes[1] / "ready.json") as full:
        servers, found, fed = [alone, full], [0.0, 0.0], [0.0, 0.0]
        readies = [json.loads((home / "ready.json").read_text("utf-8")) for home in homes]
        for rank, home in enumerate(homes):
            settled(readies[rank])
            prepare(servers[rank], readies[rank], home, CROWD if rank else 0)
        for turn in range(TURNS):
            for rank, server in enumerate(servers):
                found[rank] += searching(server, readies[rank])
                fed[rank] += feeding(server, readies[rank], 100_000 + 1 + turn, DEPOSITS)
    return Recherche(found[0] / TURNS, found[1] / found[0], fed[1] / fed[0])


def prepare(server: Measured, ready: Mapping[str, Any], home: Path, crowd: int) -> None:
    """The nurse is authorised; the record holds 10,000 documents, other records the others."""
    feeding(server, ready, 1_000, 1)
    with httpx.Client(verify=tls(ready), timeout=60) as http:
        told = Software(ready, http).call(_AUTHORISED, editeur.autorisation())
        assert b"DMPOk" in told, told
    (base,) = (home / "data").glob("espaces/defaut/base.sqlite")
    with closing(sqlite3.connect(base, timeout=60)) as file:
        fill(file, crowd)


def fill(file: sqlite3.Connection, crowd: int) -> None:
    """Rows as many feedings would have left."""
    (seq,) = file.execute("SELECT max(seq) FROM dmp_documents WHERE signature = 0").fetchone()
    names = [row[1] for row in file.execute("PRAGMA table_info(dmp_documents)") if row[1] != "seq"]
    own = {name: f"'urn:uuid:' || i || '-{name}'" for name in ("entry_uuid", "logical_id")}
    own |= {"unique_id": "'1.2.250.1.999.20.' || i", "creation": "CAST(20200101000000 + i AS TEXT)"}
    mine = own | {"type_code": f"CASE WHEN i < {FOUND} THEN '{WANTED}' ELSE type_code END"}
    others = own | {"matricule": "'9' || (i / 10)", "doc": "'{}'"}
    for values, start, end in ((mine, 0, ALL), (others, ALL, ALL + crowd)):
        if end > start:
            listed = ", ".join(values.get(name, f'"{name}"') for name in names)
            quoted = ", ".join(f'"{name}"' for name in names)
            file.execute(_COPY.format(names=quoted, values=listed), (start, end, seq))
            file.commit()
    file.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def tls(ready: Mapping[str, Any]) -> ssl.SSLContext:
    """The structure's side of the mutual TLS."""
    own = ready["pki"]["clients"]["org_auth_cli"]
    context = ssl.create_default_context(cafile=ready["pki"]["ca"])
    context.load_cert_chain(own["cert"], own["key"])
    return context


def searching(server: Measured, ready: Mapping[str, Any]) -> float:
    """CPU milliseconds of one search, after a warm-up."""
    asked = editeur.recherche(
        ("$XDSDocumentEntryStatus", f"('{editeur.APPROVED}')"), (_TYPE, f"('{WANTED}^2.16.840.1.113883.6.1')")
    )
    with httpx.Client(verify=tls(ready), timeout=60) as http:
        software = Software(ready, http)
        for _ in range(10):
            told = software.call("recherche", asked)
            assert f'totalResultCount="{FOUND}"'.encode() in told, told[:600]
        before = server.cpu_seconds()
        for _ in range(SEARCHES):
            software.call("recherche", asked)
        return (server.cpu_seconds() - before) / SEARCHES * 1000
