"""The reference DUI speaking to a running simulator: who is found, who must not even be asked for."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from simulators.commands.target import control
from simulators.core.ids import Ids
from simulators.core.sante.rniv.dossier import Statut
from simulators.dui.demo import demo
from simulators.dui.insi import code_of
from simulators.dui.recherche import Recherche
from simulators.dui.session import Dui
from simulators.scenarios.verdicts import State


@pytest.fixture
def dui(ready: Mapping[str, Any]) -> Iterator[Dui]:
    with control(ready) as api:
        dui = Dui(ready, api, "defaut", {}, Ids(b"essai", "conversations"))
        yield dui
        dui.close()


def codes(dui: Dui) -> list[str]:
    """What the calls were answered, in order."""
    return [etape.code for etape in dui.etapes if etape.code]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (Recherche("ADRTROIS", "TOUSSAINT", "M", "1960-01-01"), "00"),
        (Recherche("ADRTROIS", "TOUSSAINT", "M", "1960-01-01", "2B020"), "00"),
        (Recherche("ADRTROIS", "DOMINIQUE", "F", "1997-02-26"), "00"),
        (Recherche("ADRUN", "ZOE", "F", "1975-12-31"), "00"),
        (Recherche("ADRDEUX", "LAURENT", "M", "1981-01-01"), "00"),
        (Recherche("CORSE", "ANTHONY", "M", "1980-03-02"), "00"),
        (Recherche("HERMAN", "GATIEN", "M", "1981-03-24"), "00"),
        (Recherche("ECETINSI", "PIERRE-ALAIN", "M", "2009-07-14"), "00"),
        (Recherche("TCHITCHI", "CATARINA", "F", "1936-06-21"), "00"),
        (Recherche("TCHITCHI", "OLA", "F", "1936-06-21"), "01"),
        (Recherche("DE VINCI", "LEONARDO", "M", "2014-02-01"), "02"),
        (Recherche("DE VINCI", "LEONARDO", "M", "2014-02-01", "63220"), "00"),
        (Recherche("DE VINCI", "DICAPRIO", "M", "2014-02-01"), "01"),
        (Recherche("NESSI", "MICHELANGELO", "M", "2010-08-07"), "00"),
        (Recherche("NESSI", "RUTH", "F", "1977-07-14"), "00"),
        (Recherche("PROVISOIRE", "MATRICULE", "M", "2009-07-01"), "00"),
        (Recherche("D'ARTAGNAN DE L'HERAULT", "PIERRE-ALAIN", "M", "2001-06-17"), "00"),
        (Recherche("D'ARTAGNAN DE L'HERAULT", "PIERRE-ALAIN", "M", "2001-06-17", "63220"), "00"),
        (Recherche("HOUILLES", "PIERRE", "M", "1993-01-27"), "01"),
        (Recherche("HOUILLES", "PAUL", "M", "1993-01-27"), "01"),
        (Recherche("HOUILLES", "JACQUES", "M", "1993-01-27"), "01"),
        (Recherche("HOUILLES", "PIERRE PAUL JACQUES", "M", "1993-01-27"), "01"),
        (Recherche("D'AEION", "COEUR", "M", "1987-01-25"), "01"),
        (Recherche("DE VINCI", "RUTH", "F", "1976-07-14"), "01"),
        (Recherche("DE VINCI", "LEONARDODINO", "M", "2004-02-01"), "01"),
        (Recherche("INCONNU", "SOLDAT", "M", "1920-11-11"), "01"),
        (Recherche("PAT-TROIS", "DOMINIQUE", "F", "1979-03-28"), "00"),
        # Ours: an incomplete date in the base, then records that lack given names or sex.
        (Recherche("FERRER", "CARMEN", "F", "1938-12-31"), "01"),
        (Recherche("FERRER", "CARMEN", "F", "1938-00-00"), "00"),
        (Recherche("ABADI", "KARIM", "M", "1955-11-02"), "00"),
        (Recherche("LECOMTE", "CAMILLE", "F", "1961-01-18"), "00"),
        (Recherche("THIEBAUT", "RENE", "M", "1949-07-17", "55164"), "00"),
        (Recherche("THIEBAUT", "RENE", "M", "1949-07-17", "55537"), "01"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value.nom_naissance} {value.prenom}",
)
def test_published_identities_and_ours_get_the_answer_of_the_reference(
    dui: Dui, asked: Recherche, code: str
) -> None:
    assert code_of(dui.call(asked)) == code


@pytest.mark.parametrize(
    "identifier",
    ["georges-noel", "essai-formation", "dominique-perrin", "suzanne-blanchard", "anonyme-caarud"],
)
def test_no_call_leaves_for_a_record_that_may_not_be_sent(dui: Dui, identifier: str) -> None:
    before = dui.open(identifier)
    assert dui.search(before) == before
    assert codes(dui) == []


def test_a_published_record_with_ligatures_is_converted_before_leaving(dui: Dui) -> None:
    dui.search(dui.open("d-aeion-coeur"))
    assert dui.etapes[-1].texte.fr == "Recherche par traits, D'AEION COEUR : aucune identité trouvée"


def test_given_names_of_a_published_record_are_tried_in_turn(dui: Dui) -> None:
    dui.search(dui.open("tchitchi-catarina"))
    assert codes(dui) == ["01", "00"]


def test_a_record_without_document_stays_retrieved_and_passes_no_matricule_on(dui: Dui) -> None:
    after = dui.search(dui.open("paulette-colin"))
    assert after.statut is Statut.RECUP
    assert after.ins is not None
    assert after.matricule_transmissible == ""


def test_an_identity_validated_during_the_breakdown_becomes_qualified(dui: Dui) -> None:
    after = dui.search(dui.open("robert-girard"))
    assert (after.statut, after.matricule_transmissible) == (Statut.QUAL, "141025530792134")


@pytest.mark.parametrize("identifier", ["sans-prenom-abadi", "camille-lecomte", "etienne-marchand"])
def test_an_answer_with_a_gap_or_another_first_name_is_not_taken_over(dui: Dui, identifier: str) -> None:
    before = dui.open(identifier)
    assert dui.search(before) == before
    assert codes(dui)[-1] == "00"


def test_the_demonstration_passes_at_least_ten_checks_and_fails_none(ready: Mapping[str, Any]) -> None:
    lines: list[str] = []
    verdicts = demo(ready, say=lines.append)
    states = [check.state for verdict in verdicts for check in verdict.checks]
    assert all(verdict.every_check_passed for verdict in verdicts)
    assert states.count(State.PASSED) >= 10
    assert State.FAILED not in states
    assert "    Recherche par traits, DELAUNAY MARGUERITE : une identité trouvée" in lines
    assert "    DMP : document relu, identique à l'octet près" in lines
    assert "    Document extrait de l'archive, identique à l'octet près" in lines
    assert "    Réponse lue : « Bonjour, Merci, j'ai bien reçu votre message. »" in lines
