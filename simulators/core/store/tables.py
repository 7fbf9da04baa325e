"""The tables every espace has. A service adds its own to `metadata` from its `state` room.

A column that names blobs carries `info={"blob": True}`: a purge of the journal then leaves those blobs. Times
are integers, microseconds since 1970 UTC. JSON travels as text, encoded by whoever owns the table.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, PrimaryKeyConstraint, Table, Text

# Raised when a change of these tables needs more than creating what is missing (kept in PRAGMA user_version).
SCHEMA_VERSION = 1

metadata = MetaData()


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


# Facts about the file itself: version, epoch, monde (a counter), template.
meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# One row per opening by a process: `process` names the lock that process holds while it lives.
openings = Table(
    "openings",
    metadata,
    Column("epoch", Integer, primary_key=True),
    Column("process", Text, nullable=False),
    Column("opened_us", Integer, nullable=False),
)

settings = Table(
    "settings",
    metadata,
    Column("key", Text, primary_key=True),
    Column("doc", Text, nullable=False),
)

# `position` keeps the order of the fixtures; what is added later comes after.
monde = Table(
    "monde",
    metadata,
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("doc", Text, nullable=False),
    PrimaryKeyConstraint("kind", "id"),
)

# `severity` is that of the worst finding: error, warning, info or nothing. A body is NULL when it lies in
# the blob named beside it, or when there is no such message at all (`doc` tells).
journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("started_us", Integer, nullable=False),
    Column("recorded_us", Integer, nullable=False),
    _text("protocol"),
    _text("service"),
    _text("face"),
    _text("operation"),
    _text("code"),
    _text("outcome"),
    _text("patient"),
    _text("professional"),
    _text("connection"),
    _text("parent"),
    _text("severity"),
    Column("request_body", LargeBinary),
    Column("answer_body", LargeBinary),
    _text("request_blob"),
    _text("answer_blob"),
    Column("doc", Text, nullable=False),
    # AUTOINCREMENT: a sequence number is never given twice, even after a purge of the last rows.
    sqlite_autoincrement=True,
)

Index("journal_started", journal.c.started_us)
Index("journal_operation", journal.c.operation)
Index("journal_code", journal.c.code)
Index("journal_patient", journal.c.patient)
Index("journal_professional", journal.c.professional)
Index("journal_connection", journal.c.connection)
Index("journal_severity", journal.c.severity)

# `remaining` is NULL for a fault without limit; it is taken down as the fault is consumed.
faults = Table(
    "faults",
    metadata,
    Column("id", Text, primary_key=True),
    Column("doc", Text, nullable=False),
    Column("remaining", Integer),
)
