"""The status of an identity, event after event, as an identity officer explains it."""

import pytest

from simulators.core.sante.rniv.codes import Document
from simulators.core.sante.rniv.dossier import Attribut, Dossier, Statut, Traits
from simulators.core.sante.rniv.transitions import (
    TransitionError,
    check_document,
    edit_traits,
    lift,
    lower,
    mark,
    not_retrieved,
    retrieve,
    scan_datamatrix,
    show_appli_vitale,
    verification_ko,
    verification_ok,
    why_no_call,
)
from tests.core.sante.rniv.people import ACTIVE, DOSSIER, FORMER, IDENTITE, WAITING, answer, dossier, traits


def test_found_then_checked_is_qualified() -> None:
    found = retrieve(DOSSIER, IDENTITE)
    assert (found.statut, found.ins) == (Statut.RECUP, ACTIVE)
    assert check_document(found, Document.CARTE_IDENTITE).statut is Statut.QUAL


def test_checked_then_found_is_qualified() -> None:
    checked = check_document(DOSSIER, Document.PASSEPORT)
    assert (checked.statut, checked.document) == (Statut.VALI, Document.PASSEPORT)
    assert retrieve(checked, IDENTITE).statut is Statut.QUAL


def test_traits_are_stored_as_returned() -> None:
    found = retrieve(dossier(traits=traits(lieu_naissance="")), IDENTITE)
    assert found.traits == Traits("DELAUNAY", ("MARGUERITE", "JEANNE"), "F", "1940-03-14", "55050")
    assert found.liste_prenoms == "MARGUERITE JEANNE"


def test_the_matricule_is_passed_on_only_once_qualified() -> None:
    found = retrieve(DOSSIER, IDENTITE)
    assert found.matricule_transmissible == ""
    assert check_document(found, Document.LIVRET_FAMILLE).matricule_transmissible == "240035505090119"


def test_an_inconsistent_answer_is_never_taken_over() -> None:
    with pytest.raises(TransitionError):
        retrieve(DOSSIER, answer(liste_prenoms="NATHALIE"))


def test_a_history_that_repeats_the_active_matricule_is_not_a_change() -> None:
    assert retrieve(DOSSIER, answer(historique=(ACTIVE,))).historique == ()


def test_a_former_matricule_of_the_answer_goes_to_the_history() -> None:
    assert retrieve(DOSSIER, answer(historique=(ACTIVE, FORMER))).historique == (FORMER,)


def test_a_waiting_number_replaced_by_a_nir_goes_to_the_history() -> None:
    before = dossier(statut=Statut.RECUP, ins=WAITING)
    after = retrieve(before, IDENTITE)
    assert (after.ins, after.historique, after.statut) == (ACTIVE, (WAITING,), Statut.RECUP)


@pytest.mark.parametrize(("before", "after"), [(Statut.QUAL, Statut.VALI), (Statut.RECUP, Statut.PROV)])
def test_a_failed_verification_invalidates_the_ins(before: Statut, after: Statut) -> None:
    failed = verification_ko(dossier(statut=before, ins=ACTIVE))
    assert (failed.statut, failed.ins, failed.historique) == (after, None, (ACTIVE,))


def test_nothing_is_verified_without_ins() -> None:
    with pytest.raises(TransitionError):
        verification_ko(DOSSIER)


def test_a_doubt_removes_the_ins_and_forbids_calls() -> None:
    doubtful = mark(dossier(statut=Statut.QUAL, ins=ACTIVE), Attribut.DOUTEUX)
    assert (doubtful.statut, doubtful.ins, doubtful.matricule_transmissible) == (Statut.PROV, None, "")
    assert why_no_call(doubtful) == ("l'identité est marquée douteuse", "the identity is marked doubtful")
    with pytest.raises(TransitionError):
        retrieve(doubtful, IDENTITE)
    with pytest.raises(TransitionError):
        check_document(doubtful, Document.PASSEPORT)


def test_a_namesake_is_an_alert_only() -> None:
    namesake = mark(dossier(statut=Statut.QUAL, ins=ACTIVE), Attribut.HOMONYME)
    assert (namesake.statut, namesake.ins) == (Statut.QUAL, ACTIVE)
    assert why_no_call(namesake) is None


def test_only_doubtful_and_namesake_go_together() -> None:
    namesake = mark(DOSSIER, Attribut.HOMONYME)
    assert mark(namesake, Attribut.DOUTEUX).attributs == {Attribut.HOMONYME, Attribut.DOUTEUX}
    with pytest.raises(TransitionError):
        mark(namesake, Attribut.FICTIF)


def test_traits_of_a_retrieved_identity_are_locked() -> None:
    with pytest.raises(TransitionError):
        edit_traits(dossier(statut=Statut.RECUP, ins=ACTIVE), traits(sexe="M"))
    assert edit_traits(DOSSIER, traits(sexe="M")).traits.sexe == "M"


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (mark(DOSSIER, Attribut.FICTIF), "l'identité est marquée fictive"),
        (dossier(traits=traits(sexe="")), "il manque le sexe"),
        (dossier(traits=traits(prenoms=(), date_naissance="")), "il manque le prénom, la date de naissance"),
        (dossier(traits=traits(sexe="I")), "le sexe indéterminé ne peut pas être envoyé"),
    ],
)
def test_a_record_that_may_not_be_sent_says_why(record: Dossier, why: str) -> None:
    refusal = why_no_call(record)
    assert refusal is not None
    assert refusal.fr == why


def test_an_edited_validated_identity_is_to_be_checked_again() -> None:
    edited = edit_traits(dossier(statut=Statut.VALI, document=Document.PASSEPORT), traits(sexe="M"))
    assert (edited.statut, edited.document, edited.traits.sexe) == (Statut.PROV, None, "M")


def test_typing_the_same_traits_again_changes_nothing() -> None:
    qualified = dossier(statut=Statut.QUAL, ins=ACTIVE, document=Document.PASSEPORT)
    assert edit_traits(qualified, traits()) == qualified


def test_an_entitled_user_lowers_the_status_before_editing() -> None:
    lowered = lower(dossier(statut=Statut.QUAL, ins=ACTIVE, document=Document.PASSEPORT))
    assert (lowered.statut, lowered.ins, lowered.document) == (Statut.PROV, None, None)
    assert lowered.historique == (ACTIVE,)
    assert edit_traits(lowered, traits(sexe="M")).traits.sexe == "M"


def test_there_is_nothing_to_lower_in_a_provisional_identity() -> None:
    with pytest.raises(TransitionError, match="rien à rétrograder"):
        lower(DOSSIER)


def test_the_same_ins_found_again_after_a_failed_verification_leaves_the_history() -> None:
    failed = verification_ko(dossier(statut=Statut.QUAL, ins=ACTIVE, document=Document.PASSEPORT))
    again = retrieve(failed, IDENTITE)
    assert (again.statut, again.ins, again.historique) == (Statut.QUAL, ACTIVE, ())


def test_a_confirmed_verification_changes_nothing() -> None:
    held = dossier(statut=Statut.RECUP, ins=ACTIVE)
    assert verification_ok(held) == held
    with pytest.raises(TransitionError, match="il n'y a pas d'INS"):
        verification_ok(DOSSIER)


@pytest.mark.parametrize("before", [Statut.PROV, Statut.VALI])
def test_the_appli_carte_vitale_qualifies_at_once(before: Statut) -> None:
    shown = show_appli_vitale(dossier(statut=before), IDENTITE)
    assert (shown.statut, shown.ins, shown.document) == (Statut.QUAL, ACTIVE, Document.APPLI_VITALE)
    assert shown.provenance == "AV"


def test_the_appli_of_somebody_else_is_refused() -> None:
    with pytest.raises(TransitionError, match="ne correspond pas"):
        show_appli_vitale(DOSSIER, answer(sexe="M"))


def test_the_appli_does_not_lift_a_doubt() -> None:
    with pytest.raises(TransitionError, match="douteuse"):
        show_appli_vitale(mark(DOSSIER, Attribut.DOUTEUX), IDENTITE)


def test_an_answer_without_follow_up_and_a_scan_leave_the_record_as_it_was() -> None:
    held = dossier(statut=Statut.VALI, document=Document.PASSEPORT)
    assert not_retrieved(held) == held
    assert scan_datamatrix(held) == held


def test_a_document_of_low_trust_validates_nothing() -> None:
    with pytest.raises(TransitionError, match="haut niveau de confiance"):
        check_document(DOSSIER, Document.CARNET_CIRCULATION)


def test_an_establishment_keeps_its_own_list_of_documents() -> None:
    own = frozenset({Document.PASSEPORT})
    assert check_document(DOSSIER, Document.PASSEPORT, own).statut is Statut.VALI
    with pytest.raises(TransitionError):
        check_document(DOSSIER, Document.LIVRET_FAMILLE, own)


def test_a_doubt_lifted_gives_back_neither_ins_nor_check() -> None:
    doubtful = mark(dossier(statut=Statut.QUAL, ins=ACTIVE, document=Document.PASSEPORT), Attribut.DOUTEUX)
    lifted = lift(doubtful, Attribut.DOUTEUX)
    assert (lifted.statut, lifted.ins, lifted.document) == (Statut.PROV, None, None)
    assert why_no_call(lifted) is None
    with pytest.raises(TransitionError, match="pas posé"):
        lift(lifted, Attribut.DOUTEUX)


def test_a_date_completed_by_the_rniv_is_sure_once_the_service_returned_it() -> None:
    typed = dossier(traits=traits(date_incertaine=True))
    assert not retrieve(typed, IDENTITE).traits.date_incertaine
