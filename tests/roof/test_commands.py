"""The `socle` commands: what scripts rely on is their exit code, their JSON, their one French line."""

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.roof.insi import envelope, search
from tests.running import Running, socle

COMMANDS = (
    *("serve", "demo", "play", "run", "judge", "check", "espace", "insi", "pki", "fidelity"),
    *("coverage", "doctor"),
    *("matricule", "datamatrix", "reindex"),
)


def test_the_help_names_every_command_and_loads_nothing_heavy(home: Path) -> None:
    shown = socle("--help", home=home)
    assert shown.returncode == 0
    assert [name for name in COMMANDS if f"  {name} " not in shown.stdout] == []
    script = (
        "import sys, simulators.cli; simulators.cli.main(['--help']); print(*sys.modules, file=sys.stderr)"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    heavy = {
        "fastapi",
        "starlette",
        "uvicorn",
        "sqlalchemy",
        "lxml",
        "cryptography",
        "pydantic",
        "httpx",
        "yaml",
    }
    assert heavy.isdisjoint(loaded.stderr.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_its_help_in_french(home: Path, name: str) -> None:
    shown = socle(name, "--help", home=home)
    assert shown.returncode == 0
    assert shown.stdout.startswith(f"Utilisation : socle {name}")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("voler",), "commande inconnue : voler"),
        (("play",), "il manque : NOM"),
        (("serve", "--port-base", "x"), "--port-base attend un nombre entier, pas 'x'"),
        (("serve", "--vite"), "argument inconnu : --vite"),
        (("espace", "create"), "il manque NOM"),
        (("espace", "vider"), "'vider' inconnu"),
        (("check", "/nulle/part.xml"), "lecture impossible : /nulle/part.xml"),
        (("judge", "/nulle/part.zip"), "lecture impossible : /nulle/part.zip"),
        (("fidelity", "--service", "sesam"), "service inconnu : sesam (au choix : ins, dmp, mss, psc)"),
        (("play", "INS-999"), "scénario inconnu : INS-999"),
    ],
)
def test_what_is_wrongly_typed_is_said_in_one_french_line(
    home: Path, tmp_path: Path, running: Running, typed: tuple[str, ...], said: str
) -> None:
    target = ("--target", str(running.ready_path)) if typed[0] in {"play", "espace"} else ()
    ended = socle(*typed, *(target if len(typed) > 1 else ()), home=home, cwd=tmp_path)
    assert ended.returncode == 3
    assert said in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_simulator_that_is_not_there_is_said_so(home: Path, tmp_path: Path, running: Running) -> None:
    nowhere = socle("espace", "list", "--target", str(tmp_path / "absent.json"), home=home)
    assert nowhere.returncode == 3
    assert "aucun simulateur prêt" in nowhere.stderr
    gone = tmp_path / "gone.json"
    gone.write_text(json.dumps({**running.ready, "control": {"url": "http://127.0.0.1:9/api", "token": "x"}}))
    ended = socle("espace", "list", "--target", str(gone), home=home)
    assert (ended.returncode, ended.stderr.count("\n")) == (3, 1)
    assert "ne répond pas" in ended.stderr
    other = tmp_path / "other.json"
    other.write_text("[]")
    assert (
        "ce n'est pas le fichier « prêt »"
        in socle("espace", "list", "--target", str(other), home=home).stderr
    )


def test_an_espace_lives_its_whole_life_from_the_command_line(
    home: Path, tmp_path: Path, running: Running, espace: str, api: httpx.Client
) -> None:
    def typed(*words: str) -> "subprocess.CompletedProcess[str]":
        return socle("espace", *words, "--target", str(running.ready_path), home=home, cwd=tmp_path)

    person = f"/espaces/{espace}/personnes/adrtrois-toussaint"
    assert espace in typed("list").stdout.splitlines()
    assert espace in json.loads(typed("list", "--json").stdout)
    assert typed("create", espace).returncode == 3
    assert typed("snapshot", espace, "matin").returncode == 0
    api.patch(person, json={"reference.nom_naissance": "SOIR"})
    assert typed("restore", espace, "matin").returncode == 0
    assert api.get(person).json()["reference"]["nom_naissance"] == "ADRTROIS"
    assert typed("restore", espace, "soir").stderr == "socle : Instantané inconnu : soir\n"
    api.patch(person, json={"reference.nom_naissance": "SOIR"})
    assert typed("reset", espace).returncode == 0
    assert api.get(person).json()["reference"]["nom_naissance"] == "ADRTROIS"
    assert typed("export", espace, "valise.socle").returncode == 0
    assert typed("import", f"{espace}z", "valise.socle").returncode == 0
    assert typed("journal", espace, "journal.zip").returncode == 0
    assert typed("delete", f"{espace}z").returncode == 0
    assert f"{espace}z" not in typed("list").stdout


def test_the_certificates_are_copied_with_their_passwords(
    home: Path, tmp_path: Path, running: Running
) -> None:
    folder = tmp_path / "certificats"
    ended = socle("pki", "export", str(folder), "--target", str(running.ready_path), home=home)
    assert ended.returncode == 0
    assert (folder / "insi_auto.p12").read_bytes()
    assert "PRIVATE KEY" in (folder / "cps_sign.key.pem").read_text()
    assert (folder / "ca.pem").read_text().count("BEGIN CERTIFICATE") == 3
    password = running.ready["pki"]["clients"]["insi_auto"]["password"]
    assert f"insi_auto.p12 {password}" in (folder / "passwords.txt").read_text().splitlines()


def test_a_saved_envelope_is_checked_without_a_simulator(home: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "bon.xml", tmp_path / "mauvais.xml"
    good.write_bytes(envelope("DE VINCI", "LEONARDO", "M", "2014-02-01", idam="SOC26DU01LE0"))
    bad.write_bytes(envelope("de Vinci", "LEONARDO", "M", "2014-02-01", idam="SOC26DU01LE0"))
    assert socle("check", str(good), home=home).returncode == 0
    ended = socle("check", str(bad), home=home)
    assert ended.returncode == 1
    assert "[erreur]" in ended.stdout
    assert "NomNaissance" in ended.stdout
    (told,) = json.loads(socle("check", "--json", str(bad), home=home).stdout)
    errors = [one for one in told["findings"] if one["severity"] == "error"]
    assert [one["found"] for one in errors] == ["de Vinci"]
    assert errors[0]["place"]["line"] == 12


def test_an_envelope_that_cannot_be_read_is_told_as_the_service_would(home: Path, tmp_path: Path) -> None:
    whole = envelope("DE VINCI", "LEONARDO", "M", "2014-02-01", idam="SOC26DU01LE0")
    wrong = {
        "coupee.xml": (whole[:-12], "ins.xml.malforme"),
        "soap11.xml": (
            whole.replace(
                b"http://www.w3.org/2003/05/soap-envelope", b"http://schemas.xmlsoap.org/soap/envelope/"
            ),
            "ins.soap.version",
        ),
        "latin.xml": (whole.replace(b"DE VINCI", b"D\xc9 VINCI"), "ins.xml.encodage"),
    }
    for name, (data, rule) in wrong.items():
        (tmp_path / name).write_bytes(data)
        ended = socle("check", str(tmp_path / name), home=home)
        assert (ended.returncode, rule in ended.stdout) == (1, True), ended
        assert "bytes" not in ended.stdout


def test_what_the_system_refuses_is_said_in_french(home: Path, tmp_path: Path) -> None:
    absent = socle("check", str(tmp_path / "rien.xml"), home=home)
    assert absent.stderr == f"socle : lecture impossible : {tmp_path}/rien.xml (n'existe pas)\n"
    folder = socle("judge", str(tmp_path), home=home)
    assert folder.stderr == (
        f"socle : aucun essai enregistré dans {tmp_path} (dossier d'un « socle run --resume »)\n"
    )


def test_a_file_that_is_no_message_is_said_so(home: Path, tmp_path: Path) -> None:
    for name, data in (("vide.xml", b""), ("image.png", b"\x89PNG"), ("autre.xml", b"<a/>")):
        (tmp_path / name).write_bytes(data)
        ended = socle("check", str(tmp_path / name), home=home)
        assert (ended.returncode, ended.stderr.count("\n")) == (3, 1)
        assert "message non reconnu" in ended.stderr


def test_the_fidelity_register_is_a_table_or_json(home: Path) -> None:
    table = socle("fidelity", home=home)
    assert table.returncode == 0
    line = next(line for line in table.stdout.splitlines() if line.startswith("  desir_550 "))
    assert " vu " in line
    register = json.loads(socle("fidelity", "--json", home=home).stdout)
    assert {one["key"] for one in register["ins"]["errors"]} >= {"00", "01", "02", "desir_550", "desir_560"}


def test_reindexing_says_how_many_exchanges_were_read(home: Path, running: Running, espace: str) -> None:
    with running.client() as client:
        search(client, running.ready, espace)
    ended = socle("reindex", "--espace", espace, "--target", str(running.ready_path), home=home)
    assert ended.stdout == "1 échanges relus, 0 changés\n"


def test_a_scenario_is_played_rightly_then_wrongly(
    home: Path, tmp_path: Path, running: Running, espace: str
) -> None:
    aimed = ("--target", str(running.ready_path), "--espace", espace)
    right = socle("play", "INS-01", *aimed, "--report", str(tmp_path), home=home)
    assert right.returncode == 0, right.stdout + right.stderr
    assert (tmp_path / "report.html").exists()
    assert (tmp_path / "junit.xml").exists()
    assert json.loads((tmp_path / "report.json").read_text())["every_check_passed"] is True


def test_a_dui_under_test_is_followed_then_judged(home: Path, running: Running, espace: str) -> None:
    """Nothing was played before Enter: nothing was proven, and that is no success."""
    aimed = ("--target", str(running.ready_path), "--espace", espace)
    ended = socle("run", "INS-01", *aimed, "--json", home=home, input="\n")
    assert ended.returncode == 1
    (scenario,) = json.loads(ended.stdout)["scenarios"]
    assert scenario["every_check_passed"] is False


def test_a_journal_that_was_sent_is_judged(home: Path, tmp_path: Path, running: Running, espace: str) -> None:
    aimed = ("--target", str(running.ready_path))
    socle("play", "INS-01", *aimed, "--espace", espace, home=home)
    journal = tmp_path / "journal.zip"
    socle("espace", "journal", espace, str(journal), *aimed, home=home)
    ended = socle("judge", str(journal), "--scenario", "INS-01", "--json", home=home)
    (scenario,) = json.loads(ended.stdout)["scenarios"]
    assert scenario["every_check_passed"] is True
    assert ended.returncode == 0
    journal.write_bytes(b"rien")
    assert socle("judge", str(journal), home=home).returncode == 3
