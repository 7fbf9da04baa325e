"""The codes an identity travels with, in the old table and in the present one."""

import pytest

from simulators.core.sante.rniv.codes import Document, Provenance
from simulators.core.sante.rniv.dossier import Attribut, Statut
from simulators.core.sante.rniv.fiabilite import Generation, fiabilite, pid_32, read
from tests.core.sante.rniv.people import ACTIVE, DOSSIER, dossier

STATUS = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-identity-status"
COMMENT = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-identity-status-comment"


@pytest.mark.parametrize(
    ("statut", "old", "now"),
    [
        ("PROV", "PROV", "PROV"),
        ("RECUP", "PROV", "RECUP"),
        ("VALI", "PROV", "VALI"),
        ("QUAL", "VALI", "QUAL"),
    ],
)
def test_the_old_table_says_vali_of_a_qualified_identity(statut: str, old: str, now: str) -> None:
    record = dossier(statut=Statut(statut))
    assert pid_32(record) == old
    assert [one.code for one in fiabilite(record).statuts] == [now]


def test_attributes_are_statuses_then_comments() -> None:
    doubtful = dossier(attributs=frozenset({Attribut.DOUTEUX, Attribut.HOMONYME}))
    assert pid_32(doubtful) == "PROV~DOUT~HOMA"
    told = fiabilite(doubtful)
    assert [(one.code, one.system) for one in told.statuts] == [("PROV", STATUS)]
    assert [(one.code, one.system) for one in told.commentaires] == [("DOUT", COMMENT), ("HOMA", COMMENT)]
    assert pid_32(dossier(attributs=frozenset({Attribut.FICTIF}))) == "PROV~FICT"


def test_origin_and_document_are_told() -> None:
    record = dossier(
        statut=Statut.QUAL, ins=ACTIVE, document=Document.PASSEPORT, provenance=Provenance.DATAMATRIX
    )
    told = fiabilite(record, Generation.ANCIENNE)
    assert told.methode == (
        "CB",
        "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-method-collection",
        "code à barres (datamatrix INS)",
    )
    assert told.validation == (
        "PA",
        "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-mode-validation-identity",
        "passeport",
    )
    assert fiabilite(DOSSIER).validation is None


@pytest.mark.parametrize(
    ("codes", "with_ins", "statut", "attributs"),
    [
        (("VALI",), True, "QUAL", ()),
        (("VALI",), False, "VALI", ()),
        (("QUAL",), True, "QUAL", ()),
        (("RECUP",), True, "RECUP", ()),
        (("PROV", "DOUT"), False, "PROV", ("douteux",)),
        (("PROV", "HOMD"), False, "PROV", ("homonyme",)),
        (("PROV", "HOMA", "DOUT"), False, "PROV", ("homonyme", "douteux")),
        (("FICT",), False, "PROV", ("fictif",)),
        (("DOUB",), False, "PROV", ()),
        ((), True, "PROV", ()),
    ],
)
def test_received_codes_are_understood_in_both_generations(
    codes: tuple[str, ...], with_ins: bool, statut: str, attributs: tuple[str, ...]
) -> None:
    assert read(codes, with_ins=with_ins) == (statut, frozenset(attributs))
