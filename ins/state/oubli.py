"""Real people among the kept identities: who is designated, who may be real, forgetting them (design §7)."""

from collections.abc import Collection, Iterator
from typing import Any, Final

from sqlalchemy import Connection, and_, func, not_, or_, select

from ins.state import base as registre
from ins.state.tables import anciens, base
from simulators.core.sante.fictif import COMMUNES_DE_FICTION, PREMIER_ORDRE, PUBLIES
from simulators.core.service import Designation

MOST_TOLD: Final = 100
_SEXES: Final = ("M", "F")


def designes(connection: Connection, told: Collection[Designation]) -> set[Designation]:
    """Every word that designates the kept identities which one of these designates."""
    return {words for row in _trouves(connection, told) for words in _mots(connection, row)}


def oublier(connection: Connection, designations: Collection[Designation]) -> int:
    """Removes every kept identity that one of them designates. Says how many."""
    return registre.oter(connection, {row.matricule for row in _trouves(connection, designations)})


def douteux(connection: Connection) -> list[str]:
    """The first matricules, active or former, that are in no list of fictional ones."""
    found: list[str] = []
    for column in (base.c.matricule, anciens.c.matricule):
        asked = select(column).where(not_(_fictif(column))).limit(MOST_TOLD)
        found += connection.scalars(asked)
    return sorted(set(found))


def _fictif(column: Any) -> Any:
    """The rule of `core.sante.fictif.est_fictif`, as SQL on 13 characters."""
    ours = and_(
        func.substr(column, 6, 5).in_(sorted(COMMUNES_DE_FICTION)),
        func.substr(column, 11, 3) >= PREMIER_ORDRE,
    )
    return or_(column.in_(sorted(PUBLIES)), ours)


def _trouves(connection: Connection, told: Collection[Designation]) -> Iterator[Any]:
    for words in told:
        if len(words) == 1:
            known = select(anciens.c.actif).where(anciens.c.matricule == words[0])
            asked = select(base).where(or_(base.c.matricule == words[0], base.c.matricule.in_(known)))
        else:
            nom, date = words
            asked = select(base).where(base.c.sexe.in_(_SEXES), base.c.date == date, base.c.nom == nom)
        yield from connection.execute(asked).all()


def _mots(connection: Connection, row: Any) -> Iterator[Designation]:
    yield (row.matricule,)
    yield (row.nom, row.date)
    former = select(anciens.c.matricule).where(anciens.c.actif == row.matricule)
    yield from ((number,) for number in connection.scalars(former))
