"""The document that an editor sends."""

import base64

from tests.dmp.editeur.base import INS, NURSE, TEST_OID, TILLEULS

PDF = b"%PDF-1.4\n% pdfaid:part\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def cda(unique_id: str = "1.2.250.1.999.1.1.1.1", content: bytes = PDF, ins: str = INS) -> bytes:
    """The PPA of Marguerite Delaunay at level 1, typed from the skeleton of the CI-SIS."""
    nobody = '<addr nullFlavor="NASK"/><telecom nullFlavor="NASK"/>'
    nurse = f'<id root="1.2.250.1.71.4.2.1" extension="{NURSE}"/>'
    place = f'<id root="1.2.250.1.71.4.2.2" extension="{TILLEULS}"/><name>EHPAD Les Tilleuls</name>'
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3"><realmCode code="FR"/>
<typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
<templateId root="2.16.840.1.113883.2.8.2.1"/><templateId root="1.2.250.1.213.1.1.1.1"/>
<templateId root="1.3.6.1.4.1.19376.1.2.20"/><id root="{unique_id}"/>
<code code="80788-3" codeSystem="2.16.840.1.113883.6.1" displayName="Projet personnalisé d'accompagnement"/>
<title>Projet personnalisé d'accompagnement</title><effectiveTime value="20260101120000+0100"/>
<confidentialityCode code="N" codeSystem="2.16.840.1.113883.5.25" displayName="Normal"/>
<languageCode code="fr-FR"/><setId root="1.2.250.1.999.1.1.2.1"/><versionNumber value="1"/>
<recordTarget><patientRole><id root="{TEST_OID}" extension="{ins}"/>{nobody}<patient><name>
<family qualifier="BR">DELAUNAY</family><given qualifier="BR">MARGUERITE</given>
<given>MARGUERITE JEANNE</given></name>
<administrativeGenderCode code="F" codeSystem="2.16.840.1.113883.5.1"/><birthTime value="19400314"/>
<birthplace><place><addr><county>55050</county></addr></place></birthplace></patient></patientRole></recordTarget>
<author><time value="20260101120000+0100"/><assignedAuthor>{nurse}
<code code="G15_60" codeSystem="1.2.250.1.213.1.1.4.5" displayName="Infirmier"/>{nobody}
<assignedPerson><name><family>KERMARREC</family><given>NATHALIE</given></name></assignedPerson>
<representedOrganization>{place}</representedOrganization></assignedAuthor></author>
<custodian><assignedCustodian><representedCustodianOrganization>{place}</representedCustodianOrganization>
</assignedCustodian></custodian>
<legalAuthenticator><time value="20260101120000+0100"/><signatureCode code="S"/><assignedEntity>{nurse}{
        nobody
    }
<assignedPerson><name><family>KERMARREC</family></name></assignedPerson></assignedEntity></legalAuthenticator>
<documentationOf><serviceEvent><effectiveTime><low value="20260101"/></effectiveTime>
<performer typeCode="PRF"><assignedEntity>{nurse}<representedOrganization>
<standardIndustryClassCode code="ESSMS" codeSystem="1.2.250.1.213.1.1.4.9"
 displayName="Etablissement ou Service Social ou Médico-Social"/></representedOrganization></assignedEntity>
</performer></serviceEvent></documentationOf>
<componentOf><encompassingEncounter><effectiveTime><low value="20260101"/></effectiveTime><location>
<healthCareFacility><code code="SA17" codeSystem="1.2.250.1.71.4.2.4"
 displayName="Etablissement pour personnes âgées"/></healthCareFacility></location></encompassingEncounter>
</componentOf><component><nonXMLBody><text mediaType="application/pdf" representation="B64">{
        base64.b64encode(content).decode()
    }</text></nonXMLBody></component></ClinicalDocument>""".encode()
