"""What a login and a fed document cost the server: CPU of its process, clients in this one."""

import json
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from simulators.core.xml.saml_ecriture import write_signed
from tests.bench.process import Measured
from tests.bench.start import serve
from tests.dmp import editeur

LOGINS = 60
DEPOSITS = 60


@dataclass(frozen=True, slots=True)
class Services:
    """CPU of a code flow with userinfo, signatures apart (ms); of a fed CDA of 100 kB and 10 MB (ms)."""

    flow_ms: float
    feed_ms: float
    feed_large_ms: float


def measure(root: Path) -> Services:
    """Runs the simulator once for both."""
    ready_file = root / "ready.json"
    with serve(root, ready_file) as server:
        ready = json.loads(ready_file.read_text())
        settled(ready)
        flow_ms = code_flow(server, ready) - 2 * signature_ms()
        feed_ms = feeding(server, ready, 100_000, DEPOSITS)
        feed_large_ms = feeding(server, ready, 10_000_000, 3)
    return Services(flow_ms, feed_ms, feed_large_ms)


def settled(ready: Mapping[str, Any]) -> None:
    """Returns once what is loaded just after the start is there, so that no figure pays for it."""
    headers = {"authorization": f"Bearer {ready['control']['token']}"}
    httpx.get(f"{ready['control']['url']}/espaces", headers=headers, timeout=30).raise_for_status()


def signature_ms() -> float:
    """One RSA-2048 signature on this machine, in CPU milliseconds."""
    key = rsa.generate_private_key(65537, 2048)
    before = time.process_time()
    for _ in range(100):
        key.sign(b"x", padding.PKCS1v15(), hashes.SHA256())
    return (time.process_time() - before) * 10


def discovery(http: httpx.Client, ready: Mapping[str, Any]) -> dict[str, str]:
    """The endpoints, which a client reads once."""
    found: dict[str, str] = http.get(ready["services"]["psc"]["discovery"]).raise_for_status().json()
    return found


def login(http: httpx.Client, ready: Mapping[str, Any], found: Mapping[str, str]) -> dict[str, Any]:
    """The code flow of the nurse with userinfo, nobody at the screen."""
    account = ready["accounts"]["psc_client"]
    back = account["redirect_uris"][0]
    asked = {
        "response_type": "code", "client_id": account["client_id"], "redirect_uri": back, "state": "s",
        "nonce": "n", "scope": "openid scope_all", "acr_values": "eidas1", "login_hint": editeur.NURSE,
    }  # fmt: skip
    answer = http.get(found["authorization_endpoint"], params=asked)
    code = parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back}
    client = (account["client_id"], account["client_secret"])
    told: dict[str, Any] = (
        http.post(found["token_endpoint"], data=form, auth=client).raise_for_status().json()
    )
    bearer = {"authorization": f"Bearer {told['access_token']}"}
    http.get(found["userinfo_endpoint"], headers=bearer).raise_for_status()
    return told


def code_flow(server: Measured, ready: Mapping[str, Any]) -> float:
    """CPU milliseconds per login, each in a browser without cookies, connections kept."""
    with httpx.Client(verify=ssl.create_default_context(cafile=ready["pki"]["ca"])) as http:
        found = discovery(http, ready)
        login(http, ready, found)
        before = server.cpu_seconds()
        for _ in range(LOGINS):
            http.cookies.clear()
            login(http, ready, found)
    return (server.cpu_seconds() - before) / LOGINS * 1000


def feeding(server: Measured, ready: Mapping[str, Any], size: int, count: int) -> float:
    """CPU milliseconds per document fed in indirect mode, each new, checked and stored."""
    clients = ready["pki"]["clients"]
    seal = editeur.signer(Path(clients["org_sign"]["cert"]), Path(clients["org_sign"]["key"]))
    context = ssl.create_default_context(cafile=ready["pki"]["ca"])
    context.load_cert_chain(clients["org_auth_cli"]["cert"], clients["org_auth_cli"]["key"])
    url = f"{ready['services']['dmp']['xds'].rstrip('/')}/repository"
    content = editeur.PDF + b"%" * (size * 3 // 4)
    spent = 0.0
    with httpx.Client(verify=context, timeout=60) as http:
        for number in range(count):
            unique_id = f"1.2.250.1.999.7.{size}.{number + 1}"
            document = editeur.Document(unique_id, data=editeur.cda(unique_id, content))
            lot = editeur.Lot(f"1.2.250.1.999.8.{size}.{number + 1}", (document,))
            assertion = write_signed(editeur.vihf(), seal)
            envelope = editeur.envelope("depot", editeur.xop(lot), assertion)
            body = editeur.mtom(envelope, lot.contents(seal))
            before = server.cpu_seconds()
            answer = http.post(url, content=body, headers={"content-type": editeur.MTOM_TYPE})
            spent += server.cpu_seconds() - before
            assert b"ResponseStatusType:Success" in answer.content, answer.text[:600]
    return spent / count * 1000
