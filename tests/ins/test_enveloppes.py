"""Envelopes as other programs write them: whatever the order, the prefixes or the ornaments, one same answer.

Both operations, each against the very bytes of the answer to the reference message.
"""

import re
from collections.abc import Callable
from itertools import permutations

import pytest

from tests.ins.banc import Banc, request
from tests.ins.carte import card

Change = Callable[[str], str]

OPERATIONS = {"traits": request().decode(), "vitale": card().decode()}
_SECURITY = (
    '<wsse:Security xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/'
    'oasis-200401-wss-wssecurity-secext-1.0.xsd"{}'
)
_HEADER = re.compile(r"<soap:Header>(.*)</soap:Header>", re.DOTALL)
_BLOCK = re.compile(r"<(bam:ContexteBAM|lps:ContexteLPS|wsa:Action|wsa:MessageID)[ >].*?</\1>", re.DOTALL)
_NAMESPACES = {
    "soap": "http://www.w3.org/2003/05/soap-envelope",
    "wsa": "http://www.w3.org/2005/08/addressing",
    "bam": "urn:siram:bam:ctxbam",
    "lps": "urn:siram:lps:ctxlps",
    "r": "http://www.cnamts.fr/INSiRecSans",
    "v": "http://www.cnamts.fr/INSiRecVit",
}


def headers(text: str, *blocks: str) -> str:
    """The message with other header blocks."""
    return _HEADER.sub(lambda _: f"<soap:Header>{''.join(blocks)}</soap:Header>", text)


def blocks(text: str) -> list[str]:
    """The four header blocks of the message."""
    found = [one[0] for one in _BLOCK.finditer(text)]
    assert len(found) == 4
    return found


def with_security(end: str) -> Change:
    """A Security header first, as the Java client writes it."""
    return lambda text: headers(text, _SECURITY.format(end), *blocks(text))


def prefixed(names: dict[str, str]) -> Change:
    """The same names under other prefixes."""

    def change(text: str) -> str:
        for old, new in names.items():
            text = re.sub(rf"(</?|xmlns:){old}(?=[:=])", rf"\g<1>{new}", text)
        return text

    return change


def without_prefixes(text: str) -> str:
    """Each element declares the namespace it is in, as JAX-WS and SAX writers do."""
    text = re.sub(r' xmlns:\w+="[^"]*"', "", text)
    text = re.sub(r"</\w+:", "</", text)
    return re.sub(r"<(\w+):(\w+)", lambda one: f'<{one[2]} xmlns="{_NAMESPACES[one[1]]}"', text)


def commented(text: str) -> str:
    """A comment and an instruction wherever one may stand between two tags."""
    return f"<!-- avant -->{text.replace('><', '><!-- x --><?y z?><')}<!-- après -->"


VARIANTS: dict[str, Change] = {
    "empty security": with_security("/>"),
    "security with a blank": with_security("> </wsse:Security>"),
    "security to be understood": with_security(' soap:mustUnderstand="true"/>'),
    "addressing of JAX-WS": lambda text: headers(
        text,
        *blocks(text),
        "<wsa:To>https://localhost:8441/lps</wsa:To>",
        "<wsa:ReplyTo><wsa:Address>http://www.w3.org/2005/08/addressing/anonymous</wsa:Address></wsa:ReplyTo>",
        "<wsa:FaultTo><wsa:Address>http://www.w3.org/2005/08/addressing/anonymous</wsa:Address></wsa:FaultTo>",
    ),
    "body with an Id": lambda text: text.replace("<soap:Body>", '<soap:Body Id="_0">'),
    "other prefixes": prefixed(
        {"soap": "SOAP-ENV", "wsa": "ns4", "bam": "a", "lps": "b", "r": "ns1", "v": "ns2"}
    ),
    "prefixes exchanged": prefixed({"bam": "tmp", "lps": "bam", "tmp": "lps"}),
    "no prefix at all": without_prefixes,
    "comments and instructions": commented,
    "blanks between headers": lambda text: headers(text, *(f"\n\t {one}\r\n " for one in blocks(text))),
    "xml declaration": lambda text: f'<?xml version="1.0" encoding="UTF-8"?>\n{text}',
    "declaration in apostrophes": lambda text: (
        f"<?xml version='1.0' encoding='utf-8' standalone='yes'?>{text}"
    ),
    "byte order mark": lambda text: f"\ufeff{text}",
    "byte order mark and declaration": lambda text: f'\ufeff<?xml version="1.0" encoding="UTF-8"?>{text}',
    "attributes of others": lambda text: text.replace(
        "<soap:Body>", '<soap:Body xmlns:wsu="urn:x" wsu:Id="body" xml:lang="fr">'
    ),
    "names in references": lambda text: text.replace("1960-01-01", "&#49;960-0&#x31;-01").replace(
        "1973-01-30<", "1973-0&#49;-30<"
    ),
    "names in sections": lambda text: re.sub(r"(NomNaissance>)(\w+)<", r"\g<1><![CDATA[\g<2>]]><", text),
}


def answers(message: str, operation: str) -> None:
    """The reference answer comes back, and nothing is said of the message."""
    # Each in a world of its own: the same identifier twice would be told as a repetition.
    expected = Banc().post(OPERATIONS[operation].encode())
    assert (expected.status, expected.text("CodeCR")) == (200, "00")
    told = Banc().post(message.encode(), content_type="application/soap+xml")
    assert (told.status, told.body) == (200, expected.body)
    assert told.rules == []


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("variant", VARIANTS)
def test_the_same_message_written_otherwise_gets_the_same_answer(operation: str, variant: str) -> None:
    right = OPERATIONS[operation]
    written = VARIANTS[variant](right)
    assert written != right
    answers(written, operation)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_headers_come_in_any_order(operation: str) -> None:
    own = [_SECURITY.format("/>"), *blocks(OPERATIONS[operation])]
    for order in permutations(own):
        answers(headers(OPERATIONS[operation], *order), operation)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_without_wsa_action_the_body_alone_tells_the_operation(operation: str) -> None:
    text = OPERATIONS[operation]
    bare = headers(text, *(one for one in blocks(text) if not one.startswith("<wsa:Action")))
    told = Banc().post(bare.encode(), content_type="application/soap+xml")
    assert told.text("CodeCR") == "00"
    assert told.exchange.operation == f"ins.recherche_{operation}"
    assert told.rules == ["ins.wsa.action_absente"]
