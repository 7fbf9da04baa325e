"""Lists: the records one is authorised on, people by their traits, who is authorised on a record."""

import re
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from dmp.state import passages
from tests.dmp.banc import Answer, Banc
from tests.dmp.cas import DOCTOR_ROLES
from tests.dmp.cas_listes import REGULATION
from tests.dmp.editeur import (
    DOCTOR,
    INS,
    NURSE,
    autorisation,
    existence,
    habilitations,
    lecture,
    liste,
    recherche,
    traits,
    vihf,
)

FIRST = "1.2.250.1.999.1.1.1.1"


def listed(banc: Banc, body: str = "", claims: Any = None) -> Answer:
    return banc.call("liste", body or liste(), claims or banc.air())


def values(answer: Answer, name: str) -> list[str]:
    return re.findall(rf"<ns1:{name}>([^<]*)<", answer.root)


def test_a_professional_lists_the_records_that_were_opened_to_them(banc: Banc) -> None:
    assert values(listed(banc), "nationalId") == []
    banc.authorise()
    answer = listed(banc)
    assert (answer.status, answer.code, answer.rules) == (200, "DMPOk", [])
    assert (
        '<ns1:patientListResponse xmlns:ns1="urn:si-dmp-patients"><ns1:output><ns1:patientlistData>'
        f"<ns1:patientIdentifier><ns1:nationalId>{INS}</ns1:nationalId>"
        "<ns1:nationalIdType>1.2.250.1.213.1.4.10</ns1:nationalIdType></ns1:patientIdentifier>"
        "<ns1:lastName>DELAUNAY</ns1:lastName><ns1:firstName>MARGUERITE JEANNE</ns1:firstName>"
        "<ns1:dateOfBirth>19400314</ns1:dateOfBirth><ns1:MT>false</ns1:MT><ns1:message>false</ns1:message>"
        "<ns1:lastAccessDate>"
    ) in answer.root
    assert "</ns1:patientlistData><ns1:status>DMPOk</ns1:status></ns1:output>" in answer.root
    assert "PatientSpecificEndPoint:patientListResponse<" in answer.root
    assert banc.call("autorisation", autorisation("SUPPRESSION"), banc.air()).text("status") == "DMPOk"
    assert values(listed(banc), "nationalId") == []


def test_the_date_asked_for_narrows_the_list(banc: Banc) -> None:
    banc.authorise()
    tomorrow = f"{datetime.now(UTC) + timedelta(days=1):%Y%m%d%H%M%S}"
    yesterday = f"{datetime.now(UTC) - timedelta(days=1):%Y%m%d%H%M%S}"
    assert values(listed(banc, liste(tomorrow)), "nationalId") == []
    assert values(listed(banc, liste(yesterday)), "nationalId") == [INS]
    assert values(listed(banc, liste("01012018")), "nationalId") == [INS]
    # No document was added yet; then one is.
    assert values(listed(banc, liste(yesterday, "LASTDOC")), "nationalId") == []
    assert banc.feed().code == "Success"
    answer = listed(banc, liste(yesterday, "LASTDOC"))
    assert values(answer, "nationalId") == [INS]
    (added,), (updated,) = values(answer, "lastAddDate"), values(answer, "lastUpdateDate")
    assert added == updated
    assert len(added) == 14


def test_a_list_needs_no_patient_in_the_assertion(banc: Banc) -> None:
    banc.authorise()
    answer = listed(banc, claims=banc.air(ressource=None, ressource_brute=None))
    assert values(answer, "nationalId") == [INS]


def test_a_closed_record_or_a_block_leaves_the_list(banc: Banc) -> None:
    banc.authorise()
    banc.change("marguerite-delaunay", etat="ferme")
    assert values(listed(banc), "nationalId") == []
    banc.change("marguerite-delaunay", etat="ouvert", bloques=("nathalie-kermarrec",))
    assert values(listed(banc), "nationalId") == []


def test_a_badly_written_list_is_told_its_fault_in_the_status(banc: Banc) -> None:
    refused = listed(banc, liste(), vihf(usage=REGULATION))
    assert (refused.status, refused.code) == (200, "DMPAccessDeniedByRightsService")
    assert refused.text("status") == "DMPAccessDeniedByRightsService"


def test_those_authorised_and_those_blocked_are_listed(banc: Banc) -> None:
    doctor = banc.air(sujet=DOCTOR, roles=DOCTOR_ROLES)
    banc.authorise()
    assert (
        banc.call("autorisation", autorisation("AJOUT", "MEDECIN_TRAITANT"), doctor).text("status") == "DMPOk"
    )
    banc.change("marguerite-delaunay", bloques=("helene-morvan",))
    answer = banc.call("habilitations", habilitations(), banc.air())
    assert (answer.code, answer.rules) == ("DMPOk", [])
    assert values(answer, "nationalId") == [DOCTOR, NURSE, "899700000013"]
    assert values(answer, "mode") == ["ACTIVE", "ACTIVE", "INTERDITE"]
    assert values(answer, "specificRight") == ["MEDECIN_TRAITANT"]
    assert (
        f"<ns1:listOfAuthorizationByPatient><ns1:nationalId>{NURSE}</ns1:nationalId>"
        "<ns1:nationalIdType>1.2.250.1.71.4.2.1</ns1:nationalIdType><ns1:firstName>NATHALIE</ns1:firstName>"
        "<ns1:lastName>KERMARREC</ns1:lastName><ns1:codeSpeciality>G15_60</ns1:codeSpeciality>"
        "<ns1:libSpeciality>Infirmier</ns1:libSpeciality><ns1:startOfAuthorization>"
    ) in answer.root
    assert answer.root.endswith(
        "<ns1:status>DMPOk</ns1:status><ns1:context/></ns1:output></ns1:listAuthorizationByPatientResponse>"
        "</soap:Body></soap:Envelope>"
    )
    active = banc.call("habilitations", habilitations("ACTIVE"), banc.air())
    blocked = banc.call("habilitations", habilitations("INTERDITE"), banc.air())
    assert values(active, "nationalId") == [DOCTOR, NURSE]
    assert values(blocked, "nationalId") == ["899700000013"]


def test_one_who_is_not_authorised_does_not_see_who_is(banc: Banc) -> None:
    """A service of the DMP refuses in its status, not by a fault."""
    refused = banc.call("habilitations", habilitations(), banc.air())
    assert (refused.status, values(refused, "status")) == (200, ["DMPAccessDeniedByRightsService"])
    assert values(refused, "context") == [
        "Accès refusé par le service de gestion des droits : Le professionnel n'est pas autorisé sur ce "
        "DMP : il ne peut pas en lire les habilitations : NON_EXISTE"
    ]
    assert refused.code == "DMPAccessDeniedByRightsService"
    assert values(refused, "nationalId") == []


def test_nor_does_one_who_is_blocked(banc: Banc) -> None:
    banc.authorise()
    banc.change("marguerite-delaunay", bloques=("nathalie-kermarrec",))
    refused = banc.call("habilitations", habilitations(), banc.air())
    assert (refused.status, values(refused, "status")) == (200, ["DMPAccessDeniedByRightsService"])
    banc.change("marguerite-delaunay", bloques=())
    assert values(banc.call("habilitations", habilitations(), banc.air()), "status") == ["DMPOk"]


def sought(banc: Banc, *asked: str) -> Answer:
    return banc.call("traits", traits(*asked), vihf(usage=REGULATION, ressource=None, ressource_brute=None))


def test_a_regulation_centre_finds_a_person_by_their_traits(banc: Banc) -> None:
    found = sought(banc, "Delaunay", "Marguerite", "19400314", "F")
    assert (found.status, found.code, found.rules) == (200, "OK", [])
    assert (
        '<acknowledgement><typeCode code="AA"/><targetMessage><id extension="t-1" root="1.2.250.1.999.1"/>'
        "</targetMessage></acknowledgement>"
    ) in found.root
    assert f'<id extension="{INS}" root="1.2.250.1.213.1.4.10"/><statusCode code="active"/>' in found.root
    assert (
        "<name><prefix>Mme</prefix><given>MARGUERITE JEANNE</given>"
        '<family qualifier="SP">DELAUNAY</family><family qualifier="BR">DELAUNAY</family></name>'
    ) in found.root
    assert '<code code="POURCENTAGE" xsi:type="CS"' in found.root
    assert (
        '<queryResponseCode code="OK"/><resultTotalQuantity value="1"/><resultCurrentQuantity value="1"/>'
        '<resultRemainingQuantity value="0"/></queryAck><queryByParameter>'
        '<queryId extension="q-5" root="1.2.250.1.999.2"/><statusCode code="new"/><parameterList>'
        "<livingSubjectName><value><family>Delaunay</family><given>Marguerite</given></value>"
        "<semanticsText>LivingSubject.name</semanticsText></livingSubjectName>"
    ) in found.root
    for other in (
        ("DUPOND",),
        ("DELAUNAY", "SIMONE"),
        ("DELAUNAY", "", "19400315"),
        ("DELAUNAY", "", "", "M"),
    ):
        none = sought(banc, *other)
        assert (none.code, 'resultTotalQuantity value="0"' in none.root) == ("NF", True), other


def test_only_regulation_searches_by_traits(banc: Banc) -> None:
    assert banc.call("traits", traits("DELAUNAY")).code == "DMPAccessDeniedByRightsService"


def test_someone_without_a_record_is_not_found(banc: Banc) -> None:
    assert sought(banc, "ROGER", "ALBERT").code == "NF"


def test_what_is_done_in_a_record_goes_down_in_its_history(banc: Banc) -> None:
    assert banc.feed().code == "Success"
    assert banc.call("recherche", recherche(), banc.air()).code == "DMPAccessDeniedByRightsService"
    banc.authorise()
    banc.call("existence", existence(), banc.air())
    banc.call("recherche", recherche(), banc.air())
    banc.call("lecture", lecture(FIRST), banc.air())
    found = banc.espace.store.read(partial(passages.de, matricule=INS))
    assert [(one.geste, one.sujet, one.structure) for one in found] == [
        ("consultation", NURSE, "1990000028"),
        ("recherche", NURSE, "1990000028"),
        ("autorisation", NURSE, "1990000028"),
        ("alimentation", NURSE, "1990000028"),
    ]
    assert found[0].nom == "NATHALIE KERMARREC"


def test_the_journal_reads_lists_again(banc: Banc) -> None:
    banc.authorise()
    done = [
        listed(banc),
        banc.call("habilitations", habilitations(), banc.air()),
        sought(banc, "DELAUNAY"),
        listed(banc, liste("hier")),
    ]
    told = banc.service.explain(done[0].exchange, "fr")
    assert told.asked == "Liste des DMP autorisés, par un professionnel authentifié (mode AIR)."
    assert told.answered == "DMP rendus : 1."
    for one in done:
        again = banc.service.analyse(one.exchange, banc.espace)
        assert again.operation == one.exchange.operation
        assert {name: one.exchange.facts[name] for name in again.facts} == dict(again.facts)


def test_a_structure_lists_the_records_of_one_of_its_professionals(banc: Banc) -> None:
    banc.authorise()
    system = vihf(sujet="3990000028/dui")
    assert values(listed(banc, liste(ps=NURSE), system), "nationalId") == [INS]
    assert values(listed(banc, liste(), system), "nationalId") == []
    banc.change("marguerite-delaunay", bloques=("nathalie-kermarrec",))
    assert values(listed(banc, liste(ps=NURSE), system), "nationalId") == []
