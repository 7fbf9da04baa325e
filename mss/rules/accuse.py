"""Whether a receipt (MDN) may be sent for a mail (RFC 8098 §2.1, §3; mss.md §2.6, §3)."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, Literal

from mss.model import Adresse, Annuaire, BoiteConnue, Courriel, Route
from mss.rules.destinataires import destination

DEMANDE: Final = "Disposition-Notification-To"
# The keyword by which every client of a box knows that the receipt went (RFC 3503).
ENVOYE: Final = "$MDNSent"

Disposition = Literal["displayed", "deleted", "dispatched", "processed"]


class Refus(StrEnum):
    """Why no receipt is sent."""

    NON_DEMANDE = "non_demande"
    RAPPORT = "rapport"
    NON_RECU = "non_recu"
    DEJA_ENVOYE = "deja_envoye"
    AUTRE_ADRESSE = "autre_adresse"
    USAGER = "usager"
    HORS_ESPACE = "hors_espace"


def automatique(disposition: Disposition) -> bool:
    """True for what a program does by itself, false for a gesture of the reader."""
    return disposition in {"dispatched", "processed"}


def refus(
    mail: Courriel,
    boite: BoiteConnue,
    retour: str | None,
    disposition: Disposition,
    drapeaux: Iterable[str],
) -> Refus | None:
    """Why this copy gets no receipt, None when it does.

    `retour` is the address in MAIL FROM of the mail received (empty for `<>`), None when no transaction
    brought it. A receipt is never sent by itself to another address than that one.
    """
    if mail.racine == "multipart/report":
        return Refus.RAPPORT
    if not mail.demandeurs:
        return Refus.NON_DEMANDE
    if retour is None:
        return Refus.NON_RECU
    if ENVOYE.lower() in {one.lower() for one in drapeaux}:
        return Refus.DEJA_ENVOYE
    if automatique(disposition):
        if boite.genre == "USAGER":
            return Refus.USAGER
        if {one.adresse for one in mail.demandeurs} != {retour}:
            return Refus.AUTRE_ADRESSE
    return None


def destinations(demandeurs: Sequence[Adresse], annuaire: Annuaire) -> tuple[str, ...] | Refus:
    """The boxes where a receipt goes: professional ones of the trust space, all of them or none."""
    # Asked of its own operator: what that one does not hold gets nothing.
    found = [destination(one.adresse, annuaire, one.adresse) for one in demandeurs]
    boites = [one.boite for one in found if isinstance(one, Route) and one.boite and not one.usager]
    return tuple(dict.fromkeys(boites)) if len(boites) == len(found) else Refus.HORS_ESPACE
