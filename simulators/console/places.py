"""Where a finding is shown: byte offsets in a body, a header, a field of the certificate, or the whole."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from simulators.console.layout import Token, tokens
from simulators.console.source import Mark
from simulators.core.rule import Place

Spot = Literal["body", "header", "certificate", "whole"]

_STEP: Final = re.compile(r"^([^\[\]]+)(?:\[(\d+)\])?$")
# What a certificate finding may call a field -> the field of `Peer` shown.
_FIELDS: Final = (
    ("commonname", "common_name"),
    ("cn", "common_name"),
    ("organizationalunit", "organizational_unit"),
    ("ou", "organizational_unit"),
    ("issuer", "issuer"),
    ("serial", "serial"),
    ("notbefore", "not_before"),
    ("notafter", "not_after"),
    ("fingerprint", "fingerprint"),
    ("organization", "organization"),
    ("o", "organization"),
)


@dataclass(frozen=True, slots=True)
class Located:
    """The place of finding `number`: `name` is a lower-case header or a field of `Peer`."""

    number: int
    part: Literal["request", "answer", "tls"]
    spot: Spot
    name: str = ""
    mark: Mark | None = None


def locate(number: int, place: Place, body: bytes) -> Located:
    """The place of one finding in `body`, that of its part; the whole of its part when nothing is known."""
    match place.kind:
        case "header":
            return Located(number, place.part, "header", place.path.lower())
        case "certificate":
            return Located(number, "tls", "certificate", certificate_field(place.path))
        case "xpath" | "bytes":
            span = _span(place, body)
            if span is not None:
                return Located(number, place.part, "body", mark=Mark(number, *span))
    return Located(number, place.part, "whole")


def _span(place: Place, body: bytes) -> tuple[int, int] | None:
    if place.start is not None:
        start = min(place.start, len(body))
        return start, min(max(start, place.end if place.end is not None else start), len(body))
    if place.kind == "xpath" and place.path:
        found = find_path(place.path, body)
        if found is not None:
            return found
    return _line(place.line, body) if place.line else None


def certificate_field(path: str) -> str:
    """The field of `Peer` that a path such as `subject.CN` or `notAfter` names; empty for the certificate."""
    last = re.split(r"[./@\s]", path.strip())[-1].lower().replace("_", "")
    return next((name for word, name in _FIELDS if last == word), "")


def _line(number: int, body: bytes) -> tuple[int, int] | None:
    start = 0
    for _ in range(number - 1):
        start = body.find(b"\n", start) + 1
        if start == 0:
            return None
    end = body.find(b"\n", start)
    return start, len(body) if end < 0 else end


def find_path(path: str, body: bytes) -> tuple[int, int] | None:
    """The bytes of the node an XPath names with the document's own prefixes; its nearest parent's if absent.

    Understands child steps with a position, a last `@attribute` or `text()`, and a leading `//`.
    """
    steps = [step for step in path.split("/") if step and step != "text()"]
    attribute = steps.pop()[1:] if steps and steps[-1].startswith("@") else ""
    anywhere = not path.startswith("/") or path.startswith("//")
    if any(_STEP.match(step) is None for step in steps):
        return None
    elements = list(_elements(body))
    while steps:
        found = next((span for trail, span in elements if _same(steps, trail, anywhere)), None)
        if found is not None:
            return _attribute(attribute, found, body) if attribute else found
        steps.pop()
        attribute = ""
    return None


def _same(steps: Sequence[str], trail: Sequence[tuple[str, int]], anywhere: bool) -> bool:
    if len(trail) < len(steps) if anywhere else len(trail) != len(steps):
        return False
    return all(_names(step, *node) for step, node in zip(steps, trail[-len(steps) :], strict=True))


def _names(step: str, name: str, position: int) -> bool:
    found = _STEP.match(step)
    if found is None or found.group(1) not in (name, "*"):
        return False
    return found.group(2) is None or int(found.group(2)) == position


def _elements(body: bytes) -> Iterator[tuple[tuple[tuple[str, int], ...], tuple[int, int]]]:
    """Each element's trail of (name, position among its namesakes) and bytes: a leaf whole, else its tag."""
    trail: list[tuple[str, int]] = []
    counts: list[dict[str, int]] = [{}]
    stream = list(tokens(body))
    for index, token in enumerate(stream):
        if token.kind == "close" and trail:
            trail.pop()
            counts.pop()
        if token.kind not in ("open", "empty"):
            continue
        name = _name(token, body)
        counts[-1][name] = counts[-1].get(name, 0) + 1
        trail.append((name, counts[-1][name]))
        yield tuple(trail), _extent(stream, index)
        if token.kind == "empty":
            trail.pop()
        else:
            counts.append({})


def _extent(stream: Sequence[Token], index: int) -> tuple[int, int]:
    kinds = [token.kind for token in stream[index : index + 3]]
    length = 2 if kinds[:2] == ["open", "close"] else 3 if kinds == ["open", "text", "close"] else 1
    return stream[index].start, stream[index + length - 1].end


def _name(token: Token, body: bytes) -> str:
    return re.split(rb"[\s/>]", body[token.start + 1 : token.end], maxsplit=1)[0].decode("utf-8", "replace")


def _attribute(name: str, span: tuple[int, int], body: bytes) -> tuple[int, int]:
    pattern = rb"""\s(%s\s*=\s*(?:"[^"]*"|'[^']*'))""" % re.escape(name.encode())
    tag_end = body.find(b">", span[0]) + 1
    found = re.compile(pattern).search(body, span[0], tag_end or span[1])
    return found.span(1) if found else span
