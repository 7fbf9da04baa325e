"""Whatever happens to an identity, in any order, it never reaches a combination the RNIV forbids."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from simulators.core.sante.rniv.codes import Document
from simulators.core.sante.rniv.creation import create, create_from_appli, create_from_insi
from simulators.core.sante.rniv.dossier import Attribut, Dossier, Identite, Matricule, Statut
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
)
from simulators.core.sante.rniv.usage import Usage, may_call, transmission, why_not
from tests.core.sante.rniv.people import ACTIVE, FORMER, IDENTITE, TRAITS, WAITING, answer

Gesture = Callable[[Dossier], Dossier]

NUMBERS: tuple[Matricule, ...] = (ACTIVE, FORMER, WAITING)
ANSWERS: st.SearchStrategy[Identite] = st.builds(
    answer,
    ins=st.sampled_from(NUMBERS),
    sexe=st.sampled_from(("F", "M", "")),
    date_naissance=st.sampled_from(("1940-03-14", "1940-00-00")),
    historique=st.lists(st.sampled_from(NUMBERS), max_size=3).map(tuple),
)
GESTURES: st.SearchStrategy[Gesture] = st.one_of(
    ANSWERS.map(lambda found: lambda record: retrieve(record, found)),
    ANSWERS.map(lambda found: lambda record: show_appli_vitale(record, found)),
    st.sampled_from(Document).map(lambda paper: lambda record: check_document(record, paper)),
    st.sampled_from(Attribut).map(lambda one: lambda record: mark(record, one)),
    st.sampled_from(Attribut).map(lambda one: lambda record: lift(record, one)),
    st.sampled_from(("M", "F", "")).map(
        lambda sexe: lambda record: edit_traits(record, replace(record.traits, sexe=sexe))
    ),
    st.sampled_from((lower, not_retrieved, scan_datamatrix, verification_ko, verification_ok)),
)
STARTS = st.sampled_from(
    (
        create("saisi", TRAITS),
        create_from_insi("insi", TRAITS, IDENTITE),
        create_from_appli("appli", IDENTITE),
    )
)


def lived(record: Dossier, gestures: list[Gesture]) -> list[Dossier]:
    """The record after each gesture; a refused one leaves it as it was."""
    lives = [record]
    for gesture in gestures:
        try:
            lives.append(gesture(lives[-1]))
        except TransitionError:
            lives.append(lives[-1])
    return lives


@given(STARTS, st.lists(GESTURES, max_size=12))
def test_no_sequence_of_events_reaches_a_forbidden_combination(
    start: Dossier, gestures: list[Gesture]
) -> None:
    for record in lived(start, gestures):
        assert (record.ins is not None) == (record.statut in {"RECUP", "QUAL"})
        assert (record.document is not None) == (record.statut in {"VALI", "QUAL"})
        if record.attributs & {"douteux", "fictif"}:
            assert record.statut == "PROV"
        assert not record.attributs >= {"douteux", "fictif"}
        assert not record.attributs >= {"homonyme", "fictif"}
        assert record.ins not in record.historique
        assert len(set(record.historique)) == len(record.historique)


@given(STARTS, st.lists(GESTURES, max_size=12))
def test_an_ins_leaves_only_with_a_qualified_identity(start: Dossier, gestures: list[Gesture]) -> None:
    for record in lived(start, gestures):
        qualified = record.statut is Statut.QUAL
        assert (transmission(record).ins is not None) == qualified
        assert bool(record.matricule_transmissible) == qualified
        assert (why_not(record, Usage.DATAMATRIX) is None) == qualified


@given(STARTS, st.lists(GESTURES, max_size=12))
def test_a_doubtful_or_fictitious_identity_is_never_called_for(
    start: Dossier, gestures: list[Gesture]
) -> None:
    for record in lived(start, gestures):
        if may_call(record):
            assert not record.attributs & {"douteux", "fictif"}
            assert record.traits.sexe in {"M", "F"}
