"""What feeding leaves behind: identifiers, replacements, errors by cause, nothing half stored."""

from dataclasses import replace

import pytest

from simulators.core.rule import Effect
from tests.dmp.banc import Banc
from tests.dmp.editeur import (
    INS,
    MTOM_TYPE,
    Document,
    Lot,
    cda,
    envelope,
    existence,
    lecture,
    mtom,
    recherche,
    sha1_of,
    vihf,
    xop,
)

UNKNOWN = "urn:uuid:00000000-0000-4000-8000-000000000001"
FIRST, SECOND = "1.2.250.1.999.1.1.1.1", "1.2.250.1.999.1.1.1.2"


def test_a_document_is_registered_with_its_three_identifiers_its_hash_and_its_size(banc: Banc) -> None:
    assert banc.feed().code == "Success"
    (ppa,) = [one for one in banc.documents() if one.fiche.unique_id == FIRST]
    fiche = ppa.fiche
    assert fiche.entry_uuid.startswith("urn:uuid:")
    assert (fiche.logical_id, fiche.version) == (fiche.entry_uuid, "1")
    assert (fiche.hash, fiche.size) == (sha1_of(cda()), str(len(cda())))
    assert fiche.repository_unique_id == "1.2.250.1.213.4.1.1.1.2"
    assert (ppa.structure, ppa.auteur) == ("1990000028", "899700000039")
    assert banc.espace.store.blobs.get(ppa.blob) == cda()


def test_several_documents_of_one_set_are_all_registered(banc: Banc) -> None:
    lot = Lot(documents=(Document(), Document(SECOND, "Document02")))
    answer = banc.feed(lot)
    assert (answer.code, answer.rules) == ("Success", [])
    assert {one.fiche.unique_id for one in banc.documents()} == {FIRST, SECOND, "1.2.250.1.999.1.2.1.9"}


def test_the_right_hash_and_size_are_taken(banc: Banc) -> None:
    told = Document(extra={"hash": sha1_of(cda()), "size": str(len(cda()))})
    assert banc.feed(Lot(documents=(told,))).rules == []


def test_a_replacement_makes_the_old_version_obsolete_and_the_new_one_current(banc: Banc) -> None:
    assert banc.feed().code == "Success"
    old = banc.entry()
    second = Lot("1.2.250.1.999.1.2.2", (Document(SECOND),), {"Document01": old})
    assert banc.feed(second).code == "Success"
    states = {one.fiche.unique_id: one.fiche.availability_status for one in banc.documents()}
    assert states[FIRST] == "urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated"
    assert states[SECOND] == "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved"
    banc.authorise()
    current = banc.call("recherche", recherche(), banc.air())
    assert current.exchange.facts["dmp.trouves"] == (SECOND,)
    assert banc.call("lecture", lecture(FIRST), banc.air()).code == "Success"


def changed(**changes: object) -> Lot:
    return Lot(documents=(replace(Document(), **changes),))  # type: ignore[arg-type]  # test fields by name


@pytest.mark.parametrize(
    ("lot", "code"),
    [
        (changed(extra={"hash": "0" * 40}), "XDSNonIdenticalHash"),
        (changed(extra={"size": "1"}), "XDSRepositoryMetadataError"),
        (changed(extra={"creationTime": "hier"}), "XDSRegistryMetadataError"),
        (changed(unique_id="1.2.3^4", data=cda("1.2.3")), "XDSRegistryMetadataError"),
        (changed(data=b"<a/>"), "XDSRepositoryMetadataError"),
        (Lot(documents=(Document(), Document(symbol="Document02"))), "XDSRegistryDuplicateUniqueIdInMessage"),
        (Lot(replaces={"Document01": UNKNOWN}), "UnresolvedReferenceException"),
    ],
)
def test_a_wrong_set_gets_its_registry_error_and_leaves_nothing(banc: Banc, lot: Lot, code: str) -> None:
    banc.call("existence", existence())
    before = sorted(banc.espace.store.blobs.names())
    answer = banc.feed(lot)
    assert (answer.status, answer.code) == (200, code)
    assert "ResponseStatusType:Failure" in answer.root
    assert banc.documents() == []
    assert sorted(banc.espace.store.blobs.names()) == before


def test_one_wrong_document_refuses_the_whole_set(banc: Banc) -> None:
    lot = Lot(documents=(Document(), Document(SECOND, "Document02", extra={"hash": "0" * 40})))
    assert banc.feed(lot).code == "XDSNonIdenticalHash"
    assert banc.documents() == []


def test_the_same_set_twice_is_refused_and_changes_nothing(banc: Banc) -> None:
    assert banc.feed().code == "Success"
    before = [one.fiche for one in banc.documents()]
    again = banc.feed()
    assert again.code == "XDSDuplicateUniqueIdInRegistry"
    assert [one.fiche for one in banc.documents()] == before


def test_a_part_that_is_missing_is_a_missing_document(banc: Banc) -> None:
    lot = Lot()
    root = envelope("depot", xop(lot), banc.sign(vihf()))
    answer = banc.post(mtom(root, {"Signature01": b"<x/>"}), content_type=MTOM_TYPE)
    assert answer.code == "XDSMissingDocument"
    assert banc.documents() == []


def test_a_part_coded_in_base64_with_bare_line_feeds_is_taken(banc: Banc) -> None:
    import base64

    lot = Lot()
    root = envelope("depot", xop(lot), banc.sign(vihf()))
    body = mtom(root, {"Signature01": lot.contents(banc.seal())["Signature01"]}).replace(
        b"--MIMEBoundary42--\r\n", b""
    )
    body += (
        b"--MIMEBoundary42\nContent-Type: text/xml\nContent-Transfer-Encoding: base64\n"
        b"Content-ID: <Document01@dui>\n\n" + base64.encodebytes(cda()) + b"--MIMEBoundary42--\n"
    )
    assert banc.post(body, content_type=MTOM_TYPE).code == "Success"


def test_no_record_or_a_closed_one_takes_nothing(banc: Banc) -> None:
    for state in ("absent", "ferme"):
        banc.change("marguerite-delaunay", etat=state)
        answer = banc.feed()
        assert answer.code == "XDSUnknownPatientId"
        assert banc.documents() == []
    banc.change("marguerite-delaunay", etat="ouvert")
    assert banc.feed().code == "Success"


def test_an_ins_nobody_bears_is_an_unknown_patient(banc: Banc) -> None:
    nobody = "240035505099926"
    answer = banc.feed(claims=vihf(ins=nobody), changes=[(INS, nobody)])
    assert answer.code == "XDSUnknownPatientId"


def test_our_people_are_not_found_under_the_production_identifier(banc: Banc) -> None:
    from simulators.core.sante.identifiants import Cx

    claims = vihf(ressource=Cx(INS, "1.2.250.1.213.1.4.8"))
    answer = banc.feed(claims=claims, changes=[("1.2.250.1.213.1.4.10", "1.2.250.1.213.1.4.8")])
    assert answer.code == "XDSUnknownPatientId"


def test_the_document_of_another_patient_is_found_whatever_the_profile_does(banc: Banc) -> None:
    answer = banc.feed(changed(data=cda(ins="237095503990209")))
    finding = answer.finding("dmp.cda.xds_match_patient")
    assert (finding.found, finding.expected) == (INS, "237095503990209")
    assert finding.effect is Effect.ACCEPT
    body = answer.exchange.request.body
    assert body is not None
    assert finding.place.start is not None
    assert body[finding.place.start :].startswith(b"<id root=")


def test_the_header_of_a_level_1_document_is_judged_at_its_place(banc: Banc) -> None:
    broken = cda().replace(b'<realmCode code="FR"/>', b"")
    answer = banc.feed(changed(data=broken))
    assert answer.code == "Success"
    finding = answer.finding("dmp.cda.hdr_realm")
    assert finding.place.path == "/ClinicalDocument"
    assert banc.feed(Lot("1.2.250.1.999.1.2.7", (Document(SECOND),))).rules == []


def test_the_document_kept_by_another_structure_than_the_one_that_feeds_is_told(banc: Banc) -> None:
    kept = b'representedCustodianOrganization><id root="1.2.250.1.71.4.2.2" extension="1990000028"/>'
    assert kept in cda()
    answer = banc.feed(changed(data=cda().replace(kept, kept.replace(b"1990000028", b"1990000010"))))
    assert answer.rules == ["dmp.cda.vihf_structure"]
    finding = answer.finding("dmp.cda.vihf_structure")
    assert (finding.found, finding.expected) == ("1990000010", "1990000028")
    assert finding.place.path == (
        "/ClinicalDocument/custodian/assignedCustodian/representedCustodianOrganization/id/@extension"
    )
    assert answer.code == "Success"
    by_patient = kept.replace(b'.71.4.2.2" extension="1990000028"', b'.213.4.1"')
    own = (
        cda()
        .replace(kept, by_patient)
        .replace(b"<name>EHPAD Les Tilleuls</name></representedCus", b"<name>DMP</name></representedCus")
    )
    other = Lot(
        "1.2.250.1.999.1.2.7",
        (Document(SECOND, data=own.replace(b"1.2.250.1.999.1.1.1.1", SECOND.encode())),),
    )
    assert banc.feed(other).rules == []


def test_a_business_fault_strikes_by_the_key_of_an_error(banc: Banc) -> None:
    from simulators.core.faults.active import Fault

    for key in ("XDSRegistryBusy", "DMPInvalidCertificate", "DMPClosed"):
        banc.runner.run(banc.espace.faults.add(Fault("f", "metier", key, service="dmp", remaining=1)))
        answer = banc.feed()
        assert answer.code == key
        assert banc.documents() == []
    assert banc.feed().code == "Success"


def test_what_was_answered_is_the_same_when_read_again(banc: Banc) -> None:
    banc.feed()
    banc.feed()
    banc.call("recherche", recherche())
    banc.call("recherche", recherche(), banc.air())
    banc.authorise()
    banc.call("recherche", recherche(), banc.air())
    banc.call("lecture", lecture(FIRST, "1.2.3"), banc.air())
    for exchange in banc.journal:
        again = banc.service.analyse(exchange, banc.espace)
        assert again.operation == exchange.operation
        assert {name: exchange.facts[name] for name in again.facts} == dict(again.facts)
        assert sorted(one.rule.id for one in again.findings) == sorted(
            one.rule.id for one in exchange.findings
        )


def test_some_documents_found_and_others_not_is_a_partial_success(banc: Banc) -> None:
    assert banc.feed().code == "Success"
    banc.authorise()
    answer = banc.call("lecture", lecture(FIRST, "1.2.3"), banc.air())
    assert "ResponseStatusType:PartialSuccess" in answer.root
    assert answer.exchange.facts["dmp.rendus"] == (FIRST,)
    assert answer.exchange.facts["dmp.erreurs"] == ("XDSDocumentUniqueIdError",)


SLOTS = {
    "type": ("$XDSDocumentEntryTypeCode", "('80788-3^^2.16.840.1.113883.6.1')", "('11490-0')"),
    "classe": ("$XDSDocumentEntryClassCode", "('44','10')", "('11')"),
    "format": ("$XDSDocumentEntryFormatCode", "('urn:ihe:iti:xds-sd:pdf:2008')", "('urn:x')"),
    "depuis": ("$XDSDocumentEntryCreationTimeFrom", "20260101110000", "20260101110001"),
    "jusqua": ("$XDSDocumentEntryCreationTimeTo", "'20260101110001'", "'20260101110000'"),
    "acte": ("$XDSDocumentEntryServiceStartTimeFrom", "'2026'", "'2027'"),
    "auteur": ("$XDSDocumentEntryAuthorPerson", "('%KERMARREC%')", "('%MORVAN%')"),
    "confidentialite": ("$XDSDocumentEntryConfidentialityCode", "('N')", "('MASQUE_PS')"),
    "cadre": ("$XDSDocumentEntryPracticeSettingCode", "('ESSMS')", "('AMO')"),
}
APPROVED = ("$XDSDocumentEntryStatus", "('urn:oasis:names:tc:ebxml-regrep:StatusType:Approved')")


@pytest.mark.parametrize(("name", "right", "wrong"), SLOTS.values(), ids=SLOTS)
def test_a_search_keeps_what_its_parameters_ask(banc: Banc, name: str, right: str, wrong: str) -> None:
    assert banc.feed().code == "Success"
    banc.authorise()
    kept = banc.call("recherche", recherche(APPROVED, (name, right)), banc.air())
    none = banc.call("recherche", recherche(APPROVED, (name, wrong)), banc.air())
    assert (kept.attribute("totalResultCount"), none.attribute("totalResultCount")) == ("1", "0")
    assert kept.rules == []


def test_a_structure_finds_the_reference_of_its_own_document_only(banc: Banc) -> None:
    assert banc.feed().code == "Success"
    query = "urn:uuid:5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4"
    asked = recherche(("$XDSDocumentEntryUniqueId", f"('{FIRST}')"), retour="ObjectRef", query=query)
    answer = banc.call("recherche", asked)
    assert f'<ns4:ObjectRef id="{banc.entry()}"/>' in answer.root


def test_a_second_addition_of_an_authorisation_says_that_it_was_there(banc: Banc) -> None:
    from tests.dmp.editeur import autorisation

    first = banc.call("autorisation", autorisation(), banc.air())
    second = banc.call("autorisation", autorisation(), banc.air())
    assert (first.text("status"), first.text("context")) == ("DMPOk", "")
    assert second.text("context") == "Autorisation déjà présente aucune action effectuée"
    removed = banc.call("autorisation", autorisation("SUPPRESSION"), banc.air())
    assert removed.text("status") == "DMPOk"
    assert banc.call("recherche", recherche(), banc.air()).code == "DMPAccessDeniedByRightsService"
