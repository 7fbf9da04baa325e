"""Saved messages for `socle check`: an envelope, an MTOM dump with or without its headers, a CDA document."""

from datetime import UTC, datetime
from typing import Final

from dmp.xds.data import noms
from dmp.xds.facts import FACTS_VERSION
from dmp.xds.messages.ecriture import SOAP11_TYPE
from simulators.core.journal.model import Exchange, Message
from simulators.core.sante.cda.lecture import LIMITES, CdaRefuseError
from simulators.core.sante.cda.lecture import lire as lire_cda
from simulators.core.xml.mime import MimeRefusedError, header_block
from simulators.core.xml.mtom import MULTIPART, MtomRefusedError, is_multipart, split
from simulators.core.xml.nodes import tag
from simulators.core.xml.parser import parse
from simulators.core.xml.refusal import XmlRefusedError
from simulators.core.xml.soap import SOAP11, SoapRefusedError, read_envelope

CDA_TYPE: Final = "text/xml; charset=utf-8; socle=cda"
_PATH: Final = f"POST {noms.BASE}/repository HTTP/1.1"
_CDA_MARK: Final = b"ClinicalDocument"


def en_echange(name: str, data: bytes) -> Exchange | None:
    """The file as if it had been sent with the right headers; None when it is not for the DMP."""
    content_type, body = _typed(data)
    if not content_type:
        return None
    now = datetime.now(UTC)
    request = Message(_PATH, (("content-type", content_type),), body, size=len(body))
    return Exchange(
        id=name,
        espace="",
        protocol="http",
        service="dmp",
        face="xds",
        started=now,
        recorded=now,
        duration_us=0,
        connection="",
        request=request,
        answer=None,
        outcome="",
        facts_version=FACTS_VERSION,
    )


def _typed(data: bytes) -> tuple[str, bytes]:
    """The content type the file would have had, empty when it is nothing of ours; and its body."""
    if data.lstrip()[:2] == b"--":
        return _dump(data)
    if data[:200].lower().startswith((b"content-type:", b"mime-version:", b"http/1.", b"post ")):
        return _with_headers(data)
    return _xml(data)


def _dump(data: bytes) -> tuple[str, bytes]:
    """An MTOM body saved without its header: its first line is its boundary."""
    body = data.lstrip()
    boundary = body[2 : body.find(b"\n")].strip().decode("latin-1")
    content_type = f'{MULTIPART}; boundary="{boundary}"'
    return (content_type, body) if _is_ours_multipart(content_type, body) else ("", b"")


def _with_headers(data: bytes) -> tuple[str, bytes]:
    """A whole HTTP message or MIME entity: the headers, an empty line, the body."""
    start = 0
    if data[:5].lower() in {b"post ", b"http/"}:
        start = data.find(b"\n") + 1
    try:
        headers, at = header_block(data, start, len(data))
    except MimeRefusedError:
        return "", b""
    content_type, body = headers.get("content-type", ""), data[at:]
    if is_multipart(content_type):
        return (content_type, body) if _is_ours_multipart(content_type, body) else ("", b"")
    return _xml(body)


def _is_ours_multipart(content_type: str, body: bytes) -> bool:
    try:
        root = split(content_type, body).root
    except MtomRefusedError:
        return False
    return bool(_xml(root)[0])


def _xml(data: bytes) -> tuple[str, bytes]:
    try:
        envelope = read_envelope(parse(data, LIMITES), soap11=True)
    except (XmlRefusedError, SoapRefusedError):
        return (CDA_TYPE, data) if _is_cda(data) else ("", b"")
    root = tag(envelope.content)
    if root not in noms.BY_ROOT and root not in noms.RETIREES:
        return "", b""
    return (SOAP11_TYPE if envelope.version == SOAP11 else noms.ANSWER_TYPE), data


def _is_cda(data: bytes) -> bool:
    if _CDA_MARK not in data[:4_000]:
        return False
    try:
        lire_cda(data)
    except (XmlRefusedError, CdaRefuseError):
        return False
    return True
