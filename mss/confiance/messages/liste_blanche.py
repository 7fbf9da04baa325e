"""The white list as signed XML: the element seen (`Domaine/Nom`), the rest as its sibling (mss.md §1.6)."""

from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from mss.confiance.model import DomaineInscrit, ListeBlanche, OperateurConnu
from simulators.core.xml.c14n import EXCLUSIVE, exclusive, standalone
from simulators.core.xml.dsig import DS, ENVELOPED, RSA_SHA256, SHA256
from simulators.core.xml.escape import text
from simulators.core.xml.signing import Signer

ESPACE_DE_NOMS: Final = "https://listeblanche.mssante.fr/schema"
XADES: Final = "http://uri.etsi.org/01903/v1.3.2#"
_PROPRIETES: Final = "http://uri.etsi.org/01903#SignedProperties"
_ID: Final = "liste-blanche"
_FIN: Final = "</ListeBlancheMSSante>"


def ecrire(liste: ListeBlanche, signer: Signer) -> bytes:
    """The whole document: an enveloped XAdES signature over it and over its own properties."""
    xml = _document(liste)
    properties = _proprietes(signer, liste.quand)
    info = _info(_empreinte(xml), _empreinte(properties))
    value = signer.key.sign(_canonique(info), padding.PKCS1v15(), hashes.SHA256())
    signature = (
        f'<ds:Signature xmlns:ds="{DS}" Id="{_ID}">{info}<ds:SignatureValue>{_base64(value)}'
        f"</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{_base64(signer.certificate)}"
        f"</ds:X509Certificate></ds:X509Data></ds:KeyInfo><ds:Object>"
        f'<xades:QualifyingProperties xmlns:xades="{XADES}" Target="#{_ID}">{properties}'
        f"</xades:QualifyingProperties></ds:Object></ds:Signature>"
    )
    signed = xml.removesuffix(_FIN) + signature + _FIN
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{signed}\n'.encode()


def _document(liste: ListeBlanche) -> str:
    listed = "".join(_domaine(one, liste.quand) for one in liste.domaines)
    return (
        f'<ListeBlancheMSSante xmlns="{ESPACE_DE_NOMS}" versionFormat="1.0">'
        f"<DateDeGeneration>{_instant(liste.quand)}</DateDeGeneration>"
        f"<ListeDomaines>{listed}</ListeDomaines>{_FIN}"
    )


def _domaine(one: DomaineInscrit, quand: datetime) -> str:
    operator = one.operateur
    told = (
        ("Nom", one.nom),
        ("Denomination", operator.nom),
        ("DNCertificatOperateur", _dn(operator)),
        ("ResponsableContact", operator.responsable),
        ("SupportContact", operator.support),
        ("DateMAJ", _instant(quand.replace(hour=0, minute=0, second=0))),
    )
    return f"<Domaine>{''.join(f'<{name}>{text(value)}</{name}>' for name, value in told if value)}</Domaine>"


def _dn(one: OperateurConnu) -> str:
    """`CN=…,OU=<SIRET>,O=…,ST=…,C=FR`, empty for an operator without name."""
    if not one.nom:
        return ""
    parts = (("CN", one.nom), ("OU", one.siret), ("O", one.nom), ("ST", one.departement), ("C", "FR"))
    return ",".join(f"{name}={value}" for name, value in parts if value)


def _instant(quand: datetime) -> str:
    return f"{quand.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _info(document: str, properties: str) -> str:
    transform = f'<ds:Transform Algorithm="{EXCLUSIVE}"></ds:Transform>'
    enveloped = f'<ds:Transform Algorithm="{ENVELOPED}"></ds:Transform>'
    return (
        f'<ds:SignedInfo xmlns:ds="{DS}">'
        f'<ds:CanonicalizationMethod Algorithm="{EXCLUSIVE}"></ds:CanonicalizationMethod>'
        f'<ds:SignatureMethod Algorithm="{RSA_SHA256}"></ds:SignatureMethod>'
        f'<ds:Reference URI=""><ds:Transforms>{enveloped}{transform}</ds:Transforms>{_digest(document)}'
        f"</ds:Reference>"
        f'<ds:Reference Type="{_PROPRIETES}" URI="#{_ID}-proprietes"><ds:Transforms>{transform}'
        f"</ds:Transforms>{_digest(properties)}</ds:Reference></ds:SignedInfo>"
    )


def _digest(value: str) -> str:
    method = f'<ds:DigestMethod Algorithm="{SHA256}"></ds:DigestMethod>'
    return f"{method}<ds:DigestValue>{value}</ds:DigestValue>"


def _proprietes(signer: Signer, quand: datetime) -> str:
    """Each namespace is declared here, so that the element is canonical alone as it is in its place."""
    certificate = x509.load_der_x509_certificate(signer.certificate)
    digest = _digest(_base64(sha256(signer.certificate).digest()))
    return (
        f'<xades:SignedProperties xmlns:ds="{DS}" xmlns:xades="{XADES}" Id="{_ID}-proprietes">'
        f"<xades:SignedSignatureProperties><xades:SigningTime>{_instant(quand)}</xades:SigningTime>"
        f"<xades:SigningCertificate><xades:Cert><xades:CertDigest>{digest}</xades:CertDigest>"
        f"<xades:IssuerSerial><ds:X509IssuerName>{text(certificate.issuer.rfc4514_string())}"
        f"</ds:X509IssuerName><ds:X509SerialNumber>{certificate.serial_number}</ds:X509SerialNumber>"
        f"</xades:IssuerSerial></xades:Cert></xades:SigningCertificate>"
        f"</xades:SignedSignatureProperties></xades:SignedProperties>"
    )


def _canonique(xml: str) -> bytes:
    return exclusive(standalone(xml.encode()))


def _empreinte(xml: str) -> str:
    return _base64(sha256(_canonique(xml)).digest())


def _base64(octets: bytes) -> str:
    return b64encode(octets).decode("ascii")
