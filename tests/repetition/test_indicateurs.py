"""U1 to U8, counted by hand on short sessions; each changes when one fact does."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from simulators.repetition import file_active, seuils
from simulators.repetition.bilan import Demande, NothingPlayedError
from simulators.repetition.file_active import FileActiveError
from simulators.repetition.indicateurs import Mesure
from simulators.repetition.seuils import SeuilError
from tests.repetition.seance import ANNE, ANNE_BEFORE, CABINET, JEAN, LAC, Seance, bilan, shares

GP = "cabinet.besnard@medecin.demo.mssante.fr"
CITIZEN = f"{ANNE.lower()}@patient.demo.mssante.fr"


def morning() -> Seance:
    """Anne is found at the second try, Jean is not; her plan goes everywhere."""
    seance = Seance()
    seance.login("899700000039", "NATHALIE KERMARREC")
    seance.insi("DUPUIS", "ANNE", "1938-04-12", "01")
    seance.insi("HERMITE", "ANNE", "1938-04-12", "00", ANNE)
    seance.insi("MARTIN", "JEAN", "1950-01-20", "01")
    seance.td02(ANNE)
    seance.td21(ANNE)
    seance.mail(ANNE, GP)
    seance.mail(ANNE, CITIZEN)
    return seance


def test_a_morning_is_counted() -> None:
    assert shares(bilan(morning())) == {
        "U1": (1, 2),
        "U2": (1, 2),
        "U3": (1, 2),
        "U4": (1, 1),
        "U5": (1, None),
        "U6": (1, None),
        "U7": (1, None),
    }


def test_u1_counts_a_person_once_whatever_the_spelling() -> None:
    seance = Seance()
    seance.insi("HERMITE", "ANNE MARIE", "1938-04-12", "01")
    seance.insi("L'HERMITE", "ANNE", "1938-04-12", "00", ANNE)
    assert shares(bilan(seance))["U1"] == (1, 1)
    seance.insi("L'HERMITE", "ANNE", "1938-04-13", "01")
    assert shares(bilan(seance))["U1"] == (1, 2)


def test_a_former_number_and_todays_are_one_person() -> None:
    seance = Seance()
    seance.td02(ANNE_BEFORE)
    seance.insi("L'HERMITE", "ANNE", "1938-04-12", "00", ANNE, ins__rep__historique=(ANNE_BEFORE,))
    assert len(bilan(seance).usagers) == 1
    seance.td02(JEAN)
    assert len(bilan(seance).usagers) == 2


def test_u2_takes_an_accepted_document_or_a_mail_that_says_qualified() -> None:
    seance = Seance()
    seance.td21(ANNE, "XDSRegistryError")
    seance.mail(ANNE, GP, ins="N")
    assert shares(bilan(seance))["U2"] == (0, 1)
    seance.mail(ANNE, GP, ins="O")
    assert shares(bilan(seance))["U2"] == (1, 1)
    seance.td21(JEAN)
    assert shares(bilan(seance))["U2"] == (2, 2)


def test_u3_takes_the_plan_only() -> None:
    seance = Seance()
    seance.td21(ANNE, type_code="11490-0")
    assert shares(bilan(seance))["U3"] == (0, 1)
    seance.td21(ANNE)
    assert shares(bilan(seance))["U3"] == (1, 1)


def test_u4_counts_refusals_and_persons_without_an_open_record() -> None:
    seance = Seance()
    seance.td21(ANNE)
    seance.td21(ANNE, "XDSDuplicateUniqueIdInRegistry")
    seance.td02(JEAN, "absent")
    seance.td02(JEAN, "absent")
    assert shares(bilan(seance))["U4"] == (1, 3)
    seance.td21(JEAN, "XDSUnknownPatientId")
    assert shares(bilan(seance))["U4"] == (1, 3)


def test_u5_and_u6_tell_professionals_and_citizens_apart() -> None:
    seance = Seance()
    seance.mail(ANNE, GP, code="552")
    seance.mail(ANNE, GP, xdm=False)
    assert (shares(bilan(seance))["U5"], shares(bilan(seance))["U6"]) == ((0, None), (0, None))
    seance.mail(ANNE, GP, CITIZEN)
    assert (shares(bilan(seance))["U5"], shares(bilan(seance))["U6"]) == ((1, None), (1, None))


def test_u7_is_over_the_staff_declared() -> None:
    seance = morning()
    seance.login("899700000013", "HELENE MORVAN", "invalid_grant")
    assert shares(bilan(seance, Demande(effectif={"": 12})))["U7"] == (1, 12)
    seance.login("899700000047", "SAMIR BELKACEM")
    assert shares(bilan(seance, Demande(effectif={"": 12})))["U7"] == (2, 12)


ACTIVE = """dossier;finess;entree;sortie;mouvement
A1;990000028;2026-01-05;;2026-03-03
A1;990000028;2026-01-05;;04/03/2026
A2;990000028;2026-01-05;2026-02-20;2026-02-10
A3;990000036;2026-03-30;;
"""


def active(tmp_path: Path, text: str = ACTIVE) -> Demande:
    (tmp_path / "active.csv").write_text(text, "utf-8-sig")
    return Demande(file_active=file_active.lire(tmp_path / "active.csv"))


def test_u8_is_the_records_used_over_those_present(tmp_path: Path) -> None:
    told = bilan(morning(), active(tmp_path))
    assert shares(told)["U8"] == (2, 3)
    by_month = {one.mois.nom: one.mesures[-1] for one in told.groupe.par_mois if one.mois}
    assert by_month == {"février 2026": Mesure("U8", 1, 2), "mars 2026": Mesure("U8", 1, 2)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "ligne 1 : il manque dossier et entree"),
        ("dossier;entree\nA1;\n", "ligne 2 : un numéro de dossier et un jour d'entrée sont attendus"),
        ("dossier;entree\nA1;31/02/2026\n", "ligne 2 : « 31/02/2026 » n'est pas un jour"),
        ("dossier,entree,sortie\nA1,2026-03-02,2026-03-01\n", "ligne 2 : la sortie précède l'entrée"),
        ('dossier;entree\n"A1;2026-03-02\n', "tableau illisible"),
    ],
)
def test_a_bad_file_active_is_told_by_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(FileActiveError, match=said):
        active(tmp_path, text)


def test_a_file_active_of_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("dossier;entree\nété;2026-03-02".encode("latin-1"))
    with pytest.raises(FileActiveError, match="UTF-8"):
        file_active.lire(tmp_path / "a.csv")


def test_months_and_establishments_are_told_apart_and_persons_counted_once_in_the_group() -> None:
    seance = Seance(datetime(2026, 3, 31, 23, 59, tzinfo=UTC))
    seance.td21(ANNE)
    seance.td21(ANNE, ou=LAC)
    seance.td21(JEAN, ou=CABINET)
    told = bilan(seance)
    assert [one.mois.nom for one in told.groupe.par_mois if one.mois] == ["mars 2026", "avril 2026"]
    assert [one.etablissement.nom for one in told.etablissements] == [
        "EHPAD Les Tilleuls",
        "EHPAD Les Tilleuls du Lac",
    ]
    assert [one.total.mesures[2] for one in told.etablissements] == [Mesure("U3", 1, 1), Mesure("U3", 1, 1)]
    assert shares(told)["U3"] == (1, 1)
    assert shares(told)["U4"] == (2, 2)


def test_outside_organisations_alone_are_no_rehearsal() -> None:
    seance = Seance()
    seance.td21(JEAN, ou=CABINET)
    with pytest.raises(NothingPlayedError):
        bilan(seance)


def test_a_professional_of_two_establishments_is_of_neither() -> None:
    seance = morning()
    seance.login("899700000203", "PASCAL ROYER")
    assert {one.etablissement.nom for one in bilan(seance).etablissements} <= {
        "EHPAD Les Tilleuls",
        "Établissement non précisé",
    }


def test_no_threshold_is_built_in() -> None:
    assert seuils.lire(()) == {}
    assert seuils.atteint(Mesure("U1", 0, 10), {}) is None


def test_a_threshold_is_reached_or_not() -> None:
    wanted = seuils.lire(["U1=50", "u5=3"])
    assert seuils.atteint(Mesure("U1", 5, 10), wanted) is True
    assert seuils.atteint(Mesure("U1", 4, 9), wanted) is False
    assert seuils.atteint(Mesure("U1", 0, 0), wanted) is None
    assert seuils.atteint(Mesure("U5", 3), wanted) is True
    assert seuils.atteint(Mesure("U5", 2), wanted) is False


@pytest.mark.parametrize("written", ["U9=1", "U1", "U1=101", "U1=-5", "=50", "U1=50 %"])
def test_a_threshold_wrongly_written_is_refused(written: str) -> None:
    with pytest.raises(SeuilError):
        seuils.lire([written])
