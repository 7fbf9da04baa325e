"""Bytes to text by the charset a mail names, whatever it names."""

import codecs
from typing import Final

# Python's own codecs that are no charset of mail: some take a time in proportion to the square of the text,
# some refuse what `replace` should replace, some read escapes.
_PAS_DU_COURRIEL: Final = frozenset(
    {"idna", "punycode", "undefined", "raw-unicode-escape", "unicode-escape", "mbcs", "oem"}
)


def connu(charset: str) -> bool:
    """Whether a mail may be in that charset."""
    try:
        # A NUL in the name is a ValueError.
        found = codecs.lookup(charset)
    except (LookupError, ValueError):
        return False
    return found.name.replace("_", "-") not in _PAS_DU_COURRIEL


def en_texte(octets: bytes, charset: str) -> str:
    """The text; as Latin-1 when the charset is none that a mail may name."""
    try:
        return octets.decode(charset if connu(charset) else "latin-1", "replace")
    except LookupError:
        # Known to Python, but from bytes to bytes.
        return octets.decode("latin-1")
