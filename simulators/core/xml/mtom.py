"""MTOM packages: `multipart/related` with its XOP inclusions, both directions (RFC 2387, RFC 2046, W3C XOP).

Nothing is copied but the root part and what is coded in base64 or quoted-printable: the other parts are views
of the body received.
"""

import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import quote, unquote

from simulators.core.xml.base64 import decode
from simulators.core.xml.mime import MimeRefusedError, header_block, media_type
from simulators.core.xml.nodes import Node

XOP: Final = "http://www.w3.org/2004/08/xop/include"
MULTIPART: Final = "multipart/related"
INCLUDE: Final = f"{{{XOP}}}Include"
_LONGEST_BOUNDARY: Final = 200


class MtomReason(StrEnum):
    """Why a package cannot be opened, or why one of its parts cannot be given."""

    NOT_MULTIPART = "not_multipart"
    NO_BOUNDARY = "no_boundary"
    TRUNCATED = "truncated"
    HEADERS = "headers"
    ENCODING = "encoding"
    NO_ROOT = "no_root"
    NO_PART = "no_part"
    DUPLICATE_PART = "duplicate_part"
    TOO_MANY = "too_many"
    TOO_LARGE = "too_large"


class MtomRefusedError(Exception):
    """A package that cannot be opened; `detail` is the parameter, the Content-ID or the count at fault."""

    def __init__(self, reason: MtomReason, detail: str = "") -> None:
        super().__init__(reason.value, detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class MtomLimits:
    """What one package may hold: `size` of the body and `root` in bytes, `parts` besides the root."""

    size: int = 50_000_000
    root: int = 2_000_000
    parts: int = 100


@dataclass(frozen=True, slots=True)
class Mtom:
    """An opened package: the root, its media type, and the other parts by decoded Content-ID.

    A part without Content-ID cannot be referred to and is not kept.
    """

    root: bytes
    root_type: str
    parts: Mapping[str, memoryview]

    def part(self, href: str) -> memoryview:
        """The part a `cid:` address names. Raises `MtomRefusedError(NO_PART)`."""
        found = self.parts.get(_key(href[4:])) if href[:4].lower() == "cid:" else None
        if found is None:
            raise MtomRefusedError(MtomReason.NO_PART, href)
        return found


def is_multipart(content_type: str) -> bool:
    """True when a content type announces a package."""
    return content_type.partition(";")[0].strip().lower() == MULTIPART


def split(content_type: str, body: bytes, limits: MtomLimits | None = None) -> Mtom:
    """Opens a package. Raises `MtomRefusedError` and nothing else.

    The boundary may be quoted or not, lines may end with LF alone, a preamble is skipped, parts come in any
    order: the root is the one `start` names, the first when there is no `start`.
    """
    limits = limits or MtomLimits()
    kind, parameters = media_type(content_type)
    if kind != MULTIPART:
        raise MtomRefusedError(MtomReason.NOT_MULTIPART, kind)
    if len(body) > limits.size:
        raise MtomRefusedError(MtomReason.TOO_LARGE, str(len(body)))
    boundary = parameters.get("boundary", "")
    if not 0 < len(boundary) <= _LONGEST_BOUNDARY:
        raise MtomRefusedError(MtomReason.NO_BOUNDARY, boundary[:_LONGEST_BOUNDARY])
    spans = _spans(body, boundary.encode("latin-1", "replace"), limits.parts + 1)
    return _assembled(body, spans, _key(parameters.get("start", "")), limits)


def _spans(body: bytes, boundary: bytes, most: int) -> list[tuple[int, int]]:
    """Where each part starts and ends, delimiters and the line break before them left out."""
    delimiter = b"--" + boundary
    at = _next_delimiter(body, delimiter, 0)
    if at < 0:
        raise MtomRefusedError(MtomReason.NO_BOUNDARY, boundary.decode("latin-1"))
    spans: list[tuple[int, int]] = []
    while not body.startswith(b"--", at + len(delimiter)):
        start = body.find(b"\n", at) + 1
        crlf = body[start - 2 : start] == b"\r\n"
        # The line break that ends this line may also be the one before the next delimiter.
        at = _next_delimiter(body, delimiter, start - 1)
        if at < 0:
            raise MtomRefusedError(MtomReason.TRUNCATED, str(len(spans) + 1))
        if len(spans) == most:
            raise MtomRefusedError(MtomReason.TOO_MANY, f"> {most}")
        end = at - 2 if crlf and body[at - 2 : at - 1] == b"\r" else at - 1
        spans.append((start, max(start, end)))
    return spans


def _next_delimiter(body: bytes, delimiter: bytes, at: int) -> int:
    """The next line that is the delimiter, `--` or blanks apart: a longer line only looks like it."""
    if at == 0 and body.startswith(delimiter) and _ends_line(body, len(delimiter)):
        return 0
    sought = b"\n" + delimiter
    while (at := body.find(sought, at)) >= 0:
        at += 1
        if _ends_line(body, at + len(delimiter)):
            return at
    return -1


def _ends_line(body: bytes, at: int) -> bool:
    if body.startswith(b"--", at):
        return True
    rest = body[at : at + 80].partition(b"\n")
    return bool(rest[1]) and not rest[0].strip(b" \t\r")


@dataclass(frozen=True, slots=True)
class _Part:
    key: str
    kind: str
    content: memoryview


def _assembled(body: bytes, spans: list[tuple[int, int]], start: str, limits: MtomLimits) -> Mtom:
    view = memoryview(body)
    parts = [_part(body, view, span) for span in spans]
    root = next((one for one in parts if not start or one.key == start), None)
    if root is None:
        raise MtomRefusedError(MtomReason.NO_ROOT, start)
    if len(root.content) > limits.root:
        raise MtomRefusedError(MtomReason.TOO_LARGE, str(len(root.content)))
    named: dict[str, memoryview] = {}
    for one in parts:
        if one is root or not one.key:
            continue
        if one.key in named or one.key == root.key:
            raise MtomRefusedError(MtomReason.DUPLICATE_PART, one.key)
        named[one.key] = one.content
    return Mtom(bytes(root.content), root.kind, named)


def _part(body: bytes, view: memoryview, span: tuple[int, int]) -> _Part:
    try:
        headers, start = header_block(body, *span)
        content = _decoded(view[start : span[1]], headers.get("content-transfer-encoding", ""))
    except MimeRefusedError as error:
        raise MtomRefusedError(MtomReason.HEADERS, str(error)) from None
    return _Part(_key(headers.get("content-id", "")), headers.get("content-type", ""), content)


def _decoded(content: memoryview, encoding: str) -> memoryview:
    match encoding.strip().lower():
        case "" | "binary" | "8bit" | "7bit":
            return content
        case "base64":
            return memoryview(unbase64(content))
        case "quoted-printable":
            return memoryview(binascii.a2b_qp(content))
        case other:
            raise MtomRefusedError(MtomReason.ENCODING, other)


def unbase64(data: bytes | memoryview) -> bytes:
    """Base64, cut in lines or not; any other sign is refused. Raises `MtomRefusedError(ENCODING)`."""
    try:
        return decode(data)
    except ValueError:
        raise MtomRefusedError(MtomReason.ENCODING, "base64") from None


def _key(identifier: str) -> str:
    """A Content-ID without its angle brackets, percent-decoded: headers and addresses then compare."""
    return unquote(identifier.strip().removeprefix("<").removesuffix(">"))


def content_of(element: Node, package: Mtom | None) -> bytes | memoryview:
    """The bytes an element carries: those of the part its `xop:Include` names, else its own base64 text.

    Raises `MtomRefusedError` (`NO_PART`, `ENCODING`).
    """
    include = element.find(INCLUDE)
    if include is None:
        return unbase64((element.text or "").encode("utf-8", "replace"))
    href = include.get("href", "")
    if package is None:
        raise MtomRefusedError(MtomReason.NO_PART, href)
    return package.part(href)


@dataclass(frozen=True, slots=True)
class PartOut:
    """A part to send: its Content-ID without angle brackets, its media type and its bytes."""

    content_id: str
    content: bytes | memoryview
    media_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Package:
    """A package ready to be sent."""

    content_type: str
    body: bytes


def href(content_id: str) -> str:
    """The `cid:` address of a part, percent-encoded but for `@` (as CXF writes it)."""
    return "cid:" + quote(content_id, safe="@")


def build(
    root: bytes, parts: Sequence[PartOut], *, boundary: str, root_id: str, soap: str = "application/soap+xml"
) -> Package:
    """Packs a SOAP message and its parts, binary and CRLF; `boundary` and the ids are the caller's.

    Raises ValueError when a part contains the delimiter.
    """
    delimiter = b"--" + boundary.encode("ascii")
    first = f'application/xop+xml; charset=UTF-8; type="{soap}"'
    chunks: list[bytes | memoryview] = []
    for part in (PartOut(root_id, root, first), *parts):
        if delimiter in bytes(part.content):
            raise ValueError(f"the boundary occurs in part {part.content_id}")
        headers = (
            f"\r\nContent-Type: {part.media_type}\r\nContent-Transfer-Encoding: binary\r\n"
            f"Content-ID: <{part.content_id}>\r\n\r\n"
        )
        chunks += (delimiter, headers.encode(), part.content, b"\r\n")
    chunks.append(delimiter + b"--\r\n")
    announced = (
        f'{MULTIPART}; type="application/xop+xml"; boundary="{boundary}"; start="<{root_id}>"; '
        f'start-info="{soap}"'
    )
    return Package(announced, b"".join(chunks))
