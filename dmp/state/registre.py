"""What the registry of an espace holds: typed reads of documents, sets and links on one connection."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import BindParameter, Connection, bindparam, func, or_, select, union_all

from dmp.model import DocumentDepose, Filtre, LotDepose
from dmp.state import tables
from dmp.state.depot import ORIGINAL
from simulators.core.sante.ebrim.modele import Association, FicheDocument, LotSoumission
from simulators.core.store.tranches import IDS, par_tranches

_FICHE: Final[TypeAdapter[FicheDocument]] = TypeAdapter(FicheDocument)
_LOT: Final[TypeAdapter[LotSoumission]] = TypeAdapter(LotSoumission)
_D: Final = tables.documents.c
_L: Final = tables.lots.c
_A: Final = tables.associations.c
_S: Final = tables.slots.c
COLONNES: Final = (
    _D.entry_uuid,
    _D.matricule,
    _D.auteur,
    _D.structure,
    _D.mime,
    _D.blob,
    _D.confidentialites,
    _D.lot,
    _D.doc,
)

_PATIENT: Final[BindParameter[str]] = bindparam("patient")

# Built once: making a statement costs more than running it.
_BY_ENTRY: Final = select(*COLONNES).where(_D.entry_uuid.in_(IDS))
_BY_UNIQUE: Final = (
    select(*COLONNES, _D.unique_id)
    .where(_D.matricule == _PATIENT, _D.unique_id.in_(IDS))
    .order_by(_D.version)
)
_BY_LOGICAL: Final = (
    select(*COLONNES, _D.logical_id)
    .where(_D.matricule == _PATIENT, _D.logical_id.in_(IDS))
    .order_by(_D.version)
)
_KNOWN: Final = union_all(
    select(_D.unique_id).where(_D.unique_id.in_(IDS)),
    select(_L.unique_id).where(_L.unique_id.in_(IDS)),
)
_OF_SETS: Final = select(*COLONNES).where(_D.matricule == _PATIENT, _D.lot.in_(IDS)).order_by(_D.seq)
_SETS: Final = (
    select(_L.doc, _L.auteur, _L.structure).where(_L.matricule == _PATIENT).order_by(_L.recu_us.desc())
)
_SETS_BY_ID: Final = _SETS.where(or_(_L.id.in_(IDS), _L.unique_id.in_(IDS)))
_LINK: Final = (
    select(_A.id, _A.genre, _A.source, _A.cible, _S.doc)
    .select_from(tables.associations.outerjoin(tables.slots, _S.association == _A.id))
    .order_by(_A.id)
)
_LINKS_FROM: Final = _LINK.where(_A.source.in_(IDS))
_LINKS_TO: Final = _LINK.where(_A.cible.in_(IDS))


_LAST_SETS: Final = (
    select(_L.matricule, func.max(_L.recu_us)).where(_L.matricule.in_(IDS)).group_by(_L.matricule)
)
_LAST_ADDED: Final = (
    select(_D.matricule, func.max(_L.recu_us))
    .select_from(tables.documents.join(tables.lots, _L.id == _D.lot))
    .where(_D.matricule.in_(IDS), _D.version == 1)
    .group_by(_D.matricule)
)


def par_entry_uuid(connection: Connection, ids: Iterable[str]) -> dict[str, DocumentDepose]:
    """The documents of these entries, whoever the patient."""
    rows = par_tranches(connection, _BY_ENTRY, ids)
    return {row.entry_uuid: depose(row) for row in rows}


def par_logical_id(connection: Connection, matricule: str, ids: Iterable[str]) -> dict[str, DocumentDepose]:
    """The last version of these entries of one patient, by logicalId."""
    rows = par_tranches(connection, _BY_LOGICAL, ids, patient=matricule)
    return {row.logical_id: depose(row) for row in rows}


def par_unique_id(connection: Connection, matricule: str, ids: Iterable[str]) -> dict[str, DocumentDepose]:
    """The last version of these documents of one patient."""
    rows = par_tranches(connection, _BY_UNIQUE, ids, patient=matricule)
    return {row.unique_id: depose(row) for row in rows}


def unique_ids_connus(connection: Connection, ids: Iterable[str]) -> frozenset[str]:
    """Those of these uniqueIds that a document or a set bears already, whoever the patient."""
    return frozenset(row.unique_id for row in par_tranches(connection, _KNOWN, ids))


def lots(connection: Connection, matricule: str) -> list[LotDepose]:
    """The sets of a patient, newest first."""
    return [_lot(row) for row in connection.execute(_SETS, {"patient": matricule})]


def lots_nommes(connection: Connection, matricule: str, ids: Iterable[str]) -> list[LotDepose]:
    """The sets of a patient among these entryUUIDs or uniqueIds."""
    return [_lot(row) for row in par_tranches(connection, _SETS_BY_ID, ids, patient=matricule)]


def documents_des_lots(connection: Connection, matricule: str, ids: Iterable[str]) -> list[DocumentDepose]:
    """The documents of these sets, signatures included, in the order they came."""
    return [depose(row) for row in par_tranches(connection, _OF_SETS, ids, patient=matricule)]


def liens(connection: Connection, ids: Iterable[str]) -> list[Association]:
    """The links that start from or reach one of these objects, each once."""
    ends = list(ids)
    rows = (row for one in (_LINKS_FROM, _LINKS_TO) for row in par_tranches(connection, one, ends))
    return list({row.id: _lien(row) for row in rows}.values())


def chercher(connection: Connection, matricule: str, filtre: Filtre) -> list[DocumentDepose]:
    """The documents of a patient, newest first. Signature documents only when asked for."""
    lists = (
        (_D.statut, filtre.statuts),
        (_D.type_code, filtre.types),
        (_D.class_code, filtre.classes),
        (_D.format_code, filtre.formats),
        (_D.practice_setting, filtre.cadres),
        (_D.facility_type, filtre.etablissements),
    )
    wanted = select(*COLONNES).where(_D.matricule == matricule)
    for column, values in lists:
        if values:
            wanted = wanted.where(column.in_(values))
    for name, low, high in filtre.bornes:
        if low:
            wanted = wanted.where(_D[name] >= low)
        if high:
            wanted = wanted.where(_D[name] < high)
    if not filtre.signatures:
        wanted = wanted.where(_D.signature == 0)
    return [depose(row) for row in connection.execute(wanted.order_by(_D.creation.desc(), _D.seq.desc()))]


def derniers_lots(connection: Connection, matricules: Iterable[str]) -> Mapping[str, tuple[int, int]]:
    """When each of these records last changed, and when a document was last added to it (µs since 1970)."""
    ids = list(matricules)
    added = {row[0]: row[1] for row in par_tranches(connection, _LAST_ADDED, ids)}
    return {row[0]: (row[1], added.get(row[0], 0)) for row in par_tranches(connection, _LAST_SETS, ids)}


def compter(connection: Connection, matricule: str) -> int:
    """How many documents a patient has, signatures left out."""
    wanted = select(func.count()).where(_D.matricule == matricule, _D.signature == 0)
    return connection.scalar(wanted) or 0


def depose(row: Any) -> DocumentDepose:
    """The document of a row that has `COLONNES`."""
    fiche = _FICHE.validate_json(row.doc)
    protected = frozenset(row.confidentialites.split("|"))
    return DocumentDepose(
        fiche, row.matricule, row.auteur, row.structure, row.mime, row.blob, protected, row.lot
    )


def _lot(row: Any) -> LotDepose:
    return LotDepose(_LOT.validate_json(row.doc), row.auteur, row.structure)


def _lien(row: Any) -> Association:
    told = ORIGINAL if row.doc is None else {name: tuple(v) for name, v in json.loads(row.doc).items()}
    return Association(row.genre, row.source, row.cible, row.id, told)
