"""Identifiers inside metadata, typed from dmp_xds.md §5.3."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulators.core.sante.codes import Code
from simulators.core.sante.identifiants import (
    Cx,
    FormatInvalideError,
    InfosPatient,
    NomPatient,
    Xcn,
    Xon,
    lire_cx,
    lire_infos_patient,
    lire_xcn,
    lire_xon,
)
from simulators.core.sante.nationaux import GenrePs, GenreStructure, lire_ps, lire_structure

INS = "279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH"
PS = "899700218896^LEFEBVRE^CLAIRE^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS"
STRUCTURE = "EHPAD LES TILLEULS^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^1990000015"


def test_a_patient_identifier_is_read_and_written() -> None:
    assert lire_cx(INS) == Cx("279035121518989", "1.2.250.1.213.1.4.10", "NH")
    assert str(Cx("279035121518989", "1.2.250.1.213.1.4.10", "NH")) == INS
    assert lire_cx(INS).ins
    assert not lire_cx("IPP7^^^&1.2.3&ISO^PI").ins


def test_a_validity_date_may_follow() -> None:
    assert lire_cx(f"{INS}^^20260101").date == "20260101"
    assert str(lire_cx(f"{INS}^^20260101")) == f"{INS}^^20260101"


@pytest.mark.parametrize(
    "text",
    ["", "279035121518989", "^^^&1.2&ISO^NH", "a^b^^&1.2&ISO^NH", "a^^^1.2^NH", "a^^^&1.2&X^NH", "a^^^&&ISO",
     "a^^^x&1.2&ISO^NH", "a^^^&1.2&ISO^NH^^1^2"],
)  # fmt: skip
def test_what_is_no_patient_identifier_is_refused(text: str) -> None:
    with pytest.raises(FormatInvalideError):
        lire_cx(text)


def test_a_professional_is_read_and_written() -> None:
    one = Xcn("899700218896", "LEFEBVRE", "CLAIRE")
    assert lire_xcn(PS) == one
    assert str(one) == PS


def test_a_system_and_a_patient_may_be_authors() -> None:
    system = "3990000015/DUI^DUI^^^^^^^&1.2.250.1.71.4.2.1&ISO^U^^^EI"
    assert lire_xcn(system) == Xcn("3990000015/DUI", "DUI", "", "1.2.250.1.71.4.2.1", "U", "EI")
    assert str(lire_xcn(system)) == system
    assert lire_xcn("1^A^B^^^^^^&1.2.250.1.213.1.4.10&ISO^D^^^NH").oid == "1.2.250.1.213.1.4.10"


@pytest.mark.parametrize("text", ["", "^A", "1^A^B^^^^^^1.2^D", "1" + "^" * 13 + "x"])
def test_what_is_no_professional_is_refused(text: str) -> None:
    with pytest.raises(FormatInvalideError):
        lire_xcn(text)


def test_an_organisation_is_read_and_written() -> None:
    one = Xon("EHPAD LES TILLEULS", "1990000015")
    assert lire_xon(STRUCTURE) == one
    assert str(one) == STRUCTURE
    assert lire_xon("Un nom seul") == Xon("Un nom seul", "", "", "")
    with pytest.raises(FormatInvalideError):
        lire_xon("a^^^^^b")


def test_signs_of_the_syntax_are_escaped_in_names() -> None:
    one = Xon(r"A & B ^ C | D ~ E \ F", "1990000015")
    assert str(one).startswith(r"A \T\ B \S\ C \F\ D \R\ E \E\ F^^^^^&")
    assert lire_xon(str(one)) == one


@given(st.text(), st.text(), st.text(min_size=1))
def test_any_name_survives(nom: str, prenom: str, number: str) -> None:
    one = Xcn(f"8{number.strip()}", f"N{nom}N", f"P{prenom}P")
    assert lire_xcn(str(one)) == one


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for reader in (lire_cx, lire_xcn, lire_xon):
        try:
            reader(text)
        except FormatInvalideError:
            continue
    lire_infos_patient((text,))


VALUES = ("PID-5|PAT-TROIS^DOMINIQUE^^^^^L", "PID-7|19790301", "PID-8|F", "PID-11|^^^^^^BDL^^51215")


def test_the_traits_of_the_source_are_read_in_any_order_and_written_in_theirs() -> None:
    infos = InfosPatient((NomPatient("PAT-TROIS", "DOMINIQUE", "L"),), "19790301", "F", "51215")
    assert lire_infos_patient(VALUES) == infos
    assert lire_infos_patient(VALUES[::-1]) == infos
    assert infos.valeurs() == VALUES


def test_several_names_come_in_one_field_or_in_two() -> None:
    legal, shown = NomPatient("A", "B", "L"), NomPatient("C", "D", "D")
    assert lire_infos_patient(("PID-5|A^B^^^^^L~C^D^^^^^D",)).noms == (legal, shown)
    assert lire_infos_patient(("PID-5|A^B^^^^^L", "PID-5|C^D^^^^^D")).noms == (legal, shown)


def test_codes_are_the_same_whatever_their_labels() -> None:
    assert Code("10", "1.2.250.1.71.1.2.7", "Médecin").same(Code("10", "1.2.250.1.71.1.2.7", "MÃ©decin"))
    assert not Code("10", "1.2.250.1.71.1.2.7").same(Code("10", "1.2.250.1.71.4.2.5"))


@pytest.mark.parametrize(
    ("text", "genre", "numero"),
    [
        ("1990000015", GenreStructure.FINESS, "990000015"),
        ("12B0000015", GenreStructure.FINESS, "2B0000015"),
        ("10B0123456", GenreStructure.FINESS, "0B0123456"),
        ("2130007602", GenreStructure.SIREN, "130007602"),
        ("313000760200016", GenreStructure.SIRET, "13000760200016"),
        ("0291234567", GenreStructure.ADELI, "291234567"),
        ("499700000001008", GenreStructure.CABINET_RPPS, "99700000001008"),
    ],
)
def test_a_national_identifier_of_a_structure_says_what_it_is(
    text: str, genre: GenreStructure, numero: str
) -> None:
    read = lire_structure(text)
    assert read == (genre, numero)
    assert str(read) == text


@pytest.mark.parametrize("text", ["", "1", "990000015", "9990000015", "1 990000015", "٣13000760200016"])
def test_what_is_no_structure_is_told(text: str) -> None:
    assert lire_structure(text) is None


@pytest.mark.parametrize(
    ("text", "genre", "numero", "interne"),
    [
        ("899700218896", GenrePs.RPPS, "99700218896", ""),
        ("0291234567", GenrePs.ADELI, "291234567", ""),
        ("3990000015/-7", GenrePs.FINESS_INTERNE, "990000015", "-7"),
        ("4130007602/a/b", GenrePs.SIREN_INTERNE, "130007602", "a/b"),
        ("513000760200016/12", GenrePs.SIRET_INTERNE, "13000760200016", "12"),
        ("699700000001008/1", GenrePs.CABINET_INTERNE, "99700000001008", "1"),
    ],
)
def test_a_national_identifier_of_a_professional_says_what_it_is(
    text: str, genre: GenrePs, numero: str, interne: str
) -> None:
    read = lire_ps(text)
    assert read == (genre, numero, interne)
    assert str(read) == text


@pytest.mark.parametrize(
    "text", ["", "8", "99700218896", "899700218896/1", "3990000015", "3990000015/", "7x"]
)
def test_what_is_no_professional_identifier_is_told(text: str) -> None:
    assert lire_ps(text) is None
