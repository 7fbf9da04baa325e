"""The bytes: one request and one answer of each transaction, typed by hand from the reference."""

from datetime import UTC, datetime

import pytest

from dmp.model import Dossier, Statut
from dmp.xds.messages import habilitations, hl7
from dmp.xds.messages.ecriture import Pli, ecrire
from dmp.xds.messages.reponse import ReponseIllisible, lire_message
from dmp.xds.model import (
    DemandeAutorisation,
    DemandeExistence,
    DocumentServi,
    Faute,
    Identifiant,
    Operation,
    ReponseAutorisation,
    ReponseConsultation,
    ReponseExistence,
    Resultat,
)
from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim.modele import Auteur, FicheDocument
from simulators.core.sante.ebrim.reponses import ErreurRegistre, ReponseRecherche, ReponseRegistre
from simulators.core.xml.mtom import split
from tests.dmp.banc import Banc
from tests.dmp.editeur import INS, autorisation, existence, lecture, recherche

UUID = "11111111-2222-4333-8444-555555555555"
WHEN = datetime(2021, 6, 1, 12, 53, 5, tzinfo=UTC)
ASKED = DemandeExistence(
    patient=Identifiant("1.2.250.1.213.1.4.10", INS),
    message=Identifiant("1.2.250.1.999.1", "m-1"),
    requete=Identifiant("1.2.250.1.999.2", "q-1"),
    emetteur=Identifiant("1.2.250.1.999.1"),
    emetteur_nom="DUI",
)
RECORD = Dossier(
    matricule=INS,
    oid="1.2.250.1.213.1.4.10",
    etat="ouvert",
    nom="DELAUNAY",
    prenoms="MARGUERITE JEANNE",
    sexe="F",
    date_naissance="1940-03-14",
)


def written(operation: Operation, resultat: Resultat, *, soap11: bool = False) -> tuple[int, str, bytes]:
    pli = Pli(operation, "urn:uuid:demande", UUID, WHEN, soap11)
    one = ecrire(resultat, pli)
    return one.status, one.content_type, one.body


def wrapped(action: str, body: str) -> str:
    """The envelope of every answer."""
    return (
        '<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"><soap:Header>'
        f'<Action xmlns="http://www.w3.org/2005/08/addressing">{action}</Action>'
        '<MessageID xmlns="http://www.w3.org/2005/08/addressing">'
        "urn:uuid:11111111-2222-4333-8444-555555555555</MessageID>"
        '<To xmlns="http://www.w3.org/2005/08/addressing">http://www.w3.org/2005/08/addressing/anonymous</To>'
        '<RelatesTo xmlns="http://www.w3.org/2005/08/addressing">urn:uuid:demande</RelatesTo>'
        f"</soap:Header><soap:Body>{body}</soap:Body></soap:Envelope>"
    )


EXISTENCE_HEAD = (
    '<PRPA_IN201308UV02 ITSVersion="XML_1.0" xmlns="urn:hl7-org:v3" xmlns:ns2="asip:ci-sis:gdp:2010">'
    '<id root="11111111-2222-4333-8444-555555555555"/><creationTime value="20210601125305"/>'
    '<interactionId extension="PRPA_IN201308UV02" root="2.16.840.1.113883.1.6"/>'
    '<processingCode code="P"/><processingModeCode code="T"/><acceptAckCode code="NE"/>'
    '<receiver typeCode="RCV"><device classCode="DEV" determinerCode="INSTANCE">'
    '<id root="1.2.250.1.999.1"/><softwareName>DUI</softwareName></device></receiver>'
    '<sender typeCode="SND"><device classCode="DEV" determinerCode="INSTANCE">'
    '<id root="1.2.250.1.213.4.1.1.1"/><softwareName>DMP</softwareName></device></sender>'
)
TARGET = '<targetMessage><id extension="m-1" root="1.2.250.1.999.1"/></targetMessage>'
CONTROL = (
    '<controlActProcess classCode="CACT" moodCode="EVN"><reasonCode code="TEST_EXST"'
    ' codeSystem="1.2.250.1.213.1.1.4.11" displayName="Test d\'existence de dossier"/>'
)
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
FOUND = (
    EXISTENCE_HEAD + '<attentionLine><keyWordText code="AUTORISATION" codeSystem="1.2.250.1.213.4.1.2.6.1"/>'
    f'<value xsi:type="CV" code="VALIDE" codeSystem="1.2.250.1.213.4.1.2.6.2" {XSI}/></attentionLine>'
    '<attentionLine><keyWordText code="STATUT_MT" codeSystem="1.2.250.1.213.4.1.2.6.3"/>'
    f'<value xsi:type="BL" value="false" {XSI}/></attentionLine>'
    f'<acknowledgement typeCode="AA">{TARGET}</acknowledgement>'
    + CONTROL
    + '<subject contextConductionInd="false" typeCode="SUBJ">'
    '<registrationEvent classCode="REG" moodCode="EVN"><statusCode code="completed"/>'
    '<subject1 typeCode="SBJ"><patient classCode="PAT">'
    '<id extension="240035505090119" root="1.2.250.1.213.1.4.10"/><statusCode code="active"/>'
    '<patientPerson classCode="PSN" determinerCode="INSTANCE"><name><prefix>MME</prefix>'
    '<given>MARGUERITE JEANNE</given><family qualifier="SP">DELAUNAY</family></name>'
    '<administrativeGenderCode code="F"/><birthTime value="19400314"/></patientPerson>'
    '<subjectOf typeCode="SBJ"><administrativeObservation classCode="OBS" moodCode="EVN">'
    '<code code="COMPTE_INTERNET_OUVERT" codeSystem="1.2.250.1.213.4.1.2.9"/>'
    f'<value xsi:type="BL" value="true" {XSI}/></administrativeObservation></subjectOf>'
    '<subjectOf typeCode="SBJ"><administrativeObservation classCode="OBS" moodCode="EVN">'
    '<code code="RATTACHEMENT_ENS" codeSystem="1.2.250.1.213.4.1.2.3"'
    ' displayName="information de rattachement du DMP à un ENS"/>'
    f'<value xsi:type="BL" value="true" {XSI}/></administrativeObservation></subjectOf>'
    '</patient></subject1><custodian typeCode="CST"><assignedEntity classCode="ASSIGNED">'
    '<id root="1.2.250.1.213.4.1.1.1"/></assignedEntity></custodian></registrationEvent></subject>'
    '<queryAck><queryId extension="q-1" root="1.2.250.1.999.2"/><queryResponseCode code="OK"/></queryAck>'
    "</controlActProcess></PRPA_IN201308UV02>"
)
EXISTENCE_ACTION = "urn:hl7-org:v3:PRPA_IN201308UV02"


def test_a_record_found_is_answered_as_the_official_example() -> None:
    reponse = ReponseExistence(ASKED, RECORD, Statut.VALIDE)
    status, kind, body = written(Operation.EXISTENCE, reponse)
    assert (status, kind) == (200, "application/soap+xml;charset=UTF-8")
    assert body.decode() == wrapped(EXISTENCE_ACTION, FOUND)


def test_a_record_that_does_not_exist_has_no_subject() -> None:
    _, _, body = written(Operation.EXISTENCE, ReponseExistence(ASKED))
    told = (
        EXISTENCE_HEAD
        + f'<acknowledgement typeCode="AA">{TARGET}</acknowledgement>'
        + CONTROL
        + '<queryAck><queryId extension="q-1" root="1.2.250.1.999.2"/><queryResponseCode code="NF"/>'
        "</queryAck></controlActProcess></PRPA_IN201308UV02>"
    )
    assert body.decode() == wrapped(EXISTENCE_ACTION, told)


def test_an_unknown_structure_is_answered_by_an_application_error() -> None:
    reponse = ReponseExistence(ASKED, erreur=Faute("td02_structure"))
    status, _, body = written(Operation.EXISTENCE, reponse)
    assert status == 200
    assert (
        f'<acknowledgement typeCode="AE">{TARGET}<acknowledgementDetail>'
        '<code code="DMPAccessDeniedByRightsService"/>'
        "<text>Impossible d'effectuer un test d'existence : Structure introuvable ou Inactive</text>"
        "</acknowledgementDetail></acknowledgement>"
    ) in body.decode()


def test_an_authorisation_is_answered_by_a_status_and_its_context() -> None:
    reponse = ReponseAutorisation("DMPOk", "Autorisation déjà présente aucune action effectuée")
    _, _, body = written(Operation.AUTORISATION, reponse)
    assert body.decode() == wrapped(
        "urn:si-dmp-habilitations:HabilitationsEndPoint:setAuthorizationResponse",
        '<setAuthorizationResponse xmlns="urn:si-dmp-habilitations"><output><status>DMPOk</status>'
        "<context>Autorisation déjà présente aucune action effectuée</context></output>"
        "</setAuthorizationResponse>",
    )


def test_a_feeding_is_answered_by_an_empty_success() -> None:
    _, _, body = written(Operation.ALIMENTATION, ReponseRegistre())
    assert body.decode() == wrapped(
        "urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-bResponse",
        '<ns2:RegistryResponse status="urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success"'
        ' xmlns:ns2="urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0"/>',
    )


def test_a_refused_feeding_lists_its_registry_errors() -> None:
    errors = (ErreurRegistre("XDSUnknownPatientId", "Le patient n'a pas de DMP"),)
    failed = ReponseRegistre("urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Failure", errors)
    status, _, body = written(Operation.ALIMENTATION, failed)
    assert status == 200
    assert (
        '<ns2:RegistryResponse status="urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Failure"'
        ' xmlns:ns2="urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0"><ns2:RegistryErrorList'
        ' highestSeverity="urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Error"><ns2:RegistryError'
        ' errorCode="XDSUnknownPatientId" codeContext="Le patient n\'a pas de DMP" location=""'
        ' severity="urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Error"/></ns2:RegistryErrorList>'
        "</ns2:RegistryResponse>"
    ) in body.decode()


ENTRY = FicheDocument(
    entry_uuid="urn:uuid:11111111-1111-4111-8111-111111111111",
    logical_id="urn:uuid:11111111-1111-4111-8111-111111111111",
    mime_type="text/xml",
    title="PPA",
    creation_time="20260101110000",
    language_code="fr-FR",
    hash="da39a3ee5e6b4b0d3255bfef95601890afd80709",
    size="12",
    repository_unique_id="1.2.250.1.213.4.1.1.1.2",
    authors=(Auteur(institutions=("EHPAD^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^1990000028",)),),
    class_code=Code("44", "1.2.250.1.213.1.1.4.1", "Plan"),
    patient_id=f"{INS}^^^&1.2.250.1.213.1.4.10&ISO^NH",
    unique_id="1.2.250.1.999.1.1.1.1",
)


def test_a_search_is_answered_with_the_very_text_clients_match() -> None:
    _, _, body = written(Operation.RECHERCHE, ReponseRecherche(fiches=(ENTRY,)))
    text = body.decode()
    assert (
        '<ns3:AdhocQueryResponse startIndex="0"'
        ' status="urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success" totalResultCount="1"'
        ' xmlns:ns2="urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0"'
        ' xmlns:ns3="urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0"'
        ' xmlns:ns4="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"'
        ' xmlns:ns5="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0" xmlns:ns6="urn:hl7-org:v3">'
        "<ns4:RegistryObjectList><ns4:ExtrinsicObject"
        ' id="urn:uuid:11111111-1111-4111-8111-111111111111" isOpaque="false"'
        ' lid="urn:uuid:11111111-1111-4111-8111-111111111111" mimeType="text/xml"'
        ' objectType="urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1"'
        ' status="urn:oasis:names:tc:ebxml-regrep:StatusType:Approved">'
        '<ns4:Slot name="creationTime"><ns4:ValueList><ns4:Value>20260101110000</ns4:Value></ns4:ValueList>'
        '</ns4:Slot><ns4:Slot name="hash"><ns4:ValueList>'
        "<ns4:Value>da39a3ee5e6b4b0d3255bfef95601890afd80709</ns4:Value></ns4:ValueList></ns4:Slot>"
    ) in text
    for needed in ("<ns4:Name>", 'versionName="1"', "XDSDocumentEntry.uniqueId"):
        assert needed in text


def test_references_and_nothing_found_are_written_as_seen() -> None:
    _, _, refs = written(
        Operation.RECHERCHE,
        ReponseRecherche(references=("urn:uuid:22222222-2222-4222-8222-222222222222",)),
    )
    _, _, none = written(Operation.RECHERCHE, ReponseRecherche())
    assert b'<ns4:ObjectRef id="urn:uuid:22222222-2222-4222-8222-222222222222"/>' in refs
    assert b'totalResultCount="0"' in none
    assert b"<ns4:RegistryObjectList/>" in none


def test_documents_come_back_in_parts_with_their_very_bytes() -> None:
    data = b"\x00\r\n--not a boundary\r\n\xff"
    reponse = ReponseConsultation(documents=(DocumentServi("1.2.3", "text/xml", data),))
    status, kind, body = written(Operation.CONSULTATION, reponse)
    assert status == 200
    assert kind.startswith('multipart/related; type="application/xop+xml"; boundary="')
    assert body.count(b"Content-Type: application/octet-stream\r\n") == 1
    package = split(kind, body)
    assert package.root.decode() == wrapped(
        "urn:ihe:iti:2007:RetrieveDocumentSetResponse",
        '<ns4:RetrieveDocumentSetResponse xmlns:ns2="urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0"'
        ' xmlns:ns4="urn:ihe:iti:xds-b:2007">'
        '<ns2:RegistryResponse status="urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success"/>'
        "<ns4:DocumentResponse><ns4:RepositoryUniqueId>1.2.250.1.213.4.1.1.1.2</ns4:RepositoryUniqueId>"
        "<ns4:DocumentUniqueId>1.2.3</ns4:DocumentUniqueId><ns4:mimeType>text/xml</ns4:mimeType>"
        '<ns4:Document><xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include"'
        ' href="cid:11111111-2222-4333-8444-555555555555-2@urn%3Aihe%3Aiti%3Axds-b%3A2007"/>'
        "</ns4:Document></ns4:DocumentResponse></ns4:RetrieveDocumentSetResponse>",
    )
    assert [bytes(part) for part in package.parts.values()] == [data]


def test_a_fault_is_written_as_a_client_reported_it() -> None:
    told = Faute("DMPInvalidCertificate", "Not a valid signature certificate")
    status, kind, body = written(Operation.ALIMENTATION, told)
    assert (status, kind) == (500, "application/soap+xml;charset=UTF-8")
    assert body.decode() == wrapped(
        "http://www.w3.org/2005/08/addressing/soap/fault",
        "<soap:Fault><soap:Code><soap:Value>soap:Sender</soap:Value><soap:Subcode>"
        "<soap:Value>soap:DMPInvalidCertificate</soap:Value></soap:Subcode></soap:Code>"
        '<soap:Reason><soap:Text xml:lang="fr">Le certificat ayant signé le VIHF est invalide : '
        "Not a valid signature certificate</soap:Text></soap:Reason></soap:Fault>",
    )


def test_a_missing_addressing_header_is_the_fault_of_the_standard() -> None:
    _, _, body = written(Operation.RECHERCHE, Faute("adressage"))
    assert (
        '<soap:Value xmlns:wsa="http://www.w3.org/2005/08/addressing">'
        "wsa:MessageAddressingHeaderRequired</soap:Value>"
    ) in body.decode()
    assert b"A required header representing a Message Addressing Property is not present" in body


def test_a_fault_of_a_retrieval_is_multipart_too() -> None:
    status, kind, body = written(Operation.CONSULTATION, Faute("vihf_absent"))
    assert status == 500
    assert b"<soap:Fault>" in split(kind, body).root


def test_a_soap_11_request_gets_a_soap_11_answer() -> None:
    _, kind, body = written(Operation.ALIMENTATION, ReponseRegistre(), soap11=True)
    status, _, fault = written(Operation.ALIMENTATION, Faute("vihf_absent"), soap11=True)
    assert kind == "text/xml;charset=UTF-8"
    assert body.startswith(b'<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">')
    assert status == 500
    assert b"<faultcode>soap:Client</faultcode>" in fault


def test_a_request_of_each_transaction_is_read_as_typed(banc: Banc) -> None:
    asked = banc.call("existence", existence())
    assert asked.exchange.facts["dmp.patient_demande"] == "240035505090119"
    declared = banc.call("autorisation", autorisation(), banc.air())
    assert declared.exchange.facts["dmp.autorisation_action"] == "AJOUT"
    fed = banc.feed().exchange.facts
    assert fed["dmp.documents"] == ("1.2.250.1.999.1.1.1.1",)
    assert fed["dmp.type_code"] == ("80788-3",)
    assert fed["dmp.classe"] == "44"
    assert fed["document.prenoms"] == ("MARGUERITE",)
    sought = banc.call("recherche", recherche(retour="ObjectRef"), banc.air()).exchange.facts
    assert (sought["dmp.requete"], sought["dmp.retour"]) == ("FIND_DOCUMENTS", "ObjectRef")
    read = banc.call("lecture", lecture("1.2.250.1.999.1.1.1.1"), banc.air()).exchange.facts
    assert read["dmp.rendus"] == ("1.2.250.1.999.1.1.1.1",)
    for facts in (asked.exchange.facts, fed, sought, read):
        assert facts["patient.matricule"] == "240035505090119"
        assert facts["professional"] == "899700000039"
        assert facts["dmp.structure"] == "1990000028"
        assert facts["patient.traits"] == "DELAUNAY|MARGUERITE JEANNE|F|1940-03-14"


def test_what_a_dui_writes_is_what_the_examples_show() -> None:
    body = hl7.ecrire_demande(ASKED, WHEN)
    assert body.startswith(
        '<PRPA_IN201307UV02 ITSVersion="XML_1.0" xmlns="urn:hl7-org:v3"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        '<id extension="m-1" root="1.2.250.1.999.1"/><creationTime value="20210601125305"/>'
    )
    assert '<value extension="240035505090119" root="1.2.250.1.213.1.4.10"/>' in body
    assert habilitations.ecrire_demande(DemandeAutorisation("AJOUT", "MEDECIN_TRAITANT")) == (
        '<setAuthorization xmlns="urn:si-dmp-habilitations"><action>AJOUT</action>'
        "<role>MEDECIN_TRAITANT</role></setAuthorization>"
    )


@pytest.mark.parametrize(
    ("etat", "status", "told"),
    [("ouvert", "active", "ouvert"), ("ferme", "terminated", "ferme")],
)
def test_an_answer_is_read_back(etat: str, status: str, told: str) -> None:
    body = wrapped(EXISTENCE_ACTION, FOUND.replace('"active"', f'"{status}"')).encode()
    read = lire_message("application/soap+xml", body)
    assert (read.etat, read.autorisation, read.code, read.faute) == (told, "VALIDE", "OK", False)


@pytest.mark.parametrize("data", [b"", b"<a/>", b"<html>No service was found.</html>"])
def test_what_is_no_answer_is_told_as_unreadable(data: bytes) -> None:
    with pytest.raises(ReponseIllisible):
        lire_message("application/soap+xml", data)
