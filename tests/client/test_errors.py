"""When something is in the way, one sentence says what, and the way out."""

import copy
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from socle_client import (
    NothingCameError,
    ProxyInTheWayError,
    ReadyFileError,
    RefusedError,
    Socle,
    SocleError,
    UnexpectedAnswerError,
    UnreachableError,
    VersionMismatchError,
    WrongTokenError,
)

from tests.running import Running

VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@contextmanager
def answering(status: int, body: bytes) -> Iterator[str]:
    """Something that answers the same to everybody; gives its origin."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that the standard library calls
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def without_proxy(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    return monkeypatch


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/api"
        with pytest.raises(UnreachableError, match="socle serve") as failed:
            Socle.join(url, "x")
    assert url in str(failed.value)


@pytest.mark.parametrize("url", ["", "localhost:8400", "http://", "http://[::1/api", "ftp://localhost/api"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(UnreachableError, match="corrigez l'adresse"):
        Socle.join(url, "x")


def test_a_wrong_token(running: Running) -> None:
    with pytest.raises(WrongTokenError, match=r"control\.token.*fichier « prêt »") as failed:
        Socle.join(running.ready["control"]["url"], "faux")
    assert failed.value.status == 401


@pytest.mark.parametrize(
    ("status", "body"), [(200, b"<html>bonjour</html>"), (200, b"[]"), (200, b"{}"), (502, b"<html>")]
)
def test_something_else_answers(status: int, body: bytes) -> None:
    with answering(status, body) as origin, pytest.raises(UnexpectedAnswerError, match="/api"):
        Socle.join(f"{origin}/api", "x")


def test_a_simulator_of_another_version() -> None:
    with (
        answering(200, b'{"version": "7.1.0"}') as origin,
        pytest.raises(VersionMismatchError, match=r"0\.1\.0 parle à .* 7\.1\.0 : installez") as failed,
    ):
        Socle.join(f"{origin}/api", "x")
    assert "socle-client==7.1.0" in str(failed.value)


def test_a_simulator_that_does_not_say_its_version_is_an_older_one() -> None:
    with (
        answering(404, b'{"detail": "Not Found"}') as origin,
        pytest.raises(VersionMismatchError, match="plus ancienne"),
    ):
        Socle.join(f"{origin}/api", "x")


def test_the_control_api_tells_its_version_to_anybody(running: Running) -> None:
    with running.api(token="faux") as client:
        assert client.get("/version").json() == {"version": "0.1.0"}
        assert client.get("/espaces/defaut/acces").status_code == 401


@pytest.mark.parametrize("name", ["HTTP_PROXY", "ALL_PROXY", "http_proxy"])
def test_this_machine_is_never_asked_through_a_proxy(
    running: Running, without_proxy: pytest.MonkeyPatch, name: str
) -> None:
    without_proxy.setenv(name, "http://127.0.0.1:9")
    with Socle.join_ready(running.ready_path) as socle:
        assert "defaut" in socle.espaces()


@pytest.mark.parametrize(("status", "body"), [(403, b"interdit"), (200, b"<html>connectez-vous</html>")])
def test_a_proxy_in_the_way_is_named_without_its_password(
    without_proxy: pytest.MonkeyPatch, status: int, body: bytes
) -> None:
    with answering(status, body) as proxy:
        without_proxy.setenv("HTTP_PROXY", proxy.replace("//", "//moi:secret@"))
        with pytest.raises(ProxyInTheWayError, match=r"ajoutez socle\.test à NO_PROXY") as failed:
            Socle.join("http://socle.test:8400/api", "x")
    assert proxy.removeprefix("http://") in str(failed.value)
    assert "secret" not in str(failed.value)


def test_a_proxy_that_does_not_answer_is_named(without_proxy: pytest.MonkeyPatch) -> None:
    without_proxy.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with pytest.raises(ProxyInTheWayError, match=r"127\.0\.0\.1:9"):
        Socle.join("http://socle.test:8400/api", "x")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "il n'existe pas"),
        ("{", "contenu inattendu"),
        ("[]", "contenu inattendu"),
        ("{}", "contenu inattendu"),
        (b"\xff\xfe", "contenu inattendu"),
        (json.dumps({"control": {"url": "http://localhost:1/api"}}), "contenu inattendu"),
    ],
)
def test_a_file_that_is_no_ready_file(tmp_path: Path, content: str | bytes | None, why: str) -> None:
    path = tmp_path / "pret.json"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ReadyFileError, match=why) as failed:
        Socle.join_ready(path)
    assert str(path) in str(failed.value)


def test_a_folder_is_no_ready_file(tmp_path: Path) -> None:
    with pytest.raises(ReadyFileError, match="illisible"):
        Socle.join_ready(tmp_path)


def test_sentences_follow_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    error = VersionMismatchError("0.1.0", "7.1.0")
    assert "installez la même version" in str(error)
    monkeypatch.setenv("SOCLE_LANG", "en_GB")
    assert "install the same version" in str(error)
    assert error.fr != error.en


@pytest.mark.parametrize(
    "error",
    [
        NothingCameError(2.5, "service=ins"),
        UnreachableError("http://localhost:1/api", "refusé"),
        ProxyInTheWayError("http://a.test/api", "a.test", "mandataire:3128", "403"),
        VersionMismatchError("0.1.0", ""),
        WrongTokenError(401, "Jeton inconnu"),
        ReadyFileError("pret.json", "pourquoi", "why"),
    ],
)
def test_an_error_goes_from_a_process_to_another_as_it_is(error: SocleError) -> None:
    again = copy.copy(error)  # by the same protocol as pickle
    assert type(again) is type(error)
    assert (str(again), vars(again)) == (str(error), vars(error))


def test_every_error_is_one_family() -> None:
    kinds = (ProxyInTheWayError, ReadyFileError, UnexpectedAnswerError, WrongTokenError, RefusedError)
    assert all(issubclass(kind, SocleError) for kind in kinds)
    assert issubclass(WrongTokenError, RefusedError)


def test_a_name_is_never_a_path(running: Running) -> None:
    with Socle.join_ready(running.ready_path) as socle:
        for name in ("defaut/personnes", "", ".."):
            with pytest.raises(ValueError, match="sans barre oblique"):
                socle.espace(name)
