"""The record that is rich from the start: forty documents, in every state, read as any other."""

from collections import Counter
from typing import Any

from dmp.cda.rules import document
from simulators.core.sante.cda.lecture import lire
from simulators.core.sante.nomenclatures import Nomenclatures
from tests.dmp.banc import Answer, Banc
from tests.dmp.cas import DOCTOR_ROLES
from tests.dmp.editeur import APPROVED, ARCHIVED, DELETED, DOCTOR, lecture, liste, recherche, vihf

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
