"""The record that is rich from the start: forty documents, in every state, read as any other."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

from dmp.cda.rules import document
from simulators.core.monde.model import DocumentDmp, DossierDmp
from simulators.core.sante.cda.lecture import lire
from simulators.core.sante.nomenclatures import Nomenclatures
from tests.dmp.banc import Answer, Banc
from tests.dmp.cas import DOCTOR_ROLES
from tests.dmp.editeur import APPROVED, ARCHIVED, DELETED, DOCTOR, existence, lecture, liste, recherche, vihf

RAYMOND = "135115505093124"
DEPRECATED = "urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated"
LETTER = "1.2.250.1.999.26.1351155050931.1.26"


def nurse(**changes: Any) -> Any:
    return vihf("INDIRECTE_RENFORCEE", ins=RAYMOND, **changes)


def found(banc: Banc, status: str, claims: Any = None, *slots: tuple[str, str]) -> Answer:
    asked = (("$XDSDocumentEntryStatus", f"('{status}')"), *slots)
    return banc.call("recherche", recherche(*asked), claims or nurse())


def test_forty_documents_stand_in_their_states(banc: Banc) -> None:
    counts = {
        status.rpartition(":")[2]: found(banc, status).attribute("totalResultCount")
        for status in (APPROVED, ARCHIVED, DELETED, DEPRECATED)
    }
    # Two masked ones are seen by the médecin traitant alone.
    assert counts == {"Approved": "26", "Archived": "7", "Deleted": "2", "Deprecated": "3"}
    doctor = nurse(sujet=DOCTOR, roles=DOCTOR_ROLES, structure="1990000028")
    granted = banc.call(
        "autorisation",
        '<setAuthorization xmlns="urn:si-dmp-habilitations"><action>AJOUT</action></setAuthorization>',
        doctor,
    )
    assert granted.text("status") == "DMPOk"
    assert found(banc, APPROVED, doctor).attribute("totalResultCount") == "28"
    assert len(banc.documents(RAYMOND)) == 40


def test_a_letter_of_the_hospital_is_read_and_says_the_patient(banc: Banc) -> None:
    answer = found(banc, APPROVED, None, ("$XDSDocumentEntryTypeCode", "('11490-0')"))
    assert answer.attribute("totalResultCount") == "1"
    assert f'value="{LETTER}"' in answer.root
    read = banc.call("lecture", lecture(LETTER), nurse())
    assert read.code == "Success"
    start = read.body.index(b"<?xml", read.body.index(b"ClinicalDocument") - 200)
    data = read.body[start : read.body.index(b"</ClinicalDocument>") + len(b"</ClinicalDocument>")]
    document = lire(data)
    assert document.entete.unique_id == LETTER
    patient = document.entete.patient
    assert patient is not None
    assert patient.ins is not None
    assert patient.ins.extension == RAYMOND


def test_what_the_record_starts_with_is_filed_once_and_counts_in_lists(banc: Banc) -> None:
    for _ in range(3):
        found(banc, APPROVED)
    kinds = Counter(one.fiche.unique_id for one in banc.documents(RAYMOND))
    assert set(kinds.values()) == {1}
    listed = banc.call("liste", liste(kind="LASTDOC"), nurse())
    assert RAYMOND in listed.root


def test_every_document_of_the_world_breaks_no_rule_of_ours(banc: Banc) -> None:
    found(banc, APPROVED)
    sets = Nomenclatures()
    for one in banc.documents(RAYMOND):
        lu = lire(banc.espace.store.blobs.get(one.blob))
        told = document(lu.entete, one.fiche, sets, one.structure)
        assert list(told) == [], one.fiche.title


def plan(**changes: Any) -> DocumentDmp:
    told = {
        "id": "1",
        "type": "11488-4",
        "titre": "Consultation",
        "le": datetime(2026, 1, 1, tzinfo=UTC),
        "texte": "Rien à signaler.",
        "structure": "ehpad-les-tilleuls",
        "auteur": "nathalie-kermarrec",
    }
    return DocumentDmp(**{**told, **changes})


def test_a_document_whose_author_left_the_espace_stops_no_call(banc: Banc) -> None:
    banc.change("marguerite-delaunay", documents=(plan(auteur="partie"), plan(id="2")))
    assert banc.call("existence", existence()).code == "OK"
    assert banc.feed().code == "Success"
    filed = [
        one.fiche.unique_id for one in banc.documents() if one.fiche.unique_id.startswith("1.2.250.1.999.26")
    ]
    assert filed == ["1.2.250.1.999.26.2400355050901.1.2"]


def test_documents_of_a_record_are_numbered_once_and_replace_what_came_before() -> None:
    for wrong in ((plan(), plan()), (plan(remplace="2"), plan(id="2"))):
        with pytest.raises(ValueError, match=r"deux documents|ne le précède pas"):
            DossierDmp(documents=wrong)
    assert len(DossierDmp(documents=(plan(), plan(id="2", remplace="1"))).documents) == 2


def test_a_professional_without_rpps_is_known_by_the_identifier_told(banc: Banc) -> None:
    for known, subject in ((True, "ANS20210107161422"), (False, "ANS20210107161423")):
        told = banc.call("existence", existence(), banc.air(sujet=subject))
        assert ("dmp.vihf.ps_inconnu" not in told.rules) is known
