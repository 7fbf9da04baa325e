"""Mails written by the product: a citizen's answer, what correspondents send."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from typing import Final

from simulators.core.courriel.entetes import identifiants, sans_mots, une_ligne

_POLICY: Final = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Piece:
    """An attachment: its name, its type, its bytes."""

    nom: str
    type_mime: str
    octets: bytes


@dataclass(frozen=True, slots=True)
class AEcrire:
    """A mail to write; `en_reponse_a` is the Message-ID it answers, if any, `fil` the References of it.

    `entetes` are further headers, in their order.
    """

    expediteur: tuple[str, str]
    destinataires: tuple[tuple[str, str], ...]
    sujet: str
    texte: str
    message_id: str
    date: datetime
    en_reponse_a: str = ""
    fil: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    entetes: tuple[tuple[str, str], ...] = ()


def ecrire(mail: AEcrire) -> bytes:
    """The bytes of a mail, lines ended by CRLF, text in UTF-8, attachments in base64."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = formataddr(mail.expediteur)
    message["To"] = ", ".join(formataddr(one) for one in mail.destinataires)
    message["Subject"] = sans_mots(une_ligne(mail.sujet))
    message["Date"] = format_datetime(mail.date)
    message["Message-ID"] = mail.message_id
    answered = identifiants(mail.en_reponse_a)
    if answered:
        message["In-Reply-To"] = answered
        # RFC 5322 §3.6.4: the thread so far, then the mail answered.
        message["References"] = identifiants(*mail.fil, answered)
    for nom, valeur in mail.entetes:
        message[nom] = une_ligne(valeur)
    message.set_content(mail.texte.replace("\r\n", "\n"), charset="utf-8")
    for piece in mail.pieces:
        main, _, sub = piece.type_mime.partition("/")
        message.add_attachment(piece.octets, maintype=main, subtype=sub, filename=piece.nom)
    return message.as_bytes()
