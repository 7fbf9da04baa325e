"""An identity qualified elsewhere arrives with a document: verified, then filed or put aside."""

import pytest

from simulators.core.sante.rniv.dossier import Statut
from simulators.core.sante.rniv.reception import Issue, Verdict, receive
from simulators.core.sante.rniv.transitions import TransitionError
from tests.core.sante.rniv.people import ACTIVE, DOSSIER, IDENTITE, answer, dossier


def test_a_known_person_confirmed_gets_the_data_and_keeps_the_status() -> None:
    arrived = receive(DOSSIER, IDENTITE, Verdict.OK)
    assert (arrived.dossier, arrived.issue, arrived.suite.integree) == (DOSSIER, Issue.RATTACHEE, True)


def test_a_known_person_whose_traits_differ_is_looked_at_by_somebody() -> None:
    arrived = receive(DOSSIER, answer(sexe="M"), Verdict.OK)
    assert (arrived.dossier, arrived.issue, arrived.suite.integree) == (DOSSIER, Issue.DISCORDANTE, False)


@pytest.mark.parametrize("verdict", [Verdict.KO, Verdict.ATTENTE])
def test_nothing_of_a_known_person_is_updated_before_a_confirmation(verdict: Verdict) -> None:
    held = dossier(statut=Statut.QUAL, ins=ACTIVE)
    arrived = receive(held, IDENTITE, verdict)
    assert (arrived.dossier, arrived.issue, arrived.suite.integree) == (held, Issue.MISE_DE_COTE, False)


def test_an_unknown_person_confirmed_is_created_as_retrieved() -> None:
    arrived = receive(None, IDENTITE, Verdict.OK, "nouveau")
    assert arrived.dossier is not None
    assert (arrived.dossier.statut, arrived.dossier.ins, arrived.suite.integree) == (
        Statut.RECUP,
        ACTIVE,
        True,
    )


def test_an_unknown_person_not_confirmed_is_created_without_ins() -> None:
    arrived = receive(None, IDENTITE, Verdict.KO, "nouveau")
    assert arrived.dossier is not None
    assert (arrived.dossier.id, arrived.dossier.statut, arrived.dossier.ins) == (
        "nouveau",
        Statut.PROV,
        None,
    )
    assert (arrived.issue, arrived.suite.integree) == (Issue.CREEE_SANS_INS, False)


def test_nobody_is_created_while_the_answer_is_awaited() -> None:
    assert receive(None, IDENTITE, Verdict.ATTENTE).dossier is None


def test_nobody_is_created_without_a_strict_trait() -> None:
    with pytest.raises(TransitionError, match="il manque le lieu de naissance"):
        receive(None, answer(lieu_naissance=""), Verdict.KO, "nouveau")
