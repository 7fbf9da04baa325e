"""What an identity may be used for, and what leaves with it."""

from dataclasses import replace
from datetime import date

import pytest

from simulators.core.sante.rniv.codes import Document
from simulators.core.sante.rniv.dossier import Attribut, Dossier, Statut
from simulators.core.sante.rniv.usage import (
    Transmission,
    Usage,
    anomalies,
    may_call,
    reverification_due,
    transmission,
    why_not,
)
from tests.core.sante.rniv.people import ACTIVE, DOSSIER, FORMER, TRAITS, dossier

QUALIFIED = dossier(
    statut=Statut.QUAL,
    ins=ACTIVE,
    document=Document.PASSEPORT,
    liste_prenoms="MARGUERITE JEANNE",
    historique=(FORMER,),
)
RETRIEVED = dossier(statut=Statut.RECUP, ins=ACTIVE, liste_prenoms="MARGUERITE JEANNE")


@pytest.mark.parametrize(
    "use", ["referencer", "echanger", "alimenter_dmp", "adresse_citoyenne", "datamatrix"]
)
@pytest.mark.parametrize("record", [DOSSIER, RETRIEVED, dossier(statut=Statut.VALI)])
def test_only_a_qualified_identity_goes_out_with_its_ins(use: str, record: Dossier) -> None:
    assert why_not(QUALIFIED, Usage(use)) is None
    assert why_not(record, Usage(use)) is not None


def test_a_refused_use_says_so() -> None:
    assert why_not(RETRIEVED, Usage.ALIMENTER_DMP) == (
        "une identité récupérée ne permet pas de : alimenter le DMP",
        "a retrieved identity does not allow to: feed the DMP",
    )


def test_an_ins_held_is_verified_whatever_the_check() -> None:
    assert [why_not(one, Usage.VERIFIER) is None for one in (DOSSIER, RETRIEVED, QUALIFIED)] == [
        False,
        True,
        True,
    ]


def test_a_retrieved_identity_leaves_without_matricule() -> None:
    assert transmission(RETRIEVED) == Transmission(Statut.RECUP, TRAITS)


def test_a_qualified_identity_leaves_whole() -> None:
    assert transmission(QUALIFIED) == Transmission(
        Statut.QUAL, TRAITS, "MARGUERITE JEANNE", ACTIVE, (FORMER,)
    )


def test_no_call_for_a_doubtful_identity() -> None:
    assert may_call(DOSSIER)
    assert not may_call(dossier(attributs=frozenset({Attribut.DOUTEUX})))


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 3, 13), False),
        (date(2026, 3, 14), True),
        (date(2027, 1, 1), True),
        (date(2023, 3, 14), False),
    ],
)
def test_an_ins_is_verified_again_after_three_years(today: date, due: bool) -> None:
    assert reverification_due(date(2023, 3, 14), today) is due


def test_the_period_is_the_establishment_s() -> None:
    assert not reverification_due(date(2023, 3, 14), date(2026, 3, 14), years=5)


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (replace(QUALIFIED, statut=Statut.VALI), "un matricule sans statut récupéré ni qualifié"),
        (replace(QUALIFIED, ins=None), "statut récupéré ou qualifié sans matricule"),
        (
            replace(QUALIFIED, statut=Statut.RECUP),
            "un justificatif contrôlé sans statut validé ni qualifié",
        ),
        (replace(QUALIFIED, document=None), "statut validé ou qualifié sans justificatif contrôlé"),
        (
            replace(QUALIFIED, attributs=frozenset({Attribut.DOUTEUX})),
            "une identité douteuse ou fictive qui n'est pas provisoire",
        ),
        (dossier(attributs=frozenset({Attribut.DOUTEUX, Attribut.FICTIF})), "douteuse et fictive à la fois"),
        (
            dossier(attributs=frozenset({Attribut.HOMONYME, Attribut.FICTIF})),
            "fictive et homonyme à la fois",
        ),
        (replace(QUALIFIED, historique=(ACTIVE,)), "le matricule actif est aussi à l'historique"),
    ],
)
def test_an_impossible_record_is_told(record: Dossier, said: str) -> None:
    assert [one.fr for one in anomalies(record)] == [said]


@pytest.mark.parametrize("record", [DOSSIER, RETRIEVED, QUALIFIED])
def test_a_sound_record_has_nothing_to_tell(record: Dossier) -> None:
    assert anomalies(record) == ()
