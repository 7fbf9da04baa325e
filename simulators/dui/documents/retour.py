"""The sheet that comes back from the emergency room with the person (FLUDR)."""

from dataclasses import dataclass
from datetime import datetime

from simulators.core.sante.cda import sections as s
from simulators.core.sante.cda.ecriture_entete import Destinataire, ProfessionnelN1
from simulators.dui.documents import narration as n
from simulators.dui.documents.clinique import Constat, Objet, Piece, Probleme, Traitement
from simulators.dui.documents.redaction import Redaction, modele, section


@dataclass(frozen=True, slots=True)
class Retour:
    """What the emergency room found and did, and what comes back with the person."""

    arrivee: datetime
    retour: datetime
    diagnostics: tuple[Probleme, ...] = ()
    prise_en_charge: tuple[str, ...] = ()
    constats: tuple[Constat, ...] = ()
    ordonnance: tuple[Traitement, ...] = ()
    objets: tuple[Objet, ...] = ()
    pieces: tuple[Piece, ...] = ()
    commentaire: str = ""
    destinataires: tuple[Destinataire, ...] = ()
    traitant: ProfessionnelN1 | None = None


def rediger_retour(one: Retour, *, domicile: bool = False) -> Redaction:
    """The sheet of return from the emergency room, `domicile` for a person who goes back home."""
    times = (f"Arrivée le {n.instant(one.arrivee)}.", f"Retour le {n.instant(one.retour)}.")
    events = (*n.phrases((*times, *one.prise_en_charge), ""), *n.constats(one.constats))
    made = [
        section(s.EVENEMENTS, events, "Retour du service des urgences"),
        section(s.DIAGNOSTIC, n.problemes(one.diagnostics, "Aucun diagnostic posé.")),
        section(
            s.SORTIE, n.traitements(one.ordonnance, "Aucun traitement prescrit."), "Ordonnance de sortie"
        ),
        section(s.OBJETS, n.objets(one.objets)),
        section(s.DOCUMENTS, n.pieces(one.pieces), "Documents joints"),
    ]
    if one.commentaire:
        made.append(section(s.COMMENTAIRE, n.phrases((one.commentaire,), "")))
    return Redaction(
        modele("FLUDR-DOM" if domicile else "FLUDR"),
        tuple(made),
        debut=one.arrivee,
        fin=one.retour,
        traitant=one.traitant,
        destinataires=one.destinataires,
    )
