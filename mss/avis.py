"""What is due after a mail: its delivery when held back, what its sender is told (sent back, delivered)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from mss.data.names import DOMAINES_USAGERS, EXPEDITEUR_AVIS, EXPEDITEUR_REBONDS
from mss.data.textes import (
    CORPS_AVIS,
    CORPS_ECHEC,
    CORPS_REBOND,
    CORPS_RETARD,
    REBONDS,
    STATUT_REMIS,
    STATUT_RETARD,
    SUJET_AVIS,
    SUJET_ECHEC,
    SUJET_REBOND,
    SUJET_RETARD,
)
from mss.errors import reply
from mss.exchanges import Begun
from mss.messages.avis import Avis
from mss.model import Causes, Courriel, Enveloppe, Route
from mss.rules.courriel import clot
from mss.state.depot import Echeance, Fil
from simulators.core.store.state import to_us

_US: Final = 1_000_000

REBOND: Final = "rebond"
REMISE: Final = "avis"
# What another operator answered, told by a report of its own.
ECHEC: Final = "echec"
LIVRAISON: Final = "livraison"
RETARD: Final = "retard"
# After how long a sender who asked (NOTIFY=DELAY) is told that the mail still waits: four hours, in seconds.
RETARD_S: Final = 14_400


def echeances(
    begun: Begun, courriel: Courriel, enveloppe: Enveloppe, routes: Sequence[Route]
) -> Iterator[Echeance]:
    """What is due for each recipient: mails held back, then reports.

    No report to the null sender (RFC 5321 §4.5.5), nor one that NOTIFY bars.
    """
    now_us = to_us(begun.started)
    for rank, route in enumerate(routes):
        if route.remis and route.delai:
            doc = {"boite": route.boite, "adresse": route.adresse, "origine": begun.id}
            if route.usager:
                doc |= asdict(fil(begun, courriel, enveloppe, route))
                doc["compte"] = route.boite
            # Before the report of the same instant: `!` comes before `.`.
            yield Echeance(f"{begun.id}!{rank}", now_us + route.delai * _US, LIVRAISON, doc)
        if route.delai > RETARD_S and enveloppe.expediteur and "DELAY" in route.avis:
            late = now_us + RETARD_S * _US
            yield Echeance(f"{begun.id}.{rank}-", late, RETARD, _doc(begun, courriel, enveloppe, route))
        genre = _genre(route)
        if enveloppe.expediteur and _voulu(genre, route):
            yield Echeance(
                id=f"{begun.id}.{rank}",
                due_us=now_us + route.delai * _US,
                genre=genre,
                doc=_doc(begun, courriel, enveloppe, route),
            )


def _doc(begun: Begun, courriel: Courriel, enveloppe: Enveloppe, route: Route) -> dict[str, str]:
    """What a report will need."""
    return {
        "boite": enveloppe.boite,
        "adresse": route.adresse,
        "cause": route.cause.value if route.cause is not None else route.echec or "remis",
        "sujet": courriel.sujet[:200],
        "message_id": courriel.message_id[:500],
        "origine": begun.id,
        "rendre": enveloppe.rendre,
        "envid": enveloppe.envid,
        "orcpt": route.orcpt,
    }


def fil(begun: Begun, courriel: Courriel, enveloppe: Enveloppe, route: Route) -> Fil:
    """The thread as a mail to a citizen leaves it: open, or closed when no answer is asked (mss.md §3)."""
    return Fil(
        boite=enveloppe.boite,
        usager=route.matricule,
        etat="CLOSED" if clot(courriel) else "OPEN",
        adresse=route.adresse,
        retour=retour(courriel, enveloppe.boite),
        sujet=courriel.sujet[:200],
        message_id=courriel.message_id[:500],
        origine=begun.id,
    )


def retour(courriel: Courriel, boite: str) -> str:
    """Where a citizen's answer goes: Reply-To when it is an MSSanté address, else the box that wrote."""
    told = next((one for one in courriel.reponse_a), None)
    if told is not None and told.domaine.endswith(".mssante.fr") and told.domaine not in DOMAINES_USAGERS:
        return told.adresse
    return boite


def _genre(route: Route) -> str:
    if route.cause is not None:
        return REBOND
    return ECHEC if route.echec else REMISE


def _voulu(genre: str, route: Route) -> bool:
    """Without NOTIFY, failures are told and nothing else (RFC 3461 §4.1)."""
    if genre == REMISE:
        return "SUCCESS" in route.avis
    return not route.avis or "FAILURE" in route.avis


def preparer(genre: str, told: Mapping[str, str], begun: Begun, original: bytes) -> Avis:
    """The report of what was noted when the mail came; a success repeats headers only (RFC 3461 §4.3)."""
    echec = genre in {REBOND, ECHEC}
    diagnostic = reply(told["cause"]) if genre == ECHEC else ""
    forme = _forme(genre, told, diagnostic)
    entier = echec and told.get("rendre") == "FULL"
    return Avis(
        expediteur=forme.expediteur,
        destinataire=told["boite"],
        adresse=told["adresse"],
        action="failed" if echec else "delayed" if genre == RETARD else "delivered",
        statut=forme.statut,
        texte=forme.corps.format(adresse=told["adresse"], cause=forme.cause, sujet=told["sujet"]),
        sujet=forme.sujet,
        message_id=f"<{begun.id}@{forme.expediteur.rpartition('@')[2]}>",
        original=told["message_id"],
        date=begun.started,
        envid=told.get("envid", ""),
        orcpt=told.get("orcpt", ""),
        rendu=original if entier else entetes(original),
        entier=entier,
        diagnostic=diagnostic,
    )


@dataclass(frozen=True, slots=True)
class _Forme:
    """What changes from a report to another."""

    expediteur: str
    sujet: str
    corps: str
    statut: str
    cause: str = ""


def _forme(genre: str, told: Mapping[str, str], diagnostic: str) -> _Forme:
    if genre == REMISE:
        return _Forme(EXPEDITEUR_AVIS, SUJET_AVIS, CORPS_AVIS, STATUT_REMIS)
    if genre == RETARD:
        return _Forme(EXPEDITEUR_AVIS, SUJET_RETARD, CORPS_RETARD, STATUT_RETARD)
    if genre == ECHEC:
        domaine = told["adresse"].rpartition("@")[2]
        return _Forme(f"mailer-daemon@{domaine}", SUJET_ECHEC, CORPS_ECHEC, _statut(diagnostic), diagnostic)
    statut, cause = REBONDS[told["cause"]]
    # Mon espace santé itself sends closed and unknown boxes back, its relay what is too large (mss.md §3).
    sujet = SUJET_ECHEC if told["cause"] == Causes.TROP_GROS else SUJET_REBOND
    return _Forme(EXPEDITEUR_REBONDS, sujet, CORPS_REBOND, statut, cause)


def _statut(diagnostic: str) -> str:
    """The enhanced code of a reply; what has none is a lasting failure (RFC 3463 §3.1)."""
    code, _, rest = diagnostic.partition(" ")
    enhanced = rest.partition(" ")[0]
    if enhanced.count(".") == 2 and enhanced.replace(".", "").isdigit():
        return enhanced
    return "4.4.1" if code.startswith("1") else "5.0.0"


def entetes(octets: bytes) -> bytes:
    """The headers of a mail, up to the empty line."""
    head, found, _ = octets.partition(b"\r\n\r\n")
    return head + b"\r\n" if found else octets
