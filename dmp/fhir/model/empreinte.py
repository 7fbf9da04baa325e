"""The hash of a document as FHIR writes it: the SHA-1 of its bytes, in base64."""

import base64
import hashlib


def empreinte(contenu: bytes) -> str:
    """28 characters that end with `=` (HL7 FHIR R4, Attachment.hash)."""
    return base64.b64encode(hashlib.sha1(contenu, usedforsecurity=False).digest()).decode()
