"""Opening a record: five strict traits, and the status that its origin gives."""

from dataclasses import replace

import pytest

from simulators.core.sante.rniv.codes import Document, Provenance
from simulators.core.sante.rniv.creation import (
    create,
    create_from_appli,
    create_from_flow,
    create_from_insi,
    why_no_creation,
)
from simulators.core.sante.rniv.dossier import Statut, Traits
from simulators.core.sante.rniv.transitions import TransitionError
from tests.core.sante.rniv.people import ACTIVE, IDENTITE, TRAITS, answer, traits


@pytest.mark.parametrize(
    "origin", [Provenance.SAISIE, Provenance.CARTE_VITALE, Provenance.DATAMATRIX, Provenance.RFID]
)
def test_a_person_typed_or_read_is_provisional(origin: Provenance) -> None:
    made = create("x", TRAITS, origin)
    assert (made.statut, made.ins, made.provenance) == (Statut.PROV, None, origin)


def test_a_person_found_by_insi_is_retrieved() -> None:
    made = create_from_insi("x", TRAITS, IDENTITE)
    assert (made.statut, made.ins, made.traits.nom_naissance) == (Statut.RECUP, ACTIVE, "DELAUNAY")


def test_the_answer_about_somebody_else_creates_nobody() -> None:
    with pytest.raises(TransitionError, match="ne correspond pas"):
        create_from_insi("x", TRAITS, answer(sexe="M"))


def test_the_appli_carte_vitale_creates_a_qualified_identity() -> None:
    made = create_from_appli("x", IDENTITE)
    assert (made.statut, made.ins, made.document) == (Statut.QUAL, ACTIVE, Document.APPLI_VITALE)
    assert made.traits == Traits("DELAUNAY", ("MARGUERITE", "JEANNE"), "F", "1940-03-14", "55050")


def test_a_person_another_domain_sent_is_provisional() -> None:
    assert create_from_flow("x", TRAITS).statut is Statut.PROV


@pytest.mark.parametrize("origin", [Provenance.INSI, Provenance.APPLI_VITALE])
def test_an_origin_that_brings_an_ins_is_not_typing(origin: Provenance) -> None:
    with pytest.raises(TransitionError, match="apporte un INS"):
        create("x", TRAITS, origin)


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (traits(nom_naissance=""), "il manque le nom de naissance"),
        (traits(prenoms=()), "il manque le premier prénom"),
        (traits(sexe=""), "il manque le sexe"),
        (traits(date_naissance=""), "il manque la date de naissance"),
        (traits(lieu_naissance=""), "il manque le lieu de naissance"),
        (
            Traits("Delaunay", ("Marguerite",), "F"),
            "il manque la date de naissance, le lieu de naissance",
        ),
        (traits(date_naissance="1940-00-00"), "la date de naissance est incomplète : la compléter d'abord"),
        (traits(date_naissance="1940-02-31"), "la date de naissance n'est pas une date du calendrier"),
        (traits(date_naissance="31/02/1940"), "la date de naissance n'est pas de la forme AAAA-MM-JJ"),
    ],
)
def test_a_record_is_not_opened_with_a_gap(held: Traits, why: str) -> None:
    reason = why_no_creation(held)
    assert reason is not None
    assert reason.fr == why
    with pytest.raises(TransitionError, match=why):
        create("x", held)


def test_an_undetermined_sex_opens_a_record_that_cannot_be_searched() -> None:
    assert why_no_creation(replace(TRAITS, sexe="I")) is None
