"""What a recorded request says that time undoes: the VIHF of the DMP, the tokens of PSC."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from lxml import etree

from simulators.core.journal.model import Message
from simulators.core.net.pki.peer import read_peer
from simulators.core.xml import base64
from simulators.core.xml.dsig import DS
from simulators.core.xml.saml import SAML2, X509_SUBJECT_NAME, instant
from simulators.core.xml.saml_ecriture import moment
from simulators.core.xml.signing import Signer, sign_enveloped
from simulators.rejeu.cible import Cible, CibleError, Materiel
from simulators.rejeu.feuilles_json import claims

# How old an assertion may be before a service refuses it: the shortest known (dmp_xds.md §3).
AGE: Final = timedelta(minutes=60)
_ASSERTION: Final = re.compile(rb"<((?:[A-Za-z0-9_-]{1,40}:)?Assertion)[\s>]")
_TIMES: Final = (("", "IssueInstant"), ("AuthnStatement", "AuthnInstant"))
_LIMITS: Final = ("NotBefore", "NotOnOrAfter")
_CERTIFICATE: Final = f".//{{{DS}}}X509Certificate"
_CLIENT_ASSERTION: Final = re.compile(rb"(?:^|&)client_assertion=([^&]+)")


@dataclass(frozen=True, slots=True)
class Assertion:
    """A VIHF where it stands in a body: its bytes, when it was issued, who signed."""

    debut: int
    fin: int
    octets: bytes
    emise: datetime | None
    signataire: tuple[str, str, str] = ("", "", "")
    empreinte: str = ""


def assertion(body: bytes) -> Assertion | None:
    """The first SAML assertion of a body, None when there is none that can be read."""
    found = _ASSERTION.search(body)
    closing = b"</%b>" % found[1] if found else b""
    end = body.find(closing, found.end()) if found else -1
    if found is None or end < 0:
        return None
    end += len(closing)
    octets = body[found.start() : end]
    try:
        root = etree.fromstring(octets, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None
    issued = root.get("IssueInstant")
    when = instant(issued).valeur if issued else None
    return Assertion(found.start(), end, octets, when, *_signer(root))


def reserves(message: Message, maintenant: datetime, cible: Cible) -> Iterator[str]:
    """What in a request will be refused for its age or its signatory, whatever else it holds. Pure."""
    vihf = assertion(message.body or b"")
    if vihf is not None and _another(vihf, cible):
        yield (
            "l'assertion VIHF est signée par un certificat de la première installation, que la cible ne "
            "connaît pas : un refus pour ce motif ne dit rien du reste (--resigner)"
        )
    if (
        vihf is not None
        and vihf.emise is not None
        and not (maintenant - AGE <= vihf.emise <= maintenant + timedelta(minutes=5))
    ):
        yield (
            f"l'assertion VIHF est du {vihf.emise:%d/%m/%Y à %H:%M:%S} UTC, hors de la fenêtre du service : "
            "un refus pour ce motif ne dit rien du reste (--resigner, ou --rejouer-a-l-heure)"
        )
    kind, _, token = (message.header("authorization") or "").partition(" ")
    if kind.lower() == "bearer":
        yield from _late(token.strip(), maintenant, "le jeton d'accès")
    sent = _CLIENT_ASSERTION.search(message.body or b"")
    if sent is not None:
        yield from _late(sent[1].decode("latin-1"), maintenant, "l'assertion du client, qu'il signe,")


def _another(vihf: Assertion, cible: Cible) -> bool:
    """Whether the target has a certificate of that name, and it is not this one."""
    named = [one for one in cible.materiels if one.sujet == vihf.signataire]
    return bool(named) and vihf.empreinte not in {one.empreinte for one in named}


def _late(token: str, maintenant: datetime, what: str) -> Iterator[str]:
    end = (claims(token) or {}).get("exp")
    if isinstance(end, int) and end < maintenant.timestamp():
        yield f"{what} a expiré le {datetime.fromtimestamp(end, UTC):%d/%m/%Y à %H:%M:%S} UTC"


def resigner(body: bytes, cible: Cible, identifiant: str, quand: datetime) -> tuple[bytes, str]:
    """The body with its assertion dated `quand` and signed again; and what was done, or why it was not.

    The signatory is the material of the target whose subject is that of the first one. Another signed part
    of the body (the signature of a submission set) stays as it was.
    """
    vihf = assertion(body)
    if vihf is None:
        return body, ""
    material = cible.imposes.get("signature") or next(
        (one for one in cible.materiels if one.sujet == vihf.signataire and "sign" in one.nom), None
    )
    if material is None:
        return body, f"assertion laissée telle quelle : aucun certificat de {vihf.signataire[0] or '?'}"
    new = sign_enveloped(_dated(vihf, material, identifiant, quand), _read_signer(material))
    return body[: vihf.debut] + new + body[vihf.fin :], ""


def _dated(vihf: Assertion, material: Materiel, identifiant: str, quand: datetime) -> bytes:
    root = etree.fromstring(vihf.octets, etree.XMLParser(resolve_entities=False, no_network=True))
    for signature in root.findall(f"{{{DS}}}Signature"):
        root.remove(signature)
    root.set("ID", f"_{identifiant}")
    told = moment(quand).texte
    for parent, name in _TIMES:
        node = root if not parent else root.find(f"{{{SAML2}}}{parent}")
        if node is not None and node.get(name):
            node.set(name, told)
    conditions = root.find(f"{{{SAML2}}}Conditions")
    if conditions is not None and vihf.emise is not None:
        for name in _LIMITS:
            limit = instant(conditions.get(name) or "").valeur
            if limit is not None:
                conditions.set(name, moment(quand + (limit - vihf.emise)).texte)
    issuer = root.find(f"{{{SAML2}}}Issuer")
    if issuer is not None and issuer.get("Format") == X509_SUBJECT_NAME:
        issuer.text = x509.load_pem_x509_certificate(material.cert.read_bytes()).subject.rfc4514_string()
    return etree.tostring(root, encoding="utf-8")


def _read_signer(material: Materiel) -> Signer:
    leaf = x509.load_pem_x509_certificate(material.cert.read_bytes())
    key = load_pem_private_key(material.key.read_bytes(), None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise CibleError(f"la clé de {material.cert} n'est pas RSA")
    return Signer(key, leaf.public_bytes(Encoding.DER))


def _signer(root: etree._Element) -> tuple[tuple[str, str, str], str]:
    found = root.find(_CERTIFICATE)
    try:
        peer = read_peer(base64.decode((found.text or "").encode("ascii"))) if found is not None else None
    except ValueError:
        peer = None
    if peer is None:
        return ("", "", ""), ""
    return (peer.common_name, peer.organizational_unit, peer.organization), peer.fingerprint
