"""Who the editor is, how a message is signed, enveloped and packed."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509 import load_pem_x509_certificate

from simulators.core.sante.codes import Code
from simulators.core.sante.identifiants import Cx
from simulators.core.xml.saml import CONTEXTE_PSC, X509_SUBJECT_NAME, Affirmations, Lps
from simulators.core.xml.saml_ecriture import moment
from simulators.core.xml.signing import Signer

BASE = "/si-dmp-server/v2/services"
TILLEULS = "1990000028"
NURSE = "899700000039"
DOCTOR = "899700000021"
# Marguerite Delaunay: an open record, nobody authorised.
INS = "240035505090119"
TEST_OID = "1.2.250.1.213.1.4.10"
DISTINGUISHED = "CN=EHPAD Les Tilleuls,OU=1990000028,O=EHPAD Les Tilleuls,ST=55,C=FR"
ACTIONS = {
    "existence": "urn:hl7-org:v3:PRPA_IN201307UV02",
    "autorisation": "urn:si-dmp-habilitations:HabilitationsEndPoint:setAuthorization",
    "depot": "urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-b",
    "liste": "urn:si-dmp-patients:PatientSpecificEndPoint:patientList",
    "traits": "urn:hl7-org:v3:PRPA_IN201305UV02",
    "habilitations": "urn:si-dmp-habilitations:HabilitationsEndPoint:listAuthorizationByPatient",
    "creation": "urn:hl7-org:v3:PRPA_IN201311UV02",
    "gestion": "urn:hl7-org:v3:PRPA_IN201314UV02",
    "recherche": "urn:ihe:iti:2007:RegistryStoredQuery",
    "lecture": "urn:ihe:iti:2007:RetrieveDocumentSet",
    "mise_a_jour": "urn:ihe:iti:2010:UpdateDocumentSet",
}
PATHS = {
    "existence": "patients",
    "autorisation": "habilitations",
    "depot": "repository",
    "liste": "patientsSpecific",
    "traits": "patientsPDQ",
    "habilitations": "habilitations",
    "creation": "patients",
    "gestion": "patients",
    "recherche": "registry",
    "lecture": "repository",
    "mise_a_jour": "registry",
}


def signer(cert: Path, key: Path, *, sha1: bool = False) -> Signer:
    """The key that signs assertions."""
    private: Any = load_pem_private_key(key.read_bytes(), None)
    der = load_pem_x509_certificate(cert.read_bytes()).public_bytes(Encoding.DER)
    return Signer(private, der, sha1)


def vihf(
    mode: str = "INDIRECTE", now: datetime | None = None, ins: str = INS, **changes: Any
) -> Affirmations:
    """A right assertion of the nurse's software in that mode."""
    when = now or datetime.now(UTC)
    right = Affirmations(
        id=f"_{uuid.uuid4().hex}",
        emise=moment(when),
        emetteur=DISTINGUISHED,
        emetteur_format=X509_SUBJECT_NAME,
        sujet=NURSE,
        contexte=CONTEXTE_PSC,
        preuve="CONF_EXI_PGSSIS" if mode == "INDIRECTE_RENFORCEE" else None,
        authentifie=moment(when),
        version_vihf="3.0",
        mode_brut=mode,
        structure=TILLEULS,
        secteur=Code("SA17", "1.2.250.1.71.4.2.4"),
        nom_affiche="NATHALIE KERMARREC",
        roles=(Code("60", "1.2.250.1.71.1.2.7", "Infirmier"),),
        ressource=Cx(ins, TEST_OID),
        ressource_brute=f"{ins}^^^&{TEST_OID}&ISO^NH",
        ressource_urn="urn:dmp",
        usage=Code("normal", "1.2.250.1.213.1.1.4.248", "Accès normal"),
        lps=Lps("DUI", "1.0", "SOC-dui-001-demo", "poste-1"),
    )
    return replace(right, **changes)


def envelope(
    kind: str,
    body: str,
    assertion: bytes,
    *,
    message_id: str = "urn:uuid:7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a04",
    changes: Iterable[tuple[str, str]] = (),
) -> bytes:
    """The SOAP 1.2 envelope of the examples; `changes` replaces pieces of text (each must be there)."""
    wsa = 'xmlns="http://www.w3.org/2005/08/addressing"'
    text = (
        f'<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"><soap:Header>'
        f"<MessageID {wsa}>{message_id}</MessageID><To {wsa}/>"
        f"<ReplyTo {wsa}><Address>http://www.w3.org/2005/08/addressing/anonymous</Address></ReplyTo>"
        f"<Action {wsa}>{ACTIONS[kind]}</Action>"
        f'<Security xmlns="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">'
        f"{assertion.decode()}</Security></soap:Header><soap:Body>{body}</soap:Body></soap:Envelope>"
    )
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()


MTOM_TYPE = (
    'multipart/related; boundary="MIMEBoundary42"; type="application/xop+xml"; start="<root@dui>";'
    ' start-info="application/soap+xml"'
)
SOAP_TYPE = "application/soap+xml; charset=utf-8"


def mtom(root: bytes, parts: Mapping[str, bytes]) -> bytes:
    """A package by hand: CRLF, binary parts, closing boundary."""
    head = (
        b"--MIMEBoundary42\r\n"
        b'Content-Type: application/xop+xml; charset=UTF-8; type="application/soap+xml"\r\n'
        b"Content-Transfer-Encoding: binary\r\nContent-ID: <root@dui>\r\n\r\n" + root + b"\r\n"
    )
    for name, data in parts.items():
        head += (
            f"--MIMEBoundary42\r\nContent-Type: text/xml\r\nContent-Transfer-Encoding: binary\r\n"
            f"Content-ID: <{name}@dui>\r\n\r\n"
        ).encode()
        head += data + b"\r\n"
    return head + b"--MIMEBoundary42--\r\n"


def sha1_of(data: bytes) -> str:
    """The hash of XDS metadata."""
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()
