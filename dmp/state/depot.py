"""Documents, sets and associations of an espace: typed reads and writes on one connection.

Every function works inside the transaction it is given; none commits. The bytes of a document are a blob,
written by the transaction that adds its row.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, func, insert, select, union_all, update

from dmp.model import (
    Depot,
    DocumentADeposer,
    DocumentDepose,
    EtatDocument,
    Filtre,
    NouvelleVersion,
    Retouche,
    Statut,
)
from dmp.state import tables
from simulators.core.sante.ebrim.modele import Association, FicheDocument, LotSoumission
from simulators.core.store.insertion import Insertion

# What nearly every link says, and is not written.
ORIGINAL: Final[Mapping[str, tuple[str, ...]]] = {"SubmissionSetStatus": ("Original",)}
_FICHE: Final[TypeAdapter[FicheDocument]] = TypeAdapter(FicheDocument)
_LOT: Final[TypeAdapter[LotSoumission]] = TypeAdapter(LotSoumission)
_D: Final = tables.documents.c
_L: Final = tables.lots.c
_A: Final = tables.autorisations.c
_COLUMNS: Final = (
    _D.entry_uuid,
    _D.matricule,
    _D.auteur,
    _D.structure,
    _D.mime,
    _D.blob,
    _D.confidentialites,
    _D.doc,
)


# Built once: making a statement costs more than running it.
_ADD_LOTS: Final = Insertion(tables.lots)
_ADD_DOCUMENTS: Final = Insertion(tables.documents)
_ADD_LINKS: Final = Insertion(tables.associations)
_BY_ENTRY: Final = select(*_COLUMNS).where(_D.entry_uuid.in_(bindparam("ids", expanding=True)))
_BY_UNIQUE: Final = (
    select(*_COLUMNS, _D.unique_id)
    .where(_D.matricule == bindparam("patient"), _D.unique_id.in_(bindparam("ids", expanding=True)))
    .order_by(_D.version)
)
_BY_LOGICAL: Final = (
    select(*_COLUMNS, _D.logical_id)
    .where(_D.matricule == bindparam("patient"), _D.logical_id.in_(bindparam("ids", expanding=True)))
    .order_by(_D.version)
)
_KNOWN: Final = union_all(
    select(_D.unique_id).where(_D.unique_id.in_(bindparam("ids", expanding=True))),
    select(_L.unique_id).where(_L.unique_id.in_(bindparam("ids", expanding=True))),
)
_DECLARED: Final = select(_A.cible, _A.statut).where(_A.matricule == bindparam("patient"))


def inscrire(connection: Connection, depot: Depot) -> None:
    """Writes a whole set: lot, documents, associations; what it replaces becomes obsolete."""
    lot = depot.lot
    row = {
        "id": lot.entry_uuid,
        "unique_id": lot.unique_id,
        "matricule": depot.matricule,
        "recu_us": depot.recu_us,
        "auteur": depot.auteur,
        "structure": depot.structure,
        "doc": _LOT.dump_json(lot).decode(),
    }
    _ADD_LOTS(connection, [row])
    if depot.documents:
        _ADD_DOCUMENTS(connection, [_row(depot, one) for one in depot.documents])
    if depot.associations:
        _ADD_LINKS(connection, [_link(one, lot.entry_uuid) for one in depot.associations])
        _slots(connection, depot.associations)
    for entry_uuid in depot.remplaces:
        changer_statut(connection, entry_uuid, EtatDocument.OBSOLETE)


def _link(one: Association, lot: str) -> dict[str, str]:
    return {"id": one.entry_uuid, "genre": one.type, "source": one.source, "cible": one.target, "lot": lot}


def _slots(connection: Connection, links: Iterable[Association]) -> None:
    """The slots of the links that say more than that they are original."""
    told = [
        {"association": one.entry_uuid, "doc": json.dumps(dict(one.slots), ensure_ascii=False)}
        for one in links
        if one.slots != ORIGINAL
    ]
    if told:
        connection.execute(insert(tables.slots), told)


def _row(depot: Depot, one: DocumentADeposer) -> dict[str, Any]:
    fiche = one.fiche
    return {
        "entry_uuid": fiche.entry_uuid,
        "logical_id": fiche.logical_id,
        "version": int(fiche.version),
        "unique_id": fiche.unique_id,
        "lot": depot.lot.entry_uuid,
        "matricule": depot.matricule,
        "statut": fiche.availability_status,
        "type_code": fiche.type_code.code if fiche.type_code else "",
        "class_code": fiche.class_code.code if fiche.class_code else "",
        "format_code": fiche.format_code.code if fiche.format_code else "",
        "practice_setting": _code(fiche, "practice_setting_code"),
        "facility_type": _code(fiche, "healthcare_facility_type_code"),
        "creation": fiche.creation_time,
        "debut": fiche.service_start_time,
        "fin": fiche.service_stop_time,
        "auteur": depot.auteur,
        "structure": depot.structure,
        "confidentialites": "|".join(code.code for code in fiche.confidentiality_codes),
        "mime": fiche.mime_type,
        "taille": int(fiche.size),
        "sha1": fiche.hash,
        "blob": one.blob,
        "signature": int(one.signature),
        "doc": _FICHE.dump_json(fiche).decode(),
    }


def _code(fiche: FicheDocument, name: str) -> str:
    code = getattr(fiche, name)
    return code.code if code else ""


def retoucher(connection: Connection, retouche: Retouche) -> None:
    """Writes an update: its set, the new states, the new versions of entries."""
    inscrire(connection, retouche.lot)
    for entry_uuid, etat in retouche.etats.items():
        changer_statut(connection, entry_uuid, etat)
    for one in retouche.versions:
        _versionner(connection, one, retouche.lot.lot.entry_uuid)


def _versionner(connection: Connection, one: NouvelleVersion, lot: str) -> None:
    """The new version takes the place of the former: same author, same bytes, protection of today."""
    fiche = one.fiche
    former = connection.execute(select(tables.documents).where(_D.entry_uuid == one.ancienne)).one()
    row = {name: value for name, value in former._mapping.items() if name != "seq"}
    row |= {
        "entry_uuid": fiche.entry_uuid,
        "version": int(fiche.version),
        "lot": lot,
        "confidentialites": "|".join(code.code for code in fiche.confidentiality_codes),
        "doc": _FICHE.dump_json(fiche).decode(),
    }
    connection.execute(
        update(tables.documents)
        .where(_D.logical_id == fiche.logical_id)
        .values(confidentialites=row["confidentialites"])
    )
    changer_statut(connection, one.ancienne, EtatDocument.OBSOLETE)
    _ADD_DOCUMENTS(connection, [row])


def changer_statut(connection: Connection, entry_uuid: str, statut: EtatDocument) -> None:
    """A document changes state; its entry says so too."""
    row = connection.execute(select(_D.doc).where(_D.entry_uuid == entry_uuid)).one()
    doc = json.loads(row.doc)
    doc["availability_status"] = statut.value
    connection.execute(
        update(tables.documents)
        .where(_D.entry_uuid == entry_uuid)
        .values(statut=statut.value, doc=json.dumps(doc, ensure_ascii=False))
    )


def par_entry_uuid(connection: Connection, ids: Iterable[str]) -> dict[str, DocumentDepose]:
    """The documents of these entries, whoever the patient."""
    wanted = list(ids)
    if not wanted:
        return {}
    rows = connection.execute(_BY_ENTRY, {"ids": wanted})
    return {row.entry_uuid: _depose(row) for row in rows}


def par_logical_id(connection: Connection, matricule: str, ids: Iterable[str]) -> dict[str, DocumentDepose]:
    """The last version of these entries of one patient, by logicalId."""
    rows = connection.execute(_BY_LOGICAL, {"patient": matricule, "ids": list(ids)})
    return {row.logical_id: _depose(row) for row in rows}


def par_unique_id(connection: Connection, matricule: str, ids: Iterable[str]) -> dict[str, DocumentDepose]:
    """The last version of these documents of one patient."""
    rows = connection.execute(_BY_UNIQUE, {"patient": matricule, "ids": list(ids)})
    return {row.unique_id: _depose(row) for row in rows}


def unique_ids_connus(connection: Connection, ids: Iterable[str]) -> frozenset[str]:
    """Those of these uniqueIds that a document or a set bears already, whoever the patient."""
    return frozenset(connection.scalars(_KNOWN, {"ids": list(ids)}))


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
    wanted = select(*_COLUMNS).where(_D.matricule == matricule)
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
    return [_depose(row) for row in connection.execute(wanted.order_by(_D.creation.desc(), _D.seq.desc()))]


def _depose(row: Any) -> DocumentDepose:
    fiche = _FICHE.validate_json(row.doc)
    protected = frozenset(row.confidentialites.split("|"))
    return DocumentDepose(fiche, row.matricule, row.auteur, row.structure, row.mime, row.blob, protected)


def compter(connection: Connection, matricule: str) -> int:
    """How many documents a patient has, signatures left out."""
    wanted = select(func.count()).where(_D.matricule == matricule, _D.signature == 0)
    return connection.scalar(wanted) or 0


def autorisations(connection: Connection, matricule: str) -> Mapping[str, Statut]:
    """The authorisations declared on a record, by national identifier."""
    rows = connection.execute(_DECLARED, {"patient": matricule})
    return {row.cible: Statut(row.statut) for row in rows}


def poser_autorisation(
    connection: Connection, matricule: str, cible: str, statut: Statut, role: str, now_us: int
) -> None:
    """Declares, or takes away (`NON_EXISTE`), the authorisation of a professional or of a structure."""
    table = tables.autorisations
    where = (table.c.matricule == matricule, table.c.cible == cible)
    changed = connection.execute(
        update(table).where(*where).values(statut=statut.value, role=role, action_us=now_us)
    )
    if not changed.rowcount:
        connection.execute(
            insert(table).values(
                matricule=matricule,
                cible=cible,
                statut=statut.value,
                role=role,
                debut_us=now_us,
                action_us=now_us,
            )
        )
