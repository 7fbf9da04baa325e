"""What of a record may be printed, and what a scan brings into one."""

import pytest

from simulators.core.sante.datamatrix.identite import ImpressionRefuseeError, identity, of_record, traits
from simulators.core.sante.datamatrix.texte import encode
from simulators.core.sante.rniv.codes import Document, Provenance
from simulators.core.sante.rniv.creation import create
from simulators.core.sante.rniv.dossier import Matricule, Statut, Traits
from simulators.core.sante.rniv.transitions import check_document, retrieve
from tests.core.sante.datamatrix.test_texte import MARGUERITE, TEXT
from tests.core.sante.rniv.people import DOSSIER, IDENTITE


def test_a_qualified_record_prints_its_datamatrix() -> None:
    qualified = check_document(retrieve(DOSSIER, IDENTITE), Document.PASSEPORT)
    assert encode(of_record(qualified)) == TEXT


def test_a_retrieved_record_prints_none() -> None:
    with pytest.raises(ImpressionRefuseeError, match="récupérée ne permet pas de : imprimer le datamatrix"):
        of_record(retrieve(DOSSIER, IDENTITE))


def test_a_scan_opens_a_provisional_record_without_ins() -> None:
    made = create("scan", traits(MARGUERITE), Provenance.DATAMATRIX)
    assert made.traits == Traits("DELAUNAY", ("MARGUERITE", "JEANNE"), "F", "1940-03-14", "55050")
    assert (made.statut, made.ins, made.provenance) == (Statut.PROV, None, "CB")


def test_a_verification_sends_what_was_scanned() -> None:
    assert identity(MARGUERITE).ins == Matricule("2400355050901", "19", "1.2.250.1.213.1.4.10")
