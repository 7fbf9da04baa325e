"""What the software does with each answer of INSi."""

import pytest

from simulators.core.sante.rniv.dossier import Dossier, Identite, Statut
from simulators.core.sante.rniv.reponses import conduite, situation
from tests.core.sante.rniv.people import ACTIVE, DOSSIER, FORMER, IDENTITE, WAITING, answer, dossier


@pytest.mark.parametrize(
    ("record", "code", "found", "what", "taken"),
    [
        (DOSSIER, "00", IDENTITE, "coherente", True),
        (DOSSIER, "00", answer(ins=WAITING), "coherente_nia", True),
        (dossier(statut=Statut.RECUP, ins=WAITING), "00", IDENTITE, "nia_remplace", True),
        (dossier(statut=Statut.QUAL, ins=FORMER), "00", IDENTITE, "matricule_change", True),
        (
            dossier(statut=Statut.QUAL, ins=ACTIVE),
            "00",
            answer(historique=(ACTIVE, FORMER)),
            "coherente",
            True,
        ),
        (DOSSIER, "00", answer(liste_prenoms="NATHALIE"), "incoherente", False),
        (DOSSIER, "00", None, "faute", False),
        (DOSSIER, "01", None, "aucune", False),
        (DOSSIER, "02", None, "plusieurs", False),
        (DOSSIER, "desir_1020", None, "faute", False),
        (DOSSIER, "", None, "sans_reponse", False),
    ],
)
def test_each_answer_has_its_conduct(
    record: Dossier, code: str, found: Identite | None, what: str, taken: bool
) -> None:
    assert situation(record, code, found) == what
    assert conduite(record, code, found).reprise is taken


def test_a_waiting_number_is_asked_again() -> None:
    assert "interroger plus tard" in conduite(DOSSIER, "00", answer(ins=WAITING)).conduite.fr
