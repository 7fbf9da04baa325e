"""Writes a VIHF and signs it: what a DUI does (dmp_xds.md §3)."""

from collections.abc import Iterator
from datetime import UTC, datetime

from simulators.core.sante.codes import Code
from simulators.core.xml.escape import attribute, text
from simulators.core.xml.saml import SAML2, Affirmations, Attribut, Instant
from simulators.core.xml.signing import Signer, sign_enveloped

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_HL7 = "urn:hl7-org:v3"


def moment(when: datetime) -> Instant:
    """A time as assertions write it: UTC, milliseconds, `Z`."""
    utc = when.astimezone(UTC)
    rounded = utc.replace(microsecond=utc.microsecond // 1000 * 1000)
    return Instant(f"{rounded:%Y-%m-%dT%H:%M:%S}.{rounded.microsecond // 1000:03d}Z", rounded)


def write_signed(vihf: Affirmations, signer: Signer) -> bytes:
    """The assertion signed after its Issuer, to be put as it is into a `wsse:Security` header."""
    return sign_enveloped(write(vihf), signer)


def write(vihf: Affirmations) -> bytes:
    """The assertion unsigned. What is None is left out; the mode is spelled `Authentification_mode`."""
    return (
        f'<saml2:Assertion xmlns:saml2="{SAML2}" ID="{attribute(vihf.id)}"{_time("IssueInstant", vihf.emise)}'
        f' Version="{attribute(vihf.version_saml)}">{_issuer(vihf)}{_subject(vihf)}{_conditions(vihf)}'
        f"{_authentication(vihf)}<saml2:AttributeStatement>{''.join(_attributes(vihf))}"
        f"</saml2:AttributeStatement></saml2:Assertion>"
    ).encode()


def _time(name: str, when: Instant | None) -> str:
    return "" if when is None else f' {name}="{attribute(when.texte)}"'


def _issuer(vihf: Affirmations) -> str:
    if vihf.emetteur is None:
        return ""
    form = "" if vihf.emetteur_format is None else f' Format="{attribute(vihf.emetteur_format)}"'
    return f"<saml2:Issuer{form}>{text(vihf.emetteur)}</saml2:Issuer>"


def _subject(vihf: Affirmations) -> str:
    if vihf.sujet is None:
        return ""
    qualifier = vihf.sujet_qualificatif
    named = "" if qualifier is None else f' NameQualifier="{attribute(qualifier)}"'
    return f"<saml2:Subject><saml2:NameID{named}>{text(vihf.sujet)}</saml2:NameID></saml2:Subject>"


def _conditions(vihf: Affirmations) -> str:
    if vihf.pas_avant is None and vihf.pas_apres is None:
        return ""
    times = _time("NotBefore", vihf.pas_avant) + _time("NotOnOrAfter", vihf.pas_apres)
    return f"<saml2:Conditions{times}/>"


def _authentication(vihf: Affirmations) -> str:
    if vihf.contexte is None:
        return ""
    proof = (
        "" if vihf.preuve is None else f"<saml2:AuthnContextDecl>{text(vihf.preuve)}</saml2:AuthnContextDecl>"
    )
    return (
        f"<saml2:AuthnStatement{_time('AuthnInstant', vihf.authentifie)}><saml2:AuthnContext>"
        f"<saml2:AuthnContextClassRef>{text(vihf.contexte)}</saml2:AuthnContextClassRef>{proof}"
        f"</saml2:AuthnContext></saml2:AuthnStatement>"
    )


def _attributes(vihf: Affirmations) -> Iterator[str]:
    sector = None if vihf.secteur is None else f"{vihf.secteur.code}^{vihf.secteur.system}"
    resource = vihf.ressource_brute if vihf.ressource is None else str(vihf.ressource)
    yield _plain(Attribut.VERSION, vihf.version_vihf)
    yield _plain(Attribut.MODE, vihf.mode_brut)
    yield _plain(Attribut.STRUCTURE, vihf.structure)
    yield _plain(Attribut.SECTEUR, sector)
    yield _plain(Attribut.NOM_AFFICHE, vihf.nom_affiche)
    if vihf.roles:
        yield _attribute(Attribut.ROLE, *(_coded("Role", role) for role in vihf.roles))
    yield _plain(Attribut.RESSOURCE, resource)
    yield _plain(Attribut.RESSOURCE_URN, vihf.ressource_urn)
    if vihf.usage:
        yield _attribute(Attribut.USAGE, _coded("PurposeOfUse", vihf.usage))
    yield _plain(Attribut.LPS_ID, vihf.lps.id or None)
    yield _plain(Attribut.LPS_NOM, vihf.lps.nom)
    yield _plain(Attribut.LPS_VERSION, vihf.lps.version)
    yield _plain(Attribut.LPS_HOMOLOGATION, vihf.lps.homologation)
    yield _plain(Attribut.CONFIDENTIALITE, vihf.confidentialite)
    yield _plain(Attribut.RAISON, vihf.raison)


def _plain(name: Attribut, value: str | None) -> str:
    return "" if value is None else _attribute(name, text(value))


def _attribute(name: Attribut, *values: str) -> str:
    content = "".join(f"<saml2:AttributeValue>{value}</saml2:AttributeValue>" for value in values)
    return f'<saml2:Attribute Name="{name.value}">{content}</saml2:Attribute>'


def _coded(name: str, code: Code) -> str:
    return (
        f'<{name} xmlns="{_HL7}" xmlns:xsi="{_XSI}" xsi:type="CE" code="{attribute(code.code)}"'
        f' codeSystem="{attribute(code.system)}" displayName="{attribute(code.label)}"/>'
    )
