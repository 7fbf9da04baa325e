"""The simulator as a container runs it: healthy or not, writing little, under one name for all."""

import json
import os
import socket
import ssl
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from simulators.health import check
from tests.roof.insi import search
from tests.running import Running, simulator

# Told by Python of whatever opens a file to write, makes, renames or removes one; SQLite's bases too.
AUDIT = """
import os, sys
_log = os.open(os.environ["WRITES"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT
def _told(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)):
        if not isinstance(args[2], int) or not args[2] & _WRITE:
            return
        path = args[0]
    elif event in ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "sqlite3.connect"):
        path = args[1] if event == "os.rename" else args[0]
    else:
        return
    os.write(_log, (os.path.abspath(os.fsdecode(path)) + "\\n").encode())
sys.addaudithook(_told)
"""


def _health(ready: Path) -> "subprocess.CompletedProcess[str]":
    nowhere = {"http_proxy": "http://127.0.0.1:9"}
    return subprocess.run(
        [sys.executable, "-m", "simulators.health"],
        capture_output=True,
        text=True,
        timeout=20,
        env={**os.environ, **nowhere, "SOCLE_READY_FILE": str(ready)},
    )


def test_it_is_healthy_while_it_answers_whatever_proxy_is_set(running: Running, tmp_path: Path) -> None:
    ended = _health(running.ready_path)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_it_is_not_when_it_stopped_or_never_was(home: Path, tmp_path: Path) -> None:
    assert "pas encore prêt" in _health(tmp_path / "ready.json").stderr
    with simulator(home=home) as one:
        kept = tmp_path / "ready.json"
        kept.write_text(json.dumps(one.ready))
        assert check(kept) == ""
        one.stop()
    ended = _health(kept)
    assert ended.returncode == 1
    assert ended.stderr.startswith("socle : ne répond pas")
    kept.write_text("[]")
    assert "ce n'est pas le fichier « prêt »" in _health(kept).stderr


def test_nothing_is_written_but_the_data_and_temporary_files(tmp_path: Path) -> None:
    data, temporary, hook = tmp_path / "data", tmp_path / "tmp", tmp_path / "hook"
    for folder in (temporary, hook):
        folder.mkdir()
    (hook / "sitecustomize.py").write_text(AUDIT)
    surroundings = {
        "PYTHONPATH": f"{hook}:{Path(__file__).parent.parent.parent}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(tmp_path / "nowhere"),
        "TMPDIR": str(temporary),
        "SOCLE_DATA": str(data),
        "SOCLE_READY_FILE": str(data / "socle" / "ready.json"),
        "WRITES": str(tmp_path / "writes"),
    }
    with simulator(home=data, environment=surroundings) as one:
        own = one.ready_path.parent
        with one.client() as client:
            assert search(client, one.ready).status_code == 200
        with one.api() as api:
            assert api.post("/espaces", json={"name": "autre"}).status_code == 201
            assert api.get("/espaces/defaut/echanges").status_code == 200
        assert httpx.get(one.ready["console"], trust_env=False, follow_redirects=True).status_code == 200
        one.stop()
    written = {Path(line) for line in (tmp_path / "writes").read_text().splitlines()}
    allowed = (data, temporary, own, Path("/dev"), Path("/proc"))
    assert [path for path in written if not any(path.is_relative_to(one) for one in allowed)] == []
    assert any(path.is_relative_to(data / "espaces") for path in written)


def test_by_default_the_simulator_listens_on_the_ports_that_the_image_exposes(home: Path) -> None:
    base = next(base for base in range(23_000, 60_000, 733) if _free(base))
    with simulator("--port-base", str(base), home=home):
        listening = {port for port in range(8100, 8700) if _answers(base + port - 8400)}
    assert listening == {8400, 8441, 8442, 8443, 8444, 8451, 8452, 8454, 8143, 8144, 8587, 8588}


def test_one_public_name_serves_the_browser_and_the_other_container(home: Path) -> None:
    """compose.yaml: `socle.test` is the alias in the network, and 127.0.0.1 in the browser's hosts file."""
    with simulator("--public-url", "https://socle.test", home=home) as one:
        wallet = urlsplit(one.ready["services"]["psc"]["wallet"])
        issuer = one.ready["services"]["psc"]["issuer"]
        discovery = urlsplit(one.ready["services"]["psc"]["discovery"])
        assert {wallet.hostname, urlsplit(issuer).hostname, discovery.hostname} == {"socle.test"}
        told = json.loads(_over_tls(one, discovery.port or 0, "socle.test", discovery.path))
        assert told["issuer"] == issuer
        hosts = {urlsplit(told[name]).hostname for name in ("authorization_endpoint", "token_endpoint")}
        assert hosts == {"socle.test"}
        port = urlsplit(one.ready["control"]["url"]).port
        named = {"host": f"socle.test:{port}", "authorization": f"Bearer {one.ready['control']['token']}"}
        listed = httpx.get(f"http://127.0.0.1:{port}/api/espaces", headers=named, trust_env=False)
        assert listed.status_code == 200
        other = {**named, "host": f"socle:{port}"}
        refused = httpx.get(f"http://127.0.0.1:{port}/api/espaces", headers=other, trust_env=False)
        assert refused.status_code == 421


def _over_tls(one: Running, port: int, name: str, path: str) -> bytes:
    """A GET by that name, whose certificate is verified, whatever DNS says."""
    raw = socket.create_connection(("127.0.0.1", port), timeout=10)
    context = ssl.create_default_context(cafile=one.ready["pki"]["ca"])
    with context.wrap_socket(raw, server_hostname=name) as connection:
        request = f"GET {path} HTTP/1.1\r\nHost: {name}:{port}\r\nConnection: close\r\n\r\n"
        connection.sendall(request.encode())
        pieces = []
        while piece := connection.recv(65_536):
            pieces.append(piece)
    return b"".join(pieces).partition(b"\r\n\r\n")[2]


def _free(base: int) -> bool:
    return not any(_answers(base + shift) for shift in range(-300, 300))


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_what_answers_without_being_http_is_one_line(tmp_path: Path) -> None:
    """Another program took the port; the doctor asks in the same way."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        other = threading.Thread(target=_greet, args=(server,))
        other.start()
        (tmp_path / "ready.json").write_text(
            json.dumps({"control": {"url": f"http://127.0.0.1:{server.getsockname()[1]}/api"}})
        )
        assert check(tmp_path / "ready.json").startswith("ne répond pas")
        other.join()


def _greet(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection:
        connection.sendall(b"* OK autre chose\r\n")
