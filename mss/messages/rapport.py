"""What every report is made of (multipart/report: RFC 6522): the parts as bytes, the original untouched.

The library would write the original anew, line ends and encodings included.
"""

from collections.abc import Sequence
from email.message import Message, MIMEPart
from email.policy import SMTP
from typing import Final

POLICY: Final = SMTP.clone(cte_type="7bit")


def assembler(entetes: Message, nature: str, message_id: str, pieces: Sequence[bytes]) -> bytes:
    """The whole report of that `report-type`.

    The boundary is the left of its Message-ID, drawn after the original was written: not in it.
    """
    frontiere = f"=_{message_id.strip('<>').partition('@')[0]}"
    head = entetes.as_bytes().rstrip() + (
        f'\r\nContent-Type: multipart/report; report-type={nature};\r\n boundary="{frontiere}"\r\n'
    ).encode("ascii")
    separator = f"\r\n--{frontiere}".encode("ascii")
    return b"".join([head, *(separator + b"\r\n" + one for one in pieces), separator + b"--\r\n"])


def texte(contenu: str) -> bytes:
    """The part a person reads, in UTF-8."""
    part = MIMEPart(policy=POLICY)
    part.set_content(contenu.replace("\r\n", "\n"), charset="utf-8")
    return part.as_bytes()


def original(octets: bytes, type_mime: str = "message/rfc822") -> bytes:
    """The mail the report is about, or its headers, byte for byte."""
    encodage = b"" if octets.isascii() else b"Content-Transfer-Encoding: 8bit\r\n"
    return b"Content-Type: " + type_mime.encode("ascii") + b"\r\n" + encodage + b"\r\n" + octets
