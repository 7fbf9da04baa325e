"""Messages typed by hand, as they travel: what the structured view reads."""

from base64 import b64encode, urlsafe_b64encode
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

from simulators.core.journal.model import Exchange, Message
from simulators.core.rule import Finding
from tests.console.samples import ACCEPTED

CDA = (
    '<ClinicalDocument xmlns="urn:hl7-org:v3"><id root="1.2.250.1.999.7"/>'
    '<code code="11490-0" codeSystem="2.16.840.1.113883.6.1" displayName="Compte rendu"/>'
    '<title>Lettre de liaison</title><effectiveTime value="20260102103000+0100"/>'
    '<confidentialityCode code="N" codeSystem="2.16.840.1.113883.5.25" displayName="Normal"/>'
    '<languageCode code="fr-FR"/><recordTarget><patientRole>'
    '<id root="1.2.250.1.213.1.4.10" extension="150019912300135"/></patientRole></recordTarget>'
    "</ClinicalDocument>"
)
ENTRY = (
    '<rim:ExtrinsicObject xmlns:rim="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0" id="Doc01" '
    'mimeType="text/xml" objectType="urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1">'
    '<rim:Slot name="creationTime"><rim:ValueList><rim:Value>20260102093000</rim:Value></rim:ValueList>'
    "</rim:Slot>"
    '<rim:Slot name="languageCode"><rim:ValueList><rim:Value>fr-FR</rim:Value></rim:ValueList></rim:Slot>'
    '<rim:Slot name="size"><rim:ValueList><rim:Value>12</rim:Value></rim:ValueList></rim:Slot>'
    '<rim:Slot name="URI"><rim:ValueList><rim:Value>DOC00001.XML</rim:Value></rim:ValueList></rim:Slot>'
    '<rim:Name><rim:LocalizedString value="{title}"/></rim:Name>'
    '<rim:ExternalIdentifier id="e1" registryObject="Doc01" '
    'identificationScheme="urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab" value="1.2.250.1.999.7"/>'
    "</rim:ExtrinsicObject>"
)
SUBMISSION = (
    '<lcm:SubmitObjectsRequest xmlns:lcm="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0" '
    'xmlns:rim="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"><rim:RegistryObjectList>'
    '<rim:RegistryPackage id="Lot01"/>' + ENTRY + "</rim:RegistryObjectList></lcm:SubmitObjectsRequest>"
)
ROOT = (
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>'
    '<x:ProvideAndRegisterDocumentSetRequest xmlns:x="urn:ihe:iti:xds-b:2007">'
    + SUBMISSION
    + '<x:Document id="Doc01"><xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" '
    'href="cid:doc@essai"/></x:Document></x:ProvideAndRegisterDocumentSetRequest></s:Body></s:Envelope>'
)
PACKAGE_TYPE = 'multipart/related; type="application/xop+xml"; boundary="coupe"; start="<racine@essai>"'


def package(title: str = "Lettre de liaison", document: str = CDA) -> bytes:
    """An ITI-41 request with one document, as MTOM."""
    return (
        "--coupe\r\nContent-Type: application/xop+xml; charset=UTF-8\r\nContent-ID: <racine@essai>\r\n\r\n"
        + ROOT.format(title=title)
        + "\r\n--coupe\r\nContent-Type: text/xml\r\nContent-ID: <doc@essai>\r\n\r\n"
        + document
        + "\r\n--coupe--\r\n"
    ).encode()


def archive(**files: str) -> bytes:
    """A ZIP of these files, `__` in a name being a slash and `_xml` the suffix."""
    written = BytesIO()
    with ZipFile(written, "w") as opened:
        for name, text in files.items():
            opened.writestr(name.replace("__", "/").replace("_DOT_", "."), text)
    return written.getvalue()


XDM = archive(
    IHE_XDM__SUBSET01__METADATA_DOT_XML=SUBMISSION.format(title="Autre titre"),
    IHE_XDM__SUBSET01__DOC00001_DOT_XML=CDA,
    README_DOT_TXT="Lisez-moi",
)


def mail(attached: bytes = XDM, subject: str = "XDM/1.0/DDM+Lettre") -> bytes:
    """A mail of two parts: a sentence and an archive."""
    return (
        b"From: a@essai.mssante.fr\r\nTo: b@essai.mssante.fr\r\nSubject: " + subject.encode() + b"\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="mail"\r\n\r\n'
        b"--mail\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nBonjour\r\n"
        b"--mail\r\nContent-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n"
        b'Content-Disposition: attachment; filename="IHE_XDM.ZIP"\r\n\r\n'
        + b64encode(attached)
        + b"\r\n--mail--\r\n"
    )


def _part(text: str) -> str:
    return urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def jwt(claims: str, header: str = '{"alg":"RS256","kid":"cle-1"}', signature: str = "AAAA") -> str:
    """A compact token whose signature is nobody's."""
    return f"{_part(header)}.{_part(claims)}.{signature}"


def http(body: bytes, content_type: str, findings: tuple[Finding, ...] = ()) -> Exchange:
    """A call that carries this body."""
    request = Message("POST /service HTTP/1.1", (("Content-Type", content_type),), body, size=len(body))
    return replace(ACCEPTED, id="dddd", request=request, findings=findings)
