"""How the directory is kept: dates of update, calls per second, hidden keys, FHIR as others read it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from fhir.resources.R4B import get_fhir_model_class

from mss.annuaire.debit import Debit
from simulators.core.clock import ClockMode, ClockSetting
from tests.mss.banc import BOITE_CABINET, BOITE_INFIRMIERE, Monde, running

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def updated(monde: Monde, target: str) -> list[str]:
    found = monde.annuaire(target).json()
    return [one["resource"]["meta"]["lastUpdated"] for one in found.get("entry", ())]


def test_a_change_moves_the_date_of_its_entry_alone(monde: Monde) -> None:
    monde.banc.do(monde.banc.espaces.set_clock(monde.name, ClockSetting(ClockMode.STEPPED, 0.0, NOON)))
    assert updated(monde, "Practitioner?family=KERMARREC") == ["2026-01-05T05:00:00.000+00:00"]
    monde.set_state(BOITE_INFIRMIERE, "liste-rouge")
    (moved,) = updated(monde, "Practitioner?family=KERMARREC")
    assert moved.startswith("2026-03-02T12:00:")
    assert updated(monde, "Practitioner?family=BESNARD") == ["2026-01-05T05:00:00.000+00:00"]
    # What a synchronising client asks: all that changed since its last call.
    found = monde.annuaire("Practitioner?_lastUpdated=ge2026-02-01").json()["entry"]
    assert [one["resource"]["name"][0]["family"] for one in found] == ["KERMARREC"]
    assert updated(monde, "Practitioner?family=KERMARREC") == [moved]


def test_a_change_made_before_anybody_looked_is_told_too(monde: Monde) -> None:
    monde.banc.do(monde.banc.espaces.set_clock(monde.name, ClockSetting(ClockMode.STEPPED, 0.0, NOON)))
    monde.set_state(BOITE_CABINET, "suspendue")
    assert updated(monde, "Practitioner?family=BESNARD")[0].startswith("2026-03-02T12:00:")
    assert updated(monde, "Practitioner?family=KERMARREC") == ["2026-01-05T05:00:00.000+00:00"]


def test_the_date_of_an_entry_outlives_a_restart(pki_folder: Path, tmp_path: Path) -> None:
    with running(pki_folder, root=tmp_path) as banc:
        monde = banc.espace("defaut")
        monde.set_state(BOITE_INFIRMIERE, "liste-rouge")
        (moved,) = updated(monde, "Practitioner?family=KERMARREC")
    with running(pki_folder, root=tmp_path) as banc:
        assert updated(banc.espace("defaut"), "Practitioner?family=KERMARREC") == [moved]
    assert moved != "2026-01-05T05:00:00.000+00:00"


def test_one_call_too_many_in_a_second_waits(pki_folder: Path) -> None:
    now = [0.0]
    with running(pki_folder, debit=Debit(17, lambda: now[0])) as banc:
        monde = banc.espace("defaut")
        statuses = [monde.annuaire("metadata").status_code for _ in range(18)]
        assert statuses == [200] * 17 + [429]
        (finding,) = monde.exchanges()[-1].findings
        assert finding.rule.id == "mss.annuaire.debit"
        again = banc.service.analyse(monde.exchanges()[-1], monde.espace)
        assert [one.rule.id for one in again.findings] == ["mss.annuaire.debit"]
        # The public files are not counted; the next second is another one.
        assert monde.annuaire("/listeblanchemssante.xml", None).status_code == 200
        now[0] = 0.9
        assert monde.annuaire("metadata").status_code == 429
        now[0] = 1.0
        assert monde.annuaire("metadata").status_code == 200


def test_each_espace_has_a_count_of_its_own() -> None:
    debit = Debit(1, lambda: 0.0, most=2)
    assert [debit.passe("a"), debit.passe("a"), debit.passe("b")] == [True, False, True]


def test_a_key_that_somebody_typed_is_not_in_the_journal(monde: Monde) -> None:
    secret = "5f1c3a52-0000-4000-8000-vraiecle"
    monde.annuaire("Device", secret)
    (exchange,) = monde.exchanges()
    assert secret not in repr(exchange)
    assert exchange.request.header("esante-api-key") == "*** (166df50a)"
    # Adopted all the same, from the exchange that was refused.
    assert monde.banc.do(monde.banc.service.adopt(exchange, monde.espace)) == {
        "genre": "cles_annuaire",
        "valeur": {"cle": secret, "nom": "adoptée"},
    }
    assert monde.annuaire("Device", secret).status_code == 200


@pytest.mark.parametrize(
    "target",
    [
        "metadata",
        "Practitioner?_count=200&_revinclude=PractitionerRole:practitioner",
        "PractitionerRole?_include=*&_total=accurate",
        "Organization?_elements=name,telecom",
        "HealthcareService",
        "Device",
        "Practitioner?family=PERSONNE",
        "Practitioner/003-7240196-8724067",
        "Nothing",
        "Practitioner?inconnu=1",
    ],
)
def test_every_answer_is_fhir_as_another_library_reads_it(monde: Monde, target: str) -> None:
    told = monde.annuaire(target).json()
    read = get_fhir_model_class(told["resourceType"]).model_validate(told)
    assert read.get_resource_type() == told["resourceType"]
    for entry in told.get("entry", ()):
        resource = entry["resource"]
        other = get_fhir_model_class(resource["resourceType"]).model_validate(resource)
        assert other.model_dump()["id"] == resource["id"]
