"""The stored queries of ITI-18: what each finds, for whom, in the serialisation of the DMP."""

import re
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from dmp.model import Depot, DocumentADeposer
from dmp.state.depot import inscrire
from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim.modele import Association, LotSoumission
from tests.dmp.banc import Answer, Banc
from tests.dmp.cas import DOCTOR_ROLES, document
from tests.dmp.cas_mise_a_jour import MASKED, by_card
from tests.dmp.editeur import (
    APPROVED,
    DELETED,
    INS,
    TEST_OID,
    Document,
    Lot,
    autorisation,
    cda,
    etat,
    existence,
    lecture,
    recherche,
    version,
    vihf,
)

FIND = "urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d"
BY_REFERENCE = "urn:uuid:12941a89-e02e-4be5-967c-ce4bfc8fe492"
SETS = "urn:uuid:f26abbcb-ac74-4422-8a30-edb644bbc1a9"
DOCUMENTS = "urn:uuid:5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4"
ASSOCIATIONS = "urn:uuid:a7ae438b-4bc2-4642-93e9-be891f7bb155"
DOCUMENTS_AND = "urn:uuid:bab9529a-4a10-40b3-a01f-f68a615d247a"
SETS_OF = "urn:uuid:51224314-5390-4169-9b91-b1980040715a"
SET_AND = "urn:uuid:e8e3cb2c-e39c-46b9-99e4-c12f57260b83"
ALL = "urn:uuid:10b545ea-725c-446d-9b95-8aeb444eddf3"
RELATED = "urn:uuid:d90e5407-b356-4d91-a89f-873917b4b0e6"

FIRST, SECOND = "1.2.250.1.999.1.1.1.1", "1.2.250.1.999.1.1.1.2"
PATIENT = f"'{INS}^^^&amp;{TEST_OID}&amp;ISO^NH'"
STATUS = ("$XDSDocumentEntryStatus", f"('{APPROVED}')")
SET_STATUS = ("$XDSSubmissionSetStatus", f"('{APPROVED}')")
HAS_MEMBER = "urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember"
RPLC = "urn:ihe:iti:2007:AssociationType:RPLC"


@pytest.fixture
def fed(banc: Banc) -> Banc:
    """A plan and the plan that replaced it, in two sets; the nurse is authorised."""
    assert banc.feed().code == "Success"
    second = Document(
        SECOND,
        data=cda(SECOND).replace(
            b"<componentOf>",
            b'<relatedDocument typeCode="RPLC"><parentDocument><id root="1.2.250.1.999.1.1.1.1"/>'
            b"</parentDocument></relatedDocument><componentOf>",
        ),
    )
    lot = Lot("1.2.250.1.999.1.2.2", (second,), {"Document01": entry_of(banc, FIRST)})
    assert banc.feed(lot).code == "Success"
    banc.authorise()
    return banc


def entry_of(banc: Banc, unique_id: str) -> str:
    (found,) = [one.fiche.entry_uuid for one in banc.documents() if one.fiche.unique_id == unique_id]
    return str(found)


def set_of(banc: Banc, unique_id: str) -> str:
    (found,) = [one.lot for one in banc.documents() if one.fiche.unique_id == unique_id]
    return str(found)


def ask(
    banc: Banc, query: str, *slots: tuple[str, str], claims: Any = None, retour: str = "LeafClass"
) -> Answer:
    return banc.call("recherche", recherche(*slots, query=query, retour=retour), claims or banc.air())


def kinds(answer: Answer) -> list[str]:
    """The objects of an answer, in order."""
    return re.findall(r"<ns4:(RegistryPackage|ExtrinsicObject|Association|ObjectRef) ", answer.root)


def links(answer: Answer) -> list[str]:
    return sorted(re.findall(r'associationType="([^"]*)"', answer.root))


def test_sets_are_found_by_patient_time_and_source(fed: Banc) -> None:
    found = ask(fed, SETS, ("$XDSSubmissionSetPatientId", PATIENT), SET_STATUS)
    assert (found.rules, found.attribute("totalResultCount"), kinds(found)) == (
        [],
        "2",
        ["RegistryPackage"] * 2,
    )
    assert f'<ns4:RegistryPackage id="{set_of(fed, FIRST)}" status="{APPROVED}">' in found.root
    assert 'value="1.2.250.1.999.1.2.1"' in found.root
    late = ask(fed, SETS, SET_STATUS, ("$XDSSubmissionSetSubmissionTimeFrom", "'20260102000000'"))
    other = ask(fed, SETS, SET_STATUS, ("$XDSSubmissionSetSourceId", "('1.2.3')"))
    mine = ask(fed, SETS, SET_STATUS, ("$XDSSubmissionSetSourceId", "('1.2.250.1.999')"))
    assert [one.attribute("totalResultCount") for one in (late, other, mine)] == ["0", "0", "2"]


def test_a_document_is_found_from_its_set_by_its_links(fed: Banc) -> None:
    found = ask(fed, ASSOCIATIONS, ("$uuid", f"('{set_of(fed, FIRST)}')"))
    # The plan and the signature belong to the set, and the signature signs it.
    assert links(found) == ["urn:ihe:iti:2007:AssociationType:signs", HAS_MEMBER, HAS_MEMBER]
    assert f'targetObject="{entry_of(fed, FIRST)}"' in found.root
    assert '<ns4:Slot name="SubmissionSetStatus"><ns4:ValueList><ns4:Value>Original<' in found.root


def test_documents_come_with_their_links(fed: Banc) -> None:
    found = ask(fed, DOCUMENTS_AND, ("$XDSDocumentEntryUniqueId", f"('{FIRST}')"))
    assert kinds(found) == ["ExtrinsicObject", "Association", "Association"]
    assert links(found) == sorted([HAS_MEMBER, RPLC])


def test_the_set_of_a_document_is_found(fed: Banc) -> None:
    found = ask(fed, SETS_OF, ("$uuid", f"('{entry_of(fed, SECOND)}')"))
    assert kinds(found) == ["RegistryPackage", "Association"]
    assert f'RegistryPackage id="{set_of(fed, SECOND)}"' in found.root


def test_a_set_comes_with_what_it_holds(fed: Banc) -> None:
    for slot in (
        ("$XDSSubmissionSetEntryUUID", f"'{set_of(fed, SECOND)}'"),
        ("$XDSSubmissionSetUniqueId", "'1.2.250.1.999.1.2.2'"),
    ):
        found = ask(fed, SET_AND, slot)
        assert kinds(found)[:2] == ["RegistryPackage", "ExtrinsicObject"]
        assert f'value="{SECOND}"' in found.root
        assert f'value="{FIRST}"' not in found.root
    other = ask(fed, SET_AND, slot, ("$XDSDocumentEntryFormatCode", "('urn:x')"))
    assert "ExtrinsicObject" not in kinds(other)
    both = ask(fed, SET_AND, slot, ("$XDSSubmissionSetEntryUUID", f"'{set_of(fed, SECOND)}'"))
    assert both.code == "XDSStoredQueryParamNumber"
    assert ask(fed, SET_AND, ("$XDSSubmissionSetUniqueId", "'1.2.3'")).attribute("totalResultCount") == "0"


def test_everything_of_a_patient_is_found_in_the_states_asked_for(fed: Banc) -> None:
    found = ask(fed, ALL, ("$patientId", PATIENT), STATUS, SET_STATUS)
    # Two sets, the second plan (the first is deprecated), and that it belongs to its set.
    assert kinds(found) == ["RegistryPackage", "RegistryPackage", "ExtrinsicObject", "Association"]
    assert links(found) == [HAS_MEMBER]
    missing = ask(fed, ALL, ("$patientId", PATIENT), STATUS)
    assert missing.code == "XDSStoredQueryMissingParam"
    assert missing.finding("dmp.recherche.parametre_absent").expected == "$XDSSubmissionSetStatus"


def test_what_a_document_replaced_is_found(fed: Banc) -> None:
    asked = ("$XDSDocumentEntryEntryUUID", f"('{entry_of(fed, SECOND)}')")
    found = ask(fed, RELATED, asked, ("$AssociationTypes", f"('{RPLC}')"))
    assert kinds(found) == ["ExtrinsicObject", "ExtrinsicObject", "Association"]
    assert links(found) == [RPLC]
    none = ask(fed, RELATED, asked, ("$AssociationTypes", "('urn:ihe:iti:2007:AssociationType:APND')"))
    assert none.attribute("totalResultCount") == "0"


def test_a_document_is_found_by_what_it_refers_to(banc: Banc) -> None:
    reference = "ABC-1^^^&amp;1.2.3&amp;ISO^urn:ihe:iti:xds:2013:order"
    extra = {"urn:ihe:iti:xds:2013:referenceIdList": reference}
    assert banc.feed(document(extra=extra)).code == "Success"
    banc.authorise()
    found = ask(banc, BY_REFERENCE, STATUS, ("$XDSDocumentEntryReferenceIdList", f"('{reference}')"))
    assert (found.rules, found.attribute("totalResultCount")) == ([], "1")
    none = ask(banc, BY_REFERENCE, STATUS, ("$XDSDocumentEntryReferenceIdList", "('ABC-2')"))
    assert none.attribute("totalResultCount") == "0"
    assert ask(banc, BY_REFERENCE, STATUS).code == "XDSStoredQueryMissingParam"


def test_references_are_given_instead_of_objects(fed: Banc) -> None:
    found = ask(fed, ALL, STATUS, SET_STATUS, retour="ObjectRef")
    assert kinds(found) == ["ObjectRef"] * 4
    assert f'<ns4:ObjectRef id="{entry_of(fed, SECOND)}"/>' in found.root


def test_a_structure_gets_references_to_its_own_objects_only(fed: Banc) -> None:
    own = ask(fed, ALL, STATUS, SET_STATUS, claims=vihf(), retour="ObjectRef")
    assert own.attribute("totalResultCount") == "4"
    assert ask(fed, ALL, STATUS, SET_STATUS, claims=vihf()).code == "DMPAccessDeniedByRightsService"
    other = fed.become("ehpad-les-tilleuls-du-lac")
    none = ask(fed, ALL, STATUS, SET_STATUS, claims=other, retour="ObjectRef")
    assert none.attribute("totalResultCount") == "0"
    named = ask(
        fed, DOCUMENTS, ("$XDSDocumentEntryUniqueId", f"('{FIRST}')"), claims=other, retour="ObjectRef"
    )
    assert named.attribute("totalResultCount") == "0"


def test_a_masked_document_shows_neither_itself_nor_its_links_nor_its_set(banc: Banc) -> None:
    assert banc.feed(Lot(documents=(MASKED,))).code == "Success"
    banc.authorise()
    doctor = banc.air(sujet="899700000013", roles=DOCTOR_ROLES)
    assert banc.call("autorisation", autorisation(), doctor).text("status") == "DMPOk"
    asked = (STATUS, SET_STATUS)
    assert ask(banc, ALL, *asked).attribute("totalResultCount") != "0"
    for query, slots in (
        (ALL, asked),
        (SETS, (SET_STATUS,)),
        (ASSOCIATIONS, (("$uuid", f"('{banc.entry()}')"),)),
        (DOCUMENTS_AND, (("$XDSDocumentEntryUniqueId", f"('{FIRST}')"),)),
        (SET_AND, (("$XDSSubmissionSetUniqueId", "'1.2.250.1.999.1.2.1'"),)),
    ):
        for retour in ("LeafClass", "ObjectRef"):
            hidden = ask(banc, query, *slots, claims=doctor, retour=retour)
            assert (hidden.code, hidden.attribute("totalResultCount")) == ("Success", "0"), query


def test_the_declared_medecin_traitant_sees_masked_documents(banc: Banc) -> None:
    assert banc.feed(Lot(documents=(MASKED,))).code == "Success"
    doctor = banc.air(sujet="899700000013", roles=DOCTOR_ROLES)
    assert banc.call("autorisation", autorisation(), doctor).text("status") == "DMPOk"
    assert ask(banc, FIND, STATUS, claims=doctor).attribute("totalResultCount") == "0"
    named = banc.call("autorisation", autorisation("AJOUT", "MEDECIN_TRAITANT"), doctor)
    assert named.text("status") == "DMPOk"
    assert ask(banc, FIND, STATUS, claims=doctor).attribute("totalResultCount") == "1"
    assert banc.call("lecture", lecture(FIRST), doctor).code == "Success"
    found = banc.call("existence", existence(), doctor)
    assert found.exchange.facts["dmp.medecin_traitant"] is True


def test_a_deleted_document_is_given_only_when_that_state_is_asked_for(fed: Banc) -> None:
    assert fed.call("mise_a_jour", etat(entry_of(fed, SECOND), APPROVED, DELETED)).code == "Success"
    named = ("$XDSDocumentEntryUniqueId", f"('{SECOND}')")
    assert ask(fed, DOCUMENTS, named).attribute("totalResultCount") == "0"
    asked = ask(fed, DOCUMENTS, named, ("$XDSDocumentEntryStatus", f"('{DELETED}')"))
    assert asked.attribute("totalResultCount") == "1"


def test_an_updated_entry_keeps_the_link_to_the_version_it_follows(fed: Banc) -> None:
    masked = Document(SECOND, confidentialities=MASKED.confidentialities)
    assert by_card(fed, version(masked, entry_of(fed, SECOND))).code == "Success"
    newest = next(
        one.fiche.entry_uuid
        for one in fed.documents()
        if (one.fiche.unique_id, one.fiche.version) == (SECOND, "2")
    )
    found = ask(fed, ASSOCIATIONS, ("$uuid", f"('{newest}')"))
    assert '<ns4:Slot name="PreviousVersion"><ns4:ValueList><ns4:Value>1<' in found.root


def test_too_many_objects_are_refused_and_their_references_given(banc: Banc) -> None:
    assert banc.feed().code == "Success"
    banc.authorise()
    fiche = next(one.fiche for one in banc.documents() if one.fiche.unique_id == FIRST)
    many = tuple(
        DocumentADeposer(
            replace(fiche, entry_uuid=f"urn:uuid:{n}", logical_id=f"urn:uuid:{n}", unique_id=f"1.2.{n}"), ""
        )
        for n in range(2000)
    )
    lot = Depot(INS, LotSoumission("urn:uuid:lot", "1.2.3.4"), "", "", 0, many)
    banc.runner.run(banc.espace.store.write(partial(inscrire, depot=lot)))
    refused = ask(banc, FIND, STATUS)
    assert refused.code == "XDSTooManyResults"
    assert refused.finding("dmp.recherche.trop_de_resultats").found == "2001"
    assert "ExtrinsicObject" not in refused.root
    given = ask(banc, FIND, STATUS, retour="ObjectRef")
    assert (given.code, given.attribute("totalResultCount")) == ("Success", "2001")
    narrowed = ask(banc, FIND, STATUS, ("$XDSDocumentEntryCreationTimeTo", "'2020'"))
    assert narrowed.attribute("totalResultCount") == "0"


def test_another_patient_s_objects_are_not_found_by_their_ids(fed: Banc) -> None:
    simone = "237095503990209"
    claims = fed.air(ins=simone)
    assert fed.call("autorisation", autorisation(), claims).text("status") == "DMPOk"
    for query, slot in (
        (DOCUMENTS, "$XDSDocumentEntryEntryUUID"),
        (DOCUMENTS_AND, "$XDSDocumentEntryEntryUUID"),
        (ASSOCIATIONS, "$uuid"),
        (SETS_OF, "$uuid"),
    ):
        found = ask(fed, query, (slot, f"('{entry_of(fed, SECOND)}')"), claims=claims)
        assert (found.code, found.attribute("totalResultCount")) == ("Success", "0"), query


def another(patient: str, unique_id: str) -> Lot:
    return Lot(f"{unique_id}.2", (Document(unique_id, data=cda(unique_id, ins=patient)),))


def test_a_link_to_another_record_is_refused_and_shows_nothing_of_it(banc: Banc) -> None:
    appended, simone = "urn:ihe:iti:2007:AssociationType:APND", "237095503990209"
    assert banc.feed(another(simone, SECOND), vihf(ins=simone), changes=[(INS, simone)]).code == "Success"
    (theirs,) = [one.fiche.entry_uuid for one in banc.documents(simone) if one.fiche.unique_id == SECOND]
    end = "</rim:RegistryObjectList>"
    tied = (
        f'<rim:Association associationType="{appended}" id="x" sourceObject="{{}}" targetObject="{theirs}"/>'
    )
    refused = banc.feed(changes=[(end, tied.format("Document01") + end)])
    assert refused.code == "UnresolvedReferenceException"
    assert refused.finding("dmp.lot.reference").found == theirs

    assert banc.feed().code == "Success"
    banc.authorise()
    mine = banc.entry()
    archived = etat(mine, APPROVED, DELETED.replace("Deleted", "Archived"))
    refused = by_card(banc, archived.replace(end, tied.format(mine) + end))
    assert refused.code == "UnresolvedReferenceException"

    # A link that a registry would hold all the same.
    link = Association(appended, mine, theirs, "urn:uuid:x", {})
    lot = Depot(INS, LotSoumission("urn:uuid:lot", "1.2.3.4"), "", "", 0, (), (link,))
    banc.runner.run(banc.espace.store.write(partial(inscrire, depot=lot)))
    asked = ("$XDSDocumentEntryEntryUUID", f"('{mine}')")
    found = ask(banc, RELATED, asked, ("$AssociationTypes", f"('{appended}')"))
    assert kinds(found) == ["ExtrinsicObject"]
    assert simone not in found.root
    assert theirs not in ask(banc, ASSOCIATIONS, ("$uuid", f"('{mine}')")).root


def test_a_deleted_document_is_not_given_with_its_set_nor_as_a_relation(fed: Banc) -> None:
    first, second, lot = entry_of(fed, FIRST), entry_of(fed, SECOND), set_of(fed, SECOND)
    assert fed.call("mise_a_jour", etat(second, APPROVED, DELETED)).code == "Success"
    for query, slots in (
        (SET_AND, (("$XDSSubmissionSetEntryUUID", f"'{lot}'"),)),
        (RELATED, (("$XDSDocumentEntryEntryUUID", f"('{first}')"), ("$AssociationTypes", f"('{RPLC}')"))),
        (RELATED, (("$XDSDocumentEntryEntryUUID", f"('{second}')"), ("$AssociationTypes", f"('{RPLC}')"))),
    ):
        assert f'value="{SECOND}"' not in ask(fed, query, *slots).root


def test_a_secretary_s_card_finds_the_references_of_the_structure(banc: Banc) -> None:
    assert banc.feed(claims=vihf(sujet="899700000013")).code == "Success"
    secretary = Code("SECRETARIAT_MEDICAL", "1.2.250.1.213.1.1.4.6")
    card = vihf("DIRECTE", emetteur="CN=899700000039", nom_affiche=None, roles=(secretary,))
    found = banc.call(
        "recherche", recherche(retour="ObjectRef"), card, signed_with="cps_sign", certificate="cps_auth"
    )
    assert (found.code, found.attribute("totalResultCount")) == ("Success", "1")


def test_what_one_answer_cannot_hold_is_refused_document_by_document(banc: Banc) -> None:
    assert banc.feed().code == "Success"
    banc.authorise()
    twice = banc.call("lecture", lecture(FIRST, FIRST), banc.air())
    assert (twice.code, twice.exchange.facts["dmp.rendus"]) == ("Success", (FIRST,))
    known = next(one for one in banc.documents() if one.fiche.unique_id == FIRST)
    big = tuple(
        DocumentADeposer(
            replace(
                known.fiche,
                entry_uuid=f"urn:uuid:{n}",
                logical_id=f"urn:uuid:{n}",
                unique_id=f"1.2.{n}",
                size="20000000",
            ),
            known.blob,
        )
        for n in range(3)
    )
    lot = Depot(INS, LotSoumission("urn:uuid:lot", "1.2.3.4"), "", "", 0, big)
    banc.runner.run(banc.espace.store.write(partial(inscrire, depot=lot)))
    partly = banc.call("lecture", lecture("1.2.0", "1.2.1", "1.2.2", FIRST), banc.air())
    assert partly.exchange.facts["dmp.rendus"] == ("1.2.0", "1.2.1", FIRST)
    assert partly.finding("dmp.consultation.trop_gros").found == "1.2.2"
    assert 'errorCode="XDSRepositoryError"' in partly.root
    alone = banc.call("lecture", lecture("1.2.2"), banc.air())
    assert "dmp.consultation.trop_gros" not in alone.rules


def test_the_registry_gives_a_set_its_state_whatever_the_message_says(banc: Banc) -> None:
    told = '<rim:RegistryPackage id="SubmissionSet01"'
    assert banc.feed(changes=[(told, f'{told} status="{DELETED}"')]).code == "Success"
    banc.authorise()
    assert ask(banc, SETS, SET_STATUS).attribute("totalResultCount") == "1"
