"""Updates judged: what is asked, on which documents, by whom (TD3.3)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from dmp.model import Acteur, DocumentDepose, EtatDocument, VueRegistre
from dmp.xds.model import DemandeMiseAJour, Remarque
from dmp.xds.rules.catalogue import alimentation as lots
from dmp.xds.rules.catalogue import mise_a_jour as catalogue
from dmp.xds.rules.catalogue import versions
from dmp.xds.rules.metadonnees import (
    champs_de_fiche,
    champs_du_lot,
    confidentialites,
    est_signature,
    identifiants,
)
from dmp.xds.rules.nouvelle_version import droit_sur, version
from dmp.xds.rules.recherche import connu
from dmp.xds.rules.registre import references
from simulators.core.sante.ebrim.modele import Association
from simulators.core.sante.ebrim.noms import ETAT_NOUVEAU, ETAT_ORIGINAL, TypeAssociation

# The changes of state of a document, with the row of the matrix that opens each.
TRANSITIONS: Final[Mapping[tuple[str, str], str]] = {
    (EtatDocument.APPROUVE, EtatDocument.ARCHIVE): "TD3.3d.archive",
    (EtatDocument.ARCHIVE, EtatDocument.APPROUVE): "TD3.3d.unarchive",
    (EtatDocument.APPROUVE, EtatDocument.SUPPRIME): "TD3.3c",
    (EtatDocument.ARCHIVE, EtatDocument.SUPPRIME): "TD3.3c",
}


def mise_a_jour(asked: DemandeMiseAJour) -> Iterator[Remarque]:
    """What can be said of an update without the registry."""
    if asked.soumission is None:
        yield Remarque(lots.SANS_LOT, asked.refus, "", "demande", detail=asked.refus)
        return
    yield from identifiants(asked.soumission)
    yield from champs_du_lot(asked.soumission.lot)
    if not asked.etats and not asked.versions:
        yield Remarque(catalogue.RIEN, spot="demande")
    for rank, link in asked.etats:
        yield from _etat(rank, link, asked.soumission.lot.entry_uuid)
    for rank, link in asked.autres:
        yield Remarque(catalogue.LIEN, link.type, "HasMember", f"lien/{rank}")
    for rank, fiche, _ in asked.versions:
        yield from champs_de_fiche(rank, fiche)
        if est_signature(fiche):
            yield Remarque(catalogue.SIGNATURE, fiche.unique_id, "", f"fiche/{rank}")
    yield from confidentialites(asked.soumission)
    named = [link.target for _, link in asked.etats] + [fiche.logical_id for _, fiche, _ in asked.versions]
    for target, times in Counter(named).items():
        if target and times > 1:
            yield Remarque(catalogue.DEUX_FOIS, target, "", "demande")


def _etat(rank: int, link: Association, lot: str) -> Iterator[Remarque]:
    asked = (link.slot(ETAT_ORIGINAL), link.slot(ETAT_NOUVEAU))
    if asked not in TRANSITIONS:
        told = " → ".join(one.rpartition(":")[2] for one in asked)
        yield Remarque(catalogue.TRANSITION, told, "Approved → Archived", f"lien/{rank}")
    if link.source != lot:
        yield Remarque(catalogue.ORIGINE, link.source, lot, f"lien/{rank}")


def registre(asked: DemandeMiseAJour, who: Acteur, vue: VueRegistre) -> Iterator[Remarque]:
    """The documents named exist for the caller, are as announced, and the caller may change them so."""
    if asked.soumission is None:
        return
    if asked.soumission.lot.unique_id in vue.connus:
        yield Remarque(lots.DOUBLON, asked.soumission.lot.unique_id, "", "lot/uniqueId")
    shown = _montree(who, vue)
    links = tuple(one for one in asked.soumission.associations if one.type != TypeAssociation.STATUT)
    yield from references(replace(asked.soumission, associations=links), shown)
    versioned = {fiche.logical_id for _, fiche, _ in asked.versions}
    for rank, link in asked.etats:
        found = shown.cibles.get(link.target)
        if found is None:
            yield Remarque(catalogue.CIBLE, link.target, "", f"lien/{rank}")
        elif est_signature(found.fiche):
            yield Remarque(catalogue.SIGNATURE, link.target, "", f"lien/{rank}")
        else:
            yield from _etat_connu(rank, link, found, who)
            if link.target != found.fiche.logical_id and found.fiche.logical_id in versioned:
                yield Remarque(catalogue.DEUX_FOIS, link.target, "", f"lien/{rank}")
    for rank, fiche, previous in asked.versions:
        known = shown.suivis.get(fiche.logical_id)
        if known is None:
            yield Remarque(versions.LOGIQUE, fiche.logical_id, "", f"fiche/{rank}")
        elif est_signature(known.fiche):
            yield Remarque(catalogue.SIGNATURE, fiche.logical_id, "", f"fiche/{rank}")
        else:
            yield from version(rank, fiche, previous, known, who)


def _montree(who: Acteur, vue: VueRegistre) -> VueRegistre:
    """The view without the documents of another record, nor those that do not exist for the caller."""
    dossier = vue.dossier
    if dossier is None:
        return replace(vue, cibles={}, suivis={})

    def shown(held: Mapping[str, DocumentDepose]) -> dict[str, DocumentDepose]:
        here = {own: one for own, one in held.items() if one.matricule == dossier.matricule}
        return {own: one for own, one in here.items() if connu(who, dossier, one)}

    return replace(vue, cibles=shown(vue.cibles), suivis=shown(vue.suivis))


def _etat_connu(rank: int, link: Association, found: DocumentDepose, who: Acteur) -> Iterator[Remarque]:
    spot, announced, real = f"lien/{rank}", link.slot(ETAT_ORIGINAL), found.fiche.availability_status
    if real != announced:
        yield Remarque(catalogue.ETAT, announced.rpartition(":")[2], real.rpartition(":")[2], spot)
        return
    row = TRANSITIONS.get((announced, link.slot(ETAT_NOUVEAU)))
    if row is not None:
        yield from droit_sur(row, found, who, spot)
