"""A submission set judged against the registry, and what registering it writes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from dmp.model import Acteur, Depot, DocumentADeposer, DocumentDepose, EtatDocument, VueRegistre
from dmp.xds.model import DemandeAlimentation, Remarque
from dmp.xds.rules.catalogue import alimentation as catalogue
from dmp.xds.rules.catalogue import remplacements
from dmp.xds.rules.metadonnees import est_signature
from dmp.xds.rules.recherche import sien
from simulators.core.sante.ebrim.modele import Association, FicheDocument, Soumission
from simulators.core.sante.ebrim.noms import TypeAssociation
from simulators.core.sante.ebrim.retrait import ENTREPOT_DMP

_UUID = "urn:uuid:"


def unique_ids(soumission: Soumission) -> tuple[str, ...]:
    """Every uniqueId of a set: what must be new to the registry."""
    return (soumission.lot.unique_id, *(one.unique_id for one in soumission.fiches))


def cibles(soumission: Soumission) -> tuple[str, ...]:
    """The objects that associations name and that the set does not hold: what must be in the registry."""
    own = _symbols(soumission)
    named = [(one.source, one.target) for one in soumission.associations]
    return tuple({end: None for ends in named for end in ends if end not in own})


def _symbols(soumission: Soumission) -> frozenset[str]:
    return frozenset((soumission.lot.entry_uuid, *(one.entry_uuid for one in soumission.fiches)))


def registre(asked: DemandeAlimentation, who: Acteur, vue: VueRegistre) -> Iterator[Remarque]:
    """Duplicates, unresolved references, and what is replaced: known, current, same patient, one's own."""
    if asked.soumission is None:
        return
    named = [("lot/uniqueId", asked.soumission.lot.unique_id)]
    named += [(f"fiche/{rank}/uniqueId", one.unique_id) for rank, one in enumerate(asked.soumission.fiches)]
    for spot, value in named:
        if value in vue.connus:
            yield Remarque(catalogue.DOUBLON, value, "", spot)
    yield from references(asked.soumission, vue)
    for one in asked.soumission.associations:
        found = vue.cibles.get(one.target)
        if one.type == TypeAssociation.REMPLACE and found is not None:
            yield from _remplace(one, found, who, vue)


def references(soumission: Soumission, vue: VueRegistre) -> Iterator[Remarque]:
    """What links name is in the set or in this record; another patient's document replaced is told apart."""
    replaced = {one.target for one in soumission.associations if one.type == TypeAssociation.REMPLACE}
    matricule = vue.dossier.matricule if vue.dossier else ""
    for end in cibles(soumission):
        found = vue.cibles.get(end)
        if found is None or (found.matricule != matricule and end not in replaced):
            yield Remarque(remplacements.REFERENCE, end, "", "demande")


def _remplace(link: Association, found: DocumentDepose, who: Acteur, vue: VueRegistre) -> Iterator[Remarque]:
    if vue.dossier is None or found.matricule != vue.dossier.matricule:
        yield Remarque(remplacements.REMPLACE_AUTRE_PATIENT, link.target, "", "demande")
    elif found.fiche.availability_status != EtatDocument.APPROUVE:
        status = found.fiche.availability_status.rpartition(":")[2]
        yield Remarque(remplacements.REMPLACE_OBSOLETE, status, "Approved", "demande")
    elif not sien(who, found):
        yield Remarque(remplacements.REMPLACE_AUTRE_STRUCTURE, link.target, "", "demande")


def preparer(
    asked: DemandeAlimentation, who: Acteur, matricule: str, uuids: Iterator[str], maintenant: datetime
) -> Depot:
    """What an accepted set writes: ids of the registry's own, fingerprints, links between them.

    Whatever id the sender gave, symbolic or not, is replaced wherever it is named (dmp_xds.md §5.2).
    """
    soumission = asked.soumission
    if soumission is None:
        raise ValueError("an accepted set has a submission")
    given = {symbol: _UUID + next(uuids) for symbol in sorted(_symbols(soumission))}
    documents = tuple(_document(asked, one, given[one.entry_uuid]) for one in soumission.fiches)
    links = tuple(
        replace(
            one,
            entry_uuid=_UUID + next(uuids),
            source=given.get(one.source, one.source),
            target=given.get(one.target, one.target),
        )
        for one in soumission.associations
    )
    return Depot(
        matricule=matricule,
        lot=replace(
            soumission.lot,
            entry_uuid=given[soumission.lot.entry_uuid],
            availability_status=EtatDocument.APPROUVE,
        ),
        auteur=who.sujet,
        structure=who.structure,
        recu_us=int(maintenant.timestamp() * 1_000_000),
        documents=documents,
        associations=links,
        remplaces=tuple(one.target for one in links if one.type == TypeAssociation.REMPLACE),
    )


def _document(asked: DemandeAlimentation, fiche: FicheDocument, own: str) -> DocumentADeposer:
    piece = asked.piece(fiche)
    if piece is None:
        raise ValueError("an accepted entry has its document")
    registered = replace(
        fiche,
        entry_uuid=own,
        logical_id=own,
        version="1",
        availability_status=EtatDocument.APPROUVE,
        hash=piece.sha1,
        size=str(piece.taille),
        repository_unique_id=ENTREPOT_DMP,
        uri="",
    )
    return DocumentADeposer(registered, piece.sha256, est_signature(fiche))
