"""Which page a card opens on which record: address, card, matrix, record (dmp_xds.md §4.11)."""

from collections.abc import Iterator, Mapping
from typing import Final

from dmp.model import Acteur, Dossier, Statut
from dmp.rules.droits import PROFESSIONS, acces_permis, categorie, droit
from dmp.web.model import Ecart, Ecran, Ouverture, PorteurCarte
from dmp.web.rules import catalogue
from simulators.core.rule import Place
from simulators.core.sante.fictif import est_fictif
from simulators.core.sante.matricule import LENGTH, MatriculeInvalideError, cle

# The row of PDT-INF-526 each page asks for besides TD0.9: which one was not seen (assumed).
LIGNES: Final[Mapping[Ecran, str]] = {
    Ecran.TABLEAU: "TD0.9",
    Ecran.DOSSIER: "TD1.3a",
    Ecran.GESTION: "TD1.3a",
    Ecran.DOCUMENTS: "TD3.1.metadata",
    Ecran.PARCOURS: "TD3.1.metadata",
    Ecran.HISTORIQUE: "TD0.9",
    Ecran.VOLONTES: "TD1.6",
}
_CERTIFICATE: Final = Place("tls", "certificate", "CN")
_MASKED_FROM: Final = 3


def complet(matricule: str) -> str:
    """The INS with its key, whether the address gave it or not; as written when it is no matricule."""
    try:
        return matricule + cle(matricule) if len(matricule) == LENGTH else matricule
    except MatriculeInvalideError:
        return matricule


def acteur(porteur: PorteurCarte, dossier: Dossier | None) -> Acteur:
    """The caller as the matrix of direct authentication sees it; an access through a link is a normal one."""
    est_mt = dossier is not None and porteur.identifiant in dossier.medecins_traitants
    system = "" if porteur.employe else PROFESSIONS
    kind = categorie("DIRECTE", porteur.profession, system, porteur.savoir_faire, est_mt=est_mt)
    return Acteur(porteur.identifiant, porteur.structure, "DIRECTE", kind)


def ouverture(asked: Ouverture) -> Iterator[Ecart]:
    """What can be said without knowing anybody."""
    if asked.ecran is None or not (asked.matricule or asked.ecran is Ecran.TABLEAU):
        yield Ecart(catalogue.ADRESSE, asked.adresse)
    if asked.methode not in {"GET", "HEAD"}:
        yield Ecart(catalogue.METHODE, asked.methode)
    if not asked.porteur:
        yield Ecart(catalogue.CARTE, asked.presente, _CERTIFICATE)
    if asked.matricule and not est_fictif(complet(asked.matricule)):
        masked = asked.matricule[:_MASKED_FROM] + "*" * (len(asked.matricule) - _MASKED_FROM)
        yield Ecart(catalogue.DONNEES_REELLES, masked)


def porteur_connu(asked: Ouverture, porteur: PorteurCarte | None) -> Iterator[Ecart]:
    """The card is that of somebody who practises here."""
    if asked.porteur and (porteur is None or not porteur.actif):
        yield Ecart(catalogue.PROFESSIONNEL, asked.porteur, _CERTIFICATE)


def dossier_ouvert(asked: Ouverture, who: Acteur, dossier: Dossier | None) -> Iterator[Ecart]:
    """The matrix, then the state of the record, the block, the authorisation.

    The dashboard shows the state of a record to whoever may open it; the other pages ask for an
    authorisation in force.
    """
    if asked.ecran is None:
        return
    for row in dict.fromkeys(("TD0.9", LIGNES[asked.ecran])):
        if not droit(who, row).accorde:
            yield Ecart(catalogue.DROITS_PAGE, f"{who.categorie.value} {row}")
            return
    if not asked.matricule:
        return
    if dossier is None or dossier.etat == "absent":
        yield Ecart(catalogue.INCONNU)
    elif dossier.etat == "ferme":
        yield Ecart(catalogue.FERME)
    elif who.sujet in dossier.bloques:
        yield Ecart(catalogue.BLOQUE, who.sujet)
    elif asked.ecran is not Ecran.TABLEAU and not acces_permis(who, dossier):
        yield Ecart(catalogue.SANS_AUTORISATION, dossier.autorisation.value)


def habilitations(start: Mapping[str, Statut], declared: Mapping[str, Statut]) -> Mapping[str, Statut]:
    """Those in force or expired: what was declared wins over the beginning."""
    told = {**start, **declared}
    return {own: statut for own, statut in sorted(told.items()) if statut is not Statut.NON_EXISTE}
