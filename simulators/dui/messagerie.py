"""The DUI's mail client: Python's own smtplib and imaplib, STARTTLS, PSC token or certificate (mss.md §1)."""

import imaplib
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from simulators.core.rule import Text
from simulators.dui.boite import Boite, Recu
from simulators.dui.chiffrement import PRUDENT, Prudence, contexte
from simulators.dui.liaison import Imap, Smtp
from simulators.dui.poste import PosteMss
from simulators.dui.reseau import Refus, why_refused

__all__ = ["Messagerie", "Ouverture", "Recu"]

_NO_LOGIN = Text("la boîte ne s'ouvre pas avec ce jeton", "the box does not open with this token")
_CUT = Text("la messagerie a coupé la connexion", "the mail server cut the connection")
_NO_TLS = Text(
    "la messagerie ne propose pas de connexion chiffrée : rien ne part",
    "the mail server offers no encrypted connection: nothing leaves",
)
_TOO_BIG = Text(
    "le courriel dépasse la taille annoncée par l'opérateur : il n'est pas envoyé",
    "the mail is over the size told by the operator: it is not sent",
)


@dataclass(frozen=True, slots=True)
class Ouverture:
    """A box and the access token that opens it; `applicative` when a certificate does instead.

    `insiste` answers the challenge of a refusal with the same token again: a mistake.
    """

    boite: str
    jeton: str = ""
    applicative: bool = False
    insiste: bool = False

    def xoauth2(self, challenge: object = None) -> str:
        """The SASL answer; a second challenge tells the refusal and is answered by nothing."""
        said = f"user={self.boite}\x01auth=Bearer {self.jeton}\x01\x01"
        return said if challenge in (None, b"") or self.insiste else ""


class Repond(Protocol):
    """What answers the challenges of a login."""

    def __call__(self, challenge: object = None) -> str:
        """The SASL answer to a challenge; to none at first."""


class Messagerie:
    """The mail side of one installation."""

    def __init__(self, poste: PosteMss, prudence: Prudence = PRUDENT) -> None:
        self._poste, self._prudence = poste, prudence

    def envoyer(
        self,
        ouverture: Ouverture,
        de: str,
        a: str,
        courriel: bytes,
        *,
        avis: Sequence[str] = (),
        mesure: bool = True,
    ) -> None:
        """Sends one mail to one recipient. Raises Refus with the server's code.

        `avis` are the delivery reports asked (NOTIFY); without `mesure` the size told by the server is not
        looked at.
        """
        with self.ecrire(ouverture) as server:
            most = int(server.esmtp_features.get("size") or 0)
            if mesure and most and len(courriel) > most:
                raise Refus(_TOO_BIG)
            notify = [f"NOTIFY={','.join(avis)}"] if avis else []
            server.sendmail(de, [a], courriel, rcpt_options=notify)

    @contextmanager
    def ecrire(self, ouverture: Ouverture, repond: Repond | None = None) -> Iterator[smtplib.SMTP]:
        """A connection ready to send; `repond` answers the challenges otherwise. Raises Refus."""
        port = self._poste.smtp_app if ouverture.applicative else self._poste.smtp
        with _smtp_errors(), Smtp(self._poste, port) as server:
            _at_once(server.sock)
            server.ehlo()
            if self._prudence.starttls or server.has_extn("starttls"):
                server.starttls(context=self._tls(ouverture))
                server.ehlo()
            if ouverture.applicative:
                server.user, server.password = ouverture.boite, "-"
                server.auth("PLAIN", server.auth_plain)
            else:
                server.auth("XOAUTH2", repond or ouverture.xoauth2)
            yield server

    @contextmanager
    def ouvrir(self, ouverture: Ouverture) -> Iterator[Boite]:
        """The INBOX of a box, open. Raises Refus."""
        port = self._poste.imap_app if ouverture.applicative else self._poste.imap
        with _imap_errors(), _connexion(self._poste, port) as server:
            _at_once(server.sock)
            server.starttls(ssl_context=self._tls(ouverture))
            if ouverture.applicative:
                server.authenticate("PLAIN", lambda _: f"\0{ouverture.boite}\0-".encode())
            else:
                server.authenticate("XOAUTH2", _answers(ouverture))
            server.select("INBOX")
            yield Boite(server)

    def relever(self, ouverture: Ouverture) -> tuple[Recu, ...]:
        """Reads the unread mails of INBOX, the oldest first; they are then read. Raises Refus."""
        with self.ouvrir(ouverture) as boite:
            return tuple(boite.lire(number) for number in boite.non_lus())

    def _tls(self, ouverture: Ouverture) -> ssl.SSLContext:
        own = self._poste.applicatif if ouverture.applicative else None
        return contexte(self._poste.ca, self._poste.crl, self._prudence, own)


@contextmanager
def _connexion(poste: PosteMss, port: int) -> Iterator[imaplib.IMAP4]:
    """An IMAP connection, closed even when the server is the one that leaves."""
    server = Imap(poste, port)
    try:
        yield server
    finally:
        try:
            server.logout()
        except (imaplib.IMAP4.error, OSError):
            server.shutdown()


def _at_once(sock: socket.socket | None) -> None:
    """What follows the handshake leaves without waiting for its acknowledgement (40 ms a mail otherwise)."""
    if sock is not None:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _answers(ouverture: Ouverture) -> Callable[[bytes], bytes]:
    return lambda challenge: ouverture.xoauth2(challenge).encode()


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
    except smtplib.SMTPNotSupportedError:
        raise Refus(_NO_TLS) from None
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
