"""The tables of MSSanté in the store of an espace. Times are microseconds since 1970 UTC."""

from typing import Final

from sqlalchemy import (
    Column,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from simulators.core.store.tables import metadata

# A mail up to this size lies in its row, a larger one in a blob (the journal's own bound: they share it).
INLINE: Final = 65_536


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _number(name: str, default: int = 0) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=str(default))


# `usage` is the special-use attribute; `modseq` grows with every change of the folder.
dossiers = Table(
    "mss_dossiers",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("boite", Text, nullable=False),
    Column("nom", Text, nullable=False),
    _text("usage"),
    Column("uidvalidity", Integer, nullable=False),
    _number("uidnext", 1),
    _number("modseq", 1),
    _number("souscrit", 1),
    UniqueConstraint("boite", "nom"),
    sqlite_autoincrement=True,
)

# `doc` holds the facts read in the mail when it came; `id` is that of the transaction that brought it.
messages = Table(
    "mss_messages",
    metadata,
    Column("id", Text, primary_key=True),
    Column("recu_us", Integer, nullable=False),
    Column("taille", Integer, nullable=False),
    Column("corps", LargeBinary),
    Column("blob", Text, nullable=False, server_default="", info={"blob": True}),
    Column("doc", Text, nullable=False),
)

# One copy of a mail in one folder.
plis = Table(
    "mss_plis",
    metadata,
    Column("dossier", Integer, nullable=False),
    Column("uid", Integer, nullable=False),
    Column("message", Text, nullable=False),
    _text("drapeaux"),
    Column("interne_us", Integer, nullable=False),
    _number("modseq", 1),
    _number("recent", 1),
    PrimaryKeyConstraint("dossier", "uid"),
)
Index("mss_plis_message", plis.c.message)
Index("mss_plis_modseq", plis.c.dossier, plis.c.modseq)

# The exchange between a professional box and a citizen: OPEN, ANSWERED or CLOSED (mss.md §3).
fils = Table(
    "mss_fils",
    metadata,
    Column("boite", Text, nullable=False),
    Column("usager", Text, nullable=False),
    Column("etat", Text, nullable=False),
    _text("adresse"),
    _text("retour"),
    _text("sujet"),
    _text("message_id"),
    _text("origine"),
    PrimaryKeyConstraint("boite", "usager"),
)

# What happens later: done and removed in one transaction, so that it happens once.
echeances = Table(
    "mss_echeances",
    metadata,
    Column("id", Text, primary_key=True),
    Column("due_us", Integer, nullable=False),
    Column("genre", Text, nullable=False),
    Column("doc", Text, nullable=False),
)
Index("mss_echeances_due", echeances.c.due_us)

# Who was put off by a grey list, and when first: instants of the espace's clock.
liste_grise = Table(
    "mss_liste_grise",
    metadata,
    Column("expediteur", Text, nullable=False),
    Column("destinataire", Text, nullable=False),
    Column("vu_us", Integer, nullable=False),
    PrimaryKeyConstraint("expediteur", "destinataire"),
)
