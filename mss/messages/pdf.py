"""The PDFs of a mail: what tells one from another, and their claim to be PDF/A-1."""

import base64
import binascii
import re
from hashlib import sha256
from typing import Final

_DEBUT: Final = b"%PDF-"
# ISO 19005-1 §6.7.11: the claim stands in metadata that are never compressed.
_PDFA: Final = re.compile(rb"pdfaid:part(?:>|=[\"'])\s*1\b")


def empreinte(pdf: bytes) -> str:
    """The SHA-256 of its bytes."""
    return sha256(pdf).hexdigest()


def se_dit_pdfa(pdf: bytes) -> bool:
    """Whether its metadata claim PDF/A-1; the rest of the conformity is not examined."""
    return _PDFA.search(pdf) is not None


def embarque(contenu: bytes) -> str:
    """The SHA-256 of the PDF written in base64 in the body of a CDA; empty for what is no PDF."""
    try:
        pdf = base64.b64decode(contenu)
    except binascii.Error:
        return ""
    return empreinte(pdf) if pdf.startswith(_DEBUT) else ""
