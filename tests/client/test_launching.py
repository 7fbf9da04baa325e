"""The simulator of a run: found, started once, ended; or one sentence that says why not."""

import os
import signal
import stat
import sys
import tempfile
from pathlib import Path

import pytest
from socle_client import CommandMissingError, NotReadyError, Socle, StartError
from socle_client.launching import command_line, stop
from socle_client.sharing import Shared

from tests.running import SOCLE


@pytest.fixture
def shared(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Shared:
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return Shared.of_this_process()


def program(folder: Path, text: str, name: str = "programme") -> str:
    """A command of our own instead of the simulator."""
    path = folder / name
    path.write_text(f"#!{sys.executable}\n{text}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_started_once_for_all_who_ask_and_ended_with_its_folder(shared: Shared) -> None:
    first = shared.started(SOCLE, ["--only", "ins"], 60)
    again = Shared(shared.folder).started("commande-jamais-lancee", [], 60)
    assert again == first
    with Socle.join(first.url, first.token) as socle:
        assert socle.version == "0.1.0"
        assert socle.espace("defaut").access().services["dmp"]["xds"] is None
    pid = first.told["pid"]
    assert alive(pid)
    shared.ended()
    assert not alive(pid)
    assert not shared.folder.exists()
    shared.ended()


def test_the_command_is_sought_beside_python_then_on_the_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("socle", "ailleurs"):
        program(tmp_path, "", name)
    monkeypatch.setenv("PATH", str(tmp_path))
    line = command_line("socle", ["--only", "ins"], Path("/x/pret.json"))
    assert line == [
        str(Path(sys.executable).with_name("socle")),
        *("serve", "--port-base", "0", "--ready-file", "/x/pret.json", "--only", "ins"),
    ]
    assert command_line("ailleurs", [], Path("x"))[0] == str(tmp_path / "ailleurs")
    assert command_line(f"{sys.executable} -m simulators", [], Path("x"))[1:3] == ["-m", "simulators"]


def test_what_is_a_path_here_is_made_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The simulator runs in another folder; a word that is no path stays, whatever is named like it here."""
    program(tmp_path, "", "mien")
    (tmp_path / "ins").mkdir()
    for name in ("ca.pem", "ins/autre"):
        (tmp_path / name).write_text("")
    monkeypatch.chdir(tmp_path)
    line = command_line("./mien", ["--trust", "ca.pem", "--data=ins/autre", "--only", "ins"], Path("x"))
    assert line[0] == str(tmp_path / "mien")
    assert line[-5:] == ["--trust", f"{tmp_path}/ca.pem", f"--data={tmp_path}/ins/autre", "--only", "ins"]


@pytest.mark.parametrize("command", ["commande-qui-n-existe-pas", "", "/nulle/part/socle"])
def test_a_command_that_does_not_exist(shared: Shared, command: str) -> None:
    with pytest.raises(CommandMissingError, match=r"--socle-command.*--socle-url"):
        shared.started(command, [], 60)


def test_a_start_that_failed_is_told_and_not_tried_again(shared: Shared, tmp_path: Path) -> None:
    trace = tmp_path / "lance"
    command = program(tmp_path, f"open({str(trace)!r}, 'a').write('x'); raise SystemExit('port pris : 8400')")
    for _ in range(2):
        with pytest.raises(StartError, match="port pris : 8400"):
            shared.started(command, [], 60)
    assert trace.read_text() == "x"
    shared.ended()


def test_a_data_folder_that_cannot_be_written(shared: Shared, tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    with pytest.raises(StartError, match=r"--data DOSSIER.*XDG_DATA_HOME") as failed:
        shared.started(SOCLE, ["--data", str(tmp_path / "fichier" / "dossier")], 60)
    assert "n'est pas un dossier" in str(failed.value)


def test_a_simulator_that_is_never_ready_is_ended(shared: Shared, tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    command = program(
        tmp_path,
        f"import os, signal\nopen({str(pid_file)!r}, 'w').write(str(os.getpid()))\n"
        "print('je cherche', flush=True)\nsignal.pause()",
    )
    with pytest.raises(NotReadyError, match=r"2 s \(socle_timeout\) ; dernière ligne : je cherche"):
        shared.started(command, [], 2)
    assert not alive(int(pid_file.read_text()))


def test_ending_one_that_has_ended_already(shared: Shared) -> None:
    ready = shared.started(SOCLE, ["--only", "ins"], 60)
    os.kill(ready.told["pid"], signal.SIGKILL)
    stop(ready.told["pid"])
    stop(ready.told["pid"])
    assert not alive(ready.told["pid"])
