"""The VIHF of the nurse's software typed by hand (dmp_xds.md §3.1), signed by a library that is not ours."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree
from signxml import methods
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod
from signxml.signer import XMLSigner

from tests.clients.tools import NURSE
from tests.running import Running

INS = "240035505090119"
TEST_OID = "1.2.250.1.213.1.4.10"
TILLEULS = "1990000028"
_HL7 = 'xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CE"'
_PLACE = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="placeholder"/>'
_ISSUER = "</saml2:Issuer>"
_STRUCTURE = f"CN=EHPAD Les Tilleuls,OU={TILLEULS},O=EHPAD Les Tilleuls,ST=55,C=FR"


@dataclass(frozen=True, slots=True)
class Claims:
    """What the nurse's software says of a call: mode, patient (nobody when empty), kind of access."""

    mode: str = "INDIRECTE"
    ins: str = INS
    usage: str = "normal"

    @property
    def by_card(self) -> bool:
        """Whether the nurse's own card signs, and authenticates."""
        return self.mode == "DIRECTE"


STRUCTURE = Claims()
AIR = Claims("INDIRECTE_RENFORCEE")
CARD = Claims("DIRECTE")


def written(claims: Claims = STRUCTURE, identifier: str = "") -> str:
    """The assertion before it is signed."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    decl = "<saml2:AuthnContextDecl>CONF_EXI_PGSSIS</saml2:AuthnContextDecl>"
    issuer = f"CN={NURSE}" if claims.by_card else _STRUCTURE
    context = "SmartcardPKI" if claims.by_card else "MobileTwoFactorUnregistered"
    values = {
        "VIHF_Version": "3.0",
        "Authentification_mode": claims.mode,
        "Identifiant_Structure": TILLEULS,
        "Secteur_Activite": "SA17^1.2.250.1.71.4.2.4",
        "urn:oasis:names:tc:xspa:1.0:subject:subject-id": "NATHALIE KERMARREC",
        "urn:oasis:names:tc:xacml:2.0:subject:role": (
            f'<Role {_HL7} code="60" codeSystem="1.2.250.1.71.1.2.7" displayName="Infirmier"/>'
        ),
        "urn:oasis:names:tc:xacml:2.0:resource:resource-id": f"{claims.ins}^^^&amp;{TEST_OID}&amp;ISO^NH",
        "Ressource_URN": "urn:dmp",
        "urn:oasis:names:tc:xspa:1.0:subject:purposeofuse": (
            f'<PurposeOfUse {_HL7} code="{claims.usage}" codeSystem="1.2.250.1.213.1.1.4.248"/>'
        ),
        "LPS_Nom": "DUI",
        "LPS_Version": "1.0",
        "LPS_ID_HOMOLOGATION_DMP": "SOC-dui-001-demo",
    }
    if claims.by_card:
        del values["urn:oasis:names:tc:xspa:1.0:subject:subject-id"]
    if not claims.ins:
        del values["urn:oasis:names:tc:xacml:2.0:resource:resource-id"]
    attributes = "".join(
        f'<saml2:Attribute Name="{name}"><saml2:AttributeValue>{value}</saml2:AttributeValue>'
        "</saml2:Attribute>"
        for name, value in values.items()
    )
    return (
        f'<saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" ID="{identifier or _id()}"'
        f' IssueInstant="{now}" Version="2.0">'
        '<saml2:Issuer Format="urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName">'
        f"{issuer}{_ISSUER}"
        f"<saml2:Subject><saml2:NameID>{NURSE}</saml2:NameID></saml2:Subject>"
        f'<saml2:AuthnStatement AuthnInstant="{now}"><saml2:AuthnContext><saml2:AuthnContextClassRef>'
        f"urn:oasis:names:tc:SAML:2.0:ac:classes:{context}</saml2:AuthnContextClassRef>"
        f"{decl if claims.mode == 'INDIRECTE_RENFORCEE' else ''}</saml2:AuthnContext></saml2:AuthnStatement>"
        f"<saml2:AttributeStatement>{attributes}</saml2:AttributeStatement></saml2:Assertion>"
    )


def signed(running: Running, claims: Claims = STRUCTURE) -> etree._Element:
    """The assertion signed by signxml with the seal or the card, the signature after the Issuer."""
    seal = running.ready["pki"]["clients"]["cps_sign" if claims.by_card else "org_sign"]
    identifier = _id()
    root = etree.fromstring(written(claims, identifier).replace(_ISSUER, _ISSUER + _PLACE))
    signer = XMLSigner(
        method=methods.enveloped,
        signature_algorithm=SignatureMethod.RSA_SHA256,
        digest_algorithm=DigestAlgorithm.SHA256,
        c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
    )
    key, cert = (Path(seal[name]).read_text("ascii") for name in ("key", "cert"))
    return signer.sign(root, key=key, cert=cert, reference_uri=f"#{identifier}", id_attribute="ID")


def _id() -> str:
    return f"_{uuid.uuid4().hex}"
