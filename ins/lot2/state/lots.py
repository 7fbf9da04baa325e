"""Batches: deposited in one transaction, verified slice by slice, each once, kept for a time."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from ins.lot2.model import IndividuVerifie, InsFourni, Ligne, Lot, Motif, Resultat
from ins.lot2.state.tables import lots, tranches
from simulators.core.service import Designation
from simulators.core.store.oubli import mentioned

_DUE = (
    select(tranches.c.lot, tranches.c.rang, tranches.c.contenu)
    .where(tranches.c.faite == 0, tranches.c.due_us <= bindparam("now"))
    .order_by(tranches.c.due_us, tranches.c.lot, tranches.c.rang)
)
_COUNTS: Final = ("faites", "ok", "ko", "erreurs")
# Codes of the results of a line, as they are counted.
_OK, _KO = "00", "01"


@dataclass(frozen=True, slots=True)
class Tranche:
    """A slice to verify."""

    lot: str
    rang: int
    contenu: str


def ecrire_lignes(lignes: Iterable[Ligne]) -> str:
    """Lines as a slice keeps them."""
    return json.dumps([_ecrire(one) for one in lignes], ensure_ascii=False, separators=(",", ":"))


def _ecrire(ligne: Ligne) -> list[str | None]:
    un = ligne.individu
    values = [un.nom_naissance, un.liste_prenoms, un.sexe, un.date_naissance, un.lieu_naissance]
    return [ligne.id, ligne.erreur, un.ins.matricule, un.ins.cle, un.ins.oid, *values]


def lire_lignes(contenu: str) -> list[Ligne]:
    """The lines of a slice."""
    return [
        Ligne(id_, IndividuVerifie(InsFourni(*ins), *traits), Motif(erreur) if erreur else None)
        for id_, erreur, ins, traits in ((one[0], one[1], one[2:5], one[5:]) for one in json.loads(contenu))
    ]


def deposer(connection: Connection, lot: Lot, contenus: Sequence[str]) -> None:
    """Keeps a batch; each slice is due when its share of the delay is over."""
    connection.execute(insert(lots), asdict(lot))
    share = (lot.fin_us - lot.depose_us) / len(contenus)
    rows = [
        {
            "lot": lot.id,
            "rang": rang,
            "due_us": lot.depose_us + int(share * (rang + 1)),
            "contenu": contenu,
        }
        for rang, contenu in enumerate(contenus)
    ]
    connection.execute(insert(tranches), rows)


def lire(connection: Connection, id_: str) -> Lot | None:
    """A batch as it is now."""
    row = connection.execute(select(lots).where(lots.c.id == id_)).mappings().first()
    return None if row is None else Lot(**row)


def due(connection: Connection, now_us: int, lot: str = "") -> Tranche | None:
    """The first slice due at that instant and not verified yet, of that batch or of any."""
    query = _DUE.where(tranches.c.lot == lot) if lot else _DUE
    row = connection.execute(query.limit(1), {"now": now_us}).first()
    return None if row is None else Tranche(*row)


def prochaine(connection: Connection) -> int | None:
    """When the next slice is due."""
    found: int | None = connection.scalar(select(func.min(tranches.c.due_us)).where(tranches.c.faite == 0))
    return found


def finir(connection: Connection, tranche: Tranche, resultats: Sequence[Resultat]) -> bool:
    """Keeps the results of a slice instead of its lines; False when another process did it before."""
    contenu = json.dumps([(one.id, one.code, one.motif) for one in resultats], separators=(",", ":"))
    this = (tranches.c.lot == tranche.lot, tranches.c.rang == tranche.rang, tranches.c.faite == 0)
    done = connection.execute(update(tranches).where(*this).values(faite=1, contenu=contenu))
    if done.rowcount != 1:
        return False
    ok, ko = (sum(one.code == code for one in resultats) for code in (_OK, _KO))
    more: dict[str, Any] = dict(zip(_COUNTS, (len(resultats), ok, ko, len(resultats) - ok - ko), strict=True))
    raised = {name: lots.c[name] + count for name, count in more.items()}
    connection.execute(update(lots).where(lots.c.id == tranche.lot).values(**raised))
    return True


def resultats(connection: Connection, lot: str) -> list[str]:
    """The slices of a batch that is over, as kept."""
    query = select(tranches.c.contenu).where(tranches.c.lot == lot, tranches.c.faite == 1)
    return list(connection.scalars(query.order_by(tranches.c.rang)))


def lire_resultats(contenu: str) -> list[Resultat]:
    """The results of a slice."""
    return [Resultat(id_, code, Motif(motif) if motif else None) for id_, code, motif in json.loads(contenu)]


def expirer(connection: Connection, now_us: int) -> int:
    """Forgets the lines of the batches whose time is over; says how many slices."""
    over = select(lots.c.id).where(lots.c.expire_us <= now_us)
    return connection.execute(delete(tranches).where(tranches.c.lot.in_(over))).rowcount


def oublier(connection: Connection, designations: Collection[Designation]) -> int:
    """Removes the batches not yet verified that mention somebody; says how many."""
    rows = connection.execute(select(tranches.c.lot, tranches.c.contenu).where(tranches.c.faite == 0))
    doomed = {
        lot
        for lot, contenu in rows
        for line in json.loads(contenu)
        if mentioned(designations, "\0".join(part or "" for part in line))
    }
    connection.execute(delete(tranches).where(tranches.c.lot.in_(doomed)))
    connection.execute(delete(lots).where(lots.c.id.in_(doomed)))
    return len(doomed)
