"""Updates judged: what is asked, on which documents, by whom; and what an accepted one writes (TD3.3)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from dmp.model import (
    Acteur,
    Depot,
    DocumentDepose,
    EtatDocument,
    Limite,
    NouvelleVersion,
    Retouche,
    VueRegistre,
)
from dmp.rules.droits import INVISIBLE, INVISIBLE_REPRESENTANTS, MASQUE, droit
from dmp.xds.model import DemandeMiseAJour, Remarque
from dmp.xds.rules.alimentation import champs_de_fiche, champs_du_lot, confidentialites, identifiants
from dmp.xds.rules.catalogue import acces
from dmp.xds.rules.catalogue import alimentation as lots
from dmp.xds.rules.catalogue import mise_a_jour as catalogue
from dmp.xds.rules.recherche import sien
from dmp.xds.rules.registre import references
from simulators.core.sante.ebrim.modele import Association, FicheDocument, Soumission
from simulators.core.sante.ebrim.noms import ETAT_NOUVEAU, ETAT_ORIGINAL, TypeAssociation

_UUID: Final = "urn:uuid:"
# The changes of state of a document, with the row of the matrix that opens each.
TRANSITIONS: Final[Mapping[tuple[str, str], str]] = {
    (EtatDocument.APPROUVE, EtatDocument.ARCHIVE): "TD3.3d.archive",
    (EtatDocument.ARCHIVE, EtatDocument.APPROUVE): "TD3.3d.unarchive",
    (EtatDocument.APPROUVE, EtatDocument.SUPPRIME): "TD3.3c",
    (EtatDocument.ARCHIVE, EtatDocument.SUPPRIME): "TD3.3c",
}
_VIVANTS: Final = frozenset({EtatDocument.APPROUVE, EtatDocument.ARCHIVE})
_INVISIBLES: Final = frozenset({INVISIBLE, INVISIBLE_REPRESENTANTS})


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
    for rank, fiche, _ in asked.versions:
        yield from champs_de_fiche(rank, fiche)
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
    """The documents named exist, are as announced, and the caller may change them so."""
    if asked.soumission is None:
        return
    if asked.soumission.lot.unique_id in vue.connus:
        yield Remarque(lots.DOUBLON, asked.soumission.lot.unique_id, "", "lot/uniqueId")
    links = tuple(one for one in asked.soumission.associations if one.type != TypeAssociation.STATUT)
    yield from references(replace(asked.soumission, associations=links), vue)
    matricule = vue.dossier.matricule if vue.dossier else ""
    versioned = {fiche.logical_id for _, fiche, _ in asked.versions}
    for rank, link in asked.etats:
        found = vue.cibles.get(link.target)
        if found is None or found.matricule != matricule:
            yield Remarque(catalogue.CIBLE, link.target, "", f"lien/{rank}")
        else:
            yield from _etat_connu(rank, link, found, who)
            if link.target != found.fiche.logical_id and found.fiche.logical_id in versioned:
                yield Remarque(catalogue.DEUX_FOIS, link.target, "", f"lien/{rank}")
    for rank, fiche, previous in asked.versions:
        known = vue.suivis.get(fiche.logical_id)
        if known is None:
            yield Remarque(catalogue.LOGIQUE, fiche.logical_id, "", f"fiche/{rank}")
        else:
            yield from _version(rank, fiche, previous, known, who)


def _etat_connu(rank: int, link: Association, found: DocumentDepose, who: Acteur) -> Iterator[Remarque]:
    spot, announced, real = f"lien/{rank}", link.slot(ETAT_ORIGINAL), found.fiche.availability_status
    if real != announced:
        yield Remarque(catalogue.ETAT, announced.rpartition(":")[2], real.rpartition(":")[2], spot)
        return
    row = TRANSITIONS.get((announced, link.slot(ETAT_NOUVEAU)))
    if row is not None:
        yield from droit_sur(row, found, who, spot)


def _version(
    rank: int, fiche: FicheDocument, previous: str, known: DocumentDepose, who: Acteur
) -> Iterator[Remarque]:
    spot, real = f"fiche/{rank}", known.fiche
    if real.availability_status not in _VIVANTS:
        yield Remarque(catalogue.ETAT, real.availability_status.rpartition(":")[2], "Approved", spot)
    if previous != real.version:
        yield Remarque(catalogue.VERSION, previous, real.version, spot)
    if fiche.unique_id != real.unique_id:
        yield Remarque(catalogue.UNIQUE, fiche.unique_id, real.unique_id, f"{spot}/uniqueId")
    for name in _changes(fiche, real):
        yield Remarque(catalogue.CONTENU, name, "confidentialityCode", spot)
    wanted = frozenset(code.code for code in fiche.confidentiality_codes)
    yield from _protection(spot, known, wanted, who)


def _protection(spot: str, known: DocumentDepose, wanted: frozenset[str], who: Acteur) -> Iterator[Remarque]:
    """Each mark added or taken away asks for the right of its row."""
    added, removed = wanted - known.confidentialites, known.confidentialites - wanted
    if not added and not removed:
        yield Remarque(catalogue.SANS_EFFET, " ".join(sorted(wanted)), "", spot)
    if added & _INVISIBLES:
        yield Remarque(catalogue.RENDRE_INVISIBLE, " ".join(sorted(added & _INVISIBLES)), "", spot)
    rows = (
        ("TD3.3a.mask", MASQUE in added),
        ("TD3.3a.unmask", MASQUE in removed),
        ("TD3.3b", _INVISIBLES & removed),
    )
    for row, changed in rows:
        if changed:
            yield from droit_sur(row, known, who, spot)


def _changes(fiche: FicheDocument, real: FicheDocument) -> Iterator[str]:
    """The attributes, besides confidentiality, that differ from those of the registry."""
    compared = (
        "title",
        "comments",
        "creation_time",
        "language_code",
        "type_code",
        "class_code",
        "format_code",
    )
    for name in compared:
        if getattr(fiche, name) != getattr(real, name):
            yield name


def droit_sur(row: str, found: DocumentDepose, who: Acteur, spot: str) -> Iterator[Remarque]:
    """What a row of the matrix forbids this caller on this document."""
    given = droit(who, row)
    if not given.accorde:
        yield Remarque(acces.DROITS, f"{who.mode} {row}", "", "vihf")
    elif given.limite is Limite.DE_LA_STRUCTURE:
        if found.structure != who.structure:
            yield Remarque(catalogue.DROITS_SIENS, found.structure, who.structure, spot)
    elif given.limite is not Limite.AUCUNE and not sien(who, found):
        yield Remarque(catalogue.DROITS_SIENS, found.auteur, who.sujet, spot)


def preparer(
    asked: DemandeMiseAJour, who: Acteur, vue: VueRegistre, uuids: Iterator[str], maintenant: datetime
) -> Retouche:
    """What an accepted update writes: new states, and entries whose only change is confidentiality."""
    soumission = asked.soumission
    if soumission is None or vue.dossier is None:
        raise ValueError("an accepted update has its set and its record")
    given = {soumission.lot.entry_uuid: _UUID + next(uuids)}
    versions = []
    for _, fiche, _ in asked.versions:
        given[fiche.entry_uuid] = _UUID + next(uuids)
        versions.append(_nouvelle(fiche, vue.suivis[fiche.logical_id].fiche, given[fiche.entry_uuid]))
    lot = Depot(
        matricule=vue.dossier.matricule,
        lot=replace(
            soumission.lot,
            entry_uuid=given[soumission.lot.entry_uuid],
            availability_status=EtatDocument.APPROUVE,
        ),
        auteur=who.sujet,
        structure=who.structure,
        recu_us=int(maintenant.timestamp() * 1_000_000),
        documents=(),
        associations=tuple(_liens(soumission, given, uuids)),
    )
    etats = {link.target: EtatDocument(link.slot(ETAT_NOUVEAU)) for _, link in asked.etats}
    return Retouche(lot, etats, tuple(versions))


def _nouvelle(fiche: FicheDocument, real: FicheDocument, own: str) -> NouvelleVersion:
    codes = fiche.confidentiality_codes
    made = replace(real, entry_uuid=own, version=str(int(real.version) + 1), confidentiality_codes=codes)
    return NouvelleVersion(real.entry_uuid, made)


def _liens(soumission: Soumission, given: Mapping[str, str], uuids: Iterator[str]) -> Iterator[Association]:
    for one in soumission.associations:
        source, target = given.get(one.source, one.source), given.get(one.target, one.target)
        yield replace(one, entry_uuid=_UUID + next(uuids), source=source, target=target)
