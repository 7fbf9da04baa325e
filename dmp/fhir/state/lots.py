"""Sets searched and read, with the documents each holds."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import BindParameter, Connection, bindparam, select

from dmp.fhir.model.servi import LotServi
from dmp.fhir.state.fiches import recus
from dmp.model import LotDepose
from dmp.state import tables
from simulators.core.sante.ebrim.modele import LotSoumission
from simulators.core.sante.ebrim.noms import TypeAssociation

_LOT: Final[TypeAdapter[LotSoumission]] = TypeAdapter(LotSoumission)
_L: Final = tables.lots.c
_D: Final = tables.documents.c
_A: Final = tables.associations.c
_IDS: Final[BindParameter[str]] = bindparam("ids", expanding=True)
_COLUMNS: Final = (_L.id, _L.doc, _L.auteur, _L.structure, _L.recu_us, _L.matricule)
_OF: Final = select(*_COLUMNS).where(_L.matricule == bindparam("patient")).order_by(_L.recu_us.desc(), _L.id)
_ONE: Final = select(*_COLUMNS).where(_L.id == bindparam("own"))
_HELD: Final = (
    select(_A.lot, _D.logical_id)
    .select_from(tables.associations.join(tables.documents, _D.entry_uuid == _A.cible))
    .where(
        _A.genre == TypeAssociation.CONTIENT.value, _A.source == _A.lot, _A.lot.in_(_IDS), _D.signature == 0
    )
    .order_by(_D.seq)
)
_AT_ONCE: Final = 500


def de(connection: Connection, matricule: str) -> tuple[LotServi, ...]:
    """The sets of a patient, newest first."""
    return _served(connection, connection.execute(_OF, {"patient": matricule}).all())


def un(connection: Connection, own: str) -> tuple[str, LotServi] | None:
    """One set with the matricule of its patient."""
    row = connection.execute(_ONE, {"own": own}).one_or_none()
    return None if row is None else (row.matricule, _served(connection, [row])[0])


def _served(connection: Connection, rows: Sequence[Any]) -> tuple[LotServi, ...]:
    ids = [row.id for row in rows]
    held: dict[str, list[str]] = {}
    received: dict[str, Any] = {}
    for some in par_morceaux(ids):
        for lot, logical in connection.execute(_HELD, {"ids": some}):
            held.setdefault(lot, []).append(logical)
        received |= recus(connection, some)
    return tuple(
        LotServi(
            LotDepose(_LOT.validate_json(row.doc), row.auteur, row.structure),
            row.recu_us,
            tuple(dict.fromkeys(held.get(row.id, ()))),
            received.get(row.id),
        )
        for row in rows
    )


def par_morceaux(ids: list[str]) -> Iterable[list[str]]:
    """The same identifiers, as many at once as one statement may bear."""
    return (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))
