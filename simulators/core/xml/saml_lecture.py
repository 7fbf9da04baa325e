"""Reads a VIHF, signed or only received."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from simulators.core.sante.codes import Code
from simulators.core.sante.identifiants import Cx, FormatInvalideError, lire_cx
from simulators.core.xml.dsig import Signed
from simulators.core.xml.nodes import Node
from simulators.core.xml.saml import SAML2, Affirmations, Attribut, Instant, Lps, Vihf, VihfRecu, instant

ASSERTION: Final = f"{{{SAML2}}}Assertion"
_S: Final = f"{{{SAML2}}}"
_HL7: Final = "urn:hl7-org:v3"
_ROLE: Final = f"{{{_HL7}}}Role"
_USAGE: Final = f"{{{_HL7}}}PurposeOfUse"
_DECLARATION: Final = (f"{_S}AuthnContextDecl", f"{_S}AuthnContextDeclRef")

Values = Mapping[str, tuple[Node, ...]]


class VihfRefuseError(Exception):
    """An element that is not a SAML 2.0 assertion; the argument is its name."""


def read(signed: Signed) -> Vihf:
    """The VIHF that was signed. Raises `VihfRefuseError` when the signed element is no assertion."""
    read_ = _affirmations(signed.element)
    return Vihf(**_shallow(read_), certificat=signed.certificate, sha1=signed.sha1)


def read_unverified(element: Node) -> VihfRecu:
    """What an assertion claims before, or without, verification. Raises `VihfRefuseError`."""
    return VihfRecu(**_shallow(_affirmations(element)))


def _shallow(value: Affirmations) -> dict[str, Any]:
    return {one.name: getattr(value, one.name) for one in fields(value)}


def _affirmations(root: Node) -> Affirmations:
    if root.tag != ASSERTION:
        raise VihfRefuseError(str(root.tag))
    values, doubles = _attributes(root)
    issuer = root.find(f"{_S}Issuer")
    subject = root.find(f"{_S}Subject/{_S}NameID")
    authn = root.find(f"{_S}AuthnStatement")
    conditions = root.find(f"{_S}Conditions")
    resource = _text(values, Attribut.RESSOURCE)
    return Affirmations(
        id=root.get("ID") or "",
        emise=_instant(root, "IssueInstant"),
        version_saml=root.get("Version") or "",
        emetteur=None if issuer is None else _content(issuer),
        emetteur_format=None if issuer is None else issuer.get("Format"),
        sujet=None if subject is None else _content(subject),
        sujet_qualificatif=None if subject is None else subject.get("NameQualifier"),
        contexte=_found(root, f"{_S}AuthnStatement/{_S}AuthnContext/{_S}AuthnContextClassRef"),
        preuve=_declaration(authn),
        authentifie=_instant(authn, "AuthnInstant"),
        pas_avant=_instant(conditions, "NotBefore"),
        pas_apres=_instant(conditions, "NotOnOrAfter"),
        version_vihf=_text(values, Attribut.VERSION),
        mode_brut=_text(values, Attribut.MODE, Attribut.MODE_MAJUSCULE),
        structure=_text(values, Attribut.STRUCTURE),
        secteur=_sector(_text(values, Attribut.SECTEUR)),
        nom_affiche=_text(values, Attribut.NOM_AFFICHE),
        roles=_codes(values, Attribut.ROLE, _ROLE),
        ressource=_cx(resource),
        ressource_brute=resource,
        ressource_urn=_text(values, Attribut.RESSOURCE_URN),
        usage=next(iter(_codes(values, Attribut.USAGE, _USAGE)), None),
        lps=_lps(values),
        confidentialite=_text(values, Attribut.CONFIDENTIALITE, Attribut.CONFIDENTIALITE_COURT),
        raison=_text(values, Attribut.RAISON),
        attributs={name: tuple(_content(node) for node in nodes) for name, nodes in values.items()},
        doubles=doubles,
    )


def _attributes(root: Node) -> tuple[Values, tuple[str, ...]]:
    values: dict[str, tuple[Node, ...]] = {}
    doubles: dict[str, None] = {}
    for attribute in root.iterfind(f"{_S}AttributeStatement/{_S}Attribute"):
        name = (attribute.get("Name") or "").strip()
        if name in values:
            doubles[name] = None
        else:
            values[name] = tuple(attribute.iterfind(f"{_S}AttributeValue"))
    return values, tuple(doubles)


def _content(node: Node) -> str:
    # A tree of ours has no comment: the text of a leaf is whole.
    return ("".join(node.itertext()) if len(node) else node.text or "").strip()


def _found(root: Node, path: str) -> str | None:
    found = root.find(path)
    return None if found is None else _content(found)


def _instant(node: Node | None, name: str) -> Instant | None:
    written = None if node is None else node.get(name)
    return None if written is None else instant(written)


def _declaration(authn: Node | None) -> str | None:
    """The proof that AIR adds, in the element or by reference."""
    context = None if authn is None else authn.find(f"{_S}AuthnContext")
    if context is None:
        return None
    return next((_content(child) for child in context if child.tag in _DECLARATION), None)


def _text(values: Values, *names: Attribut) -> str | None:
    """The text of the first value under the first of these names that is there."""
    for name in names:
        if name in values:
            return _content(values[name][0]) if values[name] else ""
    return None


def _codes(values: Values, name: Attribut, tag: str) -> tuple[Code, ...]:
    """One code per value that holds the expected element; text alone is no code."""
    found = (value.find(tag) for value in values.get(name, ()))
    return tuple(
        Code(node.get("code") or "", node.get("codeSystem") or "", node.get("displayName") or "")
        for node in found
        if node is not None
    )


def _sector(text: str | None) -> Code | None:
    """`SA07^1.2.250.1.71.4.2.4`."""
    if text is None:
        return None
    code, _, system = text.partition("^")
    return Code(code, system)


def _cx(text: str | None) -> Cx | None:
    try:
        return None if text is None else lire_cx(text)
    except FormatInvalideError:
        return None


def _lps(values: Values) -> Lps:
    names = (Attribut.LPS_NOM, Attribut.LPS_VERSION, Attribut.LPS_HOMOLOGATION, Attribut.LPS_ID)
    return Lps(*(_text(values, name) or "" for name in names))
