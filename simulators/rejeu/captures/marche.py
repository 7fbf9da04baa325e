"""Walks through all that a message says, whatever it is written in, and writes it with other values.

What cannot be walked through (an image, a PDF, a certificate, a signature) is taken out: a person may be
in it.
"""

import base64
import binascii
import io
import json
import re
import zipfile
from typing import Any, Final, Protocol
from urllib.parse import parse_qsl, urlencode

from lxml import etree

from simulators.core.xml.mime import media_type
from simulators.core.xml.mtom import MtomRefusedError, PartOut, build, is_multipart, split
from simulators.core.xml.parser import parse
from simulators.core.xml.refusal import XmlRefusedError

RETIRE: Final = "Contenu retire a l'import : une personne pouvait y etre nommee."
# The same where base64 was.
RETIRE_CODE: Final = base64.b64encode(RETIRE.encode()).decode()
_DEEPEST: Final = 8
_LONGEST_TOKEN: Final = 100_000
_MOST_ZIP: Final = 64_000_000
_MOST_MEMBERS: Final = 200
_BASE64: Final = re.compile(r"[A-Za-z0-9+/=\s]{64,}")
_JWT: Final = re.compile(r"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*")
# Free text, whose words nobody can know: elements and members of the four services.
_FREE: Final = frozenset({"div", "comment", "description", "note", "valueString"})
# What holds a value under the name of a slot or of an attribute.
_VALUES: Final = frozenset({"Value", "AttributeValue"})
_SIGNED: Final = frozenset(
    {"X509Certificate", "SignatureValue", "X509SubjectName", "X509IssuerName", "Issuer"}
)


class Visiteur(Protocol):
    """Told each value with the name of what holds it; gives what to write instead."""

    def __call__(self, nom: str, valeur: str) -> str:
        """`nom` is an element, an attribute, a field, a header; empty for free text."""

    def document(self, ancien: bytes, nouveau: bytes) -> None:
        """An attached document was written again: what tells its digest or its size comes after."""


class IllisibleError(ValueError):
    """A content that says it is of a type and is not: nothing of it can be kept."""


def corps(content_type: str, body: bytes, visiteur: Visiteur, depth: int = 0) -> tuple[str, bytes]:
    """The body with other values, and its content type. Raises `IllisibleError`."""
    if not body:
        return content_type, body
    if depth > _DEEPEST:
        raise IllisibleError("trop d'enveloppes")
    kind = media_type(content_type)[0]
    if is_multipart(content_type):
        return _package(content_type, body, visiteur, depth)
    if kind.endswith(("/json", "+json")) or kind in {"application/jwt", "application/jose"}:
        return content_type, _json(body, visiteur, depth)
    if kind.endswith(("/xml", "+xml")):
        return content_type, _xml(body, visiteur, depth)
    if kind == "application/x-www-form-urlencoded":
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        return content_type, urlencode(
            [(key, _value(key, told, visiteur, depth)) for key, told in pairs]
        ).encode()
    return content_type, _sniffed(body, visiteur, depth)


def _sniffed(body: bytes, visiteur: Visiteur, depth: int) -> bytes:
    """A content whose type says nothing: read as what it looks like, or taken out."""
    start = body.lstrip()[:1]
    if body.startswith(b"PK\x03\x04"):
        return _zip(body, visiteur, depth)
    if start == b"<" and b"<html" not in body[:2000].lower():
        return _xml(body, visiteur, depth)
    if start in {b"{", b"["}:
        return _json(body, visiteur, depth)
    return RETIRE.encode()


def _value(name: str, value: str, visiteur: Visiteur, depth: int) -> str:
    """One value: a token or a coded document is opened, the rest is told."""
    if name in _SIGNED:
        return RETIRE_CODE
    if len(value) <= _LONGEST_TOKEN and _JWT.search(value):
        return _JWT.sub(lambda found: _token(found[0], visiteur, depth), value)
    if _BASE64.fullmatch(value) and len(value) % 4 != 1:
        try:
            opened = base64.b64decode("".join(value.split()), validate=True)
        except binascii.Error:
            return visiteur(name, value)
        return base64.b64encode(_sniffed(opened, visiteur, depth + 1)).decode()
    return visiteur(name, value)


def _token(token: str, visiteur: Visiteur, depth: int) -> str:
    """A JWT with other claims; its signature, that no longer holds, is taken out."""
    head, claims, _ = token.split(".")
    told = []
    for part in (head, claims):
        try:
            opened = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
            new = _json(opened, visiteur, depth + 1)
        except (binascii.Error, IllisibleError):
            new = b"{}"
        told.append(base64.urlsafe_b64encode(new).rstrip(b"=").decode())
    return ".".join((*told, "c2lnbmF0dXJlLXJldGlyZWU"))


def _xml(body: bytes, visiteur: Visiteur, depth: int) -> bytes:
    try:
        root = parse(body).root
    except XmlRefusedError:
        raise IllisibleError("XML illisible") from None
    told = {inner for text in root.iter("{*}text") if not text.get("mediaType") for inner in text.iter()}
    for node in root.iter():
        name = etree.QName(node).localname
        held = _holder(node) if name in _VALUES else name
        if node.text and node.text.strip():
            free = name in _FREE or node in told
            node.text = RETIRE if free else _value(held, node.text, visiteur, depth)
        if node.tail and node.tail.strip():
            node.tail = RETIRE
        for key in node.attrib:
            local = etree.QName(key).localname
            node.set(key, _value(f"{name}@{local}", str(node.attrib[key]), visiteur, depth))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _holder(node: etree._Element) -> str:
    """The name of the slot or of the attribute that holds a value."""
    for outer in node.iterancestors():
        named = outer.get("name") or outer.get("Name")
        if named:
            return named
    return ""


def _json(body: bytes, visiteur: Visiteur, depth: int) -> bytes:
    try:
        value = json.loads(body)
        return json.dumps(_walk("", value, visiteur, depth), ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise IllisibleError("JSON illisible") from None


def _walk(name: str, value: Any, visiteur: Visiteur, depth: int) -> Any:
    if isinstance(value, dict):
        return {visiteur("", key): _walk(key, one, visiteur, depth) for key, one in value.items()}
    if isinstance(value, list):
        return [_walk(name, one, visiteur, depth) for one in value]
    if isinstance(value, str):
        return RETIRE if name in _FREE and value else _value(name, value, visiteur, depth)
    if isinstance(value, int) and not isinstance(value, bool) and len(str(value)) >= 13:
        told = visiteur(name, str(value))
        return int(told) if told.isdigit() else told
    return value


def _package(content_type: str, body: bytes, visiteur: Visiteur, depth: int) -> tuple[str, bytes]:
    try:
        package = split(content_type, body)
    except MtomRefusedError:
        raise IllisibleError("enveloppe illisible") from None
    parts = [PartOut(key, _sniffed(bytes(part), visiteur, depth + 1)) for key, part in package.parts.items()]
    for old, new in zip(package.parts.values(), parts, strict=True):
        visiteur.document(bytes(old), bytes(new.content))
    root = _xml(bytes(package.root), visiteur, depth)
    built = build(root, parts, boundary="socle-capture-0001", root_id="racine@socle")
    return built.content_type, built.body


def _zip(body: bytes, visiteur: Visiteur, depth: int) -> bytes:
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive, zipfile.ZipFile(out, "w") as new:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS or sum(one.file_size for one in members) > _MOST_ZIP:
                raise IllisibleError("archive trop grande")
            for one in members:
                with archive.open(one) as member:
                    data = member.read(_MOST_ZIP)
                new.writestr(visiteur("", one.filename), _sniffed(data, visiteur, depth + 1) if data else b"")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        raise IllisibleError("archive illisible") from None
    return out.getvalue()
