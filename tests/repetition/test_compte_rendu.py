"""The page a key user reads: words only, what to settle first, and figures that follow the facts."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path

from simulators.repetition.bilan import Bilan, Demande
from simulators.repetition.mise_en_service import MOTS
from simulators.repetition.page import rendre
from simulators.repetition.tableau import en_csv, en_json
from tests.repetition.seance import ANNE, JEAN, Seance, bilan
from tests.repetition.test_indicateurs import morning
from tests.running import Running, socle
from tests.scenarios.test_reports import Page


def text(of: Bilan) -> str:
    return Page(rendre(of, "1.2.3")).text


def settled(of: Bilan) -> list[str]:
    return [one.constat for one in of.points]


def test_the_page_stands_alone_and_closes_its_tags() -> None:
    source = rendre(bilan(morning()), "1.2.3")
    assert Page(source).addresses == []
    assert "url(" not in source
    assert "<script" not in source


def test_the_first_lines_say_who_what_went_wrong_and_what_remains() -> None:
    seen = text(bilan(morning()))
    assert "Le 2 mars 2026 · EHPAD Les Tilleuls" in seen
    assert "2 usagers concernés, 1 professionnel connecté. Aucun appel refusé. 2 points à régler" in seen
    assert "MARTIN Jean : le téléservice n'a pas trouvé cette personne." in seen
    assert "Vérifiez le nom de naissance (et non le nom d'usage)" in seen


def test_no_code_nor_markup_is_shown_outside_the_note_on_counting() -> None:
    seen = text(bilan(morning()))
    before, _, after = seen.partition("Comment c'est compté")
    after = after.partition("À comparer avec le tableau de bord")[2]
    codes = r"\bU[1-8]\b|80788|TD[0-9]|SOAP|XML|VIHF|insi_|\b0[012]\b|[{}<>]|@|None|1\.2\.250"
    assert not re.search(codes, before + after)


def test_nothing_is_left_when_all_succeeded_and_each_step_is_ticked() -> None:
    seance = Seance()
    seance.login("899700000039", "NATHALIE KERMARREC")
    seance.insi("HERMITE", "ANNE", "1938-04-12", "00", ANNE)
    seance.td21(ANNE)
    seance.mail(ANNE, "cabinet.besnard@medecin.demo.mssante.fr")
    told = bilan(seance, Demande(faites=frozenset(MOTS)))
    assert settled(told) == []
    assert "Rien à régler : la répétition est complète." in text(told)
    without_one = bilan(seance, Demande(faites=frozenset(MOTS) - {"cnda"}))
    assert settled(without_one) == ["Mise en service : 1 étape à faire ou à confirmer."]


def test_what_was_not_rehearsed_is_told() -> None:
    seance = Seance()
    seance.td02(JEAN)
    assert settled(bilan(seance, Demande(faites=frozenset(MOTS)))) == [
        "Personne ne s'est connecté par Pro Santé Connect.",
        "Aucune identité n'a été recherchée.",
        "Aucun document n'a été accepté au DMP.",
        "Aucun courriel n'est parti par la messagerie.",
    ]


def test_refusals_are_told_once_with_their_number() -> None:
    seance = morning()
    seance.td21(ANNE, "XDSRegistryError")
    seance.td21(ANNE, "XDSRegistryError")
    told = bilan(seance)
    assert [(one.phrase, one.fois, one.repris) for one in told.refus] == [("Refus de dmp.td21.", 2, False)]
    assert "2 appels refusés." in text(told)
    assert "Refus de dmp.td21." in settled(told)


def test_a_refusal_overcome_for_the_same_person_is_not_to_be_settled() -> None:
    seance = morning()
    seance.td21(JEAN, "XDSRegistryError")
    seance.td21(ANNE)
    assert "Refus de dmp.td21." in settled(bilan(seance))
    seance.td21(JEAN)
    told = bilan(seance)
    assert [(one.fois, one.repris) for one in told.refus] == [(1, True)]
    assert "Refus de dmp.td21." not in settled(told)
    assert "Repris ensuite avec succès" in text(told)


def test_a_threshold_not_reached_is_to_be_settled_and_a_reached_one_is_not() -> None:
    told = bilan(morning(), Demande(seuils={"U1": 60, "U3": 50}))
    assert "Identités trouvées : 50 %, pour un seuil de 60 % que vous avez fixé." in settled(told)
    assert not any("Projets" in one for one in settled(told))
    assert "60 % · À améliorer" in text(told)
    assert "50 % · Atteint" in text(told)


def test_without_threshold_no_percentage_is_asked() -> None:
    assert "Votre seuil" not in text(bilan(morning()))


def test_the_dashboard_counts_are_side_by_side() -> None:
    seance = morning()
    seance.mail(ANNE, "cabinet.besnard@medecin.demo.mssante.fr", ins="N")
    (part,) = bilan(seance).etablissements
    assert [(one.nom.fr, one.total, one.qualifiees, one.sans) for one in part.total.compteurs] == [
        ("Recherches d'identité réussies", 1, None, None),
        ("Recherches sans résultat ou refusées", 2, None, None),
        ("Documents acceptés au DMP", 1, 1, 0),
        ("Documents refusés au DMP", 0, None, None),
        ("Courriels aux professionnels", 2, 1, 1),
        ("Courriels aux usagers", 1, 1, 0),
        ("Courriels refusés", 0, None, None),
    ]


def test_a_year_is_set_beside_the_one_before() -> None:
    seance = Seance(datetime(2025, 12, 31, 23, 59, tzinfo=UTC))
    for _ in range(3):
        seance.td21(ANNE)
    (part,) = bilan(seance).etablissements
    assert [(one.an, one.compteurs[2].total) for one in part.par_an] == [(2025, 1), (2026, 2)]
    assert "Décembre 2025 Janvier 2026 2025 2026 Total" in text(bilan(seance))
    assert "2026 Total" in text(bilan(morning()))
    assert "2026 2026 Total" not in text(bilan(morning()))


def test_the_report_claims_nothing() -> None:
    seen = text(bilan(morning()))
    assert "Il n'est pas une certification et n'en remplace aucune." in seen
    assert "L'autorisation du CNDA" in seen
    assert "ils ne valent pas pour un paiement" in seen


def test_the_same_session_gives_the_same_files() -> None:
    first, second = bilan(morning()), bilan(morning())
    assert rendre(first, "1") == rendre(second, "1")
    assert en_csv(first) == en_csv(second)
    assert en_json(first) == en_json(second)


def test_the_spreadsheet_holds_one_line_per_indicator_and_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(en_csv(bilan(morning()))), delimiter=";"))
    (u1,) = [one for one in rows if one["code"] == "U1" and one["periode"] == "total" and one["finess"]]
    assert (u1["etablissement"], u1["nombre"], u1["sur"], u1["part"]) == (
        "EHPAD Les Tilleuls",
        "1",
        "2",
        "50",
    )
    assert json.loads(en_json(bilan(morning())))["certification"] is False


def test_a_name_sent_by_a_client_is_shown_as_text() -> None:
    seance = Seance()
    seance.insi("<script>alert(1)</script>", "X", "1938-04-12", "00", ANNE)
    assert "<script" not in rendre(bilan(seance), "1")


def test_the_command_tells_a_real_journal(home: Path, tmp_path: Path, running: Running, espace: str) -> None:
    target = ("--target", str(running.ready_path))
    assert socle("play", "INS-02", *target, "--espace", espace, home=home).returncode == 0
    journal = tmp_path / "journal.zip"
    assert socle("espace", "journal", espace, str(journal), *target, home=home).returncode == 0
    told = ("--out", str(tmp_path / "cr"), "--effectif", "990000028=4")
    done = socle("compte-rendu", str(journal), *told, home=home)
    assert (done.returncode, done.stderr) == (0, "")
    page = Page((tmp_path / "cr" / "compte-rendu.html").read_text("utf-8"))
    assert "EHPAD Les Tilleuls" in page.text
    assert "Aucun document n'a été accepté au DMP." in page.text
    assert (tmp_path / "cr" / "compte-rendu.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_service_that_was_down_is_told_as_refused_then_overcome(
    home: Path, tmp_path: Path, running: Running, espace: str
) -> None:
    target = ("--target", str(running.ready_path))
    assert socle("play", "TR-04", *target, "--espace", espace, home=home).returncode == 0
    journal = tmp_path / "journal.zip"
    assert socle("espace", "journal", espace, str(journal), *target, home=home).returncode == 0
    assert socle("compte-rendu", str(journal), "--out", str(tmp_path), home=home).returncode == 0
    told = json.loads((tmp_path / "compte-rendu.json").read_text("utf-8"))
    assert sum(one["fois"] for one in told["refus"]) == 3
    assert [one["repris"] for one in told["refus"]] == [True]
    assert told["groupe"]["total"]["indicateurs"]["U4"] == {"nombre": 1, "sur": 4, "part": 25}


def test_the_command_says_what_is_wrong(home: Path, tmp_path: Path) -> None:
    (tmp_path / "j.jsonl").write_text("{", "utf-8")
    journal = str(tmp_path / "j.jsonl")
    for arguments, said in (
        ((journal,), "ce n'est pas un journal de simulateur"),
        ((journal, "--seuil", "U9=1"), "seuil illisible : U9=1"),
        ((journal, "--fait", "tout"), "étape de mise en service inconnue : tout"),
        ((journal, "--effectif", "douze"), "effectif illisible : douze"),
        ((journal, "--file-active", str(tmp_path / "non.csv")), "lecture impossible"),
    ):
        done = socle("compte-rendu", *arguments, "--out", str(tmp_path / "cr"), home=home)
        assert done.returncode == 3
        assert said in done.stderr


def test_two_journals_are_a_group_and_an_exchange_counts_once(
    home: Path, tmp_path: Path, running: Running, espace: str
) -> None:
    target = ("--target", str(running.ready_path))
    assert socle("play", "INS-01", *target, "--espace", espace, home=home).returncode == 0
    first, second = tmp_path / "un.zip", tmp_path / "deux.zip"
    assert socle("espace", "journal", espace, str(first), *target, home=home).returncode == 0
    assert socle("play", "INS-02", *target, "--espace", espace, home=home).returncode == 0
    assert socle("espace", "journal", espace, str(second), *target, home=home).returncode == 0
    both = socle("compte-rendu", str(first), str(second), "--json", "--out", str(tmp_path), home=home)
    alone = socle("compte-rendu", str(second), "--json", "--out", str(tmp_path), home=home)
    assert json.loads(both.stdout)["groupe"] == json.loads(alone.stdout)["groupe"]
    assert json.loads(both.stdout)["groupe"]["total"]["indicateurs"]["U1"]["sur"] >= 1
