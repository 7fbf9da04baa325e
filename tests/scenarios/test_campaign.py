"""Several scenarios at once, stopped and taken up again; what was left in a folder is judged again."""

import json
import os
import signal
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from simulators.core.rule import Text
from simulators.scenarios.model import Catalogue
from simulators.scenarios.run_folder import Record, RecordError, judged_again, read, save
from tests.running import SOCLE, Running, clean_environment, socle
from tests.scenarios.samples import MARIE, check, echange, scenario
from tests.scenarios.test_drivers import PYTHON, bad, states, told

COUNTED = "{compte: {choix: {operation: ins.recherche_traits}, min: 1}}"
SUBJECT = scenario(check(COUNTED))
CATALOGUE = Catalogue({SUBJECT.id: SUBJECT}, {})
RECORD = Record(
    SUBJECT.id,
    (echange("e1", {"code": "00", "ins.prenoms": ("MARIE", "ROSE"), "n": 3, "vrai": True}),),
    {"marie": MARIE},
    frozenset({"ins"}),
    {"ESS-01.C2": False},
)


def test_workers_play_in_espaces_of_their_own(home: Path, running: Running, espace: str) -> None:
    code, report, _ = told(running, home, "fumee-insi", "--driver", PYTHON, "--parallel", "2", espace=espace)
    assert states(report) == {"INS-01": "passed", "INS-03": "passed"}
    assert code == 0
    played = {one["espace"] for scene in report["scenarios"] for one in scene["exchanges"]}
    assert espace not in played
    assert all(name.startswith(f"{espace}-") for name in played)
    with running.api() as api:
        for name in played:
            assert api.delete(f"/espaces/{name}").status_code == 204


def test_the_reference_dui_is_a_driver_too(home: Path, running: Running, espace: str) -> None:
    code, report, _ = told(running, home, "fumee-insi", "--driver", "reference", espace=espace)
    assert states(report) == {"INS-01": "passed", "INS-03": "passed"}
    assert report["player"]["fr"] == "le DUI de référence"
    assert code == 0


def test_a_run_is_taken_up_where_it_was_left(
    home: Path, tmp_path: Path, running: Running, espace: str
) -> None:
    folder = ("--resume", str(tmp_path / "essai"))
    _, first, _ = told(running, home, "INS-01", "--driver", PYTHON, *folder, espace=espace)
    _, broken, _ = told(running, home, "fumee-insi", "--driver", bad("meurt"), *folder, espace=espace)
    assert states(broken) == {"INS-01": "passed", "INS-03": "incomplete"}
    _, whole, _ = told(running, home, "fumee-insi", "--driver", PYTHON, *folder, espace=espace)
    assert states(whole) == {"INS-01": "passed", "INS-03": "passed"}
    assert whole["scenarios"][0]["exchanges"] == first["scenarios"][0]["exchanges"]
    again = socle("judge", str(tmp_path / "essai"), "--json", home=home)
    assert states(json.loads(again.stdout)) == {"INS-01": "passed", "INS-03": "passed"}
    assert again.returncode == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_tells_what_was_done(
    home: Path, tmp_path: Path, running: Running, espace: str, number: signal.Signals
) -> None:
    pipe = tmp_path / "joue"
    os.mkfifo(pipe)
    driver = f"{bad('jamais_fini')} {pipe}"
    aimed = ("--target", str(running.ready_path), "--espace", espace, "--json")
    command = [SOCLE, "run", "fumee-insi", "--driver", driver, *aimed]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=clean_environment(home), start_new_session=True
    ) as process:
        pid = int(pipe.read_text())
        process.send_signal(number)
        told_, _ = process.communicate(timeout=20)
    assert process.returncode == 130
    report: dict[str, Any] = json.loads(told_)
    assert states(report) == {"INS-01": "incomplete", "INS-03": "incomplete"}
    sentence = report["scenarios"][1]["checks"][0]["evidence"][0]["sentence"]["fr"]
    assert sentence == "L'essai a été arrêté avant la fin."
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_record_is_judged_again_by_the_catalogue_of_today(tmp_path: Path) -> None:
    save(tmp_path, RECORD)
    (verdict,) = judged_again(tmp_path, CATALOGUE)
    assert verdict.state.value == "passed"
    assert verdict.exchanges[0].facts == RECORD.exchanges[0].facts
    stricter = scenario(check(COUNTED.replace("min: 1", "min: 2")))
    (verdict,) = judged_again(tmp_path, Catalogue({stricter.id: stricter}, {}))
    assert verdict.failed == ("ESS-01.C1",)
    assert judged_again(tmp_path, Catalogue({}, {})) == []
    assert read(tmp_path)["ESS-01"].people == RECORD.people


def test_what_was_broken_off_stays_incomplete(tmp_path: Path) -> None:
    save(tmp_path, replace(RECORD, broken=Text("Le pilote s'est tu.", "The driver fell silent.")))
    (verdict,) = judged_again(tmp_path, CATALOGUE)
    assert verdict.state.value == "incomplete"
    assert [one.state.value for one in verdict.checks] == ["incomplete"]


@pytest.mark.parametrize("kept", [0, 40, 300])
def test_a_record_cut_in_the_middle_names_its_file(tmp_path: Path, kept: int) -> None:
    save(tmp_path, RECORD)
    path = tmp_path / "ESS-01.essai.json"
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(RecordError, match=r"ESS-01\.essai\.json : essai enregistré coupé ou abîmé"):
        read(tmp_path)


def test_a_folder_that_cannot_be_read_is_said_so(home: Path, tmp_path: Path, running: Running) -> None:
    (tmp_path / "INS-01.essai.json").write_text("{}")
    code, _, aside = told(running, home, "INS-01", "--driver", PYTHON, "--resume", str(tmp_path))
    assert code == 3
    assert "coupé ou abîmé" in aside
