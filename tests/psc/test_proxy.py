"""A thick client connects by the proxy e-Santé, calls an API, reads the traces, leaves: over real sockets."""

import base64
import json
import ssl
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any
from zlib import crc32

import httpx
import pytest

from tests.running import Running, simulator

NURSE = "899700000039"
CLIENT = "les-tilleuls-dui-bas"
ASKED = {"nationalId": NURSE, "bindingMessage": "42", "clientId": CLIENT, "channel": "MOBILE"}
LONG_AGO = "2020-01-01T00:00:00Z"


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Running]:
    """PSC alone, for the tests of this file."""
    with simulator("--only", "psc", home=home) as one:
        yield one


class Poste:
    """A thick client in an espace of its own, and the person's telephone."""

    def __init__(self, server: Running, name: str) -> None:
        self.api = server.api()
        self.api.post("/espaces", json={"name": name}).raise_for_status()
        self.control = f"/espaces/{name}/psc"
        self.context = ssl.create_default_context(cafile=server.ready["pki"]["ca"])
        self.address = f"{server.ready['services']['psc']['proxy']}/~{name}"
        self.http = self.new()

    def new(self) -> httpx.Client:
        return httpx.Client(base_url=self.address, verify=self.context, trust_env=False, timeout=30)

    def close(self) -> None:
        self.http.close()
        self.api.close()

    def alone(self) -> None:
        """Requests approve themselves."""
        self.api.put(f"{self.control}/connexion", json={"ciba_apres": 0}).raise_for_status()

    def connect(self, **changes: Any) -> httpx.Response:
        body = {name: value for name, value in {**ASKED, **changes}.items() if value is not None}
        return self.http.post("/connect", json=body)

    def answer(self, verb: str) -> dict[str, Any]:
        """What waits on the telephone, once it is there, answered."""
        deadline = time.monotonic() + 20
        while not (waiting := self.api.get(f"{self.control}/ciba").json()):
            assert time.monotonic() < deadline
        found: dict[str, Any] = waiting[0]
        self.api.post(f"{self.control}/ciba/{found['id']}/{verb}").raise_for_status()
        return found

    def traces(self, **bounds: str) -> list[dict[str, Any]]:
        found = self.http.get("/traces", params={"start": LONG_AGO, **bounds})
        assert found.status_code == 200, found.text
        told: list[dict[str, Any]] = found.json()
        return told


@pytest.fixture
def poste(server: Running, request: pytest.FixtureRequest) -> Iterator[Poste]:
    one = Poste(server, f"p{crc32(request.node.name.encode())}")
    yield one
    one.close()


def test_connect_waits_for_the_person_then_gives_the_session_and_its_cookie(poste: Poste) -> None:
    with ThreadPoolExecutor(1) as pool:
        coming: Future[httpx.Response] = pool.submit(poste.connect)
        waiting = poste.answer("approuver")
        assert (waiting["message"], waiting["moyen"], waiting["client_id"]) == ("42", "MOBILE", CLIENT)
        answer = coming.result(timeout=30)
    assert answer.status_code == 200
    told = answer.json()
    assert set(told) == {"proxy_session_id", "session_state"}
    assert poste.http.cookies["proxy_session_id"] == told["proxy_session_id"]
    (session,) = poste.api.get(f"{poste.control}/sessions").json()
    assert (session["id"], session["identifiant_national"]) == (told["session_state"], NURSE)


def test_a_stop_does_not_wait_for_whom_somebody_is_asked_to_connect(home: Path) -> None:
    with (
        simulator("--only", "psc", home=home) as one,
        closing(Poste(one, "arret")) as poste,
        ThreadPoolExecutor(1) as pool,
    ):
        coming: Future[httpx.Response] = pool.submit(poste.connect)
        deadline = time.monotonic() + 20
        while not poste.api.get(f"{poste.control}/ciba").json():
            assert time.monotonic() < deadline
        ended = one.stop()
        assert (ended.code, ended.said) == (0, "")
        assert ended.seconds < 4
        assert coming.result(timeout=30).status_code == 500


def test_connecting_again_changes_nothing_and_says_so(poste: Poste) -> None:
    poste.alone()
    first = poste.connect()
    again = poste.connect()
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert len(poste.api.get(f"{poste.control}/sessions").json()) == 1
    assert [one["type"] for one in poste.traces()] == ["CONNECT_SUCCESS", "CONNECT_REPLAY"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"nationalId": None}, "[nationalId is missing]"),
        ({"bindingMessage": None}, "[bindingMessage is missing]"),
        ({"clientId": None}, "[clientId is missing]"),
        ({"channel": None}, "[channel is missing]"),
        ({"channel": "INVALID"}, "[channel value INVALID is invalid]"),
        ({"clientId": None, "channel": "X"}, "[clientId is missing, channel value X is invalid]"),
    ],
)
def test_a_request_badly_filled_is_refused_with_all_that_is_wrong(
    poste: Poste, changes: dict[str, Any], message: str
) -> None:
    answer = poste.connect(**changes)
    assert answer.status_code == 400
    told = {**ASKED, **changes}
    known = {name: told[name] for name in ("nationalId", "clientId") if told[name] is not None}
    assert answer.json() == {"code": "400", "message": message, "metadata": known}
    assert poste.traces() == []


def test_a_body_that_is_no_object_is_refused(poste: Poste) -> None:
    for body in (b"", b"[]", b'{"nationalId":{}}', b"\xff"):
        answer = poste.http.post("/connect", content=body, headers={"content-type": "application/json"})
        assert answer.status_code == 400
        assert answer.json() == {"code": "400", "message": "Failed to read request", "metadata": {}}


@pytest.mark.parametrize("changes", [{"clientId": "inconnu"}, {"nationalId": "899700999999"}])
def test_nobody_knows_that_software_or_that_person(poste: Poste, changes: dict[str, str]) -> None:
    answer = poste.connect(**changes)
    assert answer.status_code == 404
    assert answer.json()["message"] == "User National ID or Software Client ID Not Found."
    asked = {**ASKED, **changes}
    assert answer.json()["metadata"] == {"nationalId": asked["nationalId"], "clientId": asked["clientId"]}
    (trace,) = poste.traces()
    assert (trace["type"], trace["proxy_id_session"], trace["dn"]) == ("CONNECT_FAILURE", None, None)


def test_a_refusal_on_the_telephone_is_told_at_once_and_opens_nothing(poste: Poste) -> None:
    with ThreadPoolExecutor(1) as pool:
        coming: Future[httpx.Response] = pool.submit(poste.connect)
        poste.answer("refuser")
        answer = coming.result(timeout=30)
    assert answer.status_code == 401
    assert answer.json() == {
        "code": "401",
        "message": "400 - access_denied : not authorized",
        "metadata": {"nationalId": NURSE, "clientId": CLIENT},
    }
    assert "proxy_session_id" not in poste.http.cookies
    assert poste.api.get(f"{poste.control}/sessions").json() == []


def test_what_pro_sante_connect_refuses_is_quoted_and_what_it_cannot_do_is_503(poste: Poste) -> None:
    refused = poste.connect(bindingMessage="deux mots")
    assert refused.status_code == 401
    assert refused.json()["message"].startswith("400 - invalid_binding_message : the binding_message value")
    blocked = poste.connect(nationalId="899700000146", channel="CARD")
    assert (blocked.status_code, blocked.content) == (503, b"")
    poste.api.put(f"{poste.control}/clients/mon-dui", json={"secret": "s"}).raise_for_status()
    closed = poste.connect(clientId="mon-dui")
    assert closed.json()["message"] == "400 - invalid_grant : Client not allowed OIDC CIBA Grant"


def test_the_conformity_api_signs_the_session_it_is_called_in_and_no_other(poste: Poste) -> None:
    poste.alone()
    opened = poste.connect().json()
    data = {"nationalId": NURSE, "clientID": CLIENT, **opened}
    signed = poste.http.post("/send/conformite/signsessiondata", json=data)
    assert signed.status_code == 200
    told = signed.json()
    signature = told.pop("signature")
    assert told == data
    payload = signature.split(".")[1]
    assert json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))) == data
    for wrong in ({**data, "nationalId": "899700000013"}, {**data, "session_state": "x"}, opened):
        refused = poste.http.post("/send/conformite/signsessiondata", json=wrong)
        assert (refused.status_code, refused.json()["message"]) == (400, "Session data do not match")


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_a_call_to_an_api_needs_a_session_and_is_honestly_not_relayed(poste: Poste, method: str) -> None:
    without = poste.http.request(method, "/send/dmp/Patient")
    assert without.status_code == 401
    assert without.json() == {"code": "401", "message": "No session found.", "metadata": {}}
    poste.alone()
    opened = poste.connect().json()
    refused = poste.http.request(method, "/send/dmp/Patient/1?x=1")
    assert (refused.status_code, refused.json()["message"]) == (502, "This proxy relays nothing to that API")
    assert poste.http.request(method, "/send/inconnue/x").status_code == 404
    (trace,) = [one for one in poste.traces() if one["type"] == "SEND"]
    assert trace["apiRequest"] == {"nomApiPsc": "dmp", "methode": method, "path": "/Patient/1"}
    assert trace["proxy_id_session"] == opened["proxy_session_id"]
    assert trace["session_state"] == opened["session_state"]
    assert (trace["clientId"], trace["IdRPPS"], trace["ipAddress"]) == (CLIENT, NURSE, "127.0.0.1")
    assert [type(port) for port in trace["ports"]] == [int]


def test_disconnecting_ends_the_session_everywhere_once(poste: Poste) -> None:
    poste.alone()
    opened = poste.connect().json()
    left = poste.http.delete("/disconnect")
    assert (left.status_code, left.content) == (200, b"")
    assert "proxy_session_id" not in poste.http.cookies
    assert poste.api.get(f"{poste.control}/sessions").json()[0]["vivante"] is False
    with poste.new() as stale:
        stale.cookies["proxy_session_id"] = opened["proxy_session_id"]
        again = stale.delete("/disconnect")
        assert again.status_code == 401
        assert again.json() == {"code": "401", "message": "Session ID not found.", "metadata": {}}
        assert stale.get("/send/dmp/x").status_code == 401
    assert poste.http.delete("/disconnect").status_code == 401
    assert [one["type"] for one in poste.traces()] == ["CONNECT_SUCCESS", "DISCONNECT"]


def test_a_session_ended_at_pro_sante_connect_serves_no_more(poste: Poste) -> None:
    poste.alone()
    poste.connect()
    poste.api.post(f"{poste.control}/deconnexion", json={}).raise_for_status()
    assert poste.http.get("/send/dmp/x").status_code == 401
    assert poste.connect().status_code == 200


def test_traces_are_those_between_two_instants(poste: Poste) -> None:
    poste.alone()
    poste.connect()
    (trace,) = poste.traces()
    assert set(trace) == {
        *("type", "clientId", "IdRPPS", "ipAddress", "ports", "proxy_id_session", "session_state"),
        *("dn", "timestamp"),
    }
    when = trace["timestamp"]
    assert poste.traces(start=when) == []
    assert poste.traces(end=when) == []
    assert poste.traces(end="2999-01-01T00:00:00+01:00") == [trace]


def test_traces_without_a_whole_date_are_refused(poste: Poste) -> None:
    for bounds in ({}, {"start": "hier"}, {"start": "2026-03-02T08:00:00"}, {"start": LONG_AGO, "end": "x"}):
        answer = poste.http.get("/traces", params=bounds)
        assert answer.status_code == 400
        assert answer.json()["message"] == "start or end is not a date-time"


def test_methods_the_contract_has_not_are_refused(poste: Poste) -> None:
    for method, path in (("GET", "/connect"), ("POST", "/disconnect"), ("DELETE", "/traces")):
        assert poste.http.request(method, path).status_code == 405


def test_the_certificate_a_software_is_registered_with_is_in_its_traces(poste: Poste) -> None:
    client = {"authentification": "mtls", "certificat_cn": "EHPAD Les Tilleuls", "ciba": True}
    poste.api.put(f"{poste.control}/clients/lourd", json=client).raise_for_status()
    poste.alone()
    assert poste.connect(clientId="lourd").status_code == 200
    poste.http.get("/send/mss/x")
    assert [one["dn"] for one in poste.traces()] == ["CN=EHPAD Les Tilleuls", "CN=EHPAD Les Tilleuls"]
