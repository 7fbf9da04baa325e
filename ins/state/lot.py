"""Many identities at once: gathered in a file of their own, then moved into the base in one transaction."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from simulators.core.store.connections import raw

# What a base of a million needs to be written in sequence, in KiB; given back afterwards.
_CACHE: Final = 65_536
_PAR_LOT: Final = 5_000
_MOST_TOLD: Final = 100
_TABLES: Final = """
CREATE TABLE identites (
  ligne INTEGER PRIMARY KEY, souche TEXT NOT NULL, matricule TEXT, cle TEXT NOT NULL, oid TEXT NOT NULL,
  nom TEXT NOT NULL, prenoms TEXT NOT NULL, sexe TEXT NOT NULL, date TEXT NOT NULL, lieu TEXT NOT NULL,
  historique TEXT NOT NULL);
CREATE TABLE anciens (matricule TEXT NOT NULL, ligne INTEGER NOT NULL);
"""
_AJOUTER: Final = """
INSERT INTO identites VALUES
  (:ligne, :souche, :matricule, :cle, :oid, :nom, :prenoms, :sexe, :date, :lieu, :historique)"""
_DONNER: Final = "UPDATE identites SET matricule = ?, cle = ? WHERE ligne = ?"
_DOUBLES: Final = """
SELECT ligne, matricule FROM identites WHERE matricule IN
  (SELECT matricule FROM identites WHERE matricule IS NOT NULL GROUP BY matricule HAVING count(*) > 1)
  ORDER BY matricule, ligne LIMIT ?"""
_SOUCHES: Final = "SELECT DISTINCT souche FROM identites WHERE matricule IS NULL ORDER BY souche"
_SANS: Final = "SELECT ligne, lieu FROM identites WHERE matricule IS NULL AND souche = ? ORDER BY ligne"
_PRIS_ICI: Final = "SELECT matricule FROM identites WHERE matricule >= ? AND matricule < ?"
_DEJA: Final = """
SELECT lot.identites.ligne, lot.identites.matricule FROM lot.identites JOIN main.ins_base USING (matricule)
  ORDER BY 1 LIMIT ?"""
_VIDER: Final = ("DELETE FROM main.ins_anciens", "DELETE FROM main.ins_base")
_MOUVOIR: Final = (
    """
INSERT INTO main.ins_base (matricule, cle, oid, nom, prenoms, sexe, date, lieu, historique)
  SELECT matricule, cle, oid, nom, prenoms, sexe, date, lieu, historique FROM lot.identites
  ORDER BY matricule""",
    """
INSERT OR IGNORE INTO main.ins_anciens (matricule, actif)
  SELECT lot.anciens.matricule, lot.identites.matricule FROM lot.anciens JOIN lot.identites USING (ligne)""",
    "UPDATE main.meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'monde'",
)


@dataclass(frozen=True, slots=True)
class Versement:
    """What moving a lot did: how many identities, or the lines whose matricule was borne already."""

    ajoutees: int = 0
    deja: tuple[tuple[int, str], ...] = ()


class Lot:
    """Identities on their way: a file of its own, so that nothing is seen before all is right."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._sql = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._sql.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_TABLES}")
        self._rows: list[Mapping[str, Any]] = []

    def ajouter(self, row: Mapping[str, Any], anciens: Iterable[str] = ()) -> None:
        """One more identity; its former matricules beside it."""
        self._rows.append(row)
        former = [(number, row["ligne"]) for number in anciens]
        if former:
            self._sql.executemany("INSERT INTO anciens VALUES (?, ?)", former)
        if len(self._rows) >= _PAR_LOT:
            self.ecrire()

    def ecrire(self) -> None:
        """Writes what was added since the last time."""
        self._sql.execute("BEGIN")
        self._sql.executemany(_AJOUTER, self._rows)
        self._sql.execute("COMMIT")
        self._rows.clear()

    def indexer(self) -> None:
        """To be called once all is added: what comes next looks by matricule."""
        self.ecrire()
        self._sql.execute("CREATE INDEX par_matricule ON identites (matricule)")
        self._sql.execute("CREATE INDEX sans ON identites (souche) WHERE matricule IS NULL")

    def doubles(self) -> list[tuple[int, str]]:
        """The lines that give the same matricule as another, the first of them."""
        return self._sql.execute(_DOUBLES, (_MOST_TOLD,)).fetchall()

    def portes(self, matricules: Iterable[str]) -> list[tuple[int, str]]:
        """The lines whose matricule is one of these."""
        found: list[tuple[int, str]] = []
        for number in matricules:
            asked = "SELECT ligne, matricule FROM identites WHERE matricule = ?"
            found += self._sql.execute(asked, (number,)).fetchall()
        return sorted(found)[:_MOST_TOLD]

    def souches(self) -> list[str]:
        """The first five characters of the matricules to give."""
        return [souche for (souche,) in self._sql.execute(_SOUCHES)]

    def sans_matricule(self, souche: str) -> list[tuple[int, str]]:
        """Line and place of birth of those who have none, among these first characters."""
        return self._sql.execute(_SANS, (souche,)).fetchall()

    def pris(self, souche: str) -> set[str]:
        """The matricules of the lot that begin so."""
        return {number for (number,) in self._sql.execute(_PRIS_ICI, (souche, f"{souche}~"))}

    def donner(self, given: Sequence[tuple[str, str, int]]) -> None:
        """Gives matricules and keys to lines."""
        self._sql.execute("BEGIN")
        self._sql.executemany(_DONNER, given)
        self._sql.execute("COMMIT")

    def fermer(self) -> None:
        """Ends the writing; the file stays for `verser`."""
        self._sql.close()


@contextmanager
def ouvrir(folder: Path) -> Iterator[Lot]:
    """A lot that lives as long as its folder."""
    lot = Lot(folder / "lot.sqlite")
    try:
        yield lot
    finally:
        lot.fermer()


def verser(path: Path, *, remplacer: bool) -> Callable[[Connection], Versement]:
    """The work, alone on the writer, that moves a whole lot into the base or nothing of it."""
    return lambda connection: _verser(raw(connection), path, remplacer)


def _verser(bare: sqlite3.Connection, path: Path, remplacer: bool) -> Versement:
    (before,) = bare.execute("PRAGMA cache_size").fetchone()
    bare.execute("ATTACH DATABASE ? AS lot", (str(path),))
    try:
        bare.execute(f"PRAGMA main.cache_size=-{_CACHE}")
        return _mouvoir(bare, remplacer)
    finally:
        if bare.in_transaction:
            bare.execute("ROLLBACK")
        bare.execute("DETACH DATABASE lot")
        bare.execute(f"PRAGMA main.cache_size={before}")


def _mouvoir(bare: sqlite3.Connection, remplacer: bool) -> Versement:
    bare.execute("BEGIN IMMEDIATE")
    if remplacer:
        for statement in _VIDER:
            bare.execute(statement)
    borne = tuple(bare.execute(_DEJA, (_MOST_TOLD,)).fetchall())
    if borne:
        return Versement(deja=borne)
    added = bare.execute(_MOUVOIR[0]).rowcount
    for statement in _MOUVOIR[1:]:
        bare.execute(statement)
    bare.execute("COMMIT")
    return Versement(added)
