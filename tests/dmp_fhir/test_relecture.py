"""The journal read again: an exchange keeps its operation, facts and findings."""

import json
from dataclasses import replace

import pytest

from simulators.core.faults.model import Fault
from tests.dmp_fhir import exemples
from tests.dmp_fhir.banc import JSON, Banc, Reponse


def exchanges(banc: Banc) -> list[Reponse]:
    """One call of each kind, accepted or refused."""
    fed = banc.fhir("POST", "", exemples.lot())
    banc.authorise()
    found = banc.search()
    own = found.resources[0]["id"]
    wrong = exemples.lot()
    del wrong["entry"][0]["resource"]["resourceType"]
    patch = b'[{"op":"replace","path":"/status","value":"superseded"}]'
    return [
        fed,
        found,
        banc.search(("couleur", "bleu")),
        banc.fhir("GET", f"/Binary/{own}", certificate="cps_auth"),
        banc.fhir("GET", f"/DocumentReference/{own}", certificate="cps_auth"),
        banc.fhir(
            "PATCH",
            f"/DocumentReference/{own}",
            patch,
            media="application/json-patch+json",
            certificate="cps_auth",
        ),
        banc.fhir("POST", "", exemples.lot()),
        banc.fhir("POST", "", wrong),
        banc.fhir("POST", "", b"{", media=JSON),
        banc.fhir("GET", "/metadata"),
        banc.fhir("GET", "/Zut"),
        banc.search(certificate=None),
    ]


def test_read_again_an_exchange_says_the_same(banc: Banc) -> None:
    for one in exchanges(banc):
        again = banc.service.analyse(one.exchange, banc.espace)
        assert again.operation == one.exchange.operation
        kept = {name: fact for name, fact in one.exchange.facts.items() if name in again.facts}
        assert dict(again.facts) == kept
        assert sorted(own.rule.id for own in again.findings) == sorted(one.rules)
        offline = banc.service.analyse(one.exchange, None)
        assert offline.operation == one.exchange.operation


def test_an_exchange_is_told_in_both_languages_as_pdsm(banc: Banc) -> None:
    told = [banc.service.explain(one.exchange, "fr") for one in exchanges(banc)]
    assert told[0].summary == (
        "Dépôt d'un lot en FHIR (PDSm 3.1.1, ITI-65) : accepté, 1 document(s) au registre."
    )
    assert told[1].summary == "Recherche de documents en FHIR (PDSm 3.1.1, ITI-67) : 1 fiche(s) trouvée(s)."
    assert "XDSDuplicateUniqueIdInRegistry" in told[6].summary
    assert told[6].todo
    english = banc.service.explain(exchanges_first(banc).exchange, "en")
    assert english.summary.startswith("Feeding of a set over FHIR (PDSm 3.1.1, ITI-65): refused")


def exchanges_first(banc: Banc) -> Reponse:
    """The same set a second time."""
    return banc.fhir("POST", "", exemples.lot())


@pytest.mark.parametrize(
    "key", ["XDSRegistryBusy", "fhir_erreur", "fhir_login", "XDSDuplicateUniqueIdInRegistry"]
)
def test_a_programmed_fault_answers_its_error(banc: Banc, key: str) -> None:
    banc.runner.run(
        banc.espace.faults.add(Fault(id="f", kind="metier", name=key, service="dmp", remaining=1))
    )
    answer = banc.fhir("POST", "", exemples.lot())
    statuses = {"XDSRegistryBusy": 503, "fhir_erreur": 500, "fhir_login": 401}
    assert answer.status == statuses.get(key, 409)
    assert answer.json["issue"][0]["severity"] == "error"
    assert banc.fhir("POST", "", exemples.lot()).status == 200
    assert replace(answer.exchange, id="x").outcome == str(answer.status)
    assert json.loads(answer.body)
