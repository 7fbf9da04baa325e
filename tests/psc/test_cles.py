"""The keys of the realm change under a client's feet: it must fetch them again, not fail."""

from typing import Any

import pytest

from psc.model import Roulement
from psc.state.clients import mettre_roulement
from simulators.core.bridges import JetonRefuse
from tests.psc.banc import OIDC, Banc, claims, holds

REFUSED = (401, "invalid_token", "Token verification failed")


def published(psc: Banc) -> list[str]:
    keys = psc.get(f"{OIDC}/certs").json["keys"]
    return [one["kid"] for one in keys if one["use"] == "sig"]


def rotate(psc: Banc, *, keep: bool = True) -> dict[str, Any]:
    told: dict[str, Any] = psc.control("POST", "/cles/rotation", {"garder_l_ancienne": keep})
    return told


def test_the_new_key_signs_and_the_former_still_verifies(psc: Banc) -> None:
    before, (first,) = psc.tokens(), published(psc)
    told = rotate(psc)
    second = told["active"]
    assert (second != first, told["publiees"]) == (True, [second, first])
    assert published(psc) == [second, first]
    after = psc.tokens()
    for tokens in (before, after):
        assert holds(psc, tokens["access_token"])
        assert holds(psc, tokens["id_token"])
        assert psc.userinfo(tokens["access_token"]).status == 200
        assert psc.introspect(tokens["access_token"]).json["active"] is True
    assert psc.refresh(before["refresh_token"]).status == 200


def test_a_key_withdrawn_takes_its_tokens_with_it(psc: Banc) -> None:
    before = psc.tokens()
    rotate(psc)
    assert psc.userinfo(before["access_token"]).status == 200
    psc.control("POST", "/cles/retrait")
    assert len(published(psc)) == 1
    assert not holds(psc, before["access_token"])
    assert psc.userinfo(before["access_token"]).error == REFUSED
    assert psc.introspect(before["access_token"]).json == {"active": False}
    with pytest.raises(JetonRefuse):
        psc.run(psc.service.verificateur.verifier(before["access_token"], psc.espace))
    assert psc.refresh(before["refresh_token"]).status == 200


def test_a_rotation_between_the_code_and_the_tokens(psc: Banc) -> None:
    code = psc.code()
    rotate(psc, keep=False)
    token = psc.token(code=code).json["id_token"]
    assert holds(psc, token)
    assert claims(token)["nonce"] == "nonce-1"


def test_the_other_services_follow(psc: Banc) -> None:
    rotate(psc, keep=False)
    token = psc.tokens()["access_token"]
    found = psc.run(psc.service.verificateur.verifier(token, psc.espace))
    assert found.identifiant_national == "899700000039"


def test_three_keys_sign_in_turn_and_at_most_two_are_published(psc: Banc) -> None:
    kids = [published(psc)[0], *(rotate(psc)["active"] for _ in range(3))]
    assert len(set(kids)) == 3
    assert kids[3] == kids[0]
    assert published(psc) == [kids[0], kids[2]]


def test_another_espace_keeps_its_key(psc: Banc) -> None:
    (before,) = published(psc)
    rotate(psc, keep=False)
    other = psc.run(psc.espaces.create("job42"))
    other.journal = psc.espace.journal
    keys = psc.get(f"{OIDC}/certs", espace=other).json["keys"]
    assert keys[0]["kid"] == before != published(psc)[0]


def test_another_process_follows_without_being_told(psc: Banc) -> None:
    """Written by somebody else: this process looks again by itself, within a moment."""
    before = psc.tokens()["access_token"]
    psc.run(psc.espace.store.write(lambda connection: mettre_roulement(connection, Roulement(1, (1,)))))
    for _ in range(100_000):
        if psc.userinfo(before).status == 401:
            break
    assert psc.userinfo(before).error == REFUSED
    assert psc.userinfo(psc.tokens()["access_token"]).status == 200
