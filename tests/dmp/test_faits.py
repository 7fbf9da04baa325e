"""The facts of a feeding and of a search, as scenarios read them: each true once, and wrong once."""

from tests.dmp.banc import Banc
from tests.dmp.editeur import Document, Lot, cda, existence, lecture, recherche

PATIENT = "240035505090119^^^&1.2.250.1.213.1.4.10&ISO^NH"
STATUS = ("$XDSDocumentEntryStatus", "('urn:oasis:names:tc:ebxml-regrep:StatusType:Approved')")
TYPE = ("$XDSDocumentEntryTypeCode", "('80788-3^^2.16.840.1.113883.6.1')")
FROM = ("$XDSDocumentEntryServiceStartTimeFrom", "'20250101000000'")
UNTIL = ("$XDSDocumentEntryServiceStartTimeTo", "'20260101000000'")


def test_an_entry_tells_its_codes_its_structure_and_its_act(banc: Banc) -> None:
    facts = banc.feed().exchange.facts
    told = {
        "dmp.patient_id": PATIENT,
        "dmp.patient_source": PATIENT,
        "dmp.debut_acte": "20260101000000",
        "dmp.cadre": "ESSMS",
        "dmp.etablissement": "SA17",
        "dmp.institutions": ("1990000028",),
        "dmp.auteurs": ("899700000039",),
        "dmp.sceau_structure": "1990000028",
        "dmp.empreinte": "absente",
        "dmp.taille": "absente",
        "dmp.remplace": (),
    }
    assert {name: facts[name] for name in told} == told
    assert str(facts["dmp.sceau_fin"]) > "2026-01-01"


def test_a_document_tells_its_header_and_its_body(banc: Banc) -> None:
    facts = banc.feed().exchange.facts
    told = {
        "dmp.cda_royaume": "FR",
        "dmp.cda_ins": "240035505090119",
        "dmp.cda_oid": "1.2.250.1.213.1.4.10",
        "dmp.cda_code": "80788-3",
        "dmp.cda_type_connu": True,
        "dmp.cda_niveau": "N1",
        "dmp.cda_media": "application/pdf",
        "dmp.cda_pdf": True,
        "dmp.cda_destinataires": 0,
        "dmp.cda_acte": "20260101",
        "dmp.cda_lignee": "1.2.250.1.999.1.1.2.1",
        "dmp.cda_version": "1",
    }
    assert {name: facts[name] for name in told} == told


def test_a_body_that_is_no_pdf_and_recipients_are_told(banc: Banc) -> None:
    recipient = (
        b"<informationRecipient><intendedRecipient><informationRecipient><name><family>BESNARD</family>"
        b"</name></informationRecipient></intendedRecipient></informationRecipient><legalAuthenticator>"
    )
    data = cda(content=b"plain text").replace(b"<legalAuthenticator>", recipient)
    facts = banc.feed(Lot(documents=(Document(data=data),))).exchange.facts
    assert facts["dmp.cda_pdf"] is False
    assert facts["dmp.cda_destinataires"] == 1


def test_a_type_of_no_value_set_is_told(banc: Banc) -> None:
    for spoilt in (b'<code code="80788-9"', b'<code code="80788-3" codeSystem="1.2.3" x="'):
        data = cda().replace(b'<code code="80788-3"', spoilt, 1).replace(b'x=" codeSystem="', b'x="')
        facts = banc.feed(Lot(documents=(Document(data=data),))).exchange.facts
        assert facts["dmp.cda_type_connu"] is False


def test_a_fingerprint_and_a_size_are_compared_with_the_document(banc: Banc) -> None:
    wrong = Document(extra={"hash": "0" * 40, "size": "12"})
    facts = banc.feed(Lot(documents=(wrong,))).exchange.facts
    assert (facts["dmp.empreinte"], facts["dmp.taille"]) == ("fausse", "fausse")
    size = str(len(cda()))
    right = Document(extra={"hash": "4f1b93aa", "size": size})
    facts = banc.feed(Lot(documents=(right,))).exchange.facts
    assert (facts["dmp.empreinte"], facts["dmp.taille"]) == ("fausse", "juste")


def test_what_is_no_document_has_no_header_to_tell(banc: Banc) -> None:
    facts = banc.feed(Lot(documents=(Document(data=b"<other/>"),))).exchange.facts
    assert facts["dmp.type_code"] == ("80788-3",)
    assert "dmp.cda_code" not in facts


def test_the_criteria_of_a_search_leave_out_the_patient_and_the_status(banc: Banc) -> None:
    bare = banc.call("recherche", recherche(), banc.air()).exchange.facts
    assert (bare["dmp.criteres"], bare["dmp.nombre_criteres"]) == ((), 0)
    asked = recherche(STATUS, TYPE, FROM, UNTIL)
    facts = banc.call("recherche", asked, banc.air()).exchange.facts
    assert facts["dmp.criteres"] == ("DocumentEntryServiceStartTime", "DocumentEntryTypeCode")
    assert facts["dmp.nombre_criteres"] == 2


def test_the_number_of_documents_asked_and_the_root_of_the_ins_are_told(banc: Banc) -> None:
    read = banc.call("lecture", lecture("1.2.3", "1.2.4"), banc.air()).exchange.facts
    assert read["dmp.nombre_documents"] == 2
    asked = banc.call("existence", existence(oid="1.2.250.1.213.1.4.8")).exchange.facts
    assert asked["dmp.oid_demande"] == "1.2.250.1.213.1.4.8"
