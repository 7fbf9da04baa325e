"""A real person who came over FHIR is forgotten: resources as received, versions, documents."""

from functools import partial

from sqlalchemy import Connection, Table, func, select

from dmp.state.tables import recus, revisions
from tests.dmp_fhir import exemples
from tests.dmp_fhir.banc import Banc

MATRICULE = "240035505090119"


def counted(connection: Connection, table: Table) -> int:
    """How many rows a table holds."""
    return int(connection.scalar(select(func.count()).select_from(table)) or 0)


def test_purging_somebody_leaves_nothing_of_what_came_over_fhir(banc: Banc) -> None:
    assert banc.fhir("POST", "", exemples.lot()).status == 200
    banc.authorise()
    (found,) = banc.search().resources
    patch = b'[{"op":"replace","path":"/status","value":"superseded"}]'
    path, media = f"/DocumentReference/{found['id']}", "application/json-patch+json"
    # The structure that fed it may deprecate it.
    assert banc.fhir("PATCH", path, patch, media=media).status == 200
    assert banc.espace.store.read(partial(counted, table=recus)) == 2
    changed = banc.espace.store.read(partial(counted, table=revisions))
    purged = banc.service.purge(banc.espace, [(MATRICULE,)])
    assert banc.runner.run(purged) >= 1
    assert banc.espace.store.read(partial(counted, table=recus)) == 0
    assert banc.espace.store.read(partial(counted, table=revisions)) == changed - 1
    assert banc.fhir("GET", path, certificate="cps_auth").status == 404
