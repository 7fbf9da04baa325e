"""Writes the professional's assertion as a DUI does, before it is signed (ins.md §7)."""

from datetime import datetime

from ins.data import names
from ins.model.assertion import AssertionPs
from simulators.core.xml.escape import attribute, text


def write_assertion(ps: AssertionPs) -> bytes:
    """The assertion unsigned: what is None is left out. A card then signs it after its Issuer."""
    head = "".join(
        f' {name}="{attribute(value)}"'
        for name, value in (("ID", ps.id), ("IssueInstant", _instant(ps)), ("Version", ps.version))
        if value
    )
    inside = _issuer(ps) + _subject(ps) + _conditions(ps)
    attributes = "".join(
        f'<saml:Attribute Name="{attribute(name)}"><saml:AttributeValue>{text(value)}</saml:AttributeValue>'
        "</saml:Attribute>"
        for name, value in ps.attributs.items()
    )
    return (
        f'<saml:Assertion xmlns:saml="{names.SAML}"{head}>{inside}'
        f"<saml:AttributeStatement>{attributes}</saml:AttributeStatement></saml:Assertion>"
    ).encode()


def _instant(ps: AssertionPs) -> str:
    return _written(ps.emise) if ps.emise else ps.emise_brute


def _written(when: datetime) -> str:
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _issuer(ps: AssertionPs) -> str:
    if ps.emetteur is None:
        return ""
    form = "" if ps.emetteur_format is None else f' Format="{attribute(ps.emetteur_format)}"'
    return f"<saml:Issuer{form}>{text(ps.emetteur)}</saml:Issuer>"


def _subject(ps: AssertionPs) -> str:
    if ps.sujet is None:
        return ""
    named = "" if ps.qualificatif is None else f' NameQualifier="{attribute(ps.qualificatif)}"'
    return f"<saml:Subject><saml:NameID{named}>{text(ps.sujet)}</saml:NameID></saml:Subject>"


def _conditions(ps: AssertionPs) -> str:
    given = (("NotBefore", ps.pas_avant), ("NotOnOrAfter", ps.pas_apres))
    times = "".join(f' {name}="{_written(when)}"' for name, when in given if when)
    return f"<saml:Conditions{times}/>" if times else ""
