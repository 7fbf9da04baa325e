"""The DUI's mail client: Python's own smtplib and imaplib, STARTTLS, XOAUTH2 with a PSC token (mss.md §1)."""

import imaplib
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import cast

from simulators.core.rule import Text
from simulators.dui.courriel import ARCHIVE
from simulators.dui.poste import PosteMss
from simulators.dui.reseau import Refus, tls, why_refused

_TIMEOUT = 30.0
_NO_LOGIN = Text("la boîte ne s'ouvre pas avec ce jeton", "the box does not open with this token")
_CUT = Text("la messagerie a coupé la connexion", "the mail server cut the connection")


@dataclass(frozen=True, slots=True)
class Ouverture:
    """A box and the access token that opens it."""

    boite: str
    jeton: str

    def xoauth2(self, challenge: object = None) -> str:
        """The SASL answer; a second challenge tells the refusal and is answered by nothing."""
        return f"user={self.boite}\x01auth=Bearer {self.jeton}\x01\x01" if challenge in (None, b"") else ""


@dataclass(frozen=True, slots=True)
class Recu:
    """A mail read: its identifier, what it answers, who from, its text, its archive if any."""

    message_id: str
    en_reponse_a: str
    de: str
    sujet: str
    texte: str
    archive: bytes | None


class Messagerie:
    """The mail side of one installation."""

    def __init__(self, poste: PosteMss) -> None:
        self._poste = poste
        self._tls = tls(poste.ca)

    def envoyer(self, ouverture: Ouverture, de: str, a: str, courriel: bytes) -> None:
        """Sends one mail to one recipient. Raises Refus with the server's code."""
        with _smtp_errors(), smtplib.SMTP(self._poste.hote, self._poste.smtp, timeout=_TIMEOUT) as server:
            _at_once(server.sock)
            server.starttls(context=self._tls)
            server.ehlo()
            server.auth("XOAUTH2", ouverture.xoauth2)
            server.sendmail(de, [a], courriel)

    def relever(self, ouverture: Ouverture) -> tuple[Recu, ...]:
        """Reads the unread mails of INBOX, the oldest first; they are then read. Raises Refus."""
        with _imap_errors(), imaplib.IMAP4(self._poste.hote, self._poste.imap, timeout=_TIMEOUT) as server:
            _at_once(server.sock)
            server.starttls(ssl_context=self._tls)
            server.authenticate("XOAUTH2", _answers(ouverture))
            server.select("INBOX")
            _, found = server.search(None, "UNSEEN")
            return tuple(_recu(_mail(server, number)) for number in (found[0] or b"").split())


def _at_once(sock: socket.socket | None) -> None:
    """What follows the handshake leaves without waiting for its acknowledgement (40 ms a mail otherwise)."""
    if sock is not None:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _answers(ouverture: Ouverture) -> Callable[[bytes], bytes]:
    return lambda challenge: ouverture.xoauth2(challenge).encode()


def _mail(server: imaplib.IMAP4, number: bytes) -> bytes:
    _, told = server.fetch(number.decode(), "(RFC822)")
    return next(part[1] for part in told if isinstance(part, tuple))


def _recu(mail: bytes) -> Recu:
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
    )


def _is_archive(part: EmailMessage) -> bool:
    return (part.get_filename() or "").upper() == ARCHIVE.upper()


@contextmanager
def _smtp_errors() -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        raise Refus(_NO_LOGIN, str(error.smtp_code)) from None
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise _refused(code, said) from None
    except smtplib.SMTPResponseException as error:
        raise _refused(error.smtp_code, error.smtp_error) from None
    except (smtplib.SMTPException, OSError) as error:
        raise Refus(why_refused(error) if isinstance(error, ssl.SSLError) else _CUT) from None


def _refused(code: int, said: bytes | str) -> Refus:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return Refus(
        Text(f"refusé par la messagerie, « {code} {text} »", f'refused by mail, "{code} {text}"'), str(code)
    )


@contextmanager
def _imap_errors() -> Iterator[None]:
    try:
        yield
    except imaplib.IMAP4.abort:
        raise Refus(_CUT) from None
    except imaplib.IMAP4.error:
        raise Refus(_NO_LOGIN, "NO") from None
    except OSError as error:
        raise Refus(why_refused(error) if isinstance(error, ssl.SSLError) else _CUT) from None
