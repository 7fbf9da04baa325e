"""Archiving, deleting, masking: what an editor asks (TD3.3), and what searching and reading then give."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from dmp.model import Depot, NouvelleVersion, Retouche
from dmp.state import depot, registre
from simulators.core.sante.ebrim.modele import LotSoumission
from tests.dmp.banc import Answer, Banc
from tests.dmp.cas import DOCTOR_ROLES
from tests.dmp.cas_mise_a_jour import HIDDEN, MASKED, NORMAL, by_card, replacing, signature
from tests.dmp.editeur import (
    APPROVED,
    ARCHIVED,
    DELETED,
    INS,
    XMLDSIG,
    Document,
    Lot,
    cda,
    etat,
    lecture,
    recherche,
    version,
    vihf,
)

FIRST = "1.2.250.1.999.1.1.1.1"
DEPRECATED = "urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated"
UNRESOLVED = "UnresolvedReferenceException"
NOWHERE = "urn:uuid:00000000-0000-4000-8000-000000000001"
NEWER = "urn:uuid:00000000-0000-4000-8000-000000000002"
COLLEAGUE = "899700000013"
CONTENT = "dmp.mise_a_jour.contenu"
BOTH = (NORMAL, ("MASQUE_PS", "1.2.250.1.213.1.1.4.13"))


@pytest.fixture
def fed(banc: Banc) -> Banc:
    """The nurse's plan is in the record, and she is authorised."""
    assert banc.feed().code == "Success"
    banc.authorise()
    return banc


def listed(banc: Banc, status: str, claims: Any = None) -> str:
    """How many documents a search finds in that state."""
    asked = recherche(("$XDSDocumentEntryStatus", f"('{status}')"))
    return banc.call("recherche", asked, claims or banc.air()).attribute("totalResultCount")


def bytes_of(answer: Answer) -> Any:
    return answer.exchange.facts.get("dmp.rendus")


def test_an_archived_document_leaves_the_list_of_approved_ones_and_stays_readable(fed: Banc) -> None:
    entry = fed.entry()
    done = by_card(fed, etat(entry, APPROVED, ARCHIVED))
    assert (done.code, done.rules, done.status) == ("Success", [], 200)
    assert (
        '<ns2:RegistryResponse status="urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success"'
        ' xmlns:ns2="urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0"/>'
    ) in done.root
    assert "urn:ihe:iti:2010:UpdateDocumentSet-Response<" in done.root
    assert (listed(fed, APPROVED), listed(fed, ARCHIVED)) == ("0", "1")
    assert bytes_of(fed.call("lecture", lecture(FIRST), fed.air())) == (FIRST,)

    back = by_card(fed, etat(entry, ARCHIVED, APPROVED, set_id="1.2.250.1.999.3.2"))
    assert back.code == "Success"
    assert (listed(fed, APPROVED), listed(fed, ARCHIVED)) == ("1", "0")


def test_the_structure_deletes_its_own_document_without_consulting(fed: Banc) -> None:
    done = fed.call("mise_a_jour", etat(fed.entry(), APPROVED, DELETED))
    assert (done.code, done.rules) == ("Success", [])
    assert (listed(fed, APPROVED), listed(fed, DELETED)) == ("0", "1")
    again = fed.call("mise_a_jour", etat(fed.entry(), DELETED, APPROVED, set_id="1.2.250.1.999.3.2"))
    assert again.code == "XDSMetadataUpdateOperationError"
    assert listed(fed, DELETED) == "1"


def test_the_structure_does_not_archive_nor_mask(fed: Banc) -> None:
    for body in (etat(fed.entry(), APPROVED, ARCHIVED), version(MASKED, fed.entry())):
        refused = fed.call("mise_a_jour", body)
        assert refused.code == "DMPAccessDeniedByRightsService"
        assert refused.status == 500
    assert listed(fed, APPROVED) == "1"


def test_a_document_is_unknown_to_a_structure_that_may_not_see_it(fed: Banc) -> None:
    entry = fed.entry()
    other = fed.become("ehpad-les-tilleuls-du-lac")
    refused = fed.call("mise_a_jour", etat(entry, APPROVED, DELETED), other)
    nobody = fed.call("mise_a_jour", etat(NOWHERE, APPROVED, DELETED), other)
    assert (refused.status, refused.code) == (nobody.status, nobody.code) == (200, UNRESOLVED)
    assert refused.root.replace(entry, NOWHERE) == nobody.root.replace(*relates(nobody, refused))
    assert refused.rules == ["dmp.vihf.ps_hors_structure", "dmp.mise_a_jour.cible"]


def relates(one: Answer, other: Answer) -> tuple[str, str]:
    """The MessageID of an answer, and that of another: all that tells them apart."""
    return one.text("MessageID"), other.text("MessageID")


@pytest.mark.parametrize("mark", [ARCHIVED, DELETED])
def test_a_masked_document_is_unknown_to_another_until_it_is_shown(banc: Banc, mark: str) -> None:
    """The doctor's letter is masked: the nurse cannot even learn that it exists."""
    assert banc.feed(Lot(documents=(MASKED,)), vihf(sujet=COLLEAGUE)).code == "Success"
    banc.authorise()
    entry = banc.entry()
    assert by_card(banc, etat(entry, APPROVED, mark)).code == UNRESOLVED
    assert by_card(banc, version(Document(), entry)).code == "XDSMetadataIdentifierError"
    (letter,) = [one for one in banc.documents() if one.fiche.entry_uuid == entry]
    shown = replace(letter.fiche, confidentiality_codes=letter.fiche.confidentiality_codes[:1])
    work = partial(depot.retoucher, retouche=unmasking(letter, shown))
    banc.runner.run(banc.espace.store.write(work))
    assert by_card(banc, etat(NEWER, APPROVED, mark)).rules == ["dmp.droits.siens"]


def unmasking(letter: Any, shown: Any) -> Retouche:
    """What the author's own software writes when it shows the letter again."""
    newer = replace(shown, entry_uuid=NEWER, version="2")
    lot = LotSoumission("urn:uuid:00000000-0000-4000-8000-000000000003", "1.2.250.1.999.3.9")
    sent = Depot(letter.matricule, lot, letter.auteur, letter.structure, 0, ())
    return Retouche(sent, {}, (NouvelleVersion(letter.fiche.entry_uuid, newer),))


def test_the_signature_of_a_set_is_neither_changed_nor_deleted(fed: Banc) -> None:
    own = signature(fed)
    for body in (
        etat(own, APPROVED, DELETED),
        etat(own, APPROVED, ARCHIVED),
        version(Document("1.2.250.1.999.1.2.1.9"), own),
    ):
        refused = by_card(fed, body)
        assert refused.code == "XDSMetadataUpdateError"
        assert "dmp.mise_a_jour.signature" in refused.rules
    assert fed.call("mise_a_jour", etat(own, APPROVED, DELETED)).code == "XDSMetadataUpdateError"
    kept = [one.fiche for one in fed.documents() if one.fiche.title == "Source"]
    assert [(one.version, one.availability_status) for one in kept] == [("1", APPROVED)]


def test_an_entry_does_not_pass_for_a_signature_to_escape_the_rules(fed: Banc) -> None:
    both = Document(confidentialities=(*MASKED.confidentialities, HIDDEN.confidentialities[1]))
    body = version(both, fed.entry()).replace("urn:ihe:iti:xds-sd:pdf:2008", XMLDSIG)
    refused = by_card(fed, body)
    assert refused.code == "XDSMetadataUpdateError"
    assert "dmp.mise_a_jour.signature" in refused.rules


def test_a_link_that_no_update_carries_is_told_and_not_registered(fed: Banc) -> None:
    done = by_card(fed, replacing(fed))
    assert (done.code, done.rules) == ("Success", ["dmp.mise_a_jour.lien"])
    links = fed.espace.store.read(partial(registre.liens, ids=[fed.entry()]))
    assert sorted(one.type.rpartition(":")[2] for one in links) == ["HasMember", "UpdateAvailabilityStatus"]
    assert listed(fed, ARCHIVED) == "1"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('mimeType="text/xml"', 'mimeType="application/xslt+xml"', "mimeType=application/xslt+xml"),
        ("20260101110000", "20260101120000", "creationTime=20260101120000"),
        (">fr-FR<", ">en-US<", "languageCode=en-US"),
        ("20260101000000", "20250101000000", "serviceStartTime=20250101000000"),
        ("PID-8|F", "PID-8|M", "sourcePatientInfo="),
        ("G15_60^Infirmier", "G15_70^Masseur", "author="),
        ('"44"', '"10"', "classCode=10^1.2.250.1.213.1.1.4.1"),
        ('"80788-3"', '"18776-5"', "typeCode=18776-5^2.16.840.1.113883.6.1"),
        ("xds-sd:pdf:2008", "xds-sd:text:2008", "formatCode=urn:ihe:iti:xds-sd:text:2008"),
        ('"SA17"', '"SA16"', "healthcareFacilityTypeCode=SA16^1.2.250.1.71.4.2.4"),
        ('"ESSMS"', '"AMBULATOIRE"', "practiceSettingCode=AMBULATOIRE^1.2.250.1.213.1.1.4.9"),
    ],
)
def test_a_new_version_changes_no_other_attribute(fed: Banc, old: str, new: str, told: str) -> None:
    body = version(MASKED, fed.entry())
    assert old in body
    done = by_card(fed, body.replace(old, new))
    assert [one.found.startswith(told) for one in done.findings if one.rule.id == CONTENT] == [True]
    kept = max((one.fiche for one in fed.documents()), key=lambda one: one.version)
    assert (kept.mime_type, kept.language_code) == ("text/xml", "fr-FR")
    assert [code.code for code in kept.confidentiality_codes] == ["N", "MASQUE_PS"]


@pytest.mark.parametrize(
    "extra",
    [
        {"legalAuthenticator": "899700000013^X^Y^^^^^^&amp;1.2.250.1.71.4.2.1&amp;ISO^D^^^IDNPS"},
        {"serviceStopTime": "20260102000000"},
        {"sourcePatientId": "42^^^&amp;1.2.250.1.999.7&amp;ISO^PI"},
        {"hash": "0000000000000000000000000000000000000000"},
        {"size": "1"},
        {"repositoryUniqueId": "1.2.3"},
        {"urn:ihe:iti:xds:2013:referenceIdList": "42^^^&amp;1.2.3&amp;ISO^urn:ihe:iti:xds:2013:order"},
    ],
    ids=lambda extra: next(iter(extra)).rpartition(":")[2],
)
def test_nor_any_other_slot(fed: Banc, extra: dict[str, str]) -> None:
    done = by_card(fed, version(replace(MASKED, extra=extra), fed.entry()))
    (name,) = extra
    (found,) = [one for one in done.findings if one.rule.id == CONTENT]
    assert found.found.startswith(f"{name}=")
    # A slot that the document had already keeps its rank; another comes after the five.
    rank = {"legalAuthenticator": 3, "sourcePatientId": 5}.get(name, 6)
    assert found.place.path.endswith(f"/rim:ExtrinsicObject/rim:Slot[{rank}]")


def test_what_the_registry_added_may_come_back_or_not(fed: Banc) -> None:
    entry = next(one.fiche for one in fed.documents() if one.fiche.unique_id == FIRST)
    given = {
        "hash": entry.hash.upper(),
        "size": entry.size,
        "repositoryUniqueId": "1.2.250.1.213.4.1.1.1.2",
    }
    assert by_card(fed, version(replace(MASKED, extra=given), entry.logical_id)).rules == []


def test_a_masked_document_has_a_second_version_with_the_same_bytes(fed: Banc) -> None:
    entry = fed.entry()
    done = by_card(fed, version(MASKED, entry))
    assert (done.code, done.rules) == ("Success", [])
    by_version = {one.fiche.version: one.fiche for one in fed.documents() if one.fiche.unique_id == FIRST}
    assert sorted(by_version) == ["1", "2"]
    assert by_version["2"].logical_id == by_version["1"].logical_id == entry
    assert by_version["2"].entry_uuid != entry
    assert [one.availability_status for one in (by_version["1"], by_version["2"])] == [DEPRECATED, APPROVED]
    assert [code.code for code in by_version["2"].confidentiality_codes] == ["N", "MASQUE_PS"]
    read = fed.call("lecture", lecture(FIRST), fed.air())
    assert cda() in read.body


def test_a_masked_document_is_hidden_from_others_in_all_its_versions(fed: Banc) -> None:
    doctor = fed.air(sujet="899700000013", roles=DOCTOR_ROLES)
    before = listed(fed, APPROVED)
    assert by_card(fed, version(MASKED, fed.entry())).code == "Success"
    assert (before, listed(fed, APPROVED), listed(fed, DEPRECATED)) == ("1", "1", "1")
    granted = fed.call("autorisation", AJOUT, doctor)
    assert granted.text("status") == "DMPOk", granted.root
    assert (listed(fed, APPROVED, doctor), listed(fed, DEPRECATED, doctor)) == ("0", "0")
    assert fed.call("lecture", lecture(FIRST), doctor).code == "XDSDocumentUniqueIdError"


AJOUT = '<setAuthorization xmlns="urn:si-dmp-habilitations"><action>AJOUT</action></setAuthorization>'


def test_unmasking_gives_a_third_version(fed: Banc) -> None:
    lid = fed.entry()
    assert by_card(fed, version(MASKED, lid)).code == "Success"
    late = by_card(fed, version(Document(), lid, "1", set_id="1.2.250.1.999.3.2"))
    assert late.code == "XDSMetadataVersionError"
    done = by_card(fed, version(Document(), lid, "2", set_id="1.2.250.1.999.3.2"))
    assert done.code == "Success"
    assert [one.fiche.version for one in fed.documents() if one.fiche.availability_status == APPROVED] == [
        "3",
        "1",
    ]


def test_a_hidden_document_is_made_visible_and_never_hidden_again(banc: Banc) -> None:
    assert banc.feed(Lot(documents=(HIDDEN,))).code == "Success"
    banc.authorise()
    lid = banc.entry()
    assert by_card(banc, version(Document(), lid)).code == "Success"
    read = banc.call("lecture", lecture(FIRST), banc.air())
    assert "dmp.consultation.invisible_patient" not in read.rules


def test_nothing_is_half_done(fed: Banc) -> None:
    second = Document("1.2.250.1.999.1.1.1.2")
    assert fed.feed(Lot("1.2.250.1.999.1.2.2", (second,))).code == "Success"
    good = etat(fed.entry(), APPROVED, ARCHIVED)
    bad = "urn:uuid:00000000-0000-4000-8000-000000000001"
    link = good[good.index("<rim:Association") : good.index("</rim:RegistryObjectList>")]
    refused = by_card(fed, good.replace(link, link + link.replace(fed.entry(), bad)))
    assert refused.code == "UnresolvedReferenceException"
    assert (listed(fed, APPROVED), listed(fed, ARCHIVED)) == ("2", "0")
    assert by_card(fed, good).code == "Success"
    assert by_card(fed, etat(fed.entry(), ARCHIVED, APPROVED)).code == "XDSDuplicateUniqueIdInRegistry"


def test_a_document_of_another_patient_is_unknown_here(fed: Banc) -> None:
    entry, simone = fed.entry(), "237095503990209"
    body = etat(entry, APPROVED, DELETED).replace(INS, simone)
    refused = fed.call("mise_a_jour", body, vihf(ins=simone))
    assert refused.code == "UnresolvedReferenceException"
    assert listed(fed, APPROVED) == "1"


def test_a_replaced_document_can_only_be_left_alone(fed: Banc) -> None:
    first = fed.entry()
    second = Document("1.2.250.1.999.1.1.1.2", data=cda("1.2.250.1.999.1.1.1.2"))
    assert fed.feed(Lot("1.2.250.1.999.1.2.2", (second,), {"Document01": first})).code == "Success"
    refused = by_card(fed, etat(first, APPROVED, ARCHIVED))
    assert refused.code == "XDSMetadataUpdateOperationError"
    assert refused.finding("dmp.mise_a_jour.etat").expected == "Deprecated"
    refused = by_card(fed, version(MASKED, first))
    assert refused.code == "XDSMetadataUpdateOperationError"


def test_the_journal_tells_it_in_words_and_reads_it_again(fed: Banc) -> None:
    done = fed.call("mise_a_jour", etat(fed.entry(), APPROVED, DELETED))
    told = fed.service.explain(done.exchange, "fr")
    assert told.asked == (
        "Au DMP de DELAUNAY MARGUERITE JEANNE : supprimer un document, par la structure (mode indirect)."
    )
    assert done.exchange.facts["dmp.gestes"] == ("supprimer",)
    again = fed.service.analyse(done.exchange, fed.espace)
    assert {name: done.exchange.facts[name] for name in again.facts} == dict(again.facts)


def test_one_request_does_not_change_both_the_state_and_the_entry_of_a_document(fed: Banc) -> None:
    lid = fed.entry()
    assert by_card(fed, version(MASKED, lid)).code == "Success"
    newest = next(one.fiche.entry_uuid for one in fed.documents() if one.fiche.version == "2")
    end = "</rim:RegistryObjectList>"
    link = etat(newest, APPROVED, DELETED)
    link = link[link.index("<rim:Association") :].partition(end)[0]
    body = version(Document(), lid, "2", set_id="1.2.250.1.999.3.2").replace(end, link + end)
    refused = by_card(fed, body)
    assert refused.code == "XDSMetadataUpdateError"
    assert refused.finding("dmp.mise_a_jour.deux_fois").found == newest
    assert max(one.fiche.version for one in fed.documents()) == "2"
