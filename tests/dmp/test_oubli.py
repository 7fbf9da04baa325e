"""Somebody purged: what a record, a set or a passage says of them goes, what says nothing of them stays."""

from typing import Any

from sqlalchemy import Connection, select

from dmp.state import tables
from tests.dmp.banc import Banc
from tests.dmp.editeur import INS, Document, Lot, gestion, vihf

NAME = "DURANDEAU-VIRIEU"
TABLES = (
    tables.lots,
    tables.documents,
    tables.associations,
    tables.slots,
    tables.passages,
    tables.dossiers,
    tables.autorisations,
)
NEIGHBOUR = (
    '<name><family>DELAUNAY</family><given>MARGUERITE</given></name><personalRelationship classCode="PRS">'
    '<code code="DAU"/><relationshipHolder1><name><given>PAUL</given><family>DURANDEAU-VIRIEU</family></name>'
    "</relationshipHolder1></personalRelationship>"
)


def rows(banc: Banc) -> list[str]:
    """Every row of the registry, as text."""

    def read(connection: Connection) -> list[Any]:
        return [" ".join(map(str, row)) for table in TABLES for row in connection.execute(select(table))]

    return banc.espace.store.read(read)


def test_a_name_told_in_a_record_a_set_or_a_passage_is_forgotten(banc: Banc) -> None:
    banc.change("marguerite-delaunay", rattache_mes=False)
    assert banc.call("gestion", gestion("MODIF_DATA", person=NEIGHBOUR), banc.air()).code == "AA"
    assert banc.feed().code == "Success"
    named = Lot("1.2.250.1.999.1.2.2", (Document("1.2.250.1.999.1.1.1.2"),))
    title = [('<rim:LocalizedString value="Lot"/>', f'<rim:LocalizedString value="Pour {NAME}"/>')]
    assert banc.feed(named, vihf(nom_affiche=f"PAUL {NAME}"), changes=title).code == "Success"
    assert sum(NAME in row for row in rows(banc)) == 3

    done = banc.runner.run(banc.service.purge(banc.espace, [(NAME,)]))
    assert done == 2
    assert [row for row in rows(banc) if NAME in row] == []
    kept = {one.fiche.unique_id for one in banc.documents(INS)}
    assert kept == {"1.2.250.1.999.1.1.1.1", "1.2.250.1.999.1.2.1.9"}
    assert [row for row in rows(banc) if "1.2.250.1.999.1.2.2" in row] == []
