"""Spoilt identity tokens on demand: what a client must notice by itself."""

from collections.abc import Callable
from typing import Any

import pytest
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from simulators.core.faults.active import Fault
from tests.psc.banc import OIDC, Banc, claims

Claims = dict[str, Any]


def spoilt(psc: Banc, name: str) -> str:
    """The identity token of a login under that fault."""
    psc.run(psc.espace.faults.add(Fault("f1", "metier", name, "psc", "psc.jeton", remaining=1)))
    return str(psc.tokens()["id_token"])


def holds(psc: Banc, token: str) -> bool:
    """Whether the signature is that of a published key."""
    keys = KeySet.import_key_set(psc.get(f"{OIDC}/certs").json)
    try:
        jws.deserialize_compact(token, keys, algorithms=["RS256"])
    except (JoseError, ValueError):
        return False
    return True


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("jeton_nonce_faux", lambda claims: claims["nonce"] == "un-autre-nonce"),
        ("jeton_iss_faux", lambda claims: claims["iss"].endswith("/auth/realms/esante-wallet-autre")),
        ("jeton_ne_expire", lambda claims: claims["exp"] == claims["iat"]),
        ("jeton_horloge_avance", lambda claims: claims["iat"] > 1772438400 + 500),
        ("jeton_horloge_retard", lambda claims: claims["exp"] < 1772438400),
        ("jeton_acr_eidas3", lambda claims: claims["acr"] == "eidas3"),
    ],
)
def test_one_claim_is_wrong_under_a_right_signature(
    psc: Banc, name: str, wrong: Callable[[Claims], bool]
) -> None:
    token = spoilt(psc, name)
    assert holds(psc, token)
    assert wrong(claims(token))
    assert not wrong(claims(psc.tokens()["id_token"]))


@pytest.mark.parametrize("name", ["jeton_kid_inconnu", "jeton_signature_fausse"])
def test_the_signature_cannot_be_verified(psc: Banc, name: str) -> None:
    assert not holds(psc, spoilt(psc, name))
    assert holds(psc, psc.tokens()["id_token"])


def test_the_access_token_stays_right(psc: Banc) -> None:
    psc.run(psc.espace.faults.add(Fault("f1", "metier", "jeton_signature_fausse", "psc", "psc.jeton")))
    assert psc.userinfo(psc.tokens()["access_token"]).status == 200
