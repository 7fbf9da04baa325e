"""A mailbox open by IMAP, as the DUI reads it: what came, one mail and its documents, waiting for more."""

import imaplib
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final, cast

from simulators.dui.courriel import ARCHIVE

_ATTENTE: Final = b"IDLE1"
_VU: Final = "(\\Seen)"


@dataclass(frozen=True, slots=True)
class Recu:
    """A mail read: its identifier, what it answers, who from, its text, its archive if any.

    `fil` are the identifiers of its thread, `accuse_a` who asks for a reading receipt, `octets` the whole.
    """

    message_id: str
    en_reponse_a: str
    de: str
    sujet: str
    texte: str
    archive: bytes | None
    fil: tuple[str, ...] = ()
    accuse_a: str = ""
    octets: bytes = b""


class Boite:
    """INBOX, selected. `Messagerie.ouvrir` gives one."""

    def __init__(self, server: imaplib.IMAP4) -> None:
        self._server = server

    def non_lus(self) -> Sequence[bytes]:
        """The numbers of the unread mails, the oldest first."""
        return self._search("UNSEEN")

    def tous(self) -> Sequence[bytes]:
        """The numbers of every mail."""
        return self._search("ALL")

    def lire(self, number: bytes, *, sans_marquer: bool = False) -> Recu:
        """A whole mail, which is then read unless told otherwise."""
        return recu(self._part(number, "BODY.PEEK[]" if sans_marquer else "RFC822"))

    def apercu(self, number: bytes) -> bytes:
        """The headers alone: nothing is read yet."""
        return self._part(number, "BODY.PEEK[HEADER]")

    def marquer(self, number: bytes) -> None:
        """The mail is told as read."""
        self._server.store(number.decode(), "+FLAGS", _VU)

    def rafraichir(self) -> None:
        """Selects INBOX again: a command that the journal keeps."""
        self._server.select("INBOX")

    def commencer_a_attendre(self) -> None:
        """Says IDLE and waits for the server to accept it; `attendre_la_suite` reads what comes."""
        self._server.send(_ATTENTE + b" IDLE\r\n")
        while not self._server.readline().startswith(b"+"):
            continue

    def attendre_la_suite(self) -> None:
        """The next line after IDLE. Raises what imaplib raises when the server leaves."""
        line = self._server.readline()
        if not line or line.upper().startswith(b"* BYE"):
            raise imaplib.IMAP4.abort(line.decode("utf-8", "replace"))

    def _search(self, criterion: str) -> Sequence[bytes]:
        _, found = self._server.search(None, criterion)
        return (found[0] or b"").split()

    def _part(self, number: bytes, part: str) -> bytes:
        _, told = self._server.fetch(number.decode(), f"({part})")
        return next(one[1] for one in told if isinstance(one, tuple))


def recu(mail: bytes) -> Recu:
    """A mail from its bytes."""
    message = message_from_bytes(mail, policy=SMTP)
    body = message.get_body(("plain",))
    archives = (part for part in message.iter_attachments() if _is_archive(part))
    found = next(archives, None)
    return Recu(
        message_id=str(message["Message-ID"] or "").strip(),
        en_reponse_a=str(message["In-Reply-To"] or "").strip(),
        de=str(message["From"] or ""),
        sujet=str(message["Subject"] or ""),
        texte=str(body.get_content()).strip() if body else "",
        archive=cast("bytes", found.get_payload(decode=True)) if found else None,
        fil=tuple(str(message["References"] or "").split()),
        accuse_a=str(message["Disposition-Notification-To"] or ""),
        octets=mail,
    )


def _is_archive(part: EmailMessage) -> bool:
    return (part.get_filename() or "").upper() == ARCHIVE.upper()
