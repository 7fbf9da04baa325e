"""What a machine refuses at the start or later: one French line, the way out, the documented exit code."""

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.running import SOCLE, Running, clean_environment, simulator, socle

LOWEST_FREE_PORT = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
NO_ROOM = "plus de place sur le disque (libérez de la place, ou donnez un autre dossier : --data DIR)"


def _without_rights(*words: str, home: Path) -> "subprocess.CompletedProcess[str]":
    """`socle` for somebody who may not write everywhere: root itself loses its capabilities."""
    prefix: list[str] = []
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("setpriv is needed to give up the rights of root")
        prefix = ["setpriv", "--bounding-set", "-all", "--inh-caps", "-all"]
    return subprocess.run(
        [*prefix, SOCLE, *words], capture_output=True, text=True, timeout=60, env=clean_environment(home)
    )


@pytest.fixture(scope="module")
def namespace() -> list[str]:
    """What precedes a command that may mount a disk of its own."""
    prefix = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    try:
        subprocess.run([*prefix, "mount", "-t", "tmpfs", "none", "/mnt"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this machine lets nobody mount a small disk")
    return prefix


@contextmanager
def _on_a_disk(
    namespace: list[str], folder: Path, size: str, home: Path
) -> Iterator["subprocess.Popen[str]"]:
    """`socle serve` whose data lie on a disk of that size, its ready file elsewhere."""
    serve = f"exec {SOCLE} serve --port-base 0 --data {folder}/d --ready-file {folder}.json"
    process = subprocess.Popen(
        [*namespace, "sh", "-c", f"mount -t tmpfs -o size={size} none {folder} && {serve}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=clean_environment(home),
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_port_of_the_administrator_is_said_so(home: Path) -> None:
    if not LOWEST_FREE_PORT.exists() or int(LOWEST_FREE_PORT.read_text()) <= 300:
        pytest.skip("on this machine anybody may listen on port 300")
    ended = _without_rights("serve", "--port-base", "300", home=home)
    assert ended.returncode == 3
    assert ended.stderr == (
        "socle : le port 300 (console et API) est réservé à l'administrateur : décalez les ports "
        "(--port-base N)\n"
    )
    told = _without_rights("doctor", "--port-base", "300", "--json", home=home)
    (line,) = (one for one in json.loads(told.stdout)["lines"] if one["looked_at"] == "Port 300 (console)")
    assert (told.returncode, line["found"]) == (1, "réservé à l'administrateur")


def test_a_data_folder_that_cannot_be_written_is_named(home: Path, tmp_path: Path) -> None:
    (tmp_path / "fermé").mkdir(mode=0o555)
    for folder in (tmp_path / "fermé", tmp_path / "fermé" / "dedans"):
        ended = _without_rights("serve", "--port-base", "0", "--data", str(folder), home=home)
        assert ended.returncode == 3
        assert ended.stderr.startswith(f"socle : {folder}")
        assert ended.stderr.endswith(" : accès refusé (donnez un dossier où écrire : --data DIR)\n")
        told = _without_rights("doctor", "--port-base", "0", "--data", str(folder), home=home)
        assert told.returncode == 1
        assert "accès refusé" in told.stdout


def test_an_authority_that_is_no_file_is_not_taken_for_a_folder(home: Path, tmp_path: Path) -> None:
    for path, why in ((tmp_path / "absente.pem", "n'existe pas"), (tmp_path, "c'est un dossier")):
        ended = _without_rights("serve", "--port-base", "0", "--trust", str(path), home=home)
        assert ended.returncode == 3
        assert ended.stderr == f"socle : --trust : {path} : {why} (donnez le fichier PEM d'une autorité)\n"


def test_data_of_an_earlier_run_that_became_read_only_are_said_so(home: Path, tmp_path: Path) -> None:
    data = tmp_path / "données"
    with simulator("--data", str(data), home=home) as one:
        one.stop()
    for path in (data, *data.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        ended = _without_rights("serve", "--port-base", "0", "--data", str(data), home=home)
    finally:
        for path in (data, *data.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert ended.returncode == 3
    assert ended.stderr == f"socle : {data} : accès refusé (donnez un dossier où écrire : --data DIR)\n"


def test_a_damaged_base_and_one_of_a_later_version_are_said_so(home: Path, tmp_path: Path) -> None:
    data = tmp_path / "données"
    with simulator("--data", str(data), home=home) as one:
        one.stop()
    base = data / "espaces" / "defaut" / "base.sqlite"
    with sqlite3.connect(base) as connection:
        connection.execute("PRAGMA user_version = 9999")
    connection.close()
    later = socle("serve", "--port-base", "0", "--data", str(data), home=home)
    assert later.returncode == 3
    assert later.stderr == (
        f"socle : {data} vient d'une version plus récente (mettez Socle à jour, ou --data DIR)\n"
    )
    base.write_bytes(b"rien de bon" * 1000)
    damaged = socle("serve", "--port-base", "0", "--data", str(data), home=home)
    assert damaged.returncode == 3
    assert damaged.stderr.startswith(
        f"socle : {data} : une base est abîmée (remettez une copie de ce dossier"
    )
    assert damaged.stderr.count("\n") == 1


@pytest.mark.parametrize("size", ["64k", "600k", "1200k", "2m"])
def test_a_full_disk_at_the_start_is_said_so(
    namespace: list[str], home: Path, tmp_path: Path, size: str
) -> None:
    folder = tmp_path / "disque"
    folder.mkdir()
    with _on_a_disk(namespace, folder, size, home) as process:
        _, said = process.communicate(timeout=60)
    assert process.returncode == 3
    assert said.startswith(f"socle : {folder}/d")
    assert said.endswith(f" : {NO_ROOM}\n")
    assert said.count("\n") == 1


def test_a_disk_that_fills_is_said_so_and_all_works_again_once_there_is_room(
    namespace: list[str], home: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "disque"
    folder.mkdir()
    target = ("--target", f"{folder}.json")
    with _on_a_disk(namespace, folder, "8m", home) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "\n"
        filler = Path(f"/proc/{process.pid}/root{folder}/plein")
        _fill(filler)
        refused = socle("espace", "create", "groupe-a", *target, home=home)
        assert refused.returncode == 3
        assert refused.stderr == "socle : Plus de place sur le disque : libérez-en, puis recommencez\n"
        snapshot = socle("espace", "snapshot", "defaut", "matin", *target, home=home)
        assert snapshot.stderr == refused.stderr
        filler.unlink()
        assert socle("espace", "create", "groupe-a", *target, home=home).returncode == 0
        assert socle("espace", "snapshot", "defaut", "matin", *target, home=home).returncode == 0


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(65_536)):
            pass
    assert os.statvfs(path).f_bavail == 0


def test_a_token_of_another_simulator_is_said_so(home: Path, tmp_path: Path, running: Running) -> None:
    path = tmp_path / "ready.json"
    path.write_text(json.dumps({**running.ready, "control": {**running.ready["control"], "token": "autre"}}))
    ended = socle("espace", "list", "--target", str(path), home=home)
    assert ended.returncode == 3
    assert ended.stderr == (
        "socle : le simulateur refuse ce jeton : c'est celui d'un autre, ou d'avant son redémarrage ; visez "
        "le fichier « prêt » qu'il a écrit (--target)\n"
    )


@pytest.mark.parametrize(("version", "code"), [("0.1.99", 0), ("0.2.0", 3), ("1.0.0", 3)])
def test_a_simulator_of_another_version_is_not_commanded(
    home: Path, tmp_path: Path, running: Running, version: str, code: int
) -> None:
    path = tmp_path / "ready.json"
    path.write_text(json.dumps({**running.ready, "version": version}))
    ended = socle("espace", "list", "--target", str(path), home=home)
    assert ended.returncode == code
    assert (
        f"le simulateur visé est en version {version}, cette commande en version 0.1.0" in ended.stderr
    ) == (code == 3)


def test_proxy_variables_divert_none_of_our_commands_and_are_told_at_the_start(home: Path) -> None:
    nowhere = {"http_proxy": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9", "no_proxy": ""}
    with simulator(home=home, environment=nowhere) as one:
        listed = subprocess.run(
            [SOCLE, "espace", "list", "--target", str(one.ready_path)],
            capture_output=True,
            text=True,
            timeout=60,
            env={**clean_environment(home), **nowhere},
        )
        assert (listed.returncode, listed.stdout) == (0, "defaut\n")
        one.process.terminate()
        assert one.process.stdout is not None
        said = one.process.stdout.read()
    assert "localhost est détourné par HTTPS_PROXY, http_proxy ; pour vos programmes :" in said
    assert "export NO_PROXY=localhost,127.0.0.1,::1 no_proxy=localhost,127.0.0.1,::1" in said
