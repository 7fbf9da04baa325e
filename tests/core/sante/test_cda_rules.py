"""Rules on a CDA: the document of the reference breaks none; each change breaks exactly its own."""

from dataclasses import replace

import pytest

from simulators.core.basis import assumed, seen
from simulators.core.rule import Effect, Profile, Refusal, Severity
from simulators.core.sante.cda.constats import Remarque, constats
from simulators.core.sante.cda.lecture import lire
from simulators.core.sante.cda_rules.catalogue import catalogue
from simulators.core.sante.cda_rules.corps import juger
from simulators.core.sante.cda_rules.temps import en_utc
from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim.modele import FicheDocument
from simulators.core.sante.nomenclatures import Nomenclatures
from tests.core.sante.documents import N1, lu
from tests.core.sante.test_cda_croisement import CASES as CROISES
from tests.core.sante.test_cda_structure import NIVEAU_3
from tests.core.sante.test_cda_tiers import CASES

VALUES = Nomenclatures()
PS = '<id root="1.2.250.1.71.4.2.1" extension="899700218896"/>'
STRUCTURE = '<id root="1.2.250.1.71.4.2.2" extension="1990000015"/>'
DEVICE = "<assignedAuthoringDevice><softwareName>M</softwareName></assignedAuthoringDevice>"
PERSON = N1[N1.index("<assignedPerson>") : N1.index("</assignedPerson>") + 17]
RELATED = '<relatedDocument typeCode="RPLC"><parentDocument/></relatedDocument>'
REPLACED = RELATED.replace("<parentDocument/>", '<parentDocument><id root="1.2"/></parentDocument>')
NURSE = '<code code="G15_60" codeSystem="1.2.250.1.213.1.1.4.5" displayName="Infirmier"/>'
SINCE = '<effectiveTime><low value="20260101"/></effectiveTime>'
CUSTODIAN = "<representedCustodianOrganization>"
BODY = N1[N1.index("<nonXMLBody>") : N1.index("</nonXMLBody>") + 13]
SECTION = "<component><section><text>Rien.</text></section></component>"
Changes = tuple[tuple[str, str], ...]


def remarks(*changes: tuple[str, str], fiche: FicheDocument | None = None) -> tuple[Remarque, ...]:
    return juger(lu(*changes).entete, VALUES, fiche)


def test_the_document_of_the_reference_breaks_no_rule() -> None:
    assert remarks() == ()


# One line per way to break a rule: short name, changes, value found, value expected.
BROKEN: list[tuple[str, Changes, str, str]] = [
    ("HDR-REALM", (('<realmCode code="FR"/>', ""),), "", "FR"),
    ("HDR-REALM", (('<realmCode code="FR"/>', '<realmCode code="BE"/>'),), "BE", "FR"),
    ("HDR-TYPEID", (('extension="POCD_HD000040"', 'extension="X"'),), "2.16.840.1.113883.1.3 X",
     "2.16.840.1.113883.1.3 POCD_HD000040"),
    ("HDR-TPL-HL7FR", (("2.16.840.1.113883.2.8.2.1", "1.2.250.1.213.1.1.1.1"),), "",
     "2.16.840.1.113883.2.8.2.1"),
    ("HDR-TPL-CISIS", (('"1.2.250.1.213.1.1.1.1"', '"2.16.840.1.113883.2.8.2.1"'),), "",
     "1.2.250.1.213.1.1.1.1"),
    ("HDR-TPL-3", (('<templateId root="1.3.6.1.4.1.19376.1.2.20"/>', ""),), "2", "≥ 3"),
    ("HDR-N1-TPL", (("1.3.6.1.4.1.19376.1.2.20", "1.2.250.1.213.1.1.1.22"),), "1.2.250.1.213.1.1.1.22",
     "1.3.6.1.4.1.19376.1.2.20"),
    ("HDR-N1-TPL", ((BODY, f"<structuredBody>{SECTION}</structuredBody>"),), "1.3.6.1.4.1.19376.1.2.20", ""),
    ("HDR-ID", (('<id root="1.2.250.1.999.1.1.1.20260101120000.1"/>', ""),), "", "OID"),
    ("HDR-ID", (("1.2.250.1.999.1.1.1.20260101120000.1", "0F6E-UUID"),), "0F6E-UUID", "OID"),
    ("HDR-ID-EXT", (('20260101120000.1"/>\n <code', '20260101120000.1" extension="7"/>\n <code'),), "7", ""),
    ("HDR-CODE-JDV", (("80788-3", "00000-0"),), "00000-0", "JDV_J07"),
    ("HDR-CODE-JDV", (('6.1" displayName="Projet personnalisé d\'accompagnement"', '6.1"'),), "80788-3",
     "JDV_J07"),
    ("HDR-TITLE", (("<title>Projet personnalisé d'accompagnement</title>", ""),), "", ""),
    ("HDR-TITLE-128", (("<title>", "<title>" + "x" * 100),), "136", "≤ 128"),
    ("HDR-TIME", (('<effectiveTime value="20260101120000+0100"/>', ""),), "", "AAAAMMJJhhmmss+hhmm"),
    ("HDR-TIME", (('Time value="20260101120000+0100"', 'Time value="202601011200+0100"'),),
     "202601011200+0100", "AAAAMMJJhhmmss+hhmm"),
    ("HDR-TIME-OFFSET", (('Time value="20260101120000+0100"', 'Time value="20260101120000"'),),
     "20260101120000", "+hhmm"),
    ("HDR-CONF", (('Code code="N"', 'Code code="X"'),), "X", "N"),
    ("HDR-LANG", (('code="fr-FR"', 'code="FR"'),), "FR", "fr-FR"),
    ("HDR-LANG", (('code="fr-FR"', 'code="fr-fr"'),), "fr-fr", "fr-FR"),
    ("HDR-LANG-FR", (('code="fr-FR"', 'code="en-US"'),), "en-US", "fr-FR"),
    ("HDR-SETID", (('<setId root="1.2.250.1.999.1.1.2.20260101120000.1"/>', ""),), "", ""),
    ("HDR-VERSION", (('<versionNumber value="1"/>', ""),), "", "1"),
    ("HDR-VERSION", (('<versionNumber value="1"/>', '<versionNumber value="v1"/>'),), "v1", "1"),
    ("HDR-COPYTIME", (('<versionNumber value="1"/>', '<versionNumber value="1"/><copyTime value="2026"/>'),),
     "2026", ""),
    ("HDR-CARD", (("<title>", "<title>a</title><title>"),), "title", "1"),
    ("REL", (("<componentOf>", RELATED + "<componentOf>"),), "", "parentDocument/id"),
    ("TEL", (('<telecom nullFlavor="NASK"/>', "<telecom/>"),), "", "value | nullFlavor"),
    ("TEL", (('<telecom nullFlavor="NASK"/>', '<telecom value="tel:1" nullFlavor="NASK"/>'),), "tel:1",
     "value | nullFlavor"),
    ("TEL", (('<telecom nullFlavor="NASK"/>', '<telecom value="tel:1" use="ZZ"/>'),), "ZZ",
     "DIR EC H HP HV MC PG PUB WP"),
    ("NULL", (('<addr nullFlavor="NASK"/>', '<addr nullFlavor="OTH"/>'),), "OTH", "ASKU MSK NASK NAV UNK"),
    ("NULL-INTERDIT", (("<recordTarget>", '<recordTarget nullFlavor="UNK">'),), "UNK", ""),
    ("PAT-ID", (('<id root="1.2.250.1.213.1.4.10" extension="279035121518989"/>', ""),), "", "id"),
    ("PAT-ID", (('<id root="1.2.250.1.213.1.4.10" extension="279035121518989"/>', '<id root="1.2.3"/>'),),
     "1.2.3", "root, extension"),
    ("PAT-ID", (("279035121518989", "2790351215189"),), "2790351215189", "15"),
    ("PAT-INS-TRAITS", (('<family qualifier="BR">', "<family>"),), "", "family BR"),
    ("PAT-INS-TRAITS", (('<given qualifier="BR">DOMINIQUE</given>', ""),), "", "given BR"),
    ("PAT-INS-TRAITS", (("<given>DOMINIQUE MARIE-LOUISE</given>", ""),), "", "given"),
    ("PAT-INS-TRAITS", (('code="F"', 'code="X"'),), "", "administrativeGenderCode"),
    ("PAT-INS-TRAITS", (('<birthTime value="19790301"/>', ""),), "", "birthTime"),
    ("PAT-INS-TRAITS", (("<county>51215</county>", "<county>REIMS</county><x/>"), ("REIMS", "TINQUEUX")),
     "", "county"),
    ("PAT-QUALIFIER", (("</family><given", '</family><family qualifier="SP">X</family><given'),), "SP",
     "BR, CL"),
    ("AUT-ID", ((PS, '<id root="1.2.3" extension="4"/>'),), "1.2.3", "1.2.250.1.71.4.2.1"),
    ("AUT-CODE-JDV", (("G15_60", "SCH10"),), "SCH10", "JDV_J01"),
    ("AUT-CODE-JDV", ((NURSE, ""),), "", "JDV_J01"),
    ("AUT-DEVICE", ((PERSON, DEVICE),), "", "manufacturerModelName"),
    ("CUST-ID", ((f'{CUSTODIAN}{STRUCTURE}', CUSTODIAN),), "", "1.2.250.1.71.4.2.2"),
    ("CUST-ID", ((f'{CUSTODIAN}{STRUCTURE}', f'{CUSTODIAN}<id root="1.2.250.1.213.4.1"/>'),),
     "1.2.250.1.213.4.1", "1.2.250.1.71.4.2.2"),
    ("LEGAL-ID", ((f"<assignedEntity>{PS}<addr", "<assignedEntity><addr"),), "", "1.2.250.1.71.4.2.1"),
    ("LEGAL-S", (('<signatureCode code="S"/>', '<signatureCode code="X"/>'),), "X", "S"),
    ("LEGAL-S", (('<signatureCode code="S"/>', ""),), "", "S"),
    ("DOC-PRINCIPAL", (('code="ESSMS"', 'code="INCONNU"'),), "INCONNU", "JDV_J04"),
    ("DOC-PRINCIPAL", ((f"<serviceEvent>{SINCE}", "<serviceEvent>"),), "", "effectiveTime/low"),
    ("ENC", ((f"<encompassingEncounter>{SINCE}", "<encompassingEncounter>"),), "", "effectiveTime"),
    ("ENC", (('code="SA17"', 'code="XX"'),), "XX", "JDV_J02"),
    ("N1-BODY", (("JVBERi0xLjQKPHBkZmFpZDpwYXJ0PjEK", "pas du base64"),), "", "base64"),
    ("N1-BODY", (("JVBERi0xLjQKPHBkZmFpZDpwYXJ0PjEK", "UEsDBA=="),), "PK\x03\x04", "%PDF-"),
    ("N1-BODY", ((BODY, ""),), "", "base64"),
    ("N1-PDFA", (("JVBERi0xLjQKPHBkZmFpZDpwYXJ0PjEK", "JVBERi0xLjQK"),), "", "pdfaid:part"),
    ("N1-MEDIA", ((' representation="B64"', ""),), "", "B64"),
    ("N1-MEDIA", (("application/pdf", "application/msword"),), "application/msword", "application/pdf"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes", "found", "expected"), BROKEN)
def test_each_mistake_gives_exactly_its_own_remark(
    code: str, changes: Changes, found: str, expected: str
) -> None:
    assert [(one.regle, one.found, one.expected) for one in remarks(*changes)] == [(code, found, expected)]


FICHE = FicheDocument(
    entry_uuid="Document01",
    unique_id="1.2.250.1.999.1.1.1.20260101120000.1",
    patient_id="279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH",
    type_code=Code("80788-3", "2.16.840.1.113883.6.1", "autre libellé"),
    format_code=Code("urn:ihe:iti:xds-sd:pdf:2008", "1.3.6.1.4.1.19376.1.2.3"),
    creation_time="20260101110000",
    confidentiality_codes=(Code("N", "2.16.840.1.113883.5.25"), Code("MASQUE_PS", "1.2.250.1.213.1.1.4.13")),
    language_code="fr-FR",
)
CROSSED: list[tuple[str, FicheDocument, str, str]] = [
    ("XDS-MATCH-ID", replace(FICHE, unique_id="1.2.3"), "1.2.3", "1.2.250.1.999.1.1.1.20260101120000.1"),
    ("XDS-MATCH-PATIENT", replace(FICHE, patient_id="1^^^&1.2.250.1.213.1.4.10&ISO^NH"), "1",
     "279035121518989"),
    ("XDS-MATCH-TYPE", replace(FICHE, type_code=Code("34842-5", "2.16.840.1.113883.6.1")), "34842-5",
     "80788-3"),
    ("XDS-MATCH-FORMAT", replace(FICHE, format_code=Code("urn:asip:ci-sis:vsm:2012")),
     "urn:asip:ci-sis:vsm:2012", "urn:ihe:iti:xds-sd:pdf:2008"),
    ("XDS-MATCH-TIME", replace(FICHE, creation_time="20260101120000"), "20260101120000", "20260101110000"),
    ("XDS-MATCH-CONF", replace(FICHE, confidentiality_codes=(Code("R"),)), "R", "N"),
    ("XDS-MATCH-LANG", replace(FICHE, language_code="fr"), "fr", "fr-FR"),
]  # fmt: skip


def test_an_entry_that_agrees_gives_no_remark() -> None:
    assert remarks(fiche=FICHE) == ()
    other_oid = replace(FICHE, patient_id="279035121518989^^^&1.2.250.1.213.1.4.8&ISO^NH")
    assert remarks(fiche=other_oid) == ()
    assert remarks(fiche=FicheDocument("Document01")) == ()


@pytest.mark.parametrize(("code", "fiche", "found", "expected"), CROSSED)
def test_an_entry_that_disagrees_gives_exactly_its_own_remark(
    code: str, fiche: FicheDocument, found: str, expected: str
) -> None:
    assert [(one.regle, one.found, one.expected) for one in remarks(fiche=fiche)] == [(code, found, expected)]


def test_hash_and_size_are_checked_on_the_bytes() -> None:
    entete = lu().entete
    right = replace(FICHE, hash="A9993E364706816ABA3E25717850C26C9CD0D89D", size="3")
    assert juger(entete, VALUES, right, b"abc") == ()
    wrong = replace(FICHE, hash="da39a3ee5e6b4b0d3255bfef95601890afd80709", size="4")
    assert [(one.regle, one.found, one.expected) for one in juger(entete, VALUES, wrong, b"abc")] == [
        ("XDS-MATCH-HASH", "da39a3ee5e6b4b0d3255bfef95601890afd80709",
         "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("XDS-MATCH-HASH", "4", "3"),
    ]  # fmt: skip


def test_every_rule_of_the_catalogue_is_broken_by_some_test() -> None:
    broken = {code for code, *_ in BROKEN} | {code for code, *_ in CROSSED} | {"XDS-MATCH-HASH"}
    broken |= {code for code, *_ in CASES} | {code for code, *_ in CROISES}
    broken |= {code for code, *_ in NIVEAU_3}
    assert broken == set(catalogue("dmp"))


ALLOWED: list[Changes] = [
    ((f"{CUSTODIAN}{STRUCTURE}<name>EHPAD Les Tilleuls</name>",
      f'{CUSTODIAN}<id root="1.2.250.1.213.4.1"/><name>DMP</name>'),),
    ((f"<assignedEntity>{PS}<addr",
      '<assignedEntity><id root="1.2.250.1.213.1.4.10" extension="279035121518989"/><addr'),),
    ((f"<assignedAuthor>{PS}",
      '<assignedAuthor><id root="1.2.250.1.213.1.4.10" extension="279035121518989"/>'),),
    ((f"{PERSON}", "<assignedAuthoringDevice><manufacturerModelName>A</manufacturerModelName>"
      "<softwareName>M</softwareName></assignedAuthoringDevice>"),),
    (("</family><given", '</family><family qualifier="CL">X</family><given'),),
    (('<addr nullFlavor="NASK"/>', '<addr nullFlavor="MSK"/>'),),
    (('<telecom nullFlavor="NASK"/>', '<telecom value="mailto:a@b.mssante.fr" use="WP DIR"/>'),),
    (("<componentOf>", REPLACED + "<componentOf>"),),
    (("<documentationOf>", "<documentationOf><serviceEvent/></documentationOf><documentationOf>"),),
    (('<county>51215</county>', '<county>2B106</county>'),),
    (('root="1.2.250.1.213.1.4.10" extension="279035121518989"', 'root="1.2.3" extension="IPP7"'),
     ('<birthTime value="19790301"/>', ""), ("<county>51215</county>", "")),
    ((BODY, f"<structuredBody>{SECTION}</structuredBody>"), ("1.3.6.1.4.1.19376.1.2.20", "1.2.250.1.9")),
    (("application/pdf", "text/plain"), ("JVBERi0xLjQKPHBkZmFpZDpwYXJ0PjEK", "Ym9uam91cg==")),
    (('"B64">JVBERi0xLjQKPHBkZmFpZDpwYXJ0PjEK', '"B64">\nJVBE\nRi0x\nLjQK\nPHBkZmFpZDpwYXJ0PjEK\n'),),
]  # fmt: skip


@pytest.mark.parametrize("changes", ALLOWED)
def test_what_the_norm_allows_gives_no_remark(changes: Changes) -> None:
    assert remarks(*changes) == ()


def test_two_main_events_are_one_too_many() -> None:
    event = N1[N1.index("<documentationOf>") : N1.index("</documentationOf>") + 18]
    assert [one.regle for one in remarks((event, event + event))] == ["DOC-PRINCIPAL"]


def test_an_empty_document_is_told_all_that_it_lacks() -> None:
    told = [one.regle for one in juger(lire(b'<ClinicalDocument xmlns="urn:hl7-org:v3"/>').entete, VALUES)]
    assert told == [
        "HDR-REALM", "HDR-TYPEID", "HDR-TPL-HL7FR", "HDR-TPL-CISIS", "HDR-TPL-3", "HDR-ID", "HDR-CODE-JDV",
        "HDR-TITLE", "HDR-CONF", "HDR-TIME", "HDR-LANG", "HDR-SETID", "HDR-VERSION", "PAT-ID", "AUT-CODE-JDV",
        "CUST-ID", "LEGAL-ID", "DOC-PRINCIPAL", "ENC", "N1-BODY",
    ]  # fmt: skip


def test_a_rule_belongs_to_the_service_that_judges() -> None:
    dmp, mss = catalogue("dmp"), catalogue("mss", sauf=frozenset({"HDR-ID-EXT"}))
    assert dmp["HDR-REALM"].id == "dmp.cda.hdr_realm"
    assert mss["HDR-REALM"].id == "mss.cda.hdr_realm"
    assert mss["HDR-REALM"].service == "mss"
    assert "HDR-ID-EXT" in dmp
    assert "HDR-ID-EXT" not in mss


def test_the_levels_are_those_of_the_table() -> None:
    warnings = {name for name, rule in catalogue("dmp").items() if rule.severity is Severity.WARNING}
    assert warnings == {
        "HDR-TITLE-128", "HDR-TIME-OFFSET", "HDR-LANG-FR", "HDR-COPYTIME", "AUT-ID", "N1-MEDIA", "N1-PDFA",
        "XDS-MATCH-FORMAT", "XDS-MATCH-TIME", "XDS-MATCH-CONF", "XDS-MATCH-LANG", "XDS-MATCH-HASH",
        "XDS-MATCH-AUTHOR", "XDS-MATCH-STRUCTURE", "XDS-MATCH-LEGAL", "XDS-MATCH-TRAITS",
        "XDS-MATCH-SERVICE", "XDS-MATCH-FACILITY", "XDS-MATCH-SETTING", "N3-CODE",
        "ID-PS", "ID-STRUCTURE", "PAT-INS-CLE", "VERSION-LIEN", "N3-NARRATIF", "N3-ENTREE",
    }  # fmt: skip


def test_only_errors_refuse_and_only_where_the_service_is_known_to() -> None:
    supposed = catalogue("dmp", Refusal("XDSRepositoryMetadataError", assumed("profondeur inconnue")))
    known = catalogue("dmp", Refusal("XDSRepositoryMetadataError", seen("essai")))
    assert supposed["HDR-REALM"].effect(Profile.TERRAIN) is Effect.ACCEPT
    assert supposed["HDR-REALM"].effect(Profile.STRICT) is Effect.REFUSE
    assert known["HDR-REALM"].effect(Profile.TERRAIN) is Effect.REFUSE
    assert known["HDR-TITLE-128"].effect(Profile.STRICT) is Effect.ACCEPT
    assert catalogue("dmp")["HDR-REALM"].effect(Profile.STRICT) is Effect.ACCEPT


def test_every_rule_speaks_both_languages_without_code() -> None:
    for rule in catalogue("mss").values():
        for text in (*rule.title, *rule.advice):
            assert text.endswith(".")
        assert rule.title.fr != rule.title.en


def test_findings_point_at_what_is_wrong() -> None:
    read = lu(('code="FR"', 'code="BE"'), ("80788-3", "00000-0"))
    found = constats(read, juger(read.entete, VALUES), catalogue("dmp"), lambda _: Effect.ACCEPT)
    assert [(one.rule.id, one.place.path) for one in found] == [
        ("dmp.cda.hdr_realm", "/ClinicalDocument/realmCode/@code"),
        ("dmp.cda.hdr_code_jdv", "/ClinicalDocument/code/@code"),
    ]


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("20260101120000+0100", "20260101110000"),
        ("20260701000500+0200", "20260630220500"),
        ("20260101120000", ""),
        ("00010101000000+0100", ""),
        ("demain", ""),
    ],
)
def test_a_cda_time_becomes_utc(written: str, utc: str) -> None:
    assert en_utc(written) == utc
