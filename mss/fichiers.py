"""What a saved file is, as `socle check` reads it."""

import re
from typing import Final

_EN_TETE: Final = re.compile(rb"\A(?:From |[A-Za-z][A-Za-z0-9-]*:)")
_DE: Final = re.compile(rb"^(?:From|To|Subject|Message-ID|MIME-Version):", re.IGNORECASE | re.MULTILINE)
_HEAD: Final = 16_384


def est_archive(data: bytes) -> bool:
    """True for a ZIP that may be an IHE_XDM archive."""
    return data.startswith(b"PK\x03\x04") and b"METADATA.XML" in data.upper()


def est_courriel(name: str, data: bytes) -> bool:
    """True for a saved mail: header fields first, some of them those of a mail."""
    head = data[:_HEAD]
    if not _EN_TETE.match(head):
        return False
    return name.lower().endswith(".eml") or len(set(_DE.findall(head))) > 1
