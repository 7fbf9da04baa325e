"""The status of an identity, event after event, as an identity officer explains it."""

import pytest

from simulators.core.monde.model import Personne
from simulators.dui.dossier import Attribut, Document, Dossier, Statut, Traits, open_dossier
from simulators.dui.transitions import (
    TransitionError,
    check_document,
    edit_traits,
    mark,
    retrieve,
    verification_ko,
    why_no_call,
)
from tests.dui.people import ACTIVE, DOSSIER, FORMER, IDENTITE, WAITING, answer, dossier, traits


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


def test_a_record_takes_what_it_does_not_hold_from_the_reference_base() -> None:
    personne = Personne.model_validate(
        {
            "id": "x",
            "reference": {
                "nom_naissance": "PERRIN",
                "prenoms": ["DOMINIQUE"],
                "sexe": "F",
                "date_naissance": "1944-10-02",
                "lieu_naissance": "55239",
                "ins": {"matricule": "2441055239907", "cle": "10", "oid": "1.2.250.1.213.1.4.10"},
            },
            "local": {"nom_naissance": "Périn", "traits_absents": ["sexe"], "statut": "QUAL"},
        }
    )
    record = open_dossier(personne)
    assert record.traits == Traits("Périn", ("DOMINIQUE",), "", "1944-10-02", "55239")
    assert record.ins is not None
    assert record.ins.matricule == "2441055239907"
    assert record.statut is Statut.QUAL
