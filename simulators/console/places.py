"""Where a finding is shown: byte offsets in a body, a header, a field of the certificate, or the whole."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from simulators.console.layout import Token, tokens
from simulators.console.source import SHOWN_BYTES, Mark
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


Bytes = tuple[int, int]
# The (name, position among its namesakes) of each element down to this one, and its bytes.
Element = tuple[tuple[tuple[str, int], ...], Bytes]
# A step of a path: a name, `*` for any, and a position when told.
_Wanted = tuple[str, int | None]
Reading = Callable[[bytes], Sequence[Element]]
# What a page shows of a body; deeper, no parser of ours goes.
_DEEPEST: Final = 128


def elements_of(body: bytes) -> Sequence[Element]:
    """The elements of what is shown of a body: a leaf whole, else its tag."""
    return list(_elements(body[:SHOWN_BYTES]))


def _elements(body: bytes) -> Iterator[Element]:
    trail: list[tuple[str, int]] = []
    counts: list[dict[str, int]] = [{}]
    stream = list(tokens(body))
    for index, token in enumerate(stream):
        if token.kind == "close" and trail:
            trail.pop()
            counts.pop()
        if token.kind not in ("open", "empty"):
            continue
        if len(trail) == _DEEPEST:
            return
        name = _name(token, body)
        counts[-1][name] = counts[-1].get(name, 0) + 1
        trail.append((name, counts[-1][name]))
        yield tuple(trail), _extent(stream, index)
        if token.kind == "empty":
            trail.pop()
        else:
            counts.append({})


def locate(number: int, place: Place, body: bytes, elements: Reading = elements_of) -> Located:
    """The place of one finding in `body`, that of its part; the whole of its part when nothing is known.

    `elements` reads the body when a path must be looked for in it: once for many findings, given a cache.
    """
    match place.kind:
        case "header":
            return Located(number, place.part, "header", place.path.lower())
        case "certificate":
            return Located(number, "tls", "certificate", certificate_field(place.path))
        case "xpath" | "bytes":
            span = _span(place, body, elements)
            if span is not None:
                return Located(number, place.part, "body", mark=Mark(number, *span))
    return Located(number, place.part, "whole")


def _span(place: Place, body: bytes, elements: Reading) -> tuple[int, int] | None:
    if place.start is not None:
        start = min(place.start, len(body))
        return start, min(max(start, place.end if place.end is not None else start), len(body))
    if place.kind == "xpath" and place.path:
        found = find_path(place.path, body, elements)
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


def find_path(path: str, body: bytes, elements: Reading = elements_of) -> Bytes | None:
    """The bytes of the node an XPath names with the document's own prefixes; its nearest parent's if absent.

    Understands child steps with a position, a last `@attribute` or `text()`, and a leading `//`.
    """
    steps = [step for step in path.split("/") if step and step != "text()"]
    attribute = steps.pop()[1:] if steps and steps[-1].startswith("@") else ""
    anywhere = not path.startswith("/") or path.startswith("//")
    wanted = [_wanted(read) for step in steps if (read := _STEP.match(step))]
    if len(wanted) != len(steps):
        return None
    known = elements(body)
    while wanted:
        found = next((span for trail, span in known if _same(wanted, trail, anywhere)), None)
        if found is not None:
            return _attribute(attribute, found, body) if attribute else found
        wanted.pop()
        attribute = ""
    return None


def _wanted(step: re.Match[str]) -> _Wanted:
    return step[1], int(step[2]) if step[2] else None


def _same(steps: Sequence[_Wanted], trail: Sequence[tuple[str, int]], anywhere: bool) -> bool:
    if len(trail) < len(steps) if anywhere else len(trail) != len(steps):
        return False
    here = trail[len(trail) - len(steps) :]
    return all(
        wanted in (name, "*") and rank in (None, position)
        for (wanted, rank), (name, position) in zip(steps, here, strict=True)
    )


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
