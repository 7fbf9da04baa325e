"""Receipts written by the product (MDN: RFC 8098; IG-LPS-MSS, struct-msg-mdn; mss.md §2.6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage, Message
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from typing import Final, Literal

from mss.data.accuses import (
    CORPS_ACCUSE,
    CORPS_ERREUR,
    ERREUR_1_1_2,
    ERREUR_1_1_3,
    ERREURS_INTEGRATION,
    SUJET_ERREUR,
)
from mss.messages.rapport import POLICY, assembler, original, texte
from simulators.core.courriel.entetes import identifiants, sans_mots, une_ligne
from simulators.core.courriel.mime import Noeud, arbre, parametre

Grammaire = Literal["1.1.2", "1.1.3"]

# A field of the receipt is one line: simple readers do not unfold. Encoded words need the usual folding.
_UNE_LIGNE: Final = SMTP.clone(cte_type="7bit", max_line_length=998)


@dataclass(frozen=True, slots=True)
class Accuse:
    """A receipt: who read (`lecteur`), for whom, about what, and what became of the mail.

    `erreur` is a code of `ERREURS_INTEGRATION`, empty for a success; `original` the mail, byte for byte.
    """

    lecteur: tuple[str, str]
    destinataires: tuple[str, ...]
    sujet: str
    message_id: str
    reference: str
    date: datetime
    agent: str
    disposition: str
    automatique: bool
    original: bytes
    erreur: str = ""
    grammaire: Grammaire = "1.1.3"


def ecrire_accuse(accuse: Accuse) -> bytes:
    """Three parts: a text, the fields, the whole original; before 1.1.3 an error repeats its attachments."""
    pieces = [_texte(accuse), _champs(accuse), original(accuse.original)]
    if accuse.erreur and accuse.grammaire == "1.1.2":
        pieces += _jointes(accuse.original)
    return assembler(_entetes(accuse), "disposition-notification", accuse.message_id, pieces)


def disposition(accuse: Accuse) -> str:
    """The Disposition field: mode of action and of sending, type, modifier (RFC 8098 §3.2.6)."""
    mode = (
        "automatic-action/MDN-sent-automatically" if accuse.automatique else "manual-action/MDN-sent-manually"
    )
    told = f"{mode}; {accuse.disposition}"
    if not accuse.erreur:
        return told
    if accuse.grammaire == "1.1.3":
        return f"{told}/error"
    return f"{told}/Error: {_erreur(ERREUR_1_1_2, accuse.erreur)}"


def _erreur(forme: str, code: str) -> str:
    return forme.format(code=code, libelle=ERREURS_INTEGRATION[code])


def _entetes(accuse: Accuse) -> Message:
    head = EmailMessage(policy=POLICY)
    head["From"] = formataddr(accuse.lecteur)
    head["To"] = ", ".join(accuse.destinataires)
    sujet = sans_mots(une_ligne(accuse.sujet))
    head["Subject"] = SUJET_ERREUR.format(code=accuse.erreur, sujet=sujet) if accuse.erreur else sujet
    head["Date"] = format_datetime(accuse.date)
    head["Message-ID"] = accuse.message_id
    reference = identifiants(accuse.reference)
    if reference:
        head["In-Reply-To"] = reference
        head["References"] = reference
    if accuse.automatique:
        head["Auto-Submitted"] = "auto-replied"
    head["MIME-Version"] = "1.0"
    return head


def _texte(accuse: Accuse) -> bytes:
    told = CORPS_ERREUR if accuse.erreur else CORPS_ACCUSE[accuse.disposition]
    libelle = ERREURS_INTEGRATION.get(accuse.erreur, "")
    return texte(
        told.format(lecteur=accuse.lecteur[1], sujet=accuse.sujet, code=accuse.erreur, libelle=libelle)
    )


def _champs(accuse: Accuse) -> bytes:
    fields = [
        ("Reporting-UA", accuse.agent),
        ("Final-Recipient", f"rfc822; {accuse.lecteur[1]}"),
        ("Original-Message-ID", identifiants(accuse.reference)),
        ("Disposition", disposition(accuse)),
    ]
    if accuse.erreur and accuse.grammaire == "1.1.3":
        fields.append(("Error", _erreur(ERREUR_1_1_3, accuse.erreur)))
    lines = [_champ(nom, valeur) for nom, valeur in fields if valeur]
    return b"".join([b"Content-Type: message/disposition-notification\r\n\r\n", *lines])


def _champ(nom: str, valeur: str) -> bytes:
    policy = _UNE_LIGNE if valeur.isascii() else POLICY
    return policy.fold_binary(nom, policy.header_factory(nom, valeur))


def _jointes(octets: bytes) -> Iterator[bytes]:
    """The attachments of a mail, each with its own headers."""
    yield from (octets[one.debut : one.fin] for one in _feuilles(arbre(octets)) if _est_jointe(one))


def _est_jointe(noeud: Noeud) -> bool:
    return parametre(noeud.champ("Content-Disposition") or "")[0] == "attachment"


def _feuilles(noeud: Noeud) -> Iterator[Noeud]:
    if not noeud.type_mime.startswith("multipart/"):
        yield noeud
        return
    for enfant in noeud.enfants:
        yield from _feuilles(enfant)
