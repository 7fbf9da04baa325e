"""Every row of the table, typed by hand: from which status, by which event, to which one."""

import pytest

from simulators.core.basis import BasisKind
from simulators.core.sante.rniv.dossier import Statut
from simulators.core.sante.rniv.libelles import EFFETS, EVENEMENTS
from simulators.core.sante.rniv.regles import REGLES
from simulators.core.sante.rniv.table import TABLE, Evenement

CREATIONS = {
    "creation_saisie": "PROV",
    "creation_carte_vitale": "PROV",
    "creation_datamatrix": "PROV",
    "creation_flux": "PROV",
    "creation_insi": "RECUP",
    "creation_appli_vitale": "QUAL",
}
# event → from PROV, RECUP, VALI, QUAL; a dash is a refusal.
MOVES = """
    insi_acceptee       RECUP  RECUP  QUAL   QUAL
    insi_sans_suite     PROV   RECUP  VALI   QUAL
    controle_document   VALI   QUAL   VALI   QUAL
    appli_vitale        QUAL   QUAL   QUAL   QUAL
    lecture_datamatrix  PROV   RECUP  VALI   QUAL
    verification_ok     -      RECUP  -      QUAL
    verification_ko     -      PROV   -      VALI
    attribut_homonyme   PROV   RECUP  VALI   QUAL
    attribut_bloquant   PROV   PROV   PROV   PROV
    levee_attribut      PROV   RECUP  VALI   QUAL
    modification_trait  PROV   -      PROV   -
    retrogradation      -      PROV   -      PROV
    identite_recue      PROV   RECUP  VALI   QUAL
"""
# What follows, for the rows where more happens than a trace.
EFFECTS = {
    ("PROV", "insi_acceptee"): "remplacer_traits enregistrer_ins tracer",
    ("VALI", "insi_acceptee"): "remplacer_traits enregistrer_ins tracer",
    ("PROV", "insi_sans_suite"): "tracer rappeler",
    ("RECUP", "controle_document"): "enregistrer_document tracer",
    ("QUAL", "appli_vitale"): "remplacer_traits enregistrer_ins tracer enregistrer_document",
    ("PROV", "lecture_datamatrix"): "verifier tracer",
    ("RECUP", "verification_ko"): "retirer_ins archiver_ins alerter notifier tracer",
    ("QUAL", "verification_ko"): "retirer_ins archiver_ins alerter notifier tracer",
    ("PROV", "attribut_bloquant"): "alerter tracer",
    ("VALI", "attribut_bloquant"): "retirer_document alerter tracer",
    ("RECUP", "attribut_bloquant"): "retirer_ins retirer_document alerter notifier tracer",
    ("QUAL", "attribut_bloquant"): "retirer_ins retirer_document alerter notifier tracer",
    ("QUAL", "attribut_homonyme"): "alerter tracer",
    ("VALI", "modification_trait"): "retirer_document tracer",
    ("QUAL", "retrogradation"): "retirer_ins archiver_ins retirer_document notifier tracer",
    ("QUAL", "identite_recue"): "verifier tracer",
}


def expected() -> dict[tuple[str | None, str], str]:
    """Status and event → status, or a dash."""
    rows: dict[tuple[str | None, str], str] = {(None, event): to for event, to in CREATIONS.items()}
    for line in MOVES.strip().splitlines():
        event, *destinations = line.split()
        rows |= {
            (before, event): to
            for before, to in zip(("PROV", "RECUP", "VALI", "QUAL"), destinations, strict=True)
        }
    return rows


def test_every_status_and_event_leads_where_the_rniv_says() -> None:
    assert {key: ligne.vers or "-" for key, ligne in TABLE.items()} == expected()


@pytest.mark.parametrize(("key", "effects"), EFFECTS.items())
def test_what_follows_a_move(key: tuple[str, str], effects: str) -> None:
    before, event = key
    assert [*TABLE[Statut(before), Evenement(event)].effets] == effects.split()


def test_a_refusal_says_why_and_a_move_has_no_excuse() -> None:
    assert all(bool(ligne.refus.fr) == (ligne.vers is None) for ligne in TABLE.values())


def test_every_row_cites_a_rule_that_is_explained() -> None:
    cited = {regle for ligne in TABLE.values() for regle in ligne.regles}
    assert cited <= set(REGLES)
    assert all(ligne.regles for ligne in TABLE.values())


def test_what_no_source_states_is_marked_assumed() -> None:
    guessed = {
        (ligne.depuis, ligne.evenement)
        for ligne in TABLE.values()
        if ligne.basis.kind is BasisKind.ASSUMED and ligne.vers
    }
    assert guessed == {
        ("RECUP", "verification_ko"),
        ("QUAL", "verification_ko"),
        ("VALI", "modification_trait"),
        ("RECUP", "retrogradation"),
        ("QUAL", "retrogradation"),
        *((statut, "levee_attribut") for statut in ("PROV", "RECUP", "VALI", "QUAL")),
    }


def test_every_event_and_effect_has_its_words() -> None:
    assert {ligne.evenement for ligne in TABLE.values()} == set(EVENEMENTS) == set(Evenement)
    assert {effet for ligne in TABLE.values() for effet in ligne.effets} == set(EFFETS)
