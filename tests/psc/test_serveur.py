"""An editor's afternoon with PSC, over real sockets: the DUI's login, espaces, a kill in the middle."""

import base64
import hashlib
import json
import queue
import signal
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.running import Running, simulator, socle

NURSE = "899700000039"
VERIFIER = "a-verifier-of-forty-three-characters-or-more-yes"


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Running]:
    """PSC alone, for the tests of this file."""
    with simulator("--only", "psc", "--http", home=home) as one:
        yield one


@pytest.fixture
def http(server: Running) -> Iterator[httpx.Client]:
    """A browser and a DUI in one, that installed the CA and has no certificate."""
    with browser(server) as client:
        yield client


def browser(server: Running) -> httpx.Client:
    context = ssl.create_default_context(cafile=server.ready["pki"]["ca"])
    return httpx.Client(verify=context, trust_env=False, timeout=30)


def discovered(client: httpx.Client, server: Running, espace: str = "") -> Mapping[str, Any]:
    """The discovery document of an espace."""
    address = server.ready["services"]["psc"]["discovery"]
    found = client.get(address.replace("/auth/realms", f"/~{espace}/auth/realms") if espace else address)
    document: Mapping[str, Any] = found.json()
    return document


def authorize(client: httpx.Client, account: Mapping[str, Any], found: Mapping[str, Any]) -> httpx.Response:
    challenge = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code",
        "client_id": account["client_id"],
        "redirect_uri": account["redirect_uris"][0],
        "scope": "openid scope_all",
        "acr_values": "eidas1",
        "state": "s",
        "nonce": "n",
        "login_hint": NURSE,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return client.get(found["authorization_endpoint"], params=query)


def exchange(
    client: httpx.Client, account: Mapping[str, Any], found: Mapping[str, Any], code: str
) -> httpx.Response:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": account["redirect_uris"][0],
        "code_verifier": VERIFIER,
    }
    credentials = (account["client_id"], account["client_secret"])
    return client.post(found["token_endpoint"], data=form, auth=credentials)


def code_of(answer: httpx.Response) -> str:
    return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]


def connect(client: httpx.Client, server: Running, espace: str = "") -> dict[str, Any]:
    """A whole login; the token endpoint's answer."""
    account, found = server.ready["accounts"]["psc_client"], discovered(client, server, espace)
    answer = exchange(client, account, found, code_of(authorize(client, account, found)))
    assert answer.status_code == 200, answer.text
    tokens: dict[str, Any] = answer.json()
    return tokens


def test_the_ready_file_says_all_a_dui_needs(server: Running) -> None:
    services, account = server.ready["services"]["psc"], server.ready["accounts"]["psc_client"]
    assert services["issuer"].endswith("/auth/realms/esante-wallet")
    assert services["discovery"] == services["issuer"] + "/.well-known/wallet-openid-configuration"
    assert services["wallet"].endswith("/auth")
    assert account["client_id"] == "les-tilleuls-dui-bas"
    assert account["client_secret"]
    assert "http://localhost:8080/callback" in account["redirect_uris"]


def test_a_login_from_discovery_to_userinfo_then_logout(server: Running, http: httpx.Client) -> None:
    found = discovered(http, server)
    assert found["issuer"] == server.ready["services"]["psc"]["issuer"]
    assert found["authorization_endpoint"] == server.ready["services"]["psc"]["wallet"]
    tokens = connect(http, server)
    bearer = {"authorization": f"Bearer {tokens['access_token']}"}
    person = http.get(found["userinfo_endpoint"], headers=bearer)
    assert person.json()["SubjectNameID"] == NURSE
    assert person.headers["x-socle-exchange"]
    left = http.get(found["end_session_endpoint"], params={"id_token_hint": tokens["id_token"]})
    assert left.status_code == 200
    assert http.get(found["userinfo_endpoint"], headers=bearer).status_code == 401


def test_the_conversation_is_in_the_journal_in_order(server: Running, http: httpx.Client) -> None:
    with server.api() as api:
        name = "journal-psc"
        api.post("/espaces", json={"name": name}).raise_for_status()
        connect(http, server, name)
        told = api.get(f"/espaces/{name}/echanges").json()
        assert [one["operation"] for one in told] == ["psc.decouverte", "psc.autorisation", "psc.jeton"]
        assert [one["facts"]["professional"] for one in told[1:]] == [NURSE, NURSE]
        assert told[1]["facts"]["psc.session"] == told[2]["facts"]["psc.session"]
        findings = api.get(f"/espaces/{name}/echanges/{told[2]['id']}/constats").json()
        assert [one["rule"] for one in findings] == ["psc.http.sans_certificat"]


def test_each_espace_has_its_own_issuer_sessions_and_cookies(server: Running, http: httpx.Client) -> None:
    with server.api() as api:
        api.post("/espaces", json={"name": "equipe-a"}).raise_for_status()
    tokens = connect(http, server, "equipe-a")
    found, default = discovered(http, server, "equipe-a"), discovered(http, server)
    assert "/~equipe-a/auth/realms/esante-wallet" in found["issuer"]
    bearer = {"authorization": f"Bearer {tokens['access_token']}"}
    assert http.get(found["userinfo_endpoint"], headers=bearer).status_code == 200
    assert http.get(default["userinfo_endpoint"], headers=bearer).status_code == 401
    assert {cookie.path for cookie in http.cookies.jar} == {"/~equipe-a/auth"}
    unknown = http.get(default["userinfo_endpoint"].replace("/auth/", "/~nulle-part/auth/"))
    assert (unknown.status_code, unknown.json()) == (404, {"error": "Realm does not exist"})


def test_the_real_host_names_are_certified_and_the_wallet_asks_no_certificate(server: Running) -> None:
    for face, name in (("wallet", "wallet.esw.esante.gouv.fr"), ("issuer", "auth.bas.psc.esante.gouv.fr")):
        port = urlsplit(server.ready["services"]["psc"][face]).port
        context = ssl.create_default_context(cafile=server.ready["pki"]["ca"])
        with (
            socket.create_connection(("localhost", port or 0)) as raw,
            context.wrap_socket(raw, server_hostname=name) as tls,
        ):
            assert tls.version() == "TLSv1.3"


def test_a_client_with_its_organisation_certificate_is_seen(server: Running) -> None:
    with httpx.Client(verify=server.tls("org_auth_cli"), trust_env=False) as client:
        connect(client, server)
    with server.api() as api:
        told = api.get("/espaces/defaut/echanges", params={"operation": "psc.jeton", "order": "desc"}).json()
    assert told[0]["findings"] == 0
    assert told[0]["facts"]["tls.client.cn"] == "EHPAD Les Tilleuls"


def test_in_clear_the_issuer_is_the_clear_address_and_it_is_noted(server: Running) -> None:
    clear = server.ready["clear"]["psc"]
    with httpx.Client(trust_env=False) as client:
        found = client.get(clear["discovery"]).json()
        assert found["issuer"] == clear["issuer"]
        assert found["issuer"].startswith("http://localhost:")
        account = server.ready["accounts"]["psc_client"]
        answer = authorize(client, account, found)
        assert "Secure" not in answer.headers["set-cookie"]
        assert exchange(client, account, found, code_of(answer)).status_code == 200
    with server.api() as api:
        told = api.get("/espaces/defaut/echanges", params={"operation": "psc.jeton", "order": "desc"}).json()
        findings = api.get(f"/espaces/defaut/echanges/{told[0]['id']}/constats").json()
    assert [one["rule"] for one in findings] == ["psc.http.en_clair"]


def test_a_team_sets_clients_and_people_by_the_control_api(server: Running, http: httpx.Client) -> None:
    with server.api() as api:
        api.post("/espaces", json={"name": "reglages"}).raise_for_status()
        base = "/espaces/reglages/psc"
        client = {"secret": "s3cret", "redirect_uris": ["https://dui.example/cb"]}
        assert api.put(f"{base}/clients/mon-dui", json=client).status_code == 200
        assert api.put(f"{base}/clients/x", json={"redirect_uris": ["javascript:1"]}).status_code == 422
        assert api.put(f"{base}/clients/x", json={"inconnu": 1}).status_code == 422
        assert api.put(f"{base}/connexion", json={"connexion": "personne"}).status_code == 422
        assert api.put(f"{base}/connexion", json={"connexion": "helene-morvan"}).status_code == 200
        found = discovered(http, server, "reglages")
        query = {"response_type": "code", "client_id": "mon-dui", "redirect_uri": "https://dui.example/cb"}
        answer = http.get(found["authorization_endpoint"], params={**query, "scope": "openid scope_all"})
        assert answer.headers["location"].startswith("https://dui.example/cb?session_state=")
        (session,) = api.get(f"{base}/sessions").json()
        assert session["identifiant_national"] == "899700000013"
        assert api.delete(f"{base}/sessions/{session['id']}").status_code == 200
        described = api.get("/openapi.json").json()["paths"]
        assert "/api/espaces/{espace}/psc/clients/{client_id}" in described
        with httpx.Client(base_url=str(api.base_url), trust_env=False) as stranger:
            assert stranger.get(f"{base}/clients").status_code == 401


def test_a_refused_client_is_adopted_from_its_exchange(server: Running, http: httpx.Client) -> None:
    found = discovered(http, server)
    query = {"response_type": "code", "client_id": "dui-reel", "redirect_uri": "https://reel.example/cb"}
    query |= {"scope": "openid scope_all", "login_hint": NURSE}
    refused = http.get(found["authorization_endpoint"], params=query)
    assert refused.status_code == 400
    with server.api() as api:
        adopted = api.post(f"/espaces/defaut/echanges/{refused.headers['x-socle-exchange']}/adopter")
        assert adopted.json()["valeur"]["client_id"] == "dui-reel"
    assert http.get(found["authorization_endpoint"], params=query).status_code == 302


def test_a_software_declares_its_client_and_a_fault_aimed_at_it_strikes_nobody_else(
    server: Running, http: httpx.Client
) -> None:
    usual = server.ready["accounts"]["psc_client"]
    ours = {"client_id": "mon-dui", "client_secret": "s3", "redirect_uris": ["https://mon-dui.example/r"]}
    oidc = {"client_id": "mon-dui", "secret": "s3", "redirect_uris": ours["redirect_uris"]}
    fault = {"kind": "transport", "name": "http_5xx", "service": "psc", "client": "mon-dui"}
    with server.api() as api:
        told = api.put("/espaces/defaut/logiciels/mon-dui", json={"nom": "MON DUI", "oidc": oidc})
        assert told.status_code == 200, told.text
        assert api.post("/espaces/defaut/pannes", json=fault | {"client": "mon-dvi"}).status_code == 422
        armed = api.post("/espaces/defaut/pannes", json=fault | {"operation": "psc.userinfo"})
        assert (armed.status_code, armed.json()["client"]) == (201, "mon-dui")
        found, statuses = discovered(http, server), []
        for account in (usual, ours):
            answer = exchange(http, account, found, code_of(authorize(http, account, found)))
            bearer = {"authorization": f"Bearer {answer.json()['access_token']}"}
            statuses.append(http.get(found["userinfo_endpoint"], headers=bearer).status_code)
        assert statuses == [200, 503]
        assert api.delete("/espaces/defaut/pannes").status_code == 204
        assert api.delete("/espaces/defaut/logiciels/mon-dui").status_code == 204
    assert authorize(http, ours, found).status_code == 400


def test_a_kill_between_code_and_token_loses_and_doubles_nothing(home: Path, tmp_path: Path) -> None:
    options = ("--only", "psc", "--data", str(tmp_path))
    with simulator(*options, home=home) as one, browser(one) as client:
        account, found = one.ready["accounts"]["psc_client"], discovered(client, one)
        spent = code_of(authorize(client, account, found))
        assert exchange(client, account, found, spent).status_code == 200
        pending = code_of(authorize(client, account, found))
        one.stop(signal.SIGKILL)
    with simulator(*options, home=home) as again, browser(again) as client:
        account, found = again.ready["accounts"]["psc_client"], discovered(client, again)
        assert exchange(client, account, found, pending).status_code == 200
        assert exchange(client, account, found, pending).json()["error_description"] == "Code not valid"
        assert exchange(client, account, found, spent).json()["error_description"] == "Code not valid"


class Deaf(BaseHTTPRequestHandler):
    """A DUI's server that hears an end of session, and answers once let go."""

    heard: queue.SimpleQueue[str]
    released: threading.Event

    def do_POST(self) -> None:
        self.heard.put(self.rfile.read(int(self.headers["content-length"])).decode())
        self.released.wait(30)
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name http.server calls
        """Says nothing."""


@pytest.fixture
def deaf() -> Iterator[tuple[str, type[Deaf]]]:
    """Its address, and what drives it."""

    class Driven(Deaf):
        heard = queue.SimpleQueue()
        released = threading.Event()

    with ThreadingHTTPServer(("127.0.0.1", 0), Driven) as dui:
        threading.Thread(target=dui.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{dui.server_port}/fin", Driven
        Driven.released.set()
        dui.shutdown()


def test_a_stop_while_a_client_is_told_an_end_leaves_it_to_the_next_start(
    home: Path, tmp_path: Path, deaf: tuple[str, type[Deaf]]
) -> None:
    address, dui = deaf
    options = ("--only", "psc", "--data", str(tmp_path))
    with simulator(*options, home=home) as one, browser(one) as client, one.api() as api:
        account = one.ready["accounts"]["psc_client"]
        told = {"secret": account["client_secret"], "redirect_uris": account["redirect_uris"]}
        told["backchannel_logout_uri"] = address
        path = f"/espaces/defaut/psc/clients/{account['client_id']}"
        assert api.put(path, json=told).status_code == 200
        hint = connect(client, one)["id_token"]
        end = discovered(client, one)["end_session_endpoint"]
        assert client.get(end, params={"id_token_hint": hint}).status_code == 200
        first = dui.heard.get(timeout=20)
        ended = one.stop()
        assert (ended.code, ended.said) == (0, "")
        assert ended.seconds < 4
    dui.released.set()
    with simulator(*options, home=home) as again, browser(again) as client:
        discovered(client, again)
        assert dui.heard.get(timeout=20) == first


def test_a_saved_token_is_checked_from_the_command_line(
    server: Running, http: httpx.Client, home: Path, tmp_path: Path
) -> None:
    saved = tmp_path / "jeton.jwt"
    saved.write_text(connect(http, server)["access_token"] + "\n")
    told: subprocess.CompletedProcess[str] = socle("check", "--json", str(saved), home=home)
    (one,) = json.loads(told.stdout)
    assert (one["service"], one["findings"]) == ("psc", [])
    assert one["facts"]["professional"] == NURSE
