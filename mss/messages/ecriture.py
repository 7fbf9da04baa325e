"""Mails written by the product: a citizen's answer, a mail sent back."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage, Message
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from typing import Final

from mss.data.names import EXPEDITEUR_REBONDS

_POLICY: Final = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Piece:
    """An attachment: its name, its type, its bytes."""

    nom: str
    type_mime: str
    octets: bytes


@dataclass(frozen=True, slots=True)
class AEcrire:
    """A mail to write; `en_reponse_a` is the Message-ID it answers, if any."""

    expediteur: tuple[str, str]
    destinataires: tuple[tuple[str, str], ...]
    sujet: str
    texte: str
    message_id: str
    date: datetime
    en_reponse_a: str = ""
    pieces: tuple[Piece, ...] = ()


def ecrire(mail: AEcrire) -> bytes:
    """The bytes of a mail, lines ended by CRLF, text in UTF-8, attachments in base64."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = formataddr(mail.expediteur)
    message["To"] = ", ".join(formataddr(one) for one in mail.destinataires)
    message["Subject"] = mail.sujet
    message["Date"] = format_datetime(mail.date)
    message["Message-ID"] = mail.message_id
    if mail.en_reponse_a:
        message["In-Reply-To"] = mail.en_reponse_a
        message["References"] = mail.en_reponse_a
    message.set_content(mail.texte.replace("\r\n", "\n"), charset="utf-8")
    for piece in mail.pieces:
        main, _, sub = piece.type_mime.partition("/")
        message.add_attachment(piece.octets, maintype=main, subtype=sub, filename=piece.nom)
    return message.as_bytes()


@dataclass(frozen=True, slots=True)
class Rebond:
    """A mail sent back by Mon espace santé: to whom, about what, why."""

    destinataire: str
    adresse: str
    statut: str
    texte: str
    sujet: str
    message_id: str
    original: str
    date: datetime


def ecrire_rebond(rebond: Rebond) -> bytes:
    """The report (RFC 6522, RFC 3464): a text, the delivery status; it names the mail it is about."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = EXPEDITEUR_REBONDS
    message["To"] = rebond.destinataire
    message["Subject"] = rebond.sujet
    message["Date"] = format_datetime(rebond.date)
    message["Message-ID"] = rebond.message_id
    message["Auto-Submitted"] = "auto-replied"
    if rebond.original:
        message["In-Reply-To"] = rebond.original
        message["References"] = rebond.original
    message.set_content(rebond.texte.replace("\r\n", "\n"), charset="utf-8")
    message.make_mixed()
    message.attach(_statut(rebond))
    message.replace_header("Content-Type", "multipart/report; report-type=delivery-status")
    return message.as_bytes()


def _statut(rebond: Rebond) -> EmailMessage:
    """A block for the report, one for the recipient (RFC 3464 §2.1)."""
    report, recipient = Message(_POLICY), Message(_POLICY)
    report["Reporting-MTA"] = f"dns; {EXPEDITEUR_REBONDS.rpartition('@')[2]}"
    recipient["Final-Recipient"] = f"rfc822; {rebond.adresse}"
    recipient["Action"] = "failed"
    recipient["Status"] = rebond.statut
    part = EmailMessage(policy=_POLICY)
    part["Content-Type"] = "message/delivery-status"
    part.set_payload([report, recipient])
    return part
