"""The key and the digits of published matricules, and how each standard writes them."""

import pytest

from simulators.core.sante.identifiants import Cx
from simulators.core.sante.matricule import MatriculeInvalideError, cle, lire, valide
from simulators.core.sante.oids import CONFUSIONS, hl7_v2, racine

PUBLISHED = """
    160012B020777 13 | 297022A020778 78 | 2751263220749 74 | 1810163220751 40 | 180032B020401 23
    1810363220456 76 | 1090763220834 89 | 2360663220836 56 | 1140263220833 56 | 1100863220830 60
    2770763220829 10 | 1090763220888 35 | 1010663220754 60 | 2790351215189 89 | 2810363220456 26
"""


@pytest.mark.parametrize(
    "pair", [one.split() for one in PUBLISHED.replace("\n", "|").split("|") if one.strip()]
)
def test_the_key_of_every_published_matricule(pair: list[str]) -> None:
    number, key = pair
    assert cle(number) == key
    assert valide(number + key)


def test_a_misprinted_key_is_known_and_the_right_one_told() -> None:
    read = lire("1810363220456 60")
    assert (read.cle, read.cle_attendue) == ("60", "76")


def test_a_matricule_is_taken_apart() -> None:
    read = lire("1 60 01 2b 020 777 13")
    assert (read.matricule, read.sexe, read.annee, read.mois) == ("160012B020777", "M", "60", "01")
    assert (read.departement, read.commune, read.cog, read.ordre) == ("2B", "020", "2B020", "777")
    assert (read.attente, read.ne_a_l_etranger) == (False, False)


def test_a_waiting_number_and_a_birth_abroad_are_told() -> None:
    read = lire("7160299130911")
    assert (read.attente, read.sexe, read.ne_a_l_etranger, read.cog) == (True, "M", True, "99130")
    assert (read.cle, read.cle_attendue) == ("", "47")


@pytest.mark.parametrize(
    "value", ["", "24003550509", "24003550509011", "2400355050901AB", "24003550509X1", "²" * 13]
)
def test_what_is_no_matricule_is_refused(value: str) -> None:
    with pytest.raises(MatriculeInvalideError):
        lire(value)


@pytest.mark.parametrize(
    ("oid", "nature", "emploi", "type_", "use"),
    [
        ("1.2.250.1.213.1.4.8", "NIR", "réel", "INS-NIR", "official"),
        ("1.2.250.1.213.1.4.9", "NIA", "réel", "INS-NIA", "temp"),
        ("1.2.250.1.213.1.4.10", "NIR", "test", "INS-NIR-TEST", "official"),
        ("1.2.250.1.213.1.4.11", "NIR", "démonstration", "INS-NIR-DEMO", "official"),
    ],
)
def test_the_four_oids(oid: str, nature: str, emploi: str, type_: str, use: str) -> None:
    found = racine(f"urn:oid:{oid}")
    assert found == racine(oid)
    assert found is not None
    assert (found.nature, found.emploi, found.type, found.use, found.urn) == (
        nature,
        emploi,
        type_,
        use,
        f"urn:oid:{oid}",
    )


def test_an_oid_met_in_the_field_in_place_of_the_ins_is_none_of_them() -> None:
    assert racine("1.2.250.1.213.1.4.2") is None
    assert CONFUSIONS["1.2.250.1.213.1.4.2"].fr == "INS-C, hors d'usage"


def test_an_ins_in_hl7_v2_and_in_xds() -> None:
    test = racine("1.2.250.1.213.1.4.10")
    assert test is not None
    assert hl7_v2("279035121518989", test, "20200101") == (
        "279035121518989^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.10&ISO^INS^^20200101"
    )
    assert str(Cx("279035121518989", test.oid)) == "279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH"
