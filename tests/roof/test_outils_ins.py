"""`socle matricule` and `socle datamatrix`, as an editor types them."""

import json
from pathlib import Path

import pytest

from tests.running import socle

TEXT = (
    "IS010000000000000000000000S1240035505090119S21.2.250.1.213.1.4.10S3MARGUERITE JEANNE<GS>S4DELAUNAY<GS>"
    "S5FS614-03-1940S755050"
)


def test_a_matricule_is_explained(home: Path) -> None:
    ended = socle("matricule", "1810363220456 60", "--oid", "1.2.250.1.213.1.4.10", home=home)
    assert ended.returncode == 1
    assert "60, fausse : 76 attendue" in ended.stdout
    assert "181036322045676^^^&1.2.250.1.213.1.4.10&ISO^NH" in ended.stdout
    (oid,) = json.loads(socle("matricule", "7160299130911", "--json", home=home).stdout)["oids"]
    assert oid["fhir"] == {
        "system": "urn:oid:1.2.250.1.213.1.4.9",
        "type": "INS-NIA",
        "use": "temp",
        "value": "716029913091147",
    }


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("matricule", "123"), "« 123 » n'a pas la forme d'un matricule INS"),
        (("matricule", "2400355050901", "--oid", "1.2.250.1.213.1.4.2"), "INS-C, hors d'usage"),
        (("datamatrix", "encode", "--nom", "DELAUNAY"), "il manque --matricule, --oid, --prenoms, --sexe"),
        (("datamatrix", "encode", "--personne", "personne"), "personne inconnue du téléservice"),
        (("datamatrix", "encode", "--personne", "camille-lecomte"), "identité impossible à coder"),
        (("datamatrix", "decode"), "il manque FICHIER"),
        (("datamatrix", "decode", "/nulle/part.png"), "lecture impossible : /nulle/part.png"),
        (("datamatrix", "lire"), "'lire' inconnu"),
    ],
)
def test_what_is_mistyped_is_told_in_one_line(home: Path, typed: tuple[str, ...], said: str) -> None:
    ended = socle(*typed, home=home)
    assert ended.returncode == 3
    assert said in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_datamatrix_is_written_then_read_from_its_image(home: Path, tmp_path: Path) -> None:
    image, drawing = tmp_path / "ins.png", tmp_path / "ins.svg"
    written = socle(
        *("datamatrix", "encode", "--personne", "marguerite-delaunay"),
        *("--png", str(image), "--svg", str(drawing)),
        home=home,
    )
    assert (written.returncode, written.stdout) == (0, TEXT + "\n")
    assert drawing.read_text("utf-8").startswith("<svg ")
    (read,) = json.loads(socle("datamatrix", "decode", str(image), "--json", home=home).stdout)
    assert (read["conforme"], read["identite"]["nom_naissance"]) == (True, "DELAUNAY")


def test_an_identity_is_typed(home: Path) -> None:
    traits = ("--prenoms", "TOUSSAINT", "--nom", "ADRTROIS", "--sexe", "M", "--date", "1960-01-01")
    typed = ("--matricule", "160012B020777 13", "--oid", "1.2.250.1.213.1.4.8", *traits)
    written = socle("datamatrix", "encode", *typed, home=home)
    assert written.stdout == (
        "IS010000000000000000000000S1160012B02077713S21.2.250.1.213.1.4.8<GS>S3TOUSSAINT<GS>S4ADRTROIS<GS>"
        "S5MS601-01-1960\n"
    )


@pytest.mark.parametrize("command", [("datamatrix", "decode"), ("check",)])
def test_a_bad_text_is_told_with_what_was_expected(
    home: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    saved = tmp_path / "douchette.txt"
    saved.write_text(TEXT.replace("<GS>", "") + "\r\n", "utf-8")
    ended = socle(*command, str(saved), home=home)
    assert ended.returncode == 1
    assert "[erreur] Il manque un séparateur (ASCII 29)" in ended.stdout
    assert "« S3 » → S3, ASCII 29" in ended.stdout
    english = socle(*command, str(saved), "--lang", "en", home=home)
    assert "[error] A separator (ASCII 29) is missing" in english.stdout
    (told,) = json.loads(socle(*command, str(saved), "--json", home=home).stdout)
    assert told["identite"]["liste_prenoms"] == "MARGUERITE JEANNE"
