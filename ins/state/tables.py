"""The reference base that is too large for memory, in the file of an espace.

One row is one identity of the national base; the people of the espace (fixtures, control API) are elsewhere.
"""

from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table, Text

from simulators.core.store.tables import metadata


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


# Kept in the order of the matricules, nearly that of the birth dates: a large base loads in sequence.
# `historique` is a JSON list of the former INS; `dmp` and `mes` are states (open or active when empty).
base = Table(
    "ins_base",
    metadata,
    Column("matricule", Text, primary_key=True),
    _text("cle"),
    _text("oid"),
    _text("nom"),
    _text("prenoms"),
    _text("sexe"),
    _text("date"),
    _text("lieu"),
    _text("deces"),
    _text("dmp"),
    _text("mes"),
    _text("historique"),
    sqlite_with_rowid=False,
)
Index("ins_base_traits", base.c.sexe, base.c.date, base.c.nom)

# Who bore a matricule before: `actif` is the present one.
anciens = Table(
    "ins_anciens",
    metadata,
    _text("matricule"),
    _text("actif"),
    PrimaryKeyConstraint("matricule", "actif"),
    sqlite_with_rowid=False,
)
Index("ins_anciens_actif", anciens.c.actif)
