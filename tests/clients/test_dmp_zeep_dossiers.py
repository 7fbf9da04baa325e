"""zeep asks of a record, opens and closes it, lists records and professionals: the DMP's own services."""

from dataclasses import replace

import httpx
import pytest
import zeep
from lxml import etree
from zeep.wsa import WsAddressingPlugin

from tests.clients.assertions import AIR, STRUCTURE
from tests.clients.dmp_zeep import Announced, Zeep
from tests.clients.tools import NURSE, broken
from tests.dmp import editeur

pytestmark = pytest.mark.clients

HL7 = "{urn:hl7-org:v3}"
ALBERT = "136105503992504"
OF_ALBERT = replace(STRUCTURE, ins=ALBERT)
REGULATION = replace(STRUCTURE, ins="", usage="centre_15")


def told(answer: etree._Element, name: str, attribute: str = "code") -> list[str]:
    """An attribute of the elements of that name."""
    return [str(one.get(attribute)) for one in answer.iter(f"{HL7}{name}")]


def exists(dui: Zeep, reason: str = "TEST_EXST") -> etree._Element:
    """TD0.2 or TD1.3a on the record of Albert Roger, who has none at first."""
    body = editeur.existence(ALBERT, reason=reason)
    return dui.hl7("patients", "PRPA_IN201307UV02", body, OF_ALBERT)


def manage(dui: Zeep, reason: str, status: str = "active", flag: str = "", **more: str) -> etree._Element:
    """TD1.1, TD1.2, TD1.3b or TD1.4: the message in its wrapper."""
    flags = {flag: "true"} if flag else {}
    body = editeur.gestion(reason, ins=ALBERT, status=status, flags=flags, **more)
    operation = etree.QName(etree.fromstring(body)).localname
    (answer,) = dui.hl7("patients", operation, body, OF_ALBERT)
    return answer


def test_the_existence_of_a_record_is_asked(dui: Zeep, api: httpx.Client, espace: str) -> None:
    answer = dui.hl7("patients", "PRPA_IN201307UV02", editeur.existence(), STRUCTURE)
    assert [one.get("code") for one in answer.iterfind(f"{HL7}attentionLine/{HL7}value")] == [
        "NON_EXISTE",
        None,
    ]
    assert [one.text for one in answer.iter(f"{HL7}family")] == ["DELAUNAY"]
    assert told(answer, "queryResponseCode") == ["OK"]
    assert broken(api, espace, "dmp.td02") == [[]]


def test_a_record_is_created_changed_closed_and_reactivated(
    dui: Zeep, api: httpx.Client, espace: str
) -> None:
    assert told(exists(dui), "queryResponseCode") == ["NF"]
    made = manage(dui, "CREA_RD", flag="CONSENTEMENT_OUVERTURE_DMP")
    assert (made.tag, told(made, "acknowledgement", "typeCode")) == (f"{HL7}PRPA_IN201312UV02", ["AA"])
    twice = manage(dui, "CREA_RD", flag="CONSENTEMENT_OUVERTURE_DMP")
    assert twice.tag == f"{HL7}PRPA_IN201313UV02"
    (detail,) = twice.iter(f"{HL7}acknowledgementDetail")
    assert told(detail, "code") == ["DMPFound"]

    person = '<name><family qualifier="SP">ROGER</family><given>ALBERT</given></name>'
    address = "<addr><postalCode>55000</postalCode><city>BAR-LE-DUC</city></addr>"
    changed = manage(dui, "MODIF_DATA", person=f"{person}{address}")
    assert changed.tag == f"{HL7}PRPA_IN201315UV02"
    data = exists(dui, "CNSLT_DATA")
    assert [one.text for one in data.iter(f"{HL7}city")] == ["BAR-LE-DUC"]

    closed = manage(dui, "FERM", "terminated")
    (patient,) = closed.iter(f"{HL7}patient")
    assert told(patient, "statusCode") == ["terminated"]
    assert manage(dui, "FERM", "terminated").tag == f"{HL7}PRPA_IN201316UV02"
    reopened = manage(dui, "REAC", flag="CONSENTEMENT_REACTIVATION_DMP")
    assert reopened.tag == f"{HL7}PRPA_IN201315UV02"
    for operation in ("dmp.td13a", "dmp.td13b", "dmp.td12"):
        assert broken(api, espace, operation) == [[]]
    assert broken(api, espace, "dmp.td11") == [[], ["dmp.gestion.deja_ouvert"]]
    assert broken(api, espace, "dmp.td14") == [[], ["dmp.gestion.ferme"]]


def test_a_regulation_centre_seeks_a_person_without_ins(dui: Zeep, api: httpx.Client, espace: str) -> None:
    body = editeur.traits("Delaunay", "Marguerite", "19400314", "F")
    answer = dui.hl7("patientsPDQ", "PRPA_IN201305UV02", body, REGULATION)
    assert told(answer, "queryResponseCode") == ["OK"]
    (patient,) = answer.iter(f"{HL7}patient")
    assert told(patient, "id", "extension") == [editeur.INS]
    assert broken(api, espace, "dmp.td05") == [[]]


@pytest.fixture
def authorised(dui: Zeep) -> Zeep:
    """The nurse is authorised on Marguerite's record."""
    dui.authorise()
    return dui


def test_records_and_professionals_are_listed(authorised: Zeep, api: httpx.Client, espace: str) -> None:
    mine = authorised.addressed("patientsSpecific", AIR)
    listed = mine.patientList(startDate="20200101000000", dateType="LASTAUTORIZATION")
    (line,) = listed.patientlistData
    assert (listed.status, line.lastName, line.dateOfBirth, line.MT) == (
        "DMPOk",
        "DELAUNAY",
        "19400314",
        False,
    )
    assert [(one.nationalId, one.nationalIdType) for one in line.patientIdentifier] == [
        (editeur.INS, editeur.TEST_OID)
    ]
    rights = authorised.addressed("habilitations", AIR).listAuthorizationByPatient(mode="TOUTE")
    (one,) = rights.listOfAuthorizationByPatient
    assert (rights.status, one.nationalId, one.lastName, one.mode) == ("DMPOk", NURSE, "KERMARREC", "ACTIVE")
    assert (one.codeSpeciality, one.libSpeciality, one.specificRight) == (["G15_60"], ["Infirmier"], [])
    # The description of the lists gives no action: zeep announces an empty one.
    assert broken(api, espace, "dmp.td04") == broken(api, espace, "dmp.td16") == [[]]


def test_a_kind_of_date_misspelt_is_found(dui: Zeep, api: httpx.Client, espace: str) -> None:
    """zeep does not check the values that the description lists."""
    listed = dui.addressed("patientsSpecific", AIR)
    answer = listed.patientList(startDate="20200101000000", dateType="LASTAUTHORIZATION")
    assert (answer.status, answer.patientlistData) == ("DMPOk", [])
    assert broken(api, espace, "dmp.td04") == [["dmp.liste.type_date"]]


def test_told_twice_to_address_its_calls_it_is_told_so_in_the_findings(
    dui: Zeep, api: httpx.Client, espace: str
) -> None:
    habilitations = dui.addressed("habilitations", AIR, WsAddressingPlugin())
    assert habilitations.setAuthorization(action="AJOUT").status == "DMPOk"
    # MessageID, Action and To.
    assert broken(api, espace, "dmp.td03") == [["dmp.soap.entete_double"] * 3]


def test_without_addressing_it_is_refused_by_name(dui: Zeep) -> None:
    """These descriptions do not ask for addressing, so zeep adds none by itself."""
    habilitations = dui.service("habilitations", AIR)
    with pytest.raises(zeep.exceptions.Fault) as refused:
        habilitations.setAuthorization(action="AJOUT")
    assert refused.value.message == (
        "A required header representing a Message Addressing Property is not present"
    )


@pytest.mark.parametrize(
    ("action", "found"),
    [
        ("urn:hl7-org:v3:setAuthorization", []),
        ("", []),
        ("setAuthorization", ["dmp.wsa.action_divergente"]),
    ],
)
def test_the_action_of_the_old_description_is_known(
    dui: Zeep, api: httpx.Client, espace: str, action: str, found: list[str]
) -> None:
    habilitations = dui.addressed("habilitations", AIR, Announced(action))
    assert habilitations.setAuthorization(action="AJOUT").status == "DMPOk"
    assert broken(api, espace, "dmp.td03") == [found]
