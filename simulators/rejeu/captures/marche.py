"""Walks through all that a message says, whatever it is written in, and writes it with other values.

What cannot be walked through (an image, a PDF, a certificate, a signature) is taken out: a person may be
in it.
"""

import io
import json
import zipfile
from typing import Any, Final

from lxml import etree

from simulators.core.xml.mime import media_type
from simulators.core.xml.mtom import MtomRefusedError, PartOut, build, is_multipart, split
from simulators.core.xml.parser import parse
from simulators.core.xml.refusal import XmlRefusedError
from simulators.rejeu.captures.sens import LIBRE, champ_attribut, champ_json, champ_texte
from simulators.rejeu.captures.valeurs import RETIRE, IllisibleError, Valeurs, Visiteur

_DEEPEST: Final = 8
_MOST_ZIP: Final = 64_000_000
_MOST_MEMBERS: Final = 200
# Shorter, a number tells nobody.
_SHORTEST_NUMBER: Final = 8
# What holds a value under the name of a slot or of an attribute.
_VALUES: Final = frozenset({"Value", "AttributeValue"})
# Written for a person to read.
_SAID: Final = frozenset({"text/html", "text/plain", "application/xhtml+xml"})


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
    if kind.endswith(("/xml", "+xml")) and kind not in _SAID:
        return content_type, _xml(body, visiteur, depth)
    if kind == "application/x-www-form-urlencoded":
        return content_type, valeurs(visiteur).formulaire(body.decode("utf-8", "replace"), depth).encode()
    if kind in _SAID:
        return content_type, RETIRE.encode()
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


def valeurs(visiteur: Visiteur) -> Valeurs:
    """The walk of single values, that opens what they fold as a body is opened."""
    return Valeurs(visiteur, _sniffed)


def _xml(body: bytes, visiteur: Visiteur, depth: int) -> bytes:
    try:
        root = parse(body).root
    except XmlRefusedError:
        raise IllisibleError("XML illisible") from None
    if etree.QName(root).localname.lower() == "html":
        return f"<html>{RETIRE}</html>".encode()
    told = {inner for text in root.iter("{*}text") if not text.get("mediaType") for inner in text.iter()}
    for space in root.nsmap.values():
        visiteur("", space)
    values = valeurs(visiteur)
    for node in root.iter():
        if node.text and node.text.strip():
            slot = etree.QName(node).localname in _VALUES
            held = LIBRE if node in told else _holder(node) if slot else champ_texte(node)
            node.text = values.valeur(held, node.text, depth)
        if node.tail and node.tail.strip():
            node.tail = RETIRE
        for key in node.attrib:
            local = etree.QName(key).localname
            node.set(key, values.valeur(champ_attribut(node, local), str(node.attrib[key]), depth))
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
        return {
            visiteur("", key): _walk(champ_json(name, key, value), one, visiteur, depth)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [_walk(name, one, visiteur, depth) for one in value]
    if isinstance(value, str):
        return valeurs(visiteur).valeur(name, value, depth)
    if isinstance(value, int) and not isinstance(value, bool) and len(str(value)) >= _SHORTEST_NUMBER:
        told = visiteur(name, str(value))
        return int(told) if told.isdigit() else told
    return value


def _package(content_type: str, body: bytes, visiteur: Visiteur, depth: int) -> tuple[str, bytes]:
    try:
        package = split(content_type, body)
    except MtomRefusedError:
        raise IllisibleError("enveloppe illisible") from None
    parts = [
        PartOut(visiteur("", key), _sniffed(bytes(part), visiteur, depth + 1))
        for key, part in package.parts.items()
    ]
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
