"""What the rules refuse is refused on the wire, at its FHIRPath, and leaves nothing in the registry."""

from typing import Any

from dmp.fhir.model.profil import Flux, VersionMhd
from dmp.fhir.rules.profils.registre import LIGNES
from simulators.core.rule import Effect, Profile
from tests.dmp_fhir import exemples as e
from tests.dmp_fhir.banc import Banc
from tests.dmp_fhir.cas import Cas
from tests.dmp_fhir.exemples import Arbre
from tests.dmp_fhir.test_profils_fiche import CAS as FICHES
from tests.dmp_fhir.test_profils_fiche import SIMPLES
from tests.dmp_fhir.test_profils_lot import CAS as LOTS

REFUSED = [
    case
    for case in (*FICHES, *SIMPLES, *LOTS)
    if LIGNES[f"dmp.fhir.{case.regle}"].regle.effect(Profile.TERRAIN) is Effect.REFUSE
    and case.mhd is VersionMhd.V4_2_4
]


def _message(case: Cas) -> tuple[str, Arbre, str]:
    """Where the message goes, the whole of it, and where its own resource stands in it."""
    message = case.message()
    if message["resourceType"] == "Bundle":
        return "", message, "Bundle"
    if case.flux is Flux.SIMPLIFIE:
        return "/DocumentReference", message, "DocumentReference"
    rank = 0 if message["resourceType"] == "List" else 1
    whole = e.lot()
    whole["entry"][rank]["resource"] = message
    return "", whole, f"Bundle.entry[{rank}].resource"


def _told(outcome: Any) -> list[str]:
    return [place for issue in outcome["issue"] for place in issue.get("expression", [])]


def test_each_refusal_reaches_the_editor_at_its_place_and_nothing_is_kept(banc: Banc) -> None:
    wrong = []
    for case in REFUSED:
        address, message, holder = _message(case)
        answer = banc.fhir("POST", address, message, certificate="cps_auth")
        place = holder + case.chemin[case.chemin.index(".") :]
        if not (answer.status in {400, 422} and place in _told(answer.json)):
            wrong.append((case.regle, place, answer.status, _told(answer.json)))
    assert wrong == []
    assert len(REFUSED) > 80
    assert banc.documents() == []


def test_what_is_only_noted_is_taken_and_told_as_a_warning(banc: Banc) -> None:
    message = e.lot()
    del message["entry"][1]["resource"]["custodian"]
    answer = banc.fhir("POST", "", message, certificate="cps_auth")
    assert answer.status == 200
    finding = answer.finding("dmp.fhir.fiche.custodian")
    assert (finding.place.kind, finding.place.path) == ("fhirpath", "Bundle.entry[1].resource.custodian")
    assert finding.effect is Effect.ACCEPT
    (kept,) = banc.documents()
    assert kept.fiche.unique_id == "1.2.250.1.999.1.1.1.1"
