"""Records created, reactivated, changed, closed: judged, and what they become (dmp_xds.md §4.5)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from dmp.model import Acteur, Donnees, Dossier, EtatDmp, Inscription
from dmp.xds.model import DemandeGestion, Remarque
from dmp.xds.rules.catalogue import acces
from dmp.xds.rules.catalogue import gestion as catalogue

CREATION: Final = "CREA_RD"
REACTIVATION: Final = "REAC"
MODIFICATION: Final = "MODIF_DATA"
FERMETURE: Final = "FERM"
_CONSENTS: Final[Mapping[str, str]] = {
    CREATION: "CONSENTEMENT_OUVERTURE_DMP",
    REACTIVATION: "CONSENTEMENT_REACTIVATION_DMP",
}
_BRIS: Final = "OPPOSITION_BRIS_DE_GLACE"
_URGENCE: Final = "OPPOSITION_ACCES_URGENCE"


def gestion(asked: DemandeGestion) -> Iterator[Remarque]:
    """What can be said of the request alone."""
    known = {CREATION} if asked.creation else {REACTIVATION, MODIFICATION, FERMETURE}
    if asked.raison not in known:
        yield Remarque(catalogue.RAISON, asked.raison, " | ".join(sorted(known)), "raison")
    if asked.patient is None or not asked.patient.extension:
        yield Remarque(catalogue.PATIENT, "", "patient/id", "dossier")
    consent = _CONSENTS.get(asked.raison)
    if consent is not None and not asked.recueil.get(consent, False):
        yield Remarque(catalogue.CONSENTEMENT, "", consent, "dossier")
    if not asked.auteur.nom or not asked.auteur.prenom:
        yield Remarque(catalogue.AUTEUR, f"{asked.auteur.nom} {asked.auteur.prenom}".strip(), "", "auteur")
    wanted = "terminated" if asked.raison == FERMETURE else "active"
    if asked.statut != wanted:
        yield Remarque(catalogue.STATUT, asked.statut, wanted, "dossier")
    if asked.raison == FERMETURE and not asked.motif:
        yield Remarque(catalogue.MOTIF, "", "FERMETURE_DEMANDE_PATIENT", "demande")


def registre(asked: DemandeGestion, who: Acteur, dossier: Dossier | None) -> Iterator[Remarque]:
    """What the present state of the record allows; `dossier` None: nobody bears that INS."""
    if who.acces != "normal":
        yield Remarque(catalogue.ACCES, who.acces, "normal", "vihf")
    if dossier is None:
        yield Remarque(catalogue.INCONNU, asked.patient.extension if asked.patient else "", "", "patient")
        return
    if who.sujet in dossier.bloques:
        yield Remarque(acces.BLOQUE, who.sujet, "", "vihf")
    if asked.raison == CREATION:
        yield from _creation(dossier)
        return
    if dossier.etat == "absent":
        yield Remarque(catalogue.ABSENT, "absent", "", "patient")
        return
    if dossier.rattache_mes:
        yield Remarque(catalogue.RATTACHE, "RATTACHEMENT_ENS", "", "patient")
    if asked.raison == REACTIVATION and dossier.etat == "ouvert":
        yield Remarque(catalogue.DEJA_OUVERT, "active", "terminated", "patient")
    if asked.raison in {MODIFICATION, FERMETURE} and dossier.etat == "ferme":
        yield Remarque(catalogue.DEJA_FERME, "terminated", "active", "patient")


def _creation(dossier: Dossier) -> Iterator[Remarque]:
    if dossier.etat == "ouvert":
        yield Remarque(catalogue.DEJA_OUVERT, "active", "", "patient")
    elif dossier.etat == "ferme":
        yield Remarque(catalogue.DEJA_FERME, "terminated", "", "patient")


def appliquer(asked: DemandeGestion, dossier: Dossier, now_us: int) -> Inscription:
    """What the record becomes. One created by a professional is not attached to Mon espace santé."""
    before = dossier.inscription
    match asked.raison:
        case "CREA_RD":
            made = _etat(before, "ouvert", now_us)
            return replace(made, rattache_mes=False, donnees=_donnees(asked, before.donnees))
        case "REAC":
            return replace(_etat(before, "ouvert", now_us), motif="", motif_texte="")
        case "FERM":
            closed = _etat(before, "ferme", now_us)
            return replace(closed, motif=asked.motif, motif_texte=asked.motif_texte)
        case _:
            return replace(before, donnees=_donnees(asked, before.donnees))


def _etat(before: Inscription, etat: EtatDmp, now_us: int) -> Inscription:
    return replace(before, etat=etat, quand_us=now_us)


def _donnees(asked: DemandeGestion, before: Donnees) -> Donnees:
    """The data sent replace those known; an opposition that is not told stays."""
    bris, urgence = asked.recueil.get(_BRIS), asked.recueil.get(_URGENCE)
    return replace(
        asked.donnees,
        opposition_bris=before.opposition_bris if bris is None else bris,
        opposition_regulation=before.opposition_regulation if urgence is None else urgence,
    )
