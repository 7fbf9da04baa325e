"""The leaves of a mail: its headers by name, its parts by their place, each by its text or its digest."""

import hashlib
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message as Mail
from email.policy import default
from typing import Final

_MOST_PARTS: Final = 200


def courriel(path: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Headers decoded, then each part's type, name and content."""
    try:
        mail = message_from_bytes(data, policy=default)
        yield from ((f"{path}/entete/{name.lower()}", _flat(value)) for name, value in mail.items())
        for number, part in enumerate(mail.walk(), 1):
            if number > _MOST_PARTS:
                return
            if not part.is_multipart():
                yield from _part(f"{path}/partie[{number}]", part)
    except (MessageError, ValueError, LookupError, AttributeError, IndexError, TypeError):
        # What the standard library cannot read is still compared, whole.
        yield f"{path}/sha256", hashlib.sha256(data).hexdigest()


def _part(path: str, part: Mail) -> Iterator[tuple[str, str]]:
    yield f"{path}/type", part.get_content_type()
    if part.get_filename():
        yield f"{path}/nom", str(part.get_filename())
    content = part.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    if part.get_content_maintype() == "text":
        yield f"{path}/texte", data.decode("utf-8", "replace").replace("\r\n", "\n")
    yield f"{path}/sha256", hashlib.sha256(data).hexdigest()


def _flat(value: object) -> str:
    return " ".join(str(value).split())
