"""The sheet that comes back from the emergency room with the person (FLUDR)."""

from dataclasses import dataclass
from datetime import datetime

from simulators.core.sante.cda import sections as s
from simulators.core.sante.cda.ecriture_entete import Destinataire, ProfessionnelN1
from simulators.dui.documents import codage as c
from simulators.dui.documents import narration as n
from simulators.dui.documents.clinique import Constat, Objet, Piece, Probleme, Traitement
from simulators.dui.documents.redaction import Redaction, modele, section


@dataclass(frozen=True, slots=True)
class Retour:
    """What the emergency room found and did, and what comes back with the person."""

    arrivee: datetime
    retour: datetime
    motif: str
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
    times = (
        f"Arrivée le {n.instant(one.arrivee)}.",
        f"Retour le {n.instant(one.retour)}.",
        f"Motif du transport : {one.motif}.",
    )
    events = (*n.phrases((*times, *one.prise_en_charge), ""), *n.constats(one.constats))
    made = [
        section(
            s.EVENEMENTS,
            events,
            "Retour du service des urgences",
            entrees=c.retour(one.motif, one.retour),
        ),
        section(
            s.DIAGNOSTIC,
            n.problemes(one.diagnostics, "Aucun diagnostic posé."),
            entrees=c.problemes(one.diagnostics),
        ),
        section(
            s.SORTIE,
            n.traitements(one.ordonnance, "Aucun traitement prescrit."),
            "Ordonnance de sortie",
            entrees=c.traitements(one.ordonnance),
        ),
        section(s.OBJETS, n.objets(one.objets), entrees=c.objets(one.objets)),
        section(s.DOCUMENTS, n.pieces(one.pieces), "Documents joints", entrees=c.pieces(one.pieces)),
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
