"""Why some bytes are not an XML document we are willing to read."""

from enum import StrEnum


class XmlReason(StrEnum):
    """The causes of a refusal, each told differently to the person who sent the bytes."""

    EMPTY = "empty"
    MALFORMED = "malformed"
    DTD = "dtd"
    ENTITY = "entity"
    ENCODING = "encoding"
    TOO_LARGE = "too_large"
    TOO_DEEP = "too_deep"
    TOO_MANY = "too_many"


class XmlRefusedError(Exception):
    """Bytes that are not a document within our limits; `line` and `column` count from 1 when known."""

    def __init__(self, reason: XmlReason, detail: str = "", line: int | None = None) -> None:
        super().__init__(reason.value, detail)
        self.reason = reason
        self.detail = detail
        self.line = line
