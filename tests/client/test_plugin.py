"""An editor's own suite, in a process of its own: what its tests write, what a failure shows."""

import os
import select
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import etree
from socle_client import Socle

from tests.running import SOCLE, Running, clean_environment

ROOT = Path(__file__).parents[2]
Suite = Callable[..., "subprocess.CompletedProcess[str]"]

# The editor's software, given the fixtures and nothing else.
DUI = '''
import httpx

def chercher(acces, nom="DELAUNAY", prenom="MARGUERITE"):
    enveloppe = MODELE.replace("@NOM", nom).replace("@PRENOM", prenom).replace("@IDAM", acces.software.idam)
    with httpx.Client(verify=acces.ssl_context("insi_auto"), trust_env=False, timeout=30) as http:
        types = {"content-type": "application/soap+xml; charset=utf-8"}
        return http.post(acces.address("ins", "mtls"), content=enveloppe, headers=types).text

MODELE = """@ENVELOPPE"""
'''


def dui() -> str:
    """Its text, with an envelope of our tests."""
    from tests.roof.insi import envelope

    body = envelope("@NOM", "@PRENOM", "F", "1940-03-14", idam="@IDAM").decode()
    return DUI.replace("@ENVELOPPE", body)


@pytest.fixture
def suite(tmp_path: Path, home: Path) -> Suite:
    """Runs pytest in a folder where `tests` is the only file besides the DUI."""

    def run(
        tests: str, *options: str, environment: Mapping[str, str] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        (tmp_path / "mon_dui.py").write_text(dui(), "utf-8")
        (tmp_path / "test_dui.py").write_text(
            f"import pytest\nfrom mon_dui import chercher\n{tests}", "utf-8"
        )
        (tmp_path / "pytest.ini").write_text("[pytest]\n", "ascii")
        paths = os.pathsep.join([str(ROOT), str(ROOT / "simulators" / "client"), str(tmp_path)])
        found = {**clean_environment(home), "PYTHONPATH": paths, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        plugins = ["-p", "socle_client.pytest_plugin", "-p", "xdist.plugin", "-p", "no:cacheprovider"]
        command = [sys.executable, "-m", "pytest", "-q", "--strict-markers", *plugins, *options]
        return subprocess.run(
            command,
            cwd=tmp_path,
            env={**found, **(environment or {})},
            capture_output=True,
            text=True,
            timeout=250,
            check=False,
        )

    return run


@pytest.fixture
def joined(running: Running) -> tuple[str, str]:
    """The simulator that the tests of this process share, for a suite that starts none."""
    return "--socle-ready-file", str(running.ready_path)


def espaces(running: Running) -> set[str]:
    with Socle.join_ready(running.ready_path) as socle:
        return set(socle.espaces())


def test_a_suite_starts_a_simulator_and_leaves_nothing(suite: Suite, tmp_path: Path) -> None:
    done = suite(
        """
def test_conforme(acces, wait_for, assert_no_error_findings, judge):
    assert "<CodeCR>00" in chercher(acces)
    assert wait_for(service="ins").facts["code"] == "00"
    chercher(acces, "PERSONNE")
    assert wait_for(service="ins", timeout=5).facts["code"] == "01"
    assert_no_error_findings()
    assert judge("INS-01").passed

def test_seul(espace, socle):
    assert espace.exchanges() == []
    assert espace.name in socle.espaces()
    open("pid", "w").write(str(socle.espace("defaut").name))
""",
        "--socle-options=--only ins",
        environment={"SOCLE_COMMAND": SOCLE, "TMPDIR": str(tmp_path)},
    )
    assert "2 passed" in done.stdout, done.stdout
    assert list(tmp_path.glob("socle-*")) == []


def test_a_failure_shows_exchanges_and_findings_on_the_terminal_and_in_junit(
    suite: Suite, joined: tuple[str, str], tmp_path: Path, running: Running
) -> None:
    before = espaces(running)
    done = suite(
        """
def test_rouge(acces, judge):
    chercher(acces, "Delaunay")
    judge("INS-01")
""",
        *joined,
        "--junitxml=rapport.xml",
    )
    assert "1 failed" in done.stdout
    xml = etree.parse(tmp_path / "rapport.xml")
    failure = xml.find(".//failure")
    assert failure is not None
    for text in (done.stdout, failure.text or ""):
        assert "1 " in text
        assert "rechercherInsAvecTraitsIdentite" in text or "ins.recherche" in text
        for word in ("trouvé   : Delaunay", "attendu", "à faire", "INS-01.C4", "failed"):
            assert word in text, word
    name = xml.find(".//property[@name='socle_espace']")
    assert name is not None
    assert str(name.get("value")).startswith("rouge-")
    assert espaces(running) == before


def test_a_failure_before_any_exchange_says_where_to_look(suite: Suite, joined: tuple[str, str]) -> None:
    done = suite("def test_rien(espace):\n    pytest.fail('rien', pytrace=False)\n", *joined)
    assert "aucun échange : le DUI a-t-il l'adresse" in done.stdout


def test_a_passing_test_shows_nothing(suite: Suite, joined: tuple[str, str]) -> None:
    done = suite("def test_vert(acces):\n    chercher(acces, 'Delaunay')\n", *joined, "-rA")
    assert "1 passed" in done.stdout
    assert "à faire" not in done.stdout


def test_the_espace_of_a_failure_is_kept_when_asked(
    suite: Suite, joined: tuple[str, str], tmp_path: Path, running: Running
) -> None:
    before = espaces(running)
    done = suite(
        "def test_rouge(acces):\n    chercher(acces)\n    assert not acces.espace\n"
        "def test_vert(acces):\n    chercher(acces)\n",
        *joined,
        "--socle-keep",
    )
    assert "1 failed, 1 passed" in done.stdout
    (kept,) = espaces(running) - before
    folder = tmp_path / "socle-echecs"
    assert {one.name for one in folder.iterdir()} == {f"{kept}.socle", f"{kept}-journal.zip"}
    assert f"socle espace import {kept}" in done.stdout
    with Socle.join_ready(running.ready_path) as socle:
        assert len(socle.espace(kept).exchanges()) == 1
        again = socle.import_("rejoue", folder / f"{kept}.socle")
        assert again.personnes()
        for one in (again, socle.espace(kept)):
            one.delete()


def test_the_marker_sets_the_espace(suite: Suite, joined: tuple[str, str], running: Running) -> None:
    before = espaces(running)
    done = suite(
        """
pytestmark = pytest.mark.socle(profil="decouverte", horloge="2026-01-05T08:00:00Z")

@pytest.mark.socle(profil="strict", options=["ins.quirk_qualif"])
def test_regle(espace, acces):
    assert espace.settings().profile == "strict"
    assert espace.settings().options == ("ins.quirk_qualif",)
    assert espace.clock().now.isoformat() == "2026-01-05T08:00:00+00:00"
    assert "<CodeCR>00" not in chercher(acces, "Delaunay")

def test_module(espace):
    assert espace.settings().profile == "decouverte"

@pytest.mark.socle(profile="strict")
def test_faute(espace):
    raise AssertionError

@pytest.mark.socle(profil="severe")
def test_inconnu(espace):
    raise AssertionError
""",
        *joined,
    )
    assert "2 passed, 2 errors" in done.stdout, done.stdout
    assert "marqueur socle : profile inconnu (au choix : horloge, options, profil)" in done.stdout
    assert "profile : au choix" in done.stdout
    assert espaces(running) == before


def test_joined_by_address_and_token_in_the_surroundings(suite: Suite, running: Running) -> None:
    control = running.ready["control"]
    told = {"SOCLE_URL": control["url"], "SOCLE_TOKEN": control["token"]}
    test = "def test_joint(socle):\n    assert socle.version\n"
    assert "1 passed" in suite(test, environment=told).stdout
    refused = suite(test, "--socle-token=faux", environment=told)
    assert "jeton refusé" in refused.stdout
    assert "Traceback" not in refused.stdout
    elsewhere = {"SOCLE_URL": "http://127.0.0.1:9/api", "SOCLE_TOKEN": "faux"}
    typed = suite(test, f"--socle-ready-file={running.ready_path}", environment=elsewhere)
    assert "1 passed" in typed.stdout
    without = suite(test, environment={"SOCLE_URL": control["url"]})
    assert "--socle-url demande un jeton" in without.stdout


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--socle-command=introuvable",), "commande introuvable : introuvable"),
        (("--socle-ready-file=absent.json",), "absent.json (il n'existe pas)"),
        (('--socle-command="socle',), 'socle_command : guillemets sans fin : "socle'),
        (("--socle-options=--trust 'ca.pem",), "socle_options : guillemets sans fin : --trust 'ca.pem"),
        (("--socle-timeout=beaucoup",), "un nombre de secondes attendu, beaucoup donné"),
        (("--socle-url=http://127.0.0.1:9/api", "--socle-token=x"), "lancez « socle serve »"),
    ],
)
def test_what_is_in_the_way_is_one_sentence(suite: Suite, options: tuple[str, ...], sentence: str) -> None:
    done = suite("def test_a(espace):\n    pass\ndef test_b(espace):\n    pass\n", *options)
    assert "2 errors" in done.stdout
    assert sentence in done.stdout
    assert "socle_client/" not in done.stdout
    assert "another exception" not in done.stdout


def test_a_simulator_that_died_is_one_sentence(suite: Suite, tmp_path: Path) -> None:
    done = suite(
        "import json, os, pathlib, signal\n"
        "def test_mort(espace):\n"
        "    [ready] = pathlib.Path(os.environ['TMPDIR']).rglob('ready.json')\n"
        "    os.kill(json.loads(ready.read_text())['pid'], signal.SIGKILL)\n",
        environment={"SOCLE_COMMAND": SOCLE, "TMPDIR": str(tmp_path)},
    )
    assert "1 passed, 1 error" in done.stdout
    assert "aucun simulateur ne répond" in done.stdout
    assert "socle_client/" not in done.stdout


def test_a_call_that_fails_shows_the_line_of_the_test(suite: Suite, joined: tuple[str, str]) -> None:
    test = "def test_rien(wait_for):\n    wait_for(service='ins', timeout=0.01)\n"
    done = suite(test + "def test_faux(judge):\n    judge('ZZZ-99')\n", *joined)
    assert "test_dui.py:4" in done.stdout
    assert "ZZZ-99" in done.stdout
    assert "socle_client/" not in done.stdout


def test_settings_of_the_ini_file(suite: Suite, tmp_path: Path) -> None:
    test = "def test_a(espace):\n    pass\n"
    done = suite(test, "-o", "socle_command=introuvable-ini", environment={"SOCLE_COMMAND": "variable"})
    assert "introuvable : introuvable-ini" in done.stdout
    assert "introuvable : variable" in suite(test, environment={"SOCLE_COMMAND": "variable"}).stdout


# Each changes the same person of its own world, and looks for it under both names.
CROWD = """
@pytest.mark.parametrize("rang", range(200))
def test_seul(espace, acces, rang):
    nom = "NOM" + chr(65 + rang // 26) + chr(65 + rang % 26)
    espace.change_personne("marguerite-delaunay", {"reference.nom_naissance": nom})
    assert "<CodeCR>00" in chercher(acces, nom)
    assert "<CodeCR>01" in chercher(acces)
    mine = espace.exchanges()
    assert [one.facts["code"] for one in mine] == ["00", "01"]
    assert nom.encode() in espace.request_bytes(mine[0])
    assert {one.espace for one in mine} == {espace.name}
    with open("traces/" + espace.name, "w") as trace:
        trace.write(acces.address("ins", "mtls").partition("/~")[0])
"""


@pytest.mark.timeout(300)
def test_eight_workers_and_two_hundred_espaces_share_one_simulator_and_never_meet(
    suite: Suite, tmp_path: Path
) -> None:
    (tmp_path / "traces").mkdir()
    done = suite(
        CROWD,
        *("-n", "8", "--socle-options=--only ins"),
        environment={"SOCLE_COMMAND": SOCLE, "TMPDIR": str(tmp_path)},
    )
    assert "200 passed" in done.stdout, done.stdout[-3000:]
    traces = list((tmp_path / "traces").iterdir())
    assert len(traces) == 200
    assert len({one.read_text() for one in traces}) == 1
    assert list(tmp_path.glob("socle-*")) == []


def test_a_run_that_is_killed_leaves_no_simulator(tmp_path: Path, home: Path) -> None:
    (tmp_path / "test_tue.py").write_text(
        "import os, signal\n"
        "def test_tue(socle):\n"
        "    from pathlib import Path\n"
        "    print(socle.espaces())\n"
        "    Path('adresse').write_text(socle.url)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    paths = os.pathsep.join([str(ROOT), str(ROOT / "simulators" / "client")])
    told = {**clean_environment(home), "PYTHONPATH": paths, "SOCLE_COMMAND": SOCLE, "TMPDIR": str(tmp_path)}
    told["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    command = [sys.executable, "-m", "pytest", "-p", "socle_client.pytest_plugin", "-p", "no:cacheprovider"]
    killed = subprocess.run(command, cwd=tmp_path, env=told, capture_output=True, timeout=60)
    assert killed.returncode == -9
    (folder,) = tmp_path.glob("socle-pytest-*")
    assert ended(int((folder / "pid").read_text("ascii")), 30)


def ended(pid: int, seconds: float) -> bool:
    """Waits for the end of a process that is no child of ours."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)
