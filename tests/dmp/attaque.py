"""What every attack on the DMP is held to: refused in words, nothing changed, the next call answered."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from tests.dmp.banc import Answer, Banc
from tests.dmp.editeur import existence

TABLES = (
    "dmp_dossiers",
    "dmp_autorisations",
    "dmp_lots",
    "dmp_documents",
    "dmp_associations",
    "dmp_association_slots",
    "dmp_passages",
)


def held(banc: Banc) -> list[tuple[str, int]]:
    """How many rows each table of the DMP holds."""

    def count(connection: Connection) -> list[tuple[str, int]]:
        asked = ((table, f"SELECT count(*) FROM {table}") for table in TABLES)
        return [(table, int(connection.exec_driver_sql(one).scalar() or 0)) for table, one in asked]

    return banc.espace.store.read(count)


@contextmanager
def harmless(banc: Banc) -> Iterator[None]:
    """Whatever is done inside changes nothing, and the service answers afterwards."""
    # The documents of the starting world are filed at the first request.
    banc.call("existence", existence())
    before = held(banc)
    yield
    assert held(banc) == before
    assert banc.call("existence", existence()).code == "OK"


def told(answer: Answer) -> None:
    """An answer in the protocol, which speaks of no file, no parser, no line of ours."""
    assert "erreur_interne" not in answer.exchange.facts
    text = answer.body.decode("utf-8", "replace")
    for word in ("Traceback", "root:", "libxml", "lxml", 'File "', "sqlite"):
        assert word not in text, word
    assert answer.exchange.duration_us < 20_000_000


def refused(answer: Answer, rule: str) -> None:
    """A SOAP fault, for that reason."""
    told(answer)
    assert answer.status == 500
    assert b":Fault>" in answer.body
    assert rule in answer.rules, answer.rules
