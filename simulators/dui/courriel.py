"""The mails of the reference DUI, written as the Référentiel 2 asks (mss.md §1.7, §2): pure, bytes out.

A mail with a document carries IHE_XDM.zip, the same document as PDF, and says so in its subject and headers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from simulators.core.sante.noms import convertir

ARCHIVE: Final = "IHE_XDM.zip"
_PREFIX: Final = "XDM/1.0/DDM+"
_LONGEST_LABEL: Final = 40
_DATE: Final = "%Y%m%d"


@dataclass(frozen=True, slots=True)
class Correspondant:
    """An address and the name shown beside it."""

    adresse: str
    nom: str = ""


@dataclass(frozen=True, slots=True)
class Jointe:
    """What is attached: the archive (none when forgotten), the PDF of each document under its file name."""

    archive: bytes | None
    pdfs: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Courriel:
    """One mail. `code_cda` and `ins` become headers when they are not empty; `fin` forbids an answer.

    `reponse_a` is where answers go when not to the sender; `accuse` asks for a reading receipt, `remise` for
    a delivery report; `en_reponse_a` is the mail answered, the first of `fil` the one that began the thread.
    `html` is the same text for readers that prefer it, alone when `html_seul`.
    """

    de: Correspondant
    a: Correspondant
    sujet: str
    texte: str
    message_id: str
    quand: datetime
    nil: str = ""
    code_cda: str = ""
    ins: str = ""
    fin: bool = False
    jointe: Jointe | None = None
    reponse_a: str = ""
    accuse: bool = False
    remise: bool = False
    en_reponse_a: str = ""
    fil: tuple[str, ...] = ()
    html: str = ""
    html_seul: bool = False


@dataclass(frozen=True, slots=True)
class Objet:
    """What subject and file name are made of: `quand` is the date of the act, birth `AAAA-MM-JJ`."""

    libelle: str
    nom: str
    prenom: str
    naissance: str
    quand: datetime


def sujet(objet: Objet) -> str:
    """`XDM/1.0/DDM+<label> <NOM> <prénom> <JJ/MM/AAAA>`, label of 40 characters at most (ECO.2.1.3)."""
    naissance = "/".join(reversed(objet.naissance.split("-")))
    prenom = convertir(objet.prenom).capitalize()
    return f"{_PREFIX}{objet.libelle[:_LONGEST_LABEL]} {convertir(objet.nom)} {prenom} {naissance}"


def nom_pdf(objet: Objet) -> str:
    """`<AAAAMMJJ>_<label>_<NOM>_<prénom>.pdf` (ECO.2.1.6)."""
    prenom = convertir(objet.prenom).capitalize()
    return f"{objet.quand:{_DATE}}_{objet.libelle[:_LONGEST_LABEL]}_{convertir(objet.nom)}_{prenom}.pdf"


def ecrire(courriel: Courriel) -> bytes:
    """The mail as it leaves, lines ended by CRLF."""
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(courriel.de)
    message["To"] = _address(courriel.a)
    message["Subject"] = courriel.sujet
    message["Date"] = format_datetime(courriel.quand)
    for name, value in _entetes(courriel):
        if value:
            message[name] = value
    if courriel.html_seul:
        message.set_content(courriel.html, subtype="html")
    else:
        message.set_content(courriel.texte)
        if courriel.html:
            message.add_alternative(courriel.html, subtype="html")
    if courriel.jointe is not None:
        _attach(message, courriel.jointe)
    return message.as_bytes()


def _entetes(courriel: Courriel) -> Iterator[tuple[str, str]]:
    """The headers that a mail may have or not; those without value are left out."""
    sender = courriel.de.adresse
    yield "Message-ID", courriel.message_id
    yield "Reply-To", courriel.reponse_a
    yield "In-Reply-To", courriel.en_reponse_a
    yield "References", " ".join(dict.fromkeys((*courriel.fil, courriel.en_reponse_a))).strip()
    yield "Disposition-Notification-To", sender if courriel.accuse else ""
    yield "Return-Receipt-To", sender if courriel.remise else ""
    yield "X-MSS-NIL", courriel.nil
    yield "X-MSS-CODECDA", courriel.code_cda
    yield "X-MSS-INS", courriel.ins
    yield "X-MSS-MES", "FIN" if courriel.fin else ""


def _attach(message: EmailMessage, jointe: Jointe) -> None:
    if jointe.archive is not None:
        message.add_attachment(jointe.archive, maintype="application", subtype="zip", filename=ARCHIVE)
    for name, pdf in jointe.pdfs:
        message.add_attachment(pdf, maintype="application", subtype="pdf", filename=name)


def _address(one: Correspondant) -> Address:
    return Address(display_name=one.nom, addr_spec=one.adresse)
