"""A token whose life a test ends: the client must refresh, or come back to the login page."""

import pytest

from simulators.core.bridges import JetonRefuse
from simulators.core.service import ControlRefused
from tests.psc.banc import NURSE, Banc

REFUSED = (401, "invalid_token", "Token verification failed")


def expire(psc: Banc, token: str) -> object:
    return psc.control("POST", "/jetons/expirer", {"jeton": token})


def test_an_access_token_expires_now_and_is_refreshed_within_the_second(psc: Banc) -> None:
    tokens = psc.tokens()
    told = expire(psc, tokens["access_token"])
    assert told == {
        "genre": "Bearer",
        "session": tokens["session_state"],
        "client_id": "les-tilleuls-dui-bas",
    }
    assert psc.userinfo(tokens["access_token"]).error == REFUSED
    assert psc.introspect(tokens["access_token"]).json == {"active": False}
    fresh = psc.refresh(tokens["refresh_token"])
    assert psc.userinfo(fresh.json["access_token"]).status == 200


def test_the_other_services_find_it_expired_too(psc: Banc) -> None:
    token = psc.tokens()["access_token"]
    found = psc.run(psc.service.verificateur.verifier(token, psc.espace))
    assert found.identifiant_national == NURSE
    expire(psc, token)
    with pytest.raises(JetonRefuse) as refused:
        psc.run(psc.service.verificateur.verifier(token, psc.espace))
    assert refused.value.args[0] == "expire"


def test_a_refresh_token_expires_now_and_its_access_token_lives_on(psc: Banc) -> None:
    tokens = psc.tokens()
    expire(psc, tokens["refresh_token"])
    assert psc.refresh(tokens["refresh_token"]).error == (400, "invalid_grant", "Token is not active")
    assert psc.userinfo(tokens["access_token"]).status == 200


def test_only_tokens_of_the_espace_can_be_ended(psc: Banc) -> None:
    tokens = psc.tokens()
    for other in ("x", tokens["id_token"], tokens["access_token"][:-4] + "AAAA"):
        with pytest.raises(ControlRefused):
            expire(psc, other)
    other = psc.run(psc.espaces.create("job42"))
    (route,) = [one for one in psc.service.control_routes if one.path == "/jetons/expirer"]
    assert route.body is not None
    assert psc.userinfo(tokens["access_token"]).status == 200
    assert other.name == "job42"
