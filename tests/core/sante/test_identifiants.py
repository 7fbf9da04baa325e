"""Keys and shapes of national identifiers, on published values."""

import pytest

from simulators.core.sante import cog, luhn, matricule, oids
from simulators.core.sante.fictif import est_fictif
from simulators.core.sante.noms import convertir, permis


@pytest.mark.parametrize(
    "complet",
    [
        "160012B02077713",
        "297022A02077878",
        "275126322074974",
        "181016322075140",
        "180032B02040123",
        "181036322045676",
        "109076322083489",
        "209076322083439",
        "236066322083656",
        "114026322083356",
        "110086322083060",
        "277076322082910",
        "109076322088835",
        "101066322075460",
        "279035121518989",
    ],
)
def test_the_key_of_a_published_matricule_is_computed(complet: str) -> None:
    assert matricule.cle(complet[:13]) == complet[13:]
    assert matricule.valide(complet)


def test_a_wrong_key_a_wrong_length_and_a_wrong_letter_are_told() -> None:
    assert not matricule.valide("181036322045660")
    assert matricule.cle("2810363220456") == "26"
    assert not matricule.valide("1810363220456")
    assert not matricule.valide("160012C02077713")
    assert not matricule.valide("1600A2B02077713")
    with pytest.raises(matricule.MatriculeInvalideError):
        matricule.cle("16001A0020777")
    with pytest.raises(matricule.MatriculeInvalideError):
        matricule.cle("")


def test_the_shape_of_a_matricule_is_that_of_the_schemas() -> None:
    assert matricule.en_forme("160012B020777")
    assert not matricule.en_forme("160012b020777")
    assert not matricule.en_forme("16001B2020777")


@pytest.mark.parametrize(
    ("code", "shaped"), [("63220", True), ("2A004", True), ("2B020", True), ("99350", True)]
)
def test_a_geographic_code_has_five_characters(code: str, shaped: bool) -> None:
    assert cog.en_forme(code) is shaped


@pytest.mark.parametrize("code", ["", "6322", "632200", "2C004", "2a004", "PARIS", "75 01", "６３２２０"])
def test_what_is_no_geographic_code_is_told(code: str) -> None:
    assert not cog.en_forme(code)


def test_a_country_is_told_from_a_commune() -> None:
    assert cog.ne_a_l_etranger("99350")
    assert not cog.ne_a_l_etranger("63220")


@pytest.mark.parametrize("number", ["49927398716", "79927398713", "18", "0"])
def test_luhn_accepts_known_numbers(number: str) -> None:
    assert luhn.valide(number)


def test_luhn_refuses_a_changed_digit_and_computes_the_key() -> None:
    assert not luhn.valide("49927398717")
    assert not luhn.valide("")
    assert not luhn.valide("4992739871a")
    assert luhn.cle("4992739871") == "6"


def test_rpps_and_finess_have_their_length() -> None:
    assert luhn.rpps_valide("49927398716")
    assert not luhn.rpps_valide("18")
    assert luhn.finess_valide("000000018")
    assert not luhn.finess_valide("49927398716")


@pytest.mark.parametrize(
    ("value", "fictional"),
    [
        ("160012B020777", True),
        ("160012B02077713", True),
        ("1 60 01 2B 020 777 13", True),
        ("2090663220123", True),
        ("2400355050901", True),
        ("240035505090119", True),
        ("2400355050899", False),
        ("2400375056901", False),
        ("1850575111222", False),
        ("185057511122284", False),
        ("13", True),
        ("", True),
    ],
)
def test_only_published_matricules_and_ours_are_nobody_s(value: str, fictional: bool) -> None:
    assert est_fictif(value) is fictional


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("Hélène", "HELENE"),
        ("CŒUR", "COEUR"),
        ("D’ÆION", "D'AEION"),
        ("François", "FRANCOIS"),
        ("  De  Vinci ", "DE VINCI"),
        ("L' Hérault", "L'HERAULT"),
        ("Jean‑Marc", "JEAN-MARC"),
        ("e\u0301tienne", "ETIENNE"),
        ("", ""),
        ("ADR3", "ADR3"),
    ],
)
def test_a_name_is_converted_as_the_software_must(written: str, sent: str) -> None:
    assert convertir(written) == sent


def test_a_letter_without_equivalent_stays_and_is_not_admitted() -> None:
    assert convertir("Ørsted") == "ØRSTED"
    assert not permis("ØRSTED")
    assert permis("D'ARTAGNAN DE L-HERAULT")


def test_the_oids_of_the_ins() -> None:
    assert (oids.INS_NIR, oids.INS_NIA) == ("1.2.250.1.213.1.4.8", "1.2.250.1.213.1.4.9")
    assert (oids.INS_NIR_TEST, oids.INS_NIR_DEMO) == ("1.2.250.1.213.1.4.10", "1.2.250.1.213.1.4.11")
