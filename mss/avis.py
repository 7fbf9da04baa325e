"""What a sender is told later of a mail: sent back by Mon espace santé, or delivered when they asked."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from mss.data.names import EXPEDITEUR_AVIS, EXPEDITEUR_REBONDS
from mss.data.textes import CORPS_AVIS, CORPS_REBOND, REBONDS, STATUT_REMIS, SUJET_AVIS, SUJET_REBOND
from mss.exchanges import Begun
from mss.messages.avis import Avis
from mss.model import Courriel, Enveloppe, Route
from mss.state.depot import Echeance
from simulators.core.store.state import to_us

REBOND: Final = "rebond"
REMISE: Final = "avis"


def echeances(
    begun: Begun, courriel: Courriel, enveloppe: Enveloppe, routes: Sequence[Route]
) -> Iterator[Echeance]:
    """What is due for each recipient; nothing to the null sender (RFC 5321 §4.5.5), nor what NOTIFY bars."""
    if not enveloppe.expediteur:
        return
    for rank, route in enumerate(routes):
        genre = REMISE if route.cause is None else REBOND
        if not _voulu(genre, route):
            continue
        yield Echeance(
            id=f"{begun.id}.{rank}",
            due_us=to_us(begun.started),
            genre=genre,
            doc={
                "boite": enveloppe.boite,
                "adresse": route.adresse,
                "cause": route.cause.value if route.cause is not None else "remis",
                "sujet": courriel.sujet[:200],
                "message_id": courriel.message_id[:500],
                "origine": begun.id,
                "rendre": enveloppe.rendre,
                "envid": enveloppe.envid,
                "orcpt": route.orcpt,
            },
        )


def _voulu(genre: str, route: Route) -> bool:
    """Without NOTIFY, failures are told and nothing else (RFC 3461 §4.1)."""
    if genre == REMISE:
        return "SUCCESS" in route.avis
    return not route.avis or "FAILURE" in route.avis


def preparer(genre: str, told: Mapping[str, str], begun: Begun, original: bytes) -> Avis:
    """The report of what was noted when the mail came; a success repeats headers only (RFC 3461 §4.3)."""
    echec = genre == REBOND
    statut, cause = REBONDS[told["cause"]] if echec else (STATUT_REMIS, "")
    corps = CORPS_REBOND if echec else CORPS_AVIS
    expediteur = EXPEDITEUR_REBONDS if echec else EXPEDITEUR_AVIS
    entier = echec and told.get("rendre") == "FULL"
    return Avis(
        expediteur=expediteur,
        destinataire=told["boite"],
        adresse=told["adresse"],
        action="failed" if echec else "delivered",
        statut=statut,
        texte=corps.format(adresse=told["adresse"], cause=cause, sujet=told["sujet"]),
        sujet=SUJET_REBOND if echec else SUJET_AVIS,
        message_id=f"<{begun.id}@{expediteur.rpartition('@')[2]}>",
        original=told["message_id"],
        date=begun.started,
        envid=told.get("envid", ""),
        orcpt=told.get("orcpt", ""),
        rendu=original if entier else entetes(original),
        entier=entier,
    )


def entetes(octets: bytes) -> bytes:
    """The headers of a mail, up to the empty line."""
    head, found, _ = octets.partition(b"\r\n\r\n")
    return head + b"\r\n" if found else octets
