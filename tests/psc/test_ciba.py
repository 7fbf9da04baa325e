"""A thick client connects a professional through its server, by the telephone or the card (psc.md §7)."""

from typing import Any

import pytest
from pydantic import ValidationError

from simulators.core.faults.active import Fault
from simulators.core.service import ControlRefused
from tests.psc.banc import CLIENT, NURSE, OIDC, SECRET, Answer, Banc, claims, peer

GRANT = "urn:openid:params:grant-type:ciba"
PENDING = "The authorization request is still pending as the end-user hasn't yet been authenticated."
MESSAGE = (
    "the binding_message value has to be max 50 characters in length and must contain only basic "
    "plain-text characters without spaces"
)


def ask(psc: Banc, *, without: tuple[str, ...] = (), **changes: str) -> Answer:
    form = {
        "scope": "openid scope_all",
        "acr_values": "eidas1",
        "login_hint": NURSE,
        "binding_message": "42",
        "channel": "MOBILE",
        "client_id": CLIENT,
        "client_secret": SECRET,
        **changes,
    }
    kept = {name: value for name, value in form.items() if name not in without}
    return psc.post(f"{OIDC}/ext/ciba/auth", kept, certificate=peer())


def asked(psc: Banc, **changes: str) -> str:
    answer = ask(psc, without=(), **changes)
    assert answer.status == 200, answer.text
    return str(answer.json["auth_req_id"])


def poll(psc: Banc, auth_req_id: str, *, without: tuple[str, ...] = (), **changes: str) -> Answer:
    form = {"grant_type": GRANT, "auth_req_id": auth_req_id, "client_id": CLIENT, "client_secret": SECRET}
    form |= changes
    return psc.post(f"{OIDC}/token", {name: value for name, value in form.items() if name not in without})


def waiting(psc: Banc) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = psc.control("GET", "/ciba")
    return found


def decide(psc: Banc, what: str) -> None:
    (one,) = waiting(psc)
    psc.control("POST", f"/ciba/{{demande}}/{what}", demande=one["id"])


def test_the_nurse_approves_on_the_telephone_and_the_client_gets_tokens(bureau: Banc) -> None:
    answer = ask(bureau)
    assert answer.status == 200
    assert (answer.json["expires_in"], answer.json["interval"]) == (120, 5)
    auth_req_id = answer.json["auth_req_id"]
    assert len(auth_req_id) > 500
    assert auth_req_id.count(".") == 4
    assert answer.header("cache-control") == "no-store"
    assert poll(bureau, auth_req_id).error == (400, "authorization_pending", PENDING)
    (one,) = waiting(bureau)
    assert (one["professionnel"], one["message"], one["moyen"]) == ("nathalie", "42", "MOBILE")
    decide(bureau, "approuver")
    bureau.advance(5)
    given = poll(bureau, auth_req_id)
    assert given.status == 200
    access = claims(given.json["access_token"])
    assert (access["preferred_username"], access["authMode"], access["acr"]) == (NURSE, "MOBILE", "eidas1")
    assert (given.json["expires_in"], given.json["refresh_expires_in"]) == (120, 1800)
    assert "nonce" not in claims(given.json["id_token"])
    assert bureau.userinfo(given.json["access_token"]).json["family_name"] == "KERMARREC"
    assert bureau.refresh(given.json["refresh_token"]).status == 200
    assert poll(bureau, auth_req_id).error == (400, "invalid_grant", "Invalid auth_req_id")
    assert waiting(bureau) == []


def test_by_card_the_tokens_say_so(bureau: Banc) -> None:
    auth_req_id = asked(bureau, channel="CARD")
    decide(bureau, "approuver")
    assert claims(poll(bureau, auth_req_id).json["access_token"])["authMode"] == "CARD"


def test_a_refusal_is_told(bureau: Banc) -> None:
    auth_req_id = asked(bureau)
    decide(bureau, "refuser")
    assert poll(bureau, auth_req_id).error == (400, "access_denied", "not authorized")
    with pytest.raises(ControlRefused):
        bureau.control("POST", "/ciba/{demande}/approuver", demande="inconnue")


def test_polling_too_fast_is_slowed_down(bureau: Banc) -> None:
    auth_req_id = asked(bureau)
    poll(bureau, auth_req_id)
    assert poll(bureau, auth_req_id).error == (400, "slow_down", "too early to access")
    bureau.advance(5)
    assert poll(bureau, auth_req_id).error[1] == "authorization_pending"


def test_a_request_expires_then_is_forgotten(bureau: Banc) -> None:
    auth_req_id = asked(bureau)
    (one,) = waiting(bureau)
    bureau.advance(120)
    assert poll(bureau, auth_req_id).error == (400, "expired_token", "authentication timed out")
    with pytest.raises(ControlRefused):
        bureau.control("POST", "/ciba/{demande}/approuver", demande=one["id"])
    bureau.advance(16)
    assert poll(bureau, auth_req_id).error == (400, "invalid_grant", "Invalid auth_req_id")


def test_the_telephones_tell_who_waits_for_whom_and_how_long(bureau: Banc) -> None:
    before = bureau.control("GET", "/telephones")
    assert "olivier-rey" not in [one["professionnel"] for one in before.rows]
    asked(bureau)
    bureau.advance(30)
    (one,) = waiting(bureau)
    assert (one["professionnel"], one["message"], one["moyen"]) == ("nathalie", "42", "MOBILE")
    # The clock of the bench stands a second short until the next exchange.
    assert one["secondes_restantes"] == 91
    after = bureau.control("GET", "/telephones")
    assert next((each["professionnel"], each["en_attente"]) for each in after.rows) == ("nathalie", 1)
    assert after.total == before.total
    decide(bureau, "refuser")
    told = bureau.control("GET", "/telephones/{professionnel}", professionnel="nathalie")
    assert (told["telephone"], told["carte"], told["en_attente"]) == (True, True, 0)
    with pytest.raises(ControlRefused, match="Ni téléphone ni carte"):
        bureau.control("GET", "/telephones/{professionnel}", professionnel="inconnue")


def test_a_setting_approves_by_itself_after_a_delay(bureau: Banc) -> None:
    bureau.control("PUT", "/connexion", {"ciba_apres": 8})
    auth_req_id = asked(bureau)
    assert poll(bureau, auth_req_id).error[1] == "authorization_pending"
    bureau.advance(8)
    assert poll(bureau, auth_req_id).status == 200


def test_a_setting_for_one_person_goes_before_that_of_the_espace(bureau: Banc) -> None:
    each = {"899700000039": None, "helene": 60}
    told = bureau.control("PUT", "/connexion", {"ciba_apres": 0, "ciba_par_personne": each})
    assert told["ciba_par_personne"] == {"nathalie": None, "helene": 60}
    never, later = asked(bureau), asked(bureau, login_hint="899700000013")
    assert poll(bureau, asked(bureau, login_hint="899700000070")).status == 200
    bureau.advance(40)
    assert poll(bureau, later).error[1] == "authorization_pending"
    bureau.advance(30)
    assert poll(bureau, later).status == 200
    assert poll(bureau, never).error[1] == "authorization_pending"


def test_a_setting_for_a_stranger_or_a_negative_delay_is_refused(bureau: Banc) -> None:
    with pytest.raises(ControlRefused):
        bureau.control("PUT", "/connexion", {"ciba_par_personne": {"personne": 1}})
    with pytest.raises(ValidationError):
        bureau.control("PUT", "/connexion", {"ciba_par_personne": {"nathalie": -1}})


@pytest.mark.parametrize(
    ("changes", "without", "error"),
    [
        ({}, ("scope",), (400, "invalid_request", "missing parameter : scope")),
        ({"scope": "openid foo"}, (), (400, "invalid_scope", "Invalid scopes: openid foo")),
        ({}, ("login_hint",), (400, "invalid_request", "missing parameter : login_hint")),
        ({"login_hint": "899799999999"}, (), (400, "invalid_request", "invalid user")),
        ({"login_hint": "99700000039"}, (), (400, "invalid_request", "invalid user")),
        ({"login_hint": "nathalie"}, (), (400, "invalid_request", "invalid user")),
        ({"user_code": "1"}, (), (400, "invalid_request", "User code not supported")),
        (
            {"client_notification_token": "j"},
            (),
            (400, "invalid_request", "Client Notification token supported only for the ping mode"),
        ),
        ({"binding_message": "42 !"}, (), (400, "invalid_binding_message", MESSAGE)),
        ({"binding_message": "x" * 51}, (), (400, "invalid_binding_message", MESSAGE)),
        (
            {"login_hint": "899700000112"},
            (),
            (503, "server_error", "Failed to send authentication request"),
        ),
        (
            {"client_secret": "faux"},
            (),
            (401, "unauthorized_client", "Invalid client or Invalid client credentials"),
        ),
    ],
)
def test_a_wrong_request_is_refused(
    bureau: Banc, changes: dict[str, str], without: tuple[str, ...], error: tuple[int, str, str]
) -> None:
    assert ask(bureau, without=without, **changes).error == error
    assert waiting(bureau) == []


def test_ciba_is_opened_client_by_client(psc: Banc) -> None:
    closed = (400, "invalid_grant", "Client not allowed OIDC CIBA Grant")
    assert ask(psc).error == closed
    assert poll(psc, "x").error == closed


@pytest.mark.parametrize(
    ("auth_req_id", "error"),
    [
        ("", (400, "invalid_request", "Missing parameter: auth_req_id")),
        ("pas-un-jwe", (400, "invalid_grant", "Invalid Auth Req ID")),
        ("é", (400, "invalid_grant", "Invalid Auth Req ID")),
        ("a.b.c.d.e", (400, "invalid_grant", "Invalid Auth Req ID")),
        ("x" * 20_000, (400, "invalid_grant", "Invalid Auth Req ID")),
    ],
)
def test_a_wrong_auth_req_id_is_refused(bureau: Banc, auth_req_id: str, error: tuple[int, str, str]) -> None:
    assert poll(bureau, auth_req_id).error == error


def test_an_auth_req_id_altered_is_not_ours(bureau: Banc) -> None:
    auth_req_id = asked(bureau)
    head, rest = auth_req_id[:-1], auth_req_id[-1]
    assert poll(bureau, head + ("A" if rest != "A" else "Q")).error[2] == "Invalid Auth Req ID"


def test_the_request_of_another_client_is_unknown(bureau: Banc) -> None:
    bureau.client("autre", ciba=True)
    auth_req_id = asked(bureau)
    decide(bureau, "approuver")
    refused = poll(bureau, auth_req_id, client_id="autre")
    assert refused.error == (400, "invalid_grant", "Invalid auth_req_id")
    assert poll(bureau, auth_req_id).status == 200


def test_a_binding_message_of_two_digits_is_asked(bureau: Banc) -> None:
    assert "psc.ciba.message_autre" not in ask(bureau).rules
    assert "psc.ciba.message_autre" in ask(bureau, binding_message="bonjour").rules
    assert "psc.ciba.canal_autre" in ask(bureau, without=("channel",)).rules


def test_the_journal_keeps_what_was_asked_and_who(bureau: Banc) -> None:
    answer = ask(bureau)
    assert answer.exchange.operation == "psc.ciba"
    assert (answer.facts["professional"], answer.facts["psc.channel"]) == (NURSE, "MOBILE")
    polled = poll(bureau, answer.json["auth_req_id"])
    assert polled.exchange.operation == "psc.ciba_jeton"
    assert polled.facts["psc.erreur"] == "authorization_pending"


def test_the_device_may_answer_nonsense_on_demand(bureau: Banc) -> None:
    fault = Fault("f1", "metier", "ciba_appareil", "psc", "psc.ciba", remaining=1)
    bureau.run(bureau.espace.faults.add(fault))
    assert ask(bureau).error == (503, "server_error", "Unexpected response from authentication device")
    assert ask(bureau).status == 200


def test_the_pace_is_checked_before_the_refusal_and_the_end_before_both(bureau: Banc) -> None:
    auth_req_id = asked(bureau)
    assert poll(bureau, auth_req_id).error[1] == "authorization_pending"
    decide(bureau, "refuser")
    assert poll(bureau, auth_req_id).error == (400, "slow_down", "too early to access")
    bureau.advance(10)
    assert poll(bureau, auth_req_id).error == (400, "access_denied", "not authorized")
    bureau.advance(110)
    assert poll(bureau, auth_req_id).error == (400, "expired_token", "authentication timed out")
    assert poll(bureau, auth_req_id).error == (400, "expired_token", "authentication timed out")


def test_auth_time_is_when_the_person_approved_and_the_session_begins_with_its_tokens(bureau: Banc) -> None:
    auth_req_id = asked(bureau)
    bureau.advance(20)
    decide(bureau, "approuver")
    bureau.advance(30)
    given = poll(bureau, auth_req_id).json
    for token in (given["access_token"], given["id_token"]):
        told = claims(token)
        assert told["iat"] - told["auth_time"] in {29, 30, 31}
    assert given["refresh_expires_in"] == 1800
    later = bureau.refresh(given["refresh_token"]).json
    assert claims(later["access_token"])["auth_time"] == claims(given["access_token"])["auth_time"]


def test_a_request_that_approves_itself_was_approved_at_its_delay_not_at_the_poll(bureau: Banc) -> None:
    bureau.control("PUT", "/connexion", {"ciba_apres": 8})
    auth_req_id = asked(bureau)
    bureau.advance(60)
    told = claims(poll(bureau, auth_req_id).json["access_token"])
    assert told["iat"] - told["auth_time"] in {51, 52, 53}
