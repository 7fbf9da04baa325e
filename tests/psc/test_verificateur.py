"""MSSanté and the DMP ask PSC what a token is worth, without knowing it."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from simulators.core.bridges import JetonRefuse, VerifieLesJetons
from tests.psc.banc import START, Banc, claims


def reason(psc: Banc, token: str) -> str:
    with pytest.raises(JetonRefuse) as refused:
        psc.run(psc.service.verificateur.verifier(token, psc.espace))
    return str(refused.value.raison)


def test_a_live_token_says_whose_it_is_and_until_when(psc: Banc) -> None:
    assert isinstance(psc.service, VerifieLesJetons)
    tokens = psc.tokens()
    found = psc.run(psc.service.verificateur.verifier(tokens["access_token"], psc.espace))
    assert found.sujet == "f:550dc1c8-d97b-4b1e-ac8c-8eb4471cf9dd:899700000039"
    assert (found.identifiant_national, found.rpps) == ("899700000039", "99700000039")
    assert (found.nom, found.prenom) == ("KERMARREC", "NATHALIE")
    assert (found.client_id, found.session) == ("les-tilleuls-dui-bas", tokens["session_state"])
    assert found.expire == datetime.fromtimestamp(claims(tokens["access_token"])["exp"], UTC)
    assert found.expire - START < timedelta(seconds=130)
    assert found.session_expire - START > timedelta(seconds=1790)
    assert found.empreinte_certificat == ""


def test_each_reason_to_refuse_is_told_apart(psc: Banc) -> None:
    tokens = psc.tokens()
    head, body, _ = tokens["access_token"].split(".")
    assert reason(psc, "n'importe quoi") == "illisible"
    assert reason(psc, f"{head}.{body}.AAAA") == "signature"
    assert reason(psc, tokens["id_token"]) == "audience"
    psc.advance(121)
    assert reason(psc, tokens["access_token"]) == "expire"


def test_a_token_of_another_espace_is_unknown(psc: Banc) -> None:
    token = psc.tokens()["access_token"]
    psc.espace = psc.run(psc.espaces.create("job42"))
    assert reason(psc, token) == "inconnu"


def test_a_session_closed_revokes_the_token_and_the_mail_session(psc: Banc) -> None:
    tokens = psc.tokens()
    verifier = psc.service.verificateur
    assert psc.run(verifier.session_vivante(tokens["session_state"], psc.espace)) is True
    psc.control("DELETE", "/sessions/{session}", session=tokens["session_state"])
    assert reason(psc, tokens["access_token"]) == "revoque"
    assert psc.run(verifier.session_vivante(tokens["session_state"], psc.espace)) is False
    assert psc.run(verifier.session_vivante("inconnue", psc.espace)) is False


def test_the_mail_session_outlives_the_access_token_and_dies_with_the_refresh_token(psc: Banc) -> None:
    session = psc.tokens()["session_state"]
    psc.advance(600)
    assert psc.run(psc.service.verificateur.session_vivante(session, psc.espace)) is True
    psc.advance(1300)
    assert psc.run(psc.service.verificateur.session_vivante(session, psc.espace)) is False


def test_a_professional_revoked_loses_the_tokens_already_given(psc: Banc) -> None:
    tokens = psc.tokens()
    nurse = psc.espace.monde.professionnels()["nathalie"]
    psc.run(psc.espace.monde.put(nurse.model_copy(update={"etat": "activite-terminee"})))
    assert reason(psc, tokens["access_token"]) == "professionnel"
    assert psc.run(psc.service.verificateur.session_vivante(tokens["session_state"], psc.espace)) is False
    psc.run(psc.espace.monde.put(nurse))
    assert (
        psc.run(psc.service.verificateur.verifier(tokens["access_token"], psc.espace)).rpps == "99700000039"
    )


def test_the_issuer_names_the_espace_before_any_check(psc: Banc) -> None:
    announced = psc.service.verificateur.espace_annonce
    assert announced(psc.tokens()["access_token"]) == "defaut"
    espace = psc.run(psc.espaces.create("job42"))
    espace.journal = psc.espace.journal
    for options in ({"root": "/~job42"}, {"host": "job42.localhost:8454"}):
        psc.cookies.clear()
        psc.espace = espace
        psc.client()
        code = _code(psc, options)
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": "https://dui.example/retour",
        }
        form |= {"client_id": "les-tilleuls-dui-bas", "client_secret": "un-secret-de-test"}
        path = "/auth/realms/esante-wallet/protocol/openid-connect/token"
        token = psc.post(path, form, **options).json["access_token"]
        assert announced(token) == "job42"
        assert psc.run(psc.service.verificateur.verifier(token, espace)).nom == "KERMARREC"


def _code(psc: Banc, options: dict[str, str]) -> str:
    query = {"response_type": "code", "client_id": "les-tilleuls-dui-bas", "login_hint": "nathalie"}
    query |= {"redirect_uri": "https://dui.example/retour", "scope": "openid scope_all"}
    return psc.get("/auth", query, **options).query["code"]


@pytest.mark.parametrize("token", ["", "a.b.c", "eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL3gvfn4ifQ."])
def test_a_token_of_nobody_names_no_espace(psc: Banc, token: str) -> None:
    assert psc.service.verificateur.espace_annonce(token) is None


def test_verifying_stays_well_under_a_millisecond(psc: Banc) -> None:
    token = psc.tokens()["access_token"]

    async def many() -> float:
        began = time.process_time()
        for _ in range(200):
            await psc.service.verificateur.verifier(token, psc.espace)
        return (time.process_time() - began) / 200

    assert psc.run(many()) < 0.001
