"""The tables of the DMP in an espace's file: records, authorisations, sets, documents, associations.

`entry_uuid` names one version of the metadata, `logical_id` the entry through its versions, `unique_id` the
document itself: three identifiers, never confused (dmp_xds.md §4.7).
"""

from typing import Final

from sqlalchemy import Column, Index, Integer, Table, Text, UniqueConstraint

from simulators.core.store.tables import metadata


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


autorisations: Final = Table(
    "dmp_autorisations",
    metadata,
    Column("matricule", Text, primary_key=True),
    Column("cible", Text, primary_key=True),
    _text("statut"),
    _text("role"),
    Column("debut_us", Integer, nullable=False),
    Column("action_us", Integer, nullable=False),
)

# What was done of a record since the beginning.
dossiers: Final = Table(
    "dmp_dossiers",
    metadata,
    Column("matricule", Text, primary_key=True),
    Column("doc", Text, nullable=False),
)

Index("dmp_autorisations_cible", autorisations.c.cible)

lots: Final = Table(
    "dmp_lots",
    metadata,
    Column("id", Text, primary_key=True),
    Column("unique_id", Text, nullable=False, unique=True),
    Column("matricule", Text, nullable=False),
    Column("recu_us", Integer, nullable=False),
    _text("auteur"),
    _text("structure"),
    Column("doc", Text, nullable=False),
)
Index("dmp_lots_patient", lots.c.matricule, lots.c.recu_us)

# `creation`, `debut` and `fin` are UTC texts that compare as numbers: yyyyMMddHHmmss, shorter ones first.
documents: Final = Table(
    "dmp_documents",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("entry_uuid", Text, nullable=False, unique=True),
    Column("logical_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("unique_id", Text, nullable=False),
    Column("lot", Text, nullable=False),
    Column("matricule", Text, nullable=False),
    Column("statut", Text, nullable=False),
    _text("type_code"),
    _text("class_code"),
    _text("format_code"),
    _text("practice_setting"),
    _text("facility_type"),
    _text("creation"),
    _text("debut"),
    _text("fin"),
    _text("auteur"),
    _text("structure"),
    _text("confidentialites"),
    _text("mime"),
    Column("taille", Integer, nullable=False),
    _text("sha1"),
    Column("blob", Text, nullable=False, info={"blob": True}),
    Column("signature", Integer, nullable=False, server_default="0"),
    Column("doc", Text, nullable=False),
    UniqueConstraint("unique_id", "version"),
    UniqueConstraint("logical_id", "version"),
    sqlite_autoincrement=True,
)
Index("dmp_documents_patient", documents.c.matricule, documents.c.statut, documents.c.creation)
# Counting what one caller may see, without opening a row.
Index(
    "dmp_documents_vus",
    documents.c.matricule,
    documents.c.signature,
    documents.c.statut,
    documents.c.confidentialites,
    documents.c.auteur,
    documents.c.structure,
    documents.c.creation,
    documents.c.logical_id,
    documents.c.version,
)

associations: Final = Table(
    "dmp_associations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("genre", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("cible", Text, nullable=False),
    Column("lot", Text, nullable=False),
)
# Who went into which record, to do what.
passages: Final = Table(
    "dmp_passages",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("matricule", Text, nullable=False),
    Column("quand_us", Integer, nullable=False),
    _text("sujet"),
    _text("structure"),
    _text("nom"),
    _text("geste"),
    _text("acces"),
    sqlite_autoincrement=True,
)
Index("dmp_passages_patient", passages.c.matricule, passages.c.quand_us)

# The records whose first documents were filed, so that they are filed once.
semis: Final = Table("dmp_semis", metadata, Column("matricule", Text, primary_key=True))

# Slots of the associations that have more than `SubmissionSetStatus` Original, as JSON.
slots: Final = Table(
    "dmp_association_slots",
    metadata,
    Column("association", Text, primary_key=True),
    Column("doc", Text, nullable=False),
)
# How often an entry changed since it was registered, and when last: what a FHIR version counts.
revisions: Final = Table(
    "dmp_revisions",
    metadata,
    Column("logical_id", Text, primary_key=True),
    Column("changements", Integer, nullable=False),
    Column("maj_us", Integer, nullable=False),
)

# Resources as they were received over FHIR, by the logicalId of the entry or the id of the set; `date_us` is
# the date that an entry gives of itself, NULL when it gives none.
recus: Final = Table(
    "dmp_fhir_recus",
    metadata,
    Column("id", Text, primary_key=True),
    Column("date_us", Integer),
    Column("doc", Text, nullable=False),
)
Index("dmp_associations_source", associations.c.source)
Index("dmp_associations_cible", associations.c.cible)
