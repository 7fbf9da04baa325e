"""`socle doctor`: what it looks at on a real machine, and each verdict."""

import json
import os
import socket
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from simulators.config import Settings
from simulators.doctor import certificates, clock, folders
from simulators.doctor.installation import client
from simulators.doctor.model import Line, Verdict
from simulators.doctor.surroundings import proxy
from tests.running import SOCLE, Running, clean_environment, simulator, socle

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC).timestamp()
PORTS = (8143, 8144, 8400, 8441, 8442, 8443, 8444, 8451, 8452, 8454, 8587, 8588)


def _lines(told: "subprocess.CompletedProcess[str]") -> dict[str, dict[str, Any]]:
    return {line["looked_at"]: line for line in json.loads(told.stdout)["lines"]}


def test_all_is_said_in_french_and_in_english(home: Path) -> None:
    french, english = (
        socle("doctor", "--port-base", "0", "--lang", lang, home=home) for lang in ("fr", "en")
    )
    assert (french.returncode, english.returncode) == (0, 0)
    for subject in ("Python", "socle-client", "Extra schematron", "Noms Python", "Simulateur en marche"):
        assert f"  {subject} " in french.stdout
    for subject in ("Ports", "Data (temporary folder)", "Ready file", "Certificates", "Clock", "Proxy"):
        assert f"  {subject} " in english.stdout
    assert french.stderr == english.stderr == ""


def test_a_taken_port_is_named_with_who_holds_it(home: Path) -> None:
    base = _free_base()
    with socket.create_server(("127.0.0.1", base + 41)):
        told = socle("doctor", "--port-base", str(base), "--json", home=home)
    lines = _lines(told)
    assert told.returncode == 1
    taken = lines[f"Port {base + 41} (ins.mtls)"]
    assert taken["verdict"] == "problem"
    assert f"(processus {os.getpid()})" in taken["found"]
    assert "--port-base" in taken["way_out"]
    assert lines["Ports"]["found"].startswith("11 libres")


def test_the_ports_of_the_running_simulator_are_no_problem(home: Path) -> None:
    base = _free_base()
    with simulator("--port-base", str(base), home=home) as one:
        typed = ("doctor", "--port-base", str(base), "--json", "--target", str(one.ready_path))
        told = socle(*typed, home=home)
        lines = _lines(told)
        assert told.returncode == 0
        assert (
            f"12 déjà servis par le simulateur en marche (processus {one.process.pid})"
            in (lines["Ports"]["found"])
        )
        assert one.ready["control"]["url"] in lines["Simulateur en marche"]["found"]
        one.stop()
        assert _lines(socle(*typed, home=home))["Ports"]["found"].startswith("12 libres")


def test_only_the_services_asked_for_are_looked_at(home: Path) -> None:
    told = socle("doctor", "--port-base", str(_free_base()), "--only", "ins", "--json", home=home)
    assert _lines(told)["Ports"]["found"].startswith("3 libres")


def test_a_simulator_that_is_not_there_is_a_problem_when_it_was_named(home: Path, tmp_path: Path) -> None:
    told = socle("doctor", "--port-base", "0", "--target", str(tmp_path / "r.json"), "--json", home=home)
    assert told.returncode == 1
    assert _lines(told)["Simulateur en marche"]["way_out"] == "lancez « socle serve »"


def test_another_version_is_a_problem(home: Path, tmp_path: Path, running: Running) -> None:
    other = tmp_path / "ready.json"
    other.write_text(json.dumps({**running.ready, "version": "7.3.1"}))
    told = socle("doctor", "--port-base", "0", "--target", str(other), "--json", home=home)
    assert told.returncode == 1
    assert "version 7.3.1" in _lines(told)["Simulateur en marche"]["found"]


def test_a_data_folder_to_be_made_is_fine_and_one_that_cannot_be_is_not(home: Path, tmp_path: Path) -> None:
    fine = socle("doctor", "--port-base", "0", "--data", str(tmp_path / "a" / "b"), "--json", home=home)
    assert "sera créé" in _lines(fine)["Données"]["found"]
    assert not (tmp_path / "a").exists()
    wrong = socle("doctor", "--port-base", "0", "--data", "/dev/null/ici", "--json", home=home)
    assert wrong.returncode == 1
    assert _lines(wrong)["Données"] == {
        "looked_at": "Données",
        "verdict": "problem",
        "found": "/dev/null n'est pas un dossier",
        "way_out": "donnez un autre dossier : --data DIR",
    }


def test_a_nearly_full_disk_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def verdict(free: int) -> Verdict:
        usage = type("Usage", (), {"free": free})
        monkeypatch.setattr("shutil.disk_usage", lambda _: usage)
        return next(folders.lines(Settings(data=tmp_path))).verdict

    assert verdict(2_000_000_000) is Verdict.OK
    assert verdict(200_000_000) is Verdict.WARNING
    assert verdict(10_000_000) is Verdict.PROBLEM


def test_certificates_are_judged_by_the_real_time(running: Running, home: Path) -> None:
    settings = Settings(pki=home / "socle" / "pki")
    today = datetime.now(UTC)

    def verdict(when: datetime) -> Verdict:
        return next(certificates.lines(settings, when)).verdict

    assert verdict(today) is Verdict.OK
    assert verdict(today + timedelta(days=3650 - 10)) is Verdict.WARNING
    assert verdict(today + timedelta(days=36500)) is Verdict.PROBLEM
    assert verdict(today - timedelta(days=3650)) is Verdict.PROBLEM


def test_an_authority_that_is_none_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("rien")
    settings = Settings(pki=tmp_path / "absent", trust=(tmp_path / "ca.pem",))
    own, added = certificates.lines(settings, datetime.now(UTC))
    assert own.found.fr.startswith("faits au premier démarrage")
    assert (added.verdict, added.way_out.fr) == (Verdict.PROBLEM, "corrigez --trust")


@pytest.mark.parametrize(
    ("now", "installed", "disk", "verdict"),
    [
        (NOW, NOW - 1000, 0.01, Verdict.OK),
        (0.0, 0.0, 0.0, Verdict.PROBLEM),
        (NOW, NOW + 200_000, 0.0, Verdict.PROBLEM),
        (NOW, NOW - 1000, -40.0, Verdict.WARNING),
    ],
)
def test_a_clock_is_plausible_or_not(now: float, installed: float, disk: float, verdict: Verdict) -> None:
    assert clock.judged(now, installed, disk).verdict is verdict


@pytest.mark.parametrize(
    ("environment", "verdict"),
    [
        ({}, Verdict.OK),
        ({"HTTPS_PROXY": ""}, Verdict.OK),
        ({"HTTPS_PROXY": "http://moi:secret@mandataire:3128"}, Verdict.WARNING),
        ({"http_proxy": "http://mandataire", "no_proxy": "localhost"}, Verdict.WARNING),
        ({"http_proxy": "http://mandataire", "NO_PROXY": "127.0.0.1, LOCALHOST"}, Verdict.OK),
        ({"all_proxy": "socks5://mandataire", "no_proxy": "*"}, Verdict.OK),
    ],
)
def test_a_proxy_without_exception_for_this_machine(environment: dict[str, str], verdict: Verdict) -> None:
    line = proxy(environment)
    assert line.verdict is verdict
    assert "secret" not in str(line)


def test_the_advice_keeps_what_was_excepted() -> None:
    line = proxy({"http_proxy": "http://mandataire", "no_proxy": "intranet.example.org"})
    assert line.way_out.fr.startswith("export NO_PROXY=intranet.example.org,localhost,127.0.0.1,::1 ")


@pytest.mark.parametrize(
    ("version", "verdict"),
    [("", Verdict.OK), ("0.1.9", Verdict.OK), ("0.2.0", Verdict.WARNING), ("1.1.0", Verdict.WARNING)],
)
def test_a_client_of_another_version_is_told(version: str, verdict: Verdict) -> None:
    line: Line = client(version, "0.1.0")
    assert line.verdict is verdict
    assert ("pip install 'socle-client==0.1.0'" in line.way_out.fr) == (verdict is Verdict.WARNING)


def _free_base() -> int:
    """A base whose ports are all free at this moment."""
    for base in range(21_000, 60_000, 731):
        try:
            for port in PORTS:
                socket.create_server(("127.0.0.1", base + port - 8400)).close()
        except OSError:
            continue
        return base
    raise AssertionError("no free base")


def test_a_console_of_few_letters_is_no_defect(home: Path) -> None:
    few = {**clean_environment(home), "PYTHONIOENCODING": "ascii"}
    told = subprocess.run(
        [SOCLE, "doctor", "--port-base", "0"], env=few, capture_output=True, text=True, timeout=60
    )
    assert (told.returncode, told.stderr) == (0, "")
    assert "Donn?es" in told.stdout


@pytest.mark.parametrize("host", ["\u00e9\u00e9..com", "\u00e9" * 70])
def test_a_host_that_is_no_name_is_said_so(host: str, home: Path) -> None:
    refused = socle("serve", "--host", host, "--port-base", "0", home=home)
    assert refused.returncode == 3
    assert "nom inconnu (--host, --port-base)" in refused.stderr
