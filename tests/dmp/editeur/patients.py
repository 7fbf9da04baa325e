"""The bodies about a person: TD0.2, TD0.5, TD1.1 to TD1.4."""

from collections.abc import Mapping

from tests.dmp.editeur.base import INS, NURSE, TEST_OID, TILLEULS


def existence(ins: str = INS, oid: str = TEST_OID, reason: str = "TEST_EXST") -> str:
    """The body of TD0.2, as in the official example."""
    return (
        '<PRPA_IN201307UV02 ITSVersion="XML_1.0" xmlns="urn:hl7-org:v3"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        '<id root="1.2.250.1.999.1" extension="4b1c0a52-5a65-4c36-8a9e-1f6a3b0f0001"/>'
        '<creationTime value="20260101080000"/>'
        '<interactionId root="2.16.840.1.113883.1.6" extension="PRPA_IN201307UV02"/>'
        '<processingCode code="P"/><processingModeCode code="T"/><acceptAckCode code="AL"/>'
        '<receiver typeCode="RCV"><device classCode="DEV" determinerCode="INSTANCE">'
        '<id root="1.2.250.1.213.4.1.1.1"/><softwareName>DMP</softwareName></device></receiver>'
        '<sender typeCode="SND"><device classCode="DEV" determinerCode="INSTANCE">'
        '<id root="1.2.250.1.999.1"/><softwareName>DUI</softwareName></device></sender>'
        '<attentionLine xsi:nil="true"/><controlActProcess classCode="CACT" moodCode="EVN">'
        f'<reasonCode code="{reason}" codeSystem="1.2.250.1.213.1.1.4.11"/>'
        '<queryByParameter><queryId root="1.2.250.1.999.2" extension="q-1"/><statusCode code="new"/>'
        '<parameterList><dataSource xsi:nil="true"/><patientIdentifier>'
        f'<value root="{oid}" extension="{ins}"/><semanticsText>Patient.id</semanticsText>'
        "</patientIdentifier></parameterList></queryByParameter></controlActProcess></PRPA_IN201307UV02>"
    )


def gestion(
    reason: str,
    *,
    ins: str = INS,
    status: str = "active",
    flags: Mapping[str, str] | None = None,
    author: str = "<family>KERMARREC</family><given>NATHALIE</given>",
    person: str = '<name><prefix>MME</prefix><family qualifier="SP">DELAUNAY</family>'
    "<given>MARGUERITE</given></name>",
    motive: str = "FERMETURE_DEMANDE_PATIENT",
) -> str:
    """The body of TD1.1 (`CREA_RD`), TD1.2, TD1.3b or TD1.4, as in the official examples."""
    root = "PRPA_IN201311UV02" if reason == "CREA_RD" else "PRPA_IN201314UV02"
    told = "".join(
        '<subjectOf typeCode="SBJ"><administrativeObservation classCode="OBS" moodCode="EVN">'
        f'<code code="{code}" codeSystem="1.2.250.1.213.4.1.2.3"/><value xsi:type="BL" value="{value}"/>'
        "</administrativeObservation></subjectOf>"
        for code, value in (flags or {}).items()
    )
    why = (
        '<reasonOf typeCode="RSON"><detectedIssueEvent classCode="ALRT" moodCode="EVN">'
        f'<code code="{motive}" codeSystem="1.2.250.1.213.4.1.2.4"/><text>Demande du patient</text>'
        "</detectedIssueEvent></reasonOf>"
        if reason == "FERM" and motive
        else ""
    )
    return (
        f'<{root} ITSVersion="XML_1.0" xmlns="urn:hl7-org:v3"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        '<id root="1.2.250.1.999.1" extension="g-1"/><creationTime value="20260101080000"/>'
        f'<interactionId root="2.16.840.1.113883.1.6" extension="{root}"/>'
        '<processingCode code="D"/><processingModeCode code="T"/><acceptAckCode code="AL"/>'
        '<receiver typeCode="RCV"><device classCode="DEV" determinerCode="INSTANCE">'
        '<id root="1.2.250.1.213.4.1.1.1"/><softwareName>DMP</softwareName></device></receiver>'
        '<sender typeCode="SND"><device classCode="DEV" determinerCode="INSTANCE">'
        '<id root="1.2.250.1.999.1"/><softwareName>DUI</softwareName></device></sender>'
        f'<controlActProcess classCode="CACT" moodCode="EVN"><reasonCode code="{reason}"'
        ' codeSystem="1.2.250.1.213.1.1.4.11"/><subject typeCode="SUBJ" contextConductionInd="false">'
        '<registrationRequest classCode="REG" moodCode="RQO"><statusCode code="active"/>'
        f'<subject1 typeCode="SBJ"><patient classCode="PAT"><id root="{TEST_OID}" extension="{ins}"/>'
        f'<statusCode code="{status}"/><patientPerson classCode="PSN" determinerCode="INSTANCE">{person}'
        f"</patientPerson>{told}</patient></subject1>"
        '<author typeCode="AUT"><assignedEntity classCode="ASSIGNED">'
        f'<id root="1.2.250.1.71.4.2.1" extension="{NURSE}"/><assignedPerson classCode="PSN"'
        f' determinerCode="INSTANCE"><name>{author}</name></assignedPerson><representedOrganization'
        f' classCode="ORG" determinerCode="INSTANCE"><id root="1.2.250.1.71.4.2.2" extension="{TILLEULS}"/>'
        "<name>EHPAD Les Tilleuls</name></representedOrganization></assignedEntity></author>"
        f"</registrationRequest></subject>{why}</controlActProcess></{root}>"
    )


def traits(family: str, given: str = "", born: str = "", sex: str = "") -> str:
    """The body of TD0.5."""
    more = f"<given>{given}</given>" if given else ""
    asked = (
        f"<livingSubjectName><value><family>{family}</family>{more}</value>"
        "<semanticsText>LivingSubject.name</semanticsText></livingSubjectName>"
    )
    if born:
        asked += (
            f'<livingSubjectBirthTime><value value="{born}"/>'
            "<semanticsText>LivingSubject.birthTime</semanticsText></livingSubjectBirthTime>"
        )
    if sex:
        asked += (
            f'<livingSubjectAdministrativeGender><value code="{sex}"/>'
            "<semanticsText>LivingSubject.administrativeGender</semanticsText>"
            "</livingSubjectAdministrativeGender>"
        )
    return (
        '<PRPA_IN201305UV02 ITSVersion="XML_1.0" xmlns="urn:hl7-org:v3">'
        '<id root="1.2.250.1.999.1" extension="t-1"/><creationTime value="20260101080000"/>'
        '<interactionId root="2.16.840.1.113883.1.6" extension="PRPA_IN201305UV02"/>'
        '<processingCode code="D"/><processingModeCode code="T"/><acceptAckCode code="AL"/>'
        '<receiver typeCode="RCV"><device classCode="DEV" determinerCode="INSTANCE">'
        '<id root="1.2.250.1.213.4.1.1.1"/><softwareName>DMP</softwareName></device></receiver>'
        '<sender typeCode="SND"><device classCode="DEV" determinerCode="INSTANCE">'
        '<id root="1.2.250.1.999.1"/><softwareName>DUI</softwareName></device></sender>'
        '<controlActProcess classCode="CACT" moodCode="EVN"><code code="PRPA_TE201305UV02"'
        ' codeSystem="2.16.840.1.113883.1.6"/><queryByParameter>'
        '<queryId root="1.2.250.1.999.2" extension="q-5"/><statusCode code="new"/>'
        f"<parameterList>{asked}</parameterList></queryByParameter></controlActProcess></PRPA_IN201305UV02>"
    )
