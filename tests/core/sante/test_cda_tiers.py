"""Order, identifiers, times and other participations: each mistake told at its place, then put right."""

import pytest

from simulators.core.rule import Effect
from simulators.core.sante.cda.constats import constats
from simulators.core.sante.cda_rules.catalogue import catalogue
from simulators.core.sante.cda_rules.corps import juger
from simulators.core.sante.nomenclatures import Nomenclatures
from tests.core.sante.documents import lu

VALUES = Nomenclatures()
ROOT = "/ClinicalDocument"
TITLE = "<title>Projet personnalisé d'accompagnement</title>"
TITLED = f'{TITLE}<effectiveTime value="20260101120000+0100"/>'
SWAPPED = f'<effectiveTime value="20260101120000+0100"/>{TITLE}'
EVENTS = "<documentationOf>"
KEEPER = "<custodian>"
LEGAL = "</legalAuthenticator>"
CONTEXT = "<componentOf>"
WHEN = '<time value="20260101120000+0100"/>'
PLACE = '<id root="1.2.250.1.71.4.2.2" extension="1990000015"/>'
NAMED = f"<representedCustodianOrganization>{PLACE}<name>EHPAD Les Tilleuls</name>"
ADDRESS = '<addr nullFlavor="NASK"/>'
OWN = 'root="1.2.250.1.999.1.1.1.20260101120000.1"'
RELATED = '<relatedDocument typeCode="{0}"><parentDocument><id {1}/></parentDocument></relatedDocument>'
INFORMANT = "<informant>{0}</informant>"
CONSENT = '<authorization><consent><statusCode code="{0}"/></consent></authorization>'
SIGNED = f'<authenticator>{WHEN}<signatureCode code="{{0}}"/><assignedEntity/></authenticator>'
PARTICIPANT = '<participant typeCode="INF"><associatedEntity classCode="{0}"/></participant>'
ROLE = '<participant typeCode="INF"><functionCode code="{0}" codeSystem="1.2.250.1.213.1.1.4.2.280"/>'
ROLE += '<associatedEntity classCode="PROV"/></participant>'


def added(mark: str, text: str) -> tuple[str, str]:
    return (mark, text + mark)


def after(mark: str, text: str) -> tuple[str, str]:
    return (mark, mark + text)


# Short name, the mistake, what the advice says to write, value found, value expected, XPath.
CASES: list[tuple[str, tuple[str, str], tuple[str, str], str, str, str]] = [
    ("HDR-ORDRE", (TITLED, SWAPPED), (TITLED, TITLED), "title", "< effectiveTime", "/title"),
    ("HDR-ELEMENT", (TITLE, f"{TITLE}<titre/>"), (TITLE, TITLE), "titre", "", "/titre"),
    ("ID-PS", ('"899700218896"', '"99700218896"'), ('"899700218896"', '"899700218896"'), "99700218896",
     "8 + RPPS", "/author/assignedAuthor/id/@extension"),
    ("ID-STRUCTURE", ('"1990000015"', '"990000015"'), ('"1990000015"', '"1990000015"'), "990000015",
     "1 + FINESS", "/author/assignedAuthor/representedOrganization/id/@extension"),
    ("PAT-INS-CLE", ("279035121518989", "279035121518988"), ("279035121518989", "279035121518989"),
     "279035121518988", "", "/recordTarget/patientRole/id/@extension"),
    ("PAT-NAISSANCE", ('"19790301"', '"1979-03-01"'), ('"19790301"', '"19790302"'), "1979-03-01", "AAAAMMJJ",
     "/recordTarget/patientRole/patient/birthTime/@value"),
    ("AUT-TIME", (f"<author>{WHEN}", '<author><time value="20260101"/>'), (WHEN, WHEN), "20260101",
     "AAAAMMJJhhmmss+hhmm", "/author/time/@value"),
    ("LEGAL-TIME", (f"<legalAuthenticator>{WHEN}", '<legalAuthenticator><time value="20260101120000"/>'),
     (f"<legalAuthenticator>{WHEN}", '<legalAuthenticator><time value="20260101120000+0100"/>'),
     "20260101120000", "AAAAMMJJhhmmss+hhmm", "/legalAuthenticator/time/@value"),
    ("EVT-TIME", ('<low value="20260101"/>', '<low value="202601011200"/>'),
     ('<low value="20260101"/>', '<low value="202601011200+0100"/>'), "202601011200", "AAAAMMJJhhmm+hhmm",
     "/documentationOf/serviceEvent/effectiveTime/low/@value"),
    ("ADDR", (ADDRESS, '<addr use="DOMICILE"><city>Reims</city></addr>'),
     (ADDRESS, '<addr use="HP"><city>Reims</city></addr>'), "DOMICILE", "H HP HV TMP WP",
     "/recordTarget/patientRole/addr/@use"),
    ("FONCTION", added(EVENTS, ROLE.format("MEDECIN")), added(EVENTS, ROLE.format("CORRE")), "MEDECIN",
     "JDV_J47", "/participant/functionCode/@code"),
    ("CUST-NOM", (NAMED, f"<representedCustodianOrganization>{PLACE}"), (NAMED, NAMED), "", "name",
     "/custodian/assignedCustodian/representedCustodianOrganization"),
    ("PART-ROLE", added(EVENTS, PARTICIPANT.format("MED")), added(EVENTS, PARTICIPANT.format("PROV")), "MED",
     "associatedEntity PROV | AGNT", "/participant"),
    ("INFORMANT", added(KEEPER, INFORMANT.format('<relatedEntity classCode="FILS"/>')),
     added(KEEPER, INFORMANT.format('<relatedEntity classCode="NOK"/>')), "FILS",
     "assignedEntity | relatedEntity", "/informant"),
    ("SAISIE", added(KEEPER, "<dataEnterer><assignedEntity/></dataEnterer>"),
     added(KEEPER, f"<dataEnterer>{WHEN}<assignedEntity/></dataEnterer>"), "", "time, assignedEntity",
     "/dataEnterer"),
    ("DESTINATAIRE", after("</custodian>", "<informationRecipient/>"),
     after("</custodian>", "<informationRecipient><intendedRecipient/></informationRecipient>"), "",
     "intendedRecipient", "/informationRecipient"),
    ("PRESCRIPTION", added(EVENTS, "<inFulfillmentOf><order/></inFulfillmentOf>"),
     added(EVENTS, '<inFulfillmentOf><order><id root="1.2" extension="7"/></order></inFulfillmentOf>'), "",
     "order/id", "/inFulfillmentOf"),
    ("VALIDEUR", after(LEGAL, SIGNED.format("X")), after(LEGAL, SIGNED.format("S")), "X", "S",
     "/authenticator"),
    ("CONSENTEMENT", added(CONTEXT, CONSENT.format("active")), added(CONTEXT, CONSENT.format("completed")),
     "active", "completed", "/authorization"),
    ("REL-TYPE", added(CONTEXT, RELATED.format("APND", 'root="1.2.3"')),
     added(CONTEXT, RELATED.format("RPLC", 'root="1.2.3"')), "APND", "RPLC", "/relatedDocument/@typeCode"),
    ("REL-SOI", added(CONTEXT, RELATED.format("RPLC", OWN)),
     added(CONTEXT, RELATED.format("RPLC", 'root="1.2.3"')), "1.2.250.1.999.1.1.1.20260101120000.1", "",
     "/relatedDocument/parentDocument/id/@root"),
    ("VERSION-LIEN", ('<versionNumber value="1"/>', '<versionNumber value="2"/>'),
     ('<versionNumber value="1"/>', '<versionNumber value="1"/>'), "2", "relatedDocument",
     "/versionNumber/@value"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "wrong", "right", "found", "expected", "path"), CASES)
def test_a_mistake_is_told_at_its_place_and_goes_once_corrected(
    code: str, wrong: tuple[str, str], right: tuple[str, str], found: str, expected: str, path: str
) -> None:
    read = lu(wrong)
    told = constats(read, juger(read.entete, VALUES), catalogue("dmp"), lambda _: Effect.ACCEPT)
    assert [(one.rule.id, one.found, one.expected, one.place.path) for one in told] == [
        (f"dmp.cda.{code.lower().replace('-', '_')}", found, expected, ROOT + path)
    ]
    assert juger(lu(right).entete, VALUES) == ()


ALLOWED = [
    added(KEEPER, INFORMANT.format("<assignedEntity/>")),
    after("<low value=\"20260101\"/>", '<high value="20260102"/>'),
    ('<low value="20260101"/>', '<low nullFlavor="UNK"/>'),
    ('extension="899700218896"', 'extension="3990000015/AGENT-7"'),
    ('extension="1990000015"', 'extension="2123456789"'),
    (TITLE, f'{TITLE}<sdtc:x xmlns:sdtc="urn:hl7-org:sdtc"/>'),
    added(EVENTS, PARTICIPANT.format("AGNT")),
]  # fmt: skip


@pytest.mark.parametrize("change", ALLOWED)
def test_what_the_header_may_hold_is_not_told(change: tuple[str, str]) -> None:
    assert juger(lu(change).entete, VALUES) == ()


def test_a_second_version_that_names_the_first_is_right() -> None:
    second = ('<versionNumber value="1"/>', '<versionNumber value="2"/>')
    link = added(CONTEXT, RELATED.format("RPLC", 'root="1.2.3"'))
    assert juger(lu(second, link).entete, VALUES) == ()
    assert [one.regle for one in juger(lu(second, link, added("<relatedDocument", RELATED.format(
        "RPLC", 'root="1.2.4"'))).entete, VALUES)] == ["HDR-CARD"]  # fmt: skip


def test_an_author_without_time_is_told_at_the_author() -> None:
    read = lu((f"<author>{WHEN}", "<author>"))
    (found,) = constats(read, juger(read.entete, VALUES), catalogue("dmp"), lambda _: Effect.ACCEPT)
    assert (found.rule.id, found.place.path) == (
        "dmp.cda.aut_time",
        "/ClinicalDocument/author/assignedAuthor",
    )


def test_a_version_number_of_any_length_is_judged() -> None:
    endless = lu(('<versionNumber value="1"/>', f'<versionNumber value="{"9" * 6_000}"/>')).entete
    assert [one.regle for one in juger(endless, VALUES)] == ["VERSION-LIEN"]
