"""The proxy e-Santé by the espace's clock, its faults, and its exchanges read again."""

import asyncio
import json
from typing import Any

import pytest

from psc.errors import ERRORS
from psc.messages.alterations import peut_agir
from psc.model import Ciba
from psc.state import ciba, sessions
from simulators.core.faults.active import Fault
from simulators.core.journal.reindex import read_again
from tests.psc.banc import CLIENT, NURSE, Answer, Banc

ASKED = {"nationalId": NURSE, "bindingMessage": "42", "clientId": CLIENT, "channel": "MOBILE"}


@pytest.fixture
def proxy(psc: Banc) -> Banc:
    """A software open to CIBA, whose requests approve themselves."""
    psc.client(ciba=True)
    psc.control("PUT", "/connexion", {"ciba_apres": 0})
    return psc


def connect(psc: Banc, **changes: Any) -> Answer:
    body = json.dumps({**ASKED, **changes}).encode()
    return psc.post("/connect", body, content_type="application/json")


def test_the_session_lasts_four_hours_and_no_more(proxy: Banc) -> None:
    assert connect(proxy).status == 200
    proxy.advance(4 * 3600 - 30)
    assert proxy.get("/send/dmp/x").status == 502
    proxy.advance(60)
    assert proxy.get("/send/dmp/x").status == 401
    assert proxy.get("/disconnect", method="DELETE").status == 401


def test_the_session_ends_with_that_of_pro_sante_connect(proxy: Banc) -> None:
    opened = connect(proxy).json
    assert proxy.get("/send/dmp/x").status == 502
    proxy.control("DELETE", "/sessions/{session}", session=opened["session_state"])
    assert proxy.get("/send/dmp/x").status == 401
    assert connect(proxy).status == 200


def test_another_session_s_data_are_not_signed(proxy: Banc) -> None:
    data = {"nationalId": NURSE, "clientID": CLIENT, **connect(proxy).json}
    for wrong in ({**data, "proxy_session_id": "x"}, {**data, "nationalId": "899700000013"}):
        body = json.dumps(wrong).encode()
        answer = proxy.post("/send/conformite/signsessiondata", body, content_type="application/json")
        assert (answer.status, answer.json["message"]) == (400, "Session data do not match")


def test_who_lost_the_means_while_asked_is_not_connected(psc: Banc) -> None:
    psc.client(ciba=True)
    nurse = psc.espace.monde.professionnels()["nathalie"]

    async def wait() -> Answer:
        body = json.dumps(ASKED)
        coming = asyncio.ensure_future(psc.call("POST", "/connect", body, content_type="application/json"))
        async with asyncio.timeout(20):
            (asked,) = await _asked(psc)
        await psc.espace.monde.put(nurse.model_copy(update={"etat": "activite-terminee"}))
        await psc.espace.store.write(
            lambda one: ciba.repondre(one, asked.id, "approuvee", since=0, now=asked.cree_us)
        )
        return await coming

    answer = psc.run(wait())
    assert (answer.status, answer.json["message"]) == (401, "400 - invalid_grant : User disabled")


def test_who_connects_was_proven_when_they_approved(psc: Banc) -> None:
    psc.client(ciba=True)

    async def wait() -> tuple[Answer, int]:
        body = json.dumps(ASKED)
        coming = asyncio.ensure_future(psc.call("POST", "/connect", body, content_type="application/json"))
        async with asyncio.timeout(20):
            (asked,) = await _asked(psc)
        psc.advance(30)
        then = asked.cree_us + 12_000_000
        await psc.espace.store.write(lambda one: ciba.repondre(one, asked.id, "approuvee", since=0, now=then))
        return await coming, then

    answer, then = psc.run(wait())
    opened = answer.json["session_state"]
    session = psc.espace.store.read(lambda one: sessions.session(one, opened))
    assert session is not None
    assert session.auth_us == then
    assert session.fin_us > then + 4 * 3_600_000_000


def test_a_request_nobody_answers_expires(psc: Banc) -> None:
    psc.client(ciba=True)

    async def wait() -> Answer:
        body = json.dumps(ASKED)
        coming = asyncio.ensure_future(psc.call("POST", "/connect", body, content_type="application/json"))
        async with asyncio.timeout(20):
            await _asked(psc)
        psc.advance(121)
        return await coming

    answer = psc.run(wait())
    assert answer.status == 401
    assert answer.json["message"] == "400 - expired_token : authentication timed out"


async def _asked(psc: Banc) -> list[Ciba]:
    """The request, once it is there: each look lets the others work."""
    while not (waiting := await psc.espace.store.query(lambda one: ciba.en_attente(one, 0))):
        pass
    return waiting


@pytest.mark.parametrize(
    ("fault", "status", "message"),
    [
        ("proxy_indisponible", 503, None),
        ("ciba_appareil", 503, None),
        ("proxy_inconnu", 404, "User National ID or Software Client ID Not Found."),
        ("secret_faux", 401, "401 - unauthorized_client : Invalid client or Invalid client credentials"),
    ],
)
def test_a_fault_on_demand_is_told_as_the_proxy_tells_it(
    proxy: Banc, fault: str, status: int, message: str | None
) -> None:
    told = Fault("f1", "metier", fault, "psc", "psc.proxy_connexion", remaining=1)
    proxy.run(proxy.espace.faults.add(told))
    answer = connect(proxy)
    assert answer.status == status
    assert (answer.json["message"] if answer.body else None) == message
    assert answer.facts["fault"] is True


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_a_fault_aimed_at_a_client_strikes_only_its_sessions(proxy: Banc, method: str) -> None:
    proxy.client("autre-dui", ciba=True)
    told = Fault("f1", "metier", "proxy_indisponible", "psc", client="autre-dui")
    path = "/send/dmp/x" if method == "GET" else "/disconnect"
    connect(proxy, clientId="autre-dui")
    proxy.run(proxy.espace.faults.add(told))
    assert connect(proxy, nationalId="899700000013").status == 304
    assert proxy.get(path, method=method).status == 503
    proxy.cookies.clear()
    assert connect(proxy, clientId="autre-dui").status == 503
    assert connect(proxy).status == 200
    assert proxy.get(path, method=method).status == (502 if method == "GET" else 200)


def test_the_call_says_its_client_before_anything_is_verified(proxy: Banc) -> None:
    assert proxy.service.caller(connect(proxy, clientId="un-autre").exchange) == "un-autre"
    assert proxy.service.caller(connect(proxy, clientId=None).exchange) == ""


def test_the_trace_of_a_long_address_keeps_its_start(proxy: Banc) -> None:
    connect(proxy)
    proxy.get("/send/dmp/" + "a" * 3000)
    (sent,) = [
        one for one in proxy.get("/traces", "start=2020-01-01T00:00:00Z").json if one["type"] == "SEND"
    ]
    assert sent["apiRequest"]["path"] == "/" + "a" * 199


def test_the_proxy_s_own_errors_strike_nothing_else() -> None:
    assert peut_agir("proxy_inconnu", "psc.proxy_connexion")
    assert not peut_agir("proxy_inconnu", "psc.jeton")


def conversation(psc: Banc) -> None:
    """Everything the proxy may be asked, well and badly."""
    connect(psc, channel="X")
    connect(psc, bindingMessage="deux mots")
    connect(psc, nationalId="899700999999")
    psc.post("/connect", b"[]", content_type="application/json")
    opened = connect(psc).json
    connect(psc)
    data = {"nationalId": NURSE, "clientID": CLIENT, **opened}
    psc.post("/send/conformite/signsessiondata", json.dumps(data).encode(), content_type="application/json")
    psc.post("/send/conformite/signsessiondata", b"{}", content_type="application/json")
    psc.get("/send/dmp/x")
    psc.get("/send/rien/x")
    psc.get("/traces", {"start": "2026-01-01T00:00:00Z"})
    psc.get("/traces")
    psc.get("/disconnect", method="DELETE")
    psc.get("/disconnect", method="DELETE")
    psc.get("/connect")


def test_reading_again_finds_the_same_and_tells_it_in_both_languages(proxy: Banc) -> None:
    proxy.journal.clear()
    conversation(proxy)
    assert len(proxy.journal) == 15
    for exchange in proxy.journal:
        again = read_again(exchange, proxy.service, proxy.espace)
        shown = exchange.request.start
        assert (again.operation, dict(again.facts)) == (exchange.operation, dict(exchange.facts)), shown
        assert again.findings == exchange.findings, shown
        assert proxy.service.analyse(exchange, None).operation == exchange.operation
        french, english = (proxy.service.explain(exchange, lang).summary for lang in ("fr", "en"))
        assert french != english
        assert "psc." not in french


def test_each_call_is_told_with_its_error_and_its_person(proxy: Banc) -> None:
    proxy.journal.clear()
    conversation(proxy)
    told = [(one.operation, one.facts.get("psc.erreur", "")) for one in proxy.journal]
    assert told == [
        ("psc.proxy_connexion", "400"),
        ("psc.proxy_connexion", "401"),
        ("psc.proxy_connexion", "404"),
        ("psc.proxy_connexion", "400"),
        ("psc.proxy_connexion", ""),
        ("psc.proxy_connexion", ""),
        ("psc.proxy_envoi", ""),
        ("psc.proxy_envoi", "400"),
        ("psc.proxy_envoi", "502"),
        ("psc.proxy_envoi", "404"),
        ("psc.proxy_traces", ""),
        ("psc.proxy_traces", "400"),
        ("psc.proxy_deconnexion", ""),
        ("psc.proxy_deconnexion", "401"),
        ("psc.proxy_connexion", "HTTP 405 Method Not Allowed"),
    ]
    opened = proxy.journal[4]
    assert (opened.facts["professional"], opened.facts["psc.nom"]) == (NURSE, "NATHALIE KERMARREC")
    assert proxy.journal[8].facts["psc.session"] == opened.facts["psc.session"]
    rules = [{one.rule.id for one in exchange.findings} for exchange in proxy.journal]
    assert "psc.proxy.demande" in rules[0]
    assert {"psc.ciba.message_refuse", "psc.proxy.authentification"} <= rules[1]
    assert "psc.proxy.sans_relais" in rules[8]
    assert rules[4] == set()


def test_every_error_of_the_proxy_says_what_it_rests_on() -> None:
    ours = {key: entry.basis.kind.value for key, entry in ERRORS.items() if entry.wire["famille"] == "proxy"}
    assert ours == {
        "proxy_demande": "seen",
        "proxy_illisible": "assumed",
        "proxy_inconnu": "seen",
        "proxy_session_absente": "seen",
        "proxy_envoi_sans_session": "seen",
        "proxy_authentification": "seen",
        "proxy_indisponible": "seen",
        "proxy_dates": "assumed",
        "proxy_api_inconnue": "assumed",
        "proxy_sans_relais": "assumed",
        "proxy_donnees": "assumed",
    }
