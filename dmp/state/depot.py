"""Documents, sets and associations of an espace: what a transaction writes on its connection.

No function commits. The bytes of a document are a blob, written by the transaction that adds its row.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from dmp.model import (
    Depot,
    DocumentADeposer,
    EtatDocument,
    NouvelleVersion,
    Retouche,
)
from dmp.state import tables
from simulators.core.sante.ebrim.modele import Association, FicheDocument, LotSoumission
from simulators.core.store.insertion import Insertion

# What nearly every link says, and is not written.
ORIGINAL: Final[Mapping[str, tuple[str, ...]]] = {"SubmissionSetStatus": ("Original",)}
_FICHE: Final[TypeAdapter[FicheDocument]] = TypeAdapter(FicheDocument)
_LOT: Final[TypeAdapter[LotSoumission]] = TypeAdapter(LotSoumission)
_D: Final = tables.documents.c


# Built once: making a statement costs more than running it.
_ADD_LOTS: Final = Insertion(tables.lots)
_ADD_DOCUMENTS: Final = Insertion(tables.documents)
_ADD_LINKS: Final = Insertion(tables.associations)
_CHANGE: Final = upsert(tables.revisions)
_REVISE: Final = _CHANGE.on_conflict_do_update(
    index_elements=["logical_id"],
    set_={
        "changements": tables.revisions.c.changements + 1,
        "maj_us": _CHANGE.excluded.maj_us,
    },
)


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
        changer_statut(connection, entry_uuid, EtatDocument.OBSOLETE, depot.recu_us)


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
        changer_statut(connection, entry_uuid, etat, retouche.lot.recu_us)
    for one in retouche.versions:
        _versionner(connection, one, retouche.lot)


def _versionner(connection: Connection, one: NouvelleVersion, depot: Depot) -> None:
    """The new version takes the place of the former: same author, same bytes, protection of today."""
    fiche = one.fiche
    former = connection.execute(select(tables.documents).where(_D.entry_uuid == one.ancienne)).one()
    row = {name: value for name, value in former._mapping.items() if name != "seq"}
    row |= {
        "entry_uuid": fiche.entry_uuid,
        "version": int(fiche.version),
        "lot": depot.lot.entry_uuid,
        "confidentialites": "|".join(code.code for code in fiche.confidentiality_codes),
        "doc": _FICHE.dump_json(fiche).decode(),
    }
    connection.execute(
        update(tables.documents)
        .where(_D.logical_id == fiche.logical_id)
        .values(confidentialites=row["confidentialites"])
    )
    changer_statut(connection, one.ancienne, EtatDocument.OBSOLETE, depot.recu_us)
    _ADD_DOCUMENTS(connection, [row])


def changer_statut(connection: Connection, entry_uuid: str, statut: EtatDocument, quand_us: int) -> None:
    """A document changes state; its entry says so too, and counts one change more."""
    row = connection.execute(select(_D.doc).where(_D.entry_uuid == entry_uuid)).one()
    doc = json.loads(row.doc)
    doc["availability_status"] = statut.value
    connection.execute(
        update(tables.documents)
        .where(_D.entry_uuid == entry_uuid)
        .values(statut=statut.value, doc=json.dumps(doc, ensure_ascii=False))
    )
    connection.execute(_REVISE, {"logical_id": doc["logical_id"], "changements": 1, "maj_us": quand_us})
