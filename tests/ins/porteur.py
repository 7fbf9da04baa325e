"""The assertions of ins.md §7 typed by hand, signed by a library that is not ours, and a token's verifier."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from lxml import etree
from signxml import methods
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod
from signxml.signer import XMLSigner

from simulators.core.bridges import JetonRefuse, JetonVerifie, RaisonJeton
from simulators.core.monde.model import Professionnel
from simulators.core.net.pki.authority import Pki
from simulators.core.net.pki.profiles import ClientProfile, professional_clients
from tests.ins.banc import request
from tests.ins.carte import card
from tests.ins.monde import professionnels

NURSE = "899700000039"
DOCTOR = "899700000013"
SECURITY = '<wsse:Security xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">'
# Typed from ins.md §7: the card's, unsigned; what signs is put after the Issuer.
CPS = (
    '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a1" IssueInstant="NOW" '
    'Version="2.0"><saml:Issuer Format="urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName">'
    "C=FR,T=Infirmier,SN=KERMARREC,GN=NATHALIE,CN=899700000039</saml:Issuer>"
    '<saml:Subject><saml:NameID NameQualifier="CPS">899700000039</saml:NameID></saml:Subject>'
    '<saml:AttributeStatement><saml:Attribute Name="identifiantFacturation"><saml:AttributeValue>990000028'
    '</saml:AttributeValue></saml:Attribute><saml:Attribute Name="secteurActivite"><saml:AttributeValue>SA17'
    "</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>"
)
PSC = (
    '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a1" IssueInstant="NOW" '
    'Version="2.0"><saml:Issuer>urn:lps:DUI:1.0</saml:Issuer>'
    '<saml:Subject><saml:NameID NameQualifier="PSC">899700000039</saml:NameID></saml:Subject>'
    '<saml:AttributeStatement><saml:Attribute Name="identifiantFacturation"><saml:AttributeValue>990000028'
    '</saml:AttributeValue></saml:Attribute><saml:Attribute Name="gipProfessionCode"><saml:AttributeValue>60'
    "</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>"
)
# The content of the carte Vitale's assertion was never seen: only that there is one.
VITALE = (
    '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_v1" IssueInstant="NOW" '
    'Version="2.0"><saml:Issuer>carte</saml:Issuer></saml:Assertion>'
)
_PLACE = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="placeholder"/>'
_ISSUER = "</saml:Issuer>"
# The rules that `test_assertion` breaks and mends, one by one.
ASSERTION_RULES = [
    "assertion.attribut_absent",
    "assertion.attribut_double",
    "assertion.certificat_absent",
    "assertion.certificat_autorite",
    "assertion.certificat_expire",
    "assertion.certificat_revoque",
    "assertion.certificat_usage",
    "assertion.conditions",
    "assertion.emission",
    "assertion.facturation_forme",
    "assertion.inutile",
    "assertion.issuer",
    "assertion.non_signee",
    "assertion.perimee",
    "assertion.plusieurs",
    "assertion.porteur",
    "assertion.qualificatif",
    "assertion.secteur_forme",
    "assertion.signature",
    "assertion.signature_algorithme",
    "assertion.signature_profil",
    "assertion.specialite_absente",
    "assertion.specialite_forme",
    "assertion.specialite_nom",
    "assertion.sujet_absent",
    "assertion.sujet_forme",
    "assertion.version",
    "assertion.vitale_absente",
    "emetteur.different_porteur",
    "psc.absent",
    "psc.jeton_absent",
    "psc.jeton_certificat",
    "psc.jeton_expire",
    "psc.jeton_invalide",
    "psc.jeton_professionnel",
    "psc.jeton_revoque",
    "psc.porteur",
]
CARD = {"face": "assertion", "anonymous": True}


def dated(assertion: str, age: timedelta = timedelta()) -> str:
    """The same, issued that long ago."""
    return assertion.replace("NOW", (datetime.now(UTC) - age).strftime("%Y-%m-%dT%H:%M:%S.000Z"))


def holder(doctor: bool = False) -> ClientProfile:
    """The signature certificate of the nurse's card, or of the doctor's."""
    people = professionnels()
    one: Professionnel = people["medecin" if doctor else "infirmiere"]
    return professional_clients(one.model_copy(update={"libelle_profession": "Infirmier"}))["cps_sign"]


def signed(
    pki: Pki,
    assertion: str = CPS,
    profile: ClientProfile | None = None,
    *,
    key_of: ClientProfile | None = None,
    identifier: str = "_a1",
) -> str:
    """The assertion signed by signxml, its signature after the Issuer; `key_of` signs with another's key."""
    material = pki.client(profile or holder())
    key = pki.client(key_of) if key_of else material
    text = assertion if "NOW" not in assertion else dated(assertion)
    signer = XMLSigner(
        method=methods.enveloped,
        signature_algorithm=SignatureMethod.RSA_SHA256,
        digest_algorithm=DigestAlgorithm.SHA256,
        c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
    )
    leaf = material.cert.read_text("ascii").partition("-----END CERTIFICATE-----")
    root = signer.sign(
        etree.fromstring(text.replace(_ISSUER, _ISSUER + _PLACE, 1)),
        key=key.key.read_text("ascii"),
        cert=leaf[0] + leaf[1],
        reference_uri=f"#{identifier}",
        id_attribute="ID",
    )
    return etree.tostring(root, encoding="unicode")


def bad(**changes: Any) -> ClientProfile:
    """The nurse's card, wrong in one way."""
    return replace(holder(), shared_key=True, **changes)


def with_security(*assertions: str, emetteur: str = NURSE) -> bytes:
    """The search by traits of the skeleton with these assertions."""
    return request(*_changes(assertions, emetteur))


def card_with_security(*assertions: str, emetteur: str = NURSE) -> bytes:
    """The search by card with these assertions."""
    return card(*_changes(assertions, emetteur))


def _changes(assertions: tuple[str, ...], emetteur: str) -> tuple[tuple[str, str], ...]:
    block = f"<soap:Header>{SECURITY}{''.join(assertions)}</wsse:Security>"
    return ("<soap:Header>", block), ("Emetteur>10B0152872<", f"Emetteur>{emetteur}<")


@dataclass
class Jetons:
    """What Pro Santé Connect would say: `bon` is the nurse's token; any other is refused with its name."""

    porteur: str = NURSE
    empreinte: str = ""
    asked: list[str] = field(default_factory=list)

    async def verifier(self, jeton: str, _espace: Any) -> JetonVerifie:
        self.asked.append(jeton)
        if jeton != "bon":
            raison: RaisonJeton = jeton  # type: ignore[assignment] # the tests name the reason
            raise JetonRefuse(raison)
        end = datetime.now(UTC) + timedelta(minutes=2)
        return JetonVerifie(
            "f:1",
            self.porteur,
            self.porteur[1:],
            "KERMARREC",
            "NATHALIE",
            "dui",
            "s1",
            end,
            end,
            self.empreinte,
        )

    async def verifier_api(self, jeton: str, _api: str, espace: Any) -> JetonVerifie:
        return await self.verifier(jeton, espace)

    async def session_vivante(self, _session: str, _espace: Any) -> bool:
        return True

    def espace_annonce(self, _jeton: str) -> str | None:
        return None
