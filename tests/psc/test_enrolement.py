"""An ESMS registers staff on the portail RPPS+: the number comes at once, the e-CPS later."""

import asyncio
from typing import Any

import pytest
from pydantic import ValidationError

from simulators.core.service import ControlCall, ControlRefused
from tests.psc.banc import CLIENT, OIDC, SECRET, Banc


def register(psc: Banc, **changes: str) -> dict[str, Any]:
    structure = next(iter(psc.espace.monde.structures()))
    form = {
        "nom": "Petit",
        "prenom": "Léa",
        "role": "Éducateur spécialisé",
        "structure": structure,
        "secteur": "SA16",
        **changes,
    }
    told: dict[str, Any] = psc.control("POST", "/enrolements", form)
    return told


def activate(psc: Banc, id_: str) -> None:
    psc.control("POST", "/enrolements/{professionnel}/activer", professionnel=id_)


def shown(psc: Banc) -> list[tuple[str, bool]]:
    """Who is registered, and whether their e-CPS serves."""
    return [(one["id"], one["active"]) for one in psc.control("GET", "/enrolements")]


def test_the_person_waits_two_days_then_connects(psc: Banc) -> None:
    person = register(psc)
    assert (person["rpps"], person["active"]) == ("99710000003", False)
    who = person["identifiant_national"]
    waiting = psc.authorize(login_hint=who)
    assert waiting.facts["psc.refus"] == "enrolement_en_attente"
    assert "moins de 48 heures" in waiting.text
    psc.advance(48 * 3600 - 10)
    assert psc.authorize(login_hint=who).facts["psc.refus"] == "enrolement_en_attente"
    psc.advance(20)
    tokens = psc.token(code=psc.code(login_hint=who)).json
    told = psc.userinfo(tokens["access_token"]).json
    assert (told["SubjectNameID"], told["family_name"], told["authMode"]) == (who, "PETIT", "MOBILE")
    assert told["SubjectRole"] == ["326^1.2.250.1.213.1.1.5.5"]
    assert shown(psc) == [("enrolee", False), ("enrole-99710000003", True)]


def test_the_telephone_waits_too(psc: Banc) -> None:
    psc.client(ciba=True)
    person = register(psc)
    form = {
        "scope": "openid scope_all",
        "login_hint": person["identifiant_national"],
        "binding_message": "42",
        "channel": "MOBILE",
        "client_id": CLIENT,
        "client_secret": SECRET,
    }
    refused = (503, "server_error", "Failed to send authentication request")
    assert psc.post(f"{OIDC}/ext/ciba/auth", form).error == refused
    activate(psc, person["id"])
    assert psc.post(f"{OIDC}/ext/ciba/auth", form).status == 200


def test_activating_ends_the_wait(psc: Banc) -> None:
    person = register(psc)
    activate(psc, person["id"])
    assert psc.code(login_hint=person["identifiant_national"])
    with pytest.raises(ControlRefused):
        activate(psc, "nathalie")


def test_each_has_a_number_of_their_own(psc: Banc) -> None:
    assert [register(psc)["rpps"] for _ in range(3)] == ["99710000003", "99710000011", "99710000029"]


def test_those_registered_at_the_same_moment_too(psc: Banc) -> None:
    (route,) = [
        one for one in psc.service.control_routes if (one.method, one.path) == ("POST", "/enrolements")
    ]
    assert route.body is not None
    structure = next(iter(psc.espace.monde.structures()))
    fiche = route.body(nom="Petit", prenom="Léa", structure=structure, secteur="SA16")

    async def five() -> list[Any]:
        return await asyncio.gather(*(route.handle(psc.espace, ControlCall({}, fiche)) for _ in range(5)))

    assert len({one["rpps"] for one in psc.run(five())}) == 5
    assert len(psc.control("GET", "/enrolements")) == 6


def test_a_number_somebody_has_is_not_given(psc: Banc) -> None:
    nurse = psc.espace.monde.professionnels()["nathalie"]
    psc.run(psc.espace.monde.put(nurse.model_copy(update={"id": "deja", "rpps": "99710000003"})))
    assert register(psc)["rpps"] == "99710000011"


def test_who_was_registered_at_an_unknown_moment_keeps_waiting(psc: Banc) -> None:
    psc.advance(100 * 3600)
    assert psc.authorize(login_hint="899700000138").facts["psc.refus"] == "enrolement_en_attente"
    assert shown(psc) == [("enrolee", False)]
    assert psc.control("GET", "/enrolements")[0]["active_le"] is None
    activate(psc, "enrolee")
    assert psc.code(login_hint="899700000138")
    assert shown(psc) == []


def test_a_structure_nobody_knows_registers_nobody(psc: Banc) -> None:
    with pytest.raises(ControlRefused):
        register(psc, structure="ailleurs")
    for changes in ({"nom": ""}, {"nom": "<b>"}, {"secteur": "EHPAD"}, {"profession": "infirmier"}):
        with pytest.raises(ValidationError):
            register(psc, **changes)
    assert shown(psc) == [("enrolee", False)]
