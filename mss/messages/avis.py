"""Delivery reports: a mail sent back, a mail delivered (DSN: RFC 6522, RFC 3464, RFC 3461)."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage, Message
from email.utils import format_datetime
from typing import Literal

from mss.messages.rapport import POLICY, assembler, original, texte
from simulators.core.courriel.entetes import identifiants


@dataclass(frozen=True, slots=True)
class Avis:
    """A report: by whom, to whom, about what mail for which recipient, what became of it.

    `envid` and `orcpt` are what the sender wrote (ENVID, ORCPT); `rendu` is the original mail or its headers
    when they are repeated, `entier` telling which. `diagnostic` is the reply that another server gave.
    """

    expediteur: str
    destinataire: str
    adresse: str
    action: Literal["failed", "delivered", "delayed"]
    statut: str
    texte: str
    sujet: str
    message_id: str
    original: str
    date: datetime
    envid: str = ""
    orcpt: str = ""
    rendu: bytes = b""
    entier: bool = False
    diagnostic: str = ""


def ecrire_avis(avis: Avis) -> bytes:
    """The report: a text, the delivery status, the original when asked; it names the mail it is about."""
    pieces = [texte(avis.texte), _statut(avis)]
    if avis.rendu:
        pieces.append(original(avis.rendu, "message/rfc822" if avis.entier else "text/rfc822-headers"))
    return assembler(_entetes(avis), "delivery-status", avis.message_id, pieces)


def _entetes(avis: Avis) -> Message:
    head = EmailMessage(policy=POLICY)
    head["From"] = avis.expediteur
    head["To"] = avis.destinataire
    head["Subject"] = avis.sujet
    head["Date"] = format_datetime(avis.date)
    head["Message-ID"] = avis.message_id
    head["Auto-Submitted"] = "auto-replied"
    original_id = identifiants(avis.original)
    if original_id:
        head["In-Reply-To"] = original_id
        head["References"] = original_id
    head["MIME-Version"] = "1.0"
    return head


def _statut(avis: Avis) -> bytes:
    """A block for the report, one for the recipient (RFC 3464 §2.1)."""
    report, recipient = Message(POLICY), Message(POLICY)
    if avis.envid:
        report["Original-Envelope-Id"] = avis.envid
    report["Reporting-MTA"] = f"dns; {avis.expediteur.rpartition('@')[2]}"
    if avis.orcpt:
        recipient["Original-Recipient"] = avis.orcpt
    recipient["Final-Recipient"] = f"rfc822; {avis.adresse}"
    recipient["Action"] = avis.action
    recipient["Status"] = avis.statut
    if avis.diagnostic:
        recipient["Diagnostic-Code"] = f"smtp; {avis.diagnostic}"
    head = b"Content-Type: message/delivery-status\r\n\r\n"
    return head + report.as_bytes() + recipient.as_bytes()
