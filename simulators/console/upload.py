"""A form that carries a file, as browsers write it (multipart/form-data, RFC 7578)."""

import re
from collections.abc import Iterator
from typing import Final

TYPE: Final = "multipart/form-data"
_BOUNDARY: Final = re.compile(r"boundary=\"?([A-Za-z0-9'()+_,./:=? -]{1,70})\"?\s*$")
_NAME: Final = re.compile(rb'\bname="([^"\r\n]*)"')
_FILE: Final = re.compile(rb'\bfilename="')
_LINE: Final = b"\r\n"


def parts(content_type: str, body: bytes, most: int) -> Iterator[tuple[str, str]]:
    """Name and value of each field; what is no text of a file comes as `surrogateescape` has it.

    Raises ValueError for what is no such form, or one of more than `most` fields.
    """
    found = _BOUNDARY.search(content_type)
    if found is None:
        raise ValueError(content_type)
    pieces = (_LINE + body).split(_LINE + b"--" + found[1].encode(), most + 2)
    if len(pieces) > most + 1 or len(pieces) < 2 or pieces[0] or not pieces[-1].startswith(b"--"):
        raise ValueError(len(pieces))
    for piece in pieces[1:-1]:
        head, between, value = piece.partition(_LINE + _LINE)
        name = _NAME.search(head)
        if not between or name is None:
            raise ValueError(head[:100])
        file = _FILE.search(head) is not None
        if b"\0" in value and not file:
            raise ValueError(head[:100])
        yield name[1].decode(), value.decode("utf-8", "surrogateescape" if file else "strict")
