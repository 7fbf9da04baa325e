"""Which encoding a body really has, and whether what it says of itself is true."""

import codecs
import re

from simulators.core.xml.refusal import XmlReason, XmlRefusedError

UTF8 = "UTF-8"
UTF16 = "UTF-16"

_DECLARED = re.compile(rb"^<\?xml\s[^>]*?encoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"'][^>]*?\?>")
_DECLARED_TEXT = re.compile(r"^<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"'][^>]*?\?>")
_ANY_DECLARATION = re.compile(r"^<\?xml\s[^>]*\?>")
# One-byte encodings old clients still write; anything else is refused by name.
_ACCEPTED = {
    "utf-8": "utf-8",
    "ascii": "utf-8",
    "iso8859-1": "iso8859-1",
    "iso8859-15": "iso8859-15",
    "cp1252": "cp1252",
}


def normalise(data: bytes, charset: str = "") -> tuple[bytes, str]:
    """The body as UTF-8 bytes without byte order mark when possible, and the name of its own encoding.

    UTF-16 and the one-byte encodings are transcoded (byte offsets then no longer match the source, which
    `Document.offsets_hold` tells). Raises `XmlRefusedError(ENCODING)` when the mark, the declaration, the
    `charset` parameter and the bytes contradict each other (RFC 7303 §3; XML 1.0 §4.3.3).
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _from_utf16(data, charset), UTF16
    if data[:4] in {b"<\0?\0", b"\0<\0?"}:
        raise XmlRefusedError(XmlReason.ENCODING, "UTF-16 sans marque d'ordre des octets", 1)
    marked = data.startswith(codecs.BOM_UTF8)
    body = data[3:] if marked else data
    declared = _python_name(_declared(body))
    told = _python_name(charset)
    if marked:
        _agree("utf-8", declared, told)
    # ASCII reads alike under every accepted name: a harmless contradiction is no lie.
    if declared and told and declared != told and not body.isascii():
        raise XmlRefusedError(XmlReason.ENCODING, f"charset={charset}, encoding={_declared(body)}", 1)
    real = told or declared or "utf-8"
    return (_checked_utf8(body), UTF8) if real == "utf-8" else (_transcoded(body, real), real.upper())


def _declared(body: bytes) -> str:
    if not body.startswith(b"<?xml"):
        return ""
    found = _DECLARED.match(body[:200])
    return found[1].decode("ascii") if found else ""


def _python_name(name: str) -> str:
    if not name:
        return ""
    try:
        return _ACCEPTED[codecs.lookup(name).name]
    except (LookupError, ValueError):
        raise XmlRefusedError(XmlReason.ENCODING, name, 1) from None


def _agree(real: str, *others: str) -> None:
    for other in others:
        if other and other != real:
            raise XmlRefusedError(XmlReason.ENCODING, f"{other} ≠ {real}", 1)


def _checked_utf8(body: bytes) -> bytes:
    if not body.isascii():
        try:
            body.decode("utf-8")
        except UnicodeDecodeError as error:
            line = body.count(b"\n", 0, error.start) + 1
            raise XmlRefusedError(XmlReason.ENCODING, f"0x{body[error.start]:02X}", line) from None
    return body


def _transcoded(body: bytes, name: str) -> bytes:
    try:
        text = body.decode(name)
    except UnicodeDecodeError as error:
        raise XmlRefusedError(XmlReason.ENCODING, f"0x{body[error.start]:02X}", 1) from None
    return _without_declaration(text)


def _from_utf16(data: bytes, charset: str) -> bytes:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError:
        raise XmlRefusedError(XmlReason.ENCODING, UTF16, 1) from None
    found = _DECLARED_TEXT.match(text[:200])
    for name in (found[1] if found else "", charset):
        if name and not name.lower().startswith("utf-16"):
            raise XmlRefusedError(XmlReason.ENCODING, f"{name} ≠ {UTF16}", 1)
    return _without_declaration(text)


def _without_declaration(text: str) -> bytes:
    """The text as UTF-8; its own declaration would now lie, so it goes, its line breaks kept."""
    found = _ANY_DECLARATION.match(text[:1000])
    if found:
        text = "\n" * found[0].count("\n") + text[found.end() :].lstrip(" \t")
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise XmlRefusedError(XmlReason.ENCODING, UTF16, 1) from None
