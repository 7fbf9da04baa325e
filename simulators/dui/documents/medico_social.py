"""Documents of the social and medico-social sector without a structured model: their pages (level 1)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from simulators.core.sante.pdf.mise_en_page import Ligne
from simulators.dui.documents.clinique import Directives, Rubrique, Traitement
from simulators.dui.documents.narration import jour
from simulators.dui.documents.redaction import Redaction, modele


@dataclass(frozen=True, slots=True)
class Cotation:
    """One item of an assessment grid, its mark, and why."""

    item: str
    cote: str
    commentaire: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An assessment by a grid (AGGIR, or any that the establishment uses): its items and its result."""

    grille: str
    quand: datetime
    cotations: tuple[Cotation, ...] = ()
    resultat: str = ""
    conclusions: tuple[str, ...] = ()


def rediger_evaluation(one: Evaluation) -> Redaction:
    """The assessment (34842-5)."""
    marks = tuple(_cotation(mark) for mark in one.cotations)
    result = (f"Résultat : {one.resultat}.",) if one.resultat else ()
    lines = (
        *_partie(f"Grille {one.grille}, évaluation du {jour(one.quand)}", marks, "Aucun item coté."),
        *_partie("Résultat", (*result, *one.conclusions), "Aucune conclusion."),
    )
    return Redaction(modele("EVALUATION"), lignes=lines, debut=one.quand)


def _cotation(mark: Cotation) -> str:
    return f"{mark.item} : {mark.cote}" + (f" ({mark.commentaire})" if mark.commentaire else "")


@dataclass(frozen=True, slots=True)
class LettreEsms:
    """A letter of liaison of an establishment: where the person comes from or goes to, and what to know."""

    quand: datetime
    autre_lieu: str
    motif: str
    rubriques: tuple[Rubrique, ...] = ()
    traitements: tuple[Traitement, ...] = ()
    directives: Directives | None = None
    contacts: tuple[str, ...] = ()


def rediger_entree_esms(one: LettreEsms) -> Redaction:
    """The letter on entering a social or medico-social structure (88348-8)."""
    lines = tuple(_lettre(one, f"Entrée le {jour(one.quand)}, venant de : {one.autre_lieu}."))
    return Redaction(modele("LETTRE-ENTREE-ESMS"), lignes=lines, debut=one.quand)


def rediger_sortie_esms(one: LettreEsms) -> Redaction:
    """The letter on leaving a social or medico-social structure (83981-1)."""
    lines = tuple(_lettre(one, f"Sortie le {jour(one.quand)}, pour : {one.autre_lieu}."))
    return Redaction(modele("LETTRE-SORTIE-ESMS"), lignes=lines, debut=one.quand)


def _lettre(one: LettreEsms, moved: str) -> Iterator[Ligne]:
    yield from _partie("Parcours", (moved, f"Motif : {one.motif}."), "")
    for heading in one.rubriques:
        yield from _partie(heading.titre, heading.phrases, "Rien à signaler.")
    taken = tuple(f"{each.medicament} : {each.posologie}." for each in one.traitements)
    yield from _partie("Traitements", taken, "Aucun traitement en cours.")
    if one.directives is not None:
        trusted = one.directives.personne_de_confiance or "non désignée"
        yield from _partie("Personne de confiance", (f"{trusted}.",), "")
    yield from _partie("Contacts", one.contacts, "Aucun contact noté.")


def _partie(title: str, sentences: Iterable[str], none: str) -> Iterator[Ligne]:
    yield Ligne(title, 12)
    yield from (Ligne(text) for text in tuple(sentences) or (none,))
    yield Ligne("")
