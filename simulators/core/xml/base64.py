"""Base64 as XML and MIME carry it: white space anywhere, nothing else foreign."""

import binascii
from typing import Final

_BLANKS: Final = b" \t\r\n"


def decode(data: bytes | memoryview) -> bytes:
    """The bytes coded. Raises ValueError for a sign outside the alphabet, bad padding or text after it."""
    try:
        return binascii.a2b_base64(data, strict_mode=True)
    except ValueError:
        # Cut in lines, most often: the strict mode stops at the first one, before it costs anything.
        compact = bytes(data).translate(None, _BLANKS)
    return binascii.a2b_base64(compact, strict_mode=True) if compact else b""
