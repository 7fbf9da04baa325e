"""Fresh keys and an assertion to sign, for the tests of signatures."""

from functools import cache
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from simulators.core.net.pki.certificates import make_authority, new_key
from simulators.core.xml.signing import Signer

# Typed from dmp_xds.md §3.1 and §3.2.
ASSERTION: Final = """<saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" \
xmlns:xs="http://www.w3.org/2001/XMLSchema" ID="_a1" IssueInstant="2026-01-01T11:00:00.000Z" Version="2.0">\
<saml2:Issuer Format="urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName">CN=essai,C=FR</saml2:Issuer>\
<saml2:Subject><saml2:NameID>899700218896</saml2:NameID></saml2:Subject>\
<saml2:AuthnStatement AuthnInstant="2026-01-01T10:59:00Z"><saml2:AuthnContext>\
<saml2:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:TLSClient</saml2:AuthnContextClassRef>\
</saml2:AuthnContext></saml2:AuthnStatement>\
<saml2:AttributeStatement>\
<saml2:Attribute Name="VIHF_Version"><saml2:AttributeValue \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">3.0</saml2:AttributeValue>\
</saml2:Attribute>\
<saml2:Attribute Name="Authentification_Mode"><saml2:AttributeValue>INDIRECTE</saml2:AttributeValue>\
</saml2:Attribute>\
<saml2:Attribute Name="Identifiant_Structure"><saml2:AttributeValue>1990000015</saml2:AttributeValue>\
</saml2:Attribute>\
<saml2:Attribute Name="Secteur_Activite"><saml2:AttributeValue>SA17^1.2.250.1.71.4.2.4</saml2:AttributeValue>\
</saml2:Attribute>\
<saml2:Attribute Name="urn:oasis:names:tc:xspa:1.0:subject:subject-id">\
<saml2:AttributeValue>MAX LIBRE</saml2:AttributeValue></saml2:Attribute>\
<saml2:Attribute Name="urn:oasis:names:tc:xacml:2.0:subject:role">\
<saml2:AttributeValue><Role xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:type="CE" code="10" codeSystem="1.2.250.1.71.1.2.7" displayName="Médecin"/></saml2:AttributeValue>\
<saml2:AttributeValue><Role xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:type="CE" code="SM26" codeSystem="1.2.250.1.71.4.2.5"/></saml2:AttributeValue></saml2:Attribute>\
<saml2:Attribute Name="urn:oasis:names:tc:xacml:2.0:resource:resource-id">\
<saml2:AttributeValue>279035121518989^^^&amp;1.2.250.1.213.1.4.10&amp;ISO^NH</saml2:AttributeValue>\
</saml2:Attribute>\
<saml2:Attribute Name="Ressource_URN"><saml2:AttributeValue>urn:dmp</saml2:AttributeValue></saml2:Attribute>\
<saml2:Attribute Name="urn:oasis:names:tc:xspa:1.0:subject:purposeofuse">\
<saml2:AttributeValue><PurposeOfUse xmlns="urn:hl7-org:v3" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CE" code="normal" \
codeSystem="1.2.250.1.213.1.1.4.248" codeSystemName="mode acces VIHF 2.0" displayName="Accès normal"/>\
</saml2:AttributeValue></saml2:Attribute>\
<saml2:Attribute Name="LPS_Nom"><saml2:AttributeValue>DUI Exemple</saml2:AttributeValue></saml2:Attribute>\
<saml2:Attribute Name="LPS_Version"><saml2:AttributeValue>1.2</saml2:AttributeValue></saml2:Attribute>\
<saml2:Attribute Name="LPS_ID_HOMOLOGATION_DMP"><saml2:AttributeValue>NumAutorisation</saml2:AttributeValue>\
</saml2:Attribute>\
</saml2:AttributeStatement></saml2:Assertion>"""


@cache
def certificate(name: str = "essai") -> tuple[Signer, x509.Certificate]:
    """A key made for this run, and its certificate."""
    key = new_key()
    made = make_authority(name, key)
    return Signer(key, made.public_bytes(Encoding.DER)), made
