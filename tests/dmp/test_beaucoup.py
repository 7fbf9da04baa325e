"""Thousands of records, links or passages in one question, on a database that takes few values at once."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection, Table, select

from dmp.model import Depot, DocumentADeposer, DocumentDepose, Passage
from dmp.state import depot, habilitations, oubli, passages, registre, tables
from simulators.core.sante.ebrim.modele import Association, LotSoumission
from simulators.core.store.connections import raw
from tests.dmp.banc import Banc
from tests.dmp.editeur import HAS_MEMBER, INS, NURSE

T = TypeVar("T")
MANY = [f"{number:015d}" for number in range(2_000)]
NAME = "DURANDEAU-VIRIEU"


@contextmanager
def narrow(connection: Connection) -> Iterator[None]:
    """A statement takes 999 values at most, as SQLite was built for years."""
    driver = raw(connection)
    before = driver.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 999)
    try:
        yield
    finally:
        driver.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, before)


def asked(banc: Banc, question: Callable[[Connection], T]) -> T:
    def narrowly(connection: Connection) -> T:
        with narrow(connection):
            return question(connection)

    return banc.espace.store.read(narrowly)


def test_each_question_about_many_records_finds_the_one_that_is_there(banc: Banc) -> None:
    assert banc.feed().code == "Success"
    banc.authorise()
    entry = banc.entry()
    changed = asked(banc, lambda db: registre.derniers_lots(db, [*MANY, INS]))
    assert list(changed) == [INS]
    assert changed[INS][0] == changed[INS][1] > 0
    assert list(asked(banc, lambda db: passages.derniers(db, [*MANY, INS], NURSE, ""))) == [INS]
    assert list(asked(banc, lambda db: habilitations.de(db, [*MANY, NURSE]))) == [INS]
    known = asked(banc, lambda db: registre.unique_ids_connus(db, [*MANY, "1.2.250.1.999.1.2.1"]))
    assert known == {"1.2.250.1.999.1.2.1"}
    assert list(asked(banc, lambda db: registre.par_entry_uuid(db, [*MANY, entry]))) == [entry]


def test_somebody_who_came_two_thousand_times_is_forgotten(banc: Banc) -> None:
    """Their passages go, those of others stay, and what was fed besides."""
    assert banc.feed().code == "Success"
    store = banc.espace.store

    def come(connection: Connection) -> None:
        for number in range(2_000):
            passages.noter(connection, INS, Passage(NURSE, "", f"PAUL {NAME}", "lecture", "normal", number))

    def forget(connection: Connection) -> int:
        with narrow(connection):
            return oubli.oublier(connection, store, [(NAME,)])

    banc.runner.run(store.write(come))
    assert banc.runner.run(store.write(forget)) == 0
    names = select(tables.passages.c.nom)
    assert store.read(lambda db: list(db.scalars(names))) == ["NATHALIE KERMARREC"]


def test_a_person_of_many_documents_is_forgotten_whole(banc: Banc) -> None:
    """Seven hundred more documents, their links and what these say."""
    assert banc.feed().code == "Success"
    (plan,) = [one for one in banc.documents() if one.fiche.title.startswith("Projet")]
    store = banc.espace.store
    banc.runner.run(store.write(lambda db: depot.inscrire(db, seven_hundred(plan))))

    def forget(connection: Connection) -> int:
        with narrow(connection):
            return oubli.oublier(connection, store, [(INS,)])

    assert banc.runner.run(store.write(forget)) == 702
    left = [row for table in HELD for row in store.read(partial(rows, table=table))]
    assert [row for row in left if "0000-4000-8000" in row or INS in row] == []


HELD = (tables.documents, tables.lots, tables.associations, tables.slots)


def rows(connection: Connection, table: Table) -> list[str]:
    return [" ".join(map(str, row)) for row in connection.execute(select(table))]


def seven_hundred(plan: DocumentDepose) -> Depot:
    """A set of as many copies of a document, each with a link that says a version."""
    own = "urn:uuid:00000000-0000-4000-8000-000000000000"
    names = [f"{own[:-6]}{number:06d}" for number in range(1, 701)]
    copies = [
        replace(plan.fiche, entry_uuid=name, logical_id=name, unique_id=f"1.2.250.1.999.7.{number}")
        for number, name in enumerate(names)
    ]
    links = [
        Association(HAS_MEMBER, own, name, f"{name}-lien", {"PreviousVersion": ("1",)}) for name in names
    ]
    return Depot(
        matricule=INS,
        lot=LotSoumission(own, "1.2.250.1.999.8"),
        auteur=plan.auteur,
        structure=plan.structure,
        recu_us=1,
        documents=[DocumentADeposer(one, plan.blob) for one in copies],
        associations=links,
    )
