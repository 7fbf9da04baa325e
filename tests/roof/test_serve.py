"""`socle serve`: what is announced, how it starts, how it stops."""

import socket
import ssl
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.roof.insi import SOAP_TYPE, address, envelope, search
from tests.running import Running, simulator, socle

CLIENTS = (
    *("insi_auto", "insi_manu", "org_auth_cli", "org_sign", "cps_auth", "cps_sign"),
    *("expired", "revoked", "wrong_cn", "wrong_ou", "wrong_usage", "unknown_ca"),
)


def test_the_ready_file_has_every_agreed_key(ready: Mapping[str, Any]) -> None:
    assert {"pid", "version", "espace", "console", "control", "services", "pki", "accounts"} <= ready.keys()
    assert ready["espace"] == "defaut"
    assert ready["control"].keys() == {"url", "token"}
    assert ready["services"]["ins"].keys() == {"mtls", "assertion"}
    assert ready["services"]["dmp"].keys() == {"xds", "fhir"}
    apis = {"api_dmp", "api_mss"}
    faces = {"issuer", "wallet", "telephone", "discovery", "proxy"}
    assert ready["services"]["psc"].keys() == faces | apis
    assert ready["services"]["mss"].keys() == {
        *("smtp", "imap", "smtp_app", "imap_app", "annuaire"),
        *("liste_blanche", "autoconfig"),
    }
    assert tuple(ready["pki"]["clients"]) == CLIENTS
    assert all(one.keys() == {"cert", "key", "p12", "password"} for one in ready["pki"]["clients"].values())
    assert ready["accounts"]["lps"].keys() == {"idam", "name", "version", "homologation_dmp"}
    assert {"lps", "psc_client", "annuaire", "professionals", "boxes"} <= ready["accounts"].keys()
    assert len(ready["accounts"]["annuaire"]["api_key"]) == 36


def test_faces_that_do_not_listen_are_null_and_those_that_do_are_addresses(ready: Mapping[str, Any]) -> None:
    assert ready["services"]["ins"]["mtls"].startswith("https://localhost:")
    assert ready["services"]["ins"]["mtls"].endswith("/lps")
    assert ready["services"]["psc"]["issuer"].endswith("/auth/realms/esante-wallet")
    assert ready["services"]["dmp"]["xds"].startswith("https://localhost:")
    assert urlsplit(ready["services"]["dmp"]["fhir"]).path == "/fhir"
    assert ready["services"]["mss"]["annuaire"].startswith("https://localhost:")
    assert ready["services"]["mss"]["annuaire"].endswith("/fhir/v2")
    assert ready["services"]["mss"]["liste_blanche"].endswith("/listeblanchemssante.xml")
    (smtp,) = (
        one for one in ready["accounts"]["srv"] if one["nom"] == "_submission._tcp.pro.demo.mssante.fr"
    )
    assert f"{smtp['cible']}:{smtp['port']}" == ready["services"]["mss"]["smtp"]


def test_every_file_named_exists(ready: Mapping[str, Any]) -> None:
    named = [Path(m[part]) for m in ready["pki"]["clients"].values() for part in ("cert", "key", "p12")]
    assert all(path.is_file() for path in [Path(ready["pki"]["ca"]), Path(ready["pki"]["crl"]), *named])


def test_the_ready_file_holds_the_token_and_is_its_owner_s_alone(running: Running) -> None:
    assert stat.S_IMODE(running.ready_path.stat().st_mode) == 0o600


def test_ports_shift_together(home: Path) -> None:
    base = _free_base()
    with simulator("--port-base", str(base), home=home) as one:
        assert urlsplit(one.ready["console"]).port == base
        assert urlsplit(one.ready["services"]["ins"]["mtls"]).port == base + 41
        assert urlsplit(one.ready["services"]["ins"]["assertion"]).port == base + 51


def test_a_taken_port_is_named_in_one_french_line_and_nothing_starts(home: Path) -> None:
    with simulator(home=home) as first:
        taken = urlsplit(first.ready["console"]).port
        ended = socle("serve", "--port-base", str(taken), home=home)
    assert ended.returncode == 3
    assert ended.stderr.count("\n") == 1
    assert f"le port {taken} (console et API) est déjà pris" in ended.stderr
    assert "--port-base" in ended.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--only", "ins,dpm"), "service inconnu : dpm"),
        (("--profile", "laxiste"), "laxiste"),
        (("--port-base", "99999"), "port_base"),
        (("--port-base", "80"), "port_base : 0 (ports libres), ou 258 au moins"),
        (("--public-url", "simulateur"), "public_url"),
        (("--trust", "/dev/null"), "ne contient aucune autorité"),
        (("--data", "/dev/null/ici"), "/dev/null"),
    ],
)
def test_what_cannot_be_is_refused_in_one_french_line(
    home: Path, options: tuple[str, str], said: str
) -> None:
    ended = socle("serve", "--port-base", "0", *options, home=home)
    assert ended.returncode == 3
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_request_in_flight_is_answered_and_the_process_ends_within_two_seconds(home: Path) -> None:
    with simulator(home=home) as one:
        body = envelope("ADRTROIS", "TOUSSAINT", "M", "1960-01-01", idam=one.ready["accounts"]["lps"]["idam"])
        with _request_begun(one, body) as connection:
            told = time.monotonic()
            one.process.terminate()
            _wait_until_nobody_accepts(one)
            connection.sendall(body)
            answer = _read_all(connection)
        one.process.communicate(timeout=20)
        assert time.monotonic() - told < 2
    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert b"160012B020777" in answer
    assert one.process.returncode == 0


def test_a_live_stream_does_not_hold_the_end(home: Path) -> None:
    path = "/espaces/defaut/echanges/flux"
    with simulator(home=home) as one, one.api() as api, api.stream("GET", path) as stream:
        lines = stream.iter_lines()
        assert next(lines) == ": abonné"
        ended = one.stop()
        assert all("data:" not in line for line in lines)
    assert ended.code == 0
    assert ended.seconds < 2


def test_an_idle_kept_connection_does_not_hold_the_end(home: Path) -> None:
    with simulator(home=home) as one, one.client() as client:
        assert search(client, one.ready).status_code == 200
        ended = one.stop()
    assert (ended.code, ended.said) == (0, "")
    assert ended.seconds < 2


def test_the_ready_file_goes_away_with_the_simulator(home: Path) -> None:
    with simulator(home=home) as one:
        one.stop()
        assert not one.ready_path.exists()


def test_in_clear_a_face_answers_as_if_by_insi_auto(home: Path) -> None:
    with simulator("--http", home=home) as one:
        url = one.ready["clear"]["ins"]["mtls"]
        assert url.startswith("http://localhost:")
        body = envelope("ADRTROIS", "TOUSSAINT", "M", "1960-01-01", idam=one.ready["accounts"]["lps"]["idam"])
        answer = httpx.post(url, content=body, headers=SOAP_TYPE, trust_env=False)
        assert answer.status_code == 200
        with one.api() as api:
            (exchange,) = api.get("/espaces/defaut/echanges").json()
        assert exchange["facts"]["tls.client.cn"] == "INSI-AUTO"
        assert "tls.version" not in exchange["facts"]


def test_without_marks_nothing_of_ours_is_on_the_wire(home: Path, running: Running) -> None:
    with running.client() as client:
        assert "x-socle-exchange" in search(client, running.ready).headers
    with simulator("--no-marks", home=home) as one, one.client() as client:
        assert "x-socle-exchange" not in search(client, one.ready).headers


def test_settings_come_from_flags_then_variables_then_the_file(home: Path, tmp_path: Path) -> None:
    def profile(*options: str, **environment: str) -> str:
        with simulator(*options, home=home, environment=environment) as one, one.api() as api:
            return str(api.get("/espaces/defaut/reglages").json()["profile"])

    assert profile() == "terrain"
    assert profile(SOCLE_PROFILE="strict") == "strict"
    assert profile("--profile", "decouverte", SOCLE_PROFILE="strict") == "decouverte"


def test_a_refused_handshake_is_told_in_the_installation_s_journal(running: Running) -> None:
    with running.api() as api:
        before = api.get("/espaces/installation/echanges", params={"limit": 1, "order": "desc"}).json()
        context = ssl.create_default_context(cafile=running.ready["pki"]["ca"])
        with httpx.Client(verify=context, trust_env=False) as nobody, pytest.raises(httpx.TransportError):
            nobody.post(address(running.ready), content=b"", headers=SOAP_TYPE)
        told = api.get(
            "/espaces/installation/echanges/attendre",
            params={"operation": "tls.poignee_de_main", "after_seq": before[0]["seq"] if before else 0},
        ).json()
    assert told["facts"]["tls.refused"] is True
    assert (told["service"], told["face"]) == ("ins", "mtls")
    assert told["findings"][0]["effect"] == "refuse"


def test_everything_kept_is_there_after_a_restart(home: Path, tmp_path: Path) -> None:
    with simulator("--data", str(tmp_path), home=home) as one, one.api() as api, one.client() as client:
        search(client, one.ready)
        api.patch("/espaces/defaut/logiciels/dui-de-reference", json={"version": "9.9"})
        token = one.ready["control"]["token"]
        assert one.stop().code == 0
    with simulator("--data", str(tmp_path), home=home) as again, again.api() as api:
        assert again.ready["control"]["token"] == token
        assert api.get("/espaces/defaut/logiciels/dui-de-reference").json()["version"] == "9.9"
        assert len(api.get("/espaces/defaut/echanges").json()) == 1
    assert stat.S_IMODE((tmp_path / "control.token").stat().st_mode) == 0o600
    for folder in ("espaces/defaut", "installation"):
        assert stat.S_IMODE((tmp_path / folder).stat().st_mode) == 0o700


def test_two_processes_never_see_each_other(home: Path) -> None:
    with simulator(home=home) as one, simulator(home=home) as other, one.client() as client:
        assert search(client, one.ready).status_code == 200
        with one.api() as api, other.api() as elsewhere:
            assert len(api.get("/espaces/defaut/echanges").json()) == 1
            assert elsewhere.get("/espaces/defaut/echanges").json() == []
            assert api.get("/espaces", headers=elsewhere.headers).status_code == 401


def test_anybody_downloads_the_authority_and_the_wsdl_in_clear(running: Running) -> None:
    root = running.ready["control"]["url"].removesuffix("/api")
    with httpx.Client(base_url=root, trust_env=False) as nobody:
        ca = nobody.get("/pki/ca.pem", headers={"host": "simulateur.example.org"})
        assert ca.text.count("BEGIN CERTIFICATE") == 3
        assert nobody.get("/pki/crl.pem").text.count("BEGIN X509 CRL") == 3
        assert nobody.get("/pki/racine.key").status_code == 404
        wsdl = nobody.get("/wsdl/ins/DESIR_ICIR_EXP_1.5.0.wsdl")
        assert "rechercherInsAvecTraitsIdentite" in wsdl.text
        assert nobody.get("/wsdl/ins/../../pyproject.toml").status_code in {401, 404}


def test_the_start_table_says_what_to_put_in_the_dui(home: Path) -> None:
    with simulator(home=home) as one:
        one.process.terminate()
        assert one.process.stdout is not None
        said = one.process.stdout.read()
        insi = next(line for line in said.splitlines() if "INSi, certificat logiciel" in line)
        assert one.ready["services"]["ins"]["mtls"] in insi
        assert one.ready["pki"]["clients"]["insi_auto"]["p12"] in said
        assert f"IDAM {one.ready['accounts']['lps']['idam']}" in said
        assert one.ready["console"] in said


def test_nothing_is_left_of_a_temporary_run(home: Path, tmp_path: Path) -> None:
    with simulator(home=home, environment={"TMPDIR": str(tmp_path)}) as one:
        assert len(list(tmp_path.iterdir())) == 1
        one.stop()
    assert list(tmp_path.iterdir()) == []


@contextmanager
def _request_begun(one: Running, body: bytes) -> Iterator[ssl.SSLSocket]:
    """A request whose head was sent and whose body INSi asked for: it is in the service's hands."""
    where = urlsplit(address(one.ready))
    raw = socket.create_connection(("127.0.0.1", where.port or 0), timeout=10)
    with one.tls().wrap_socket(raw, server_hostname="localhost") as connection:
        connection.sendall(
            f"POST /lps HTTP/1.1\r\nHost: localhost:{where.port}\r\nExpect: 100-continue\r\n"
            f"Content-Type: {SOAP_TYPE['content-type']}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        )
        assert connection.recv(4096).startswith(b"HTTP/1.1 100 Continue")
        yield connection


def _wait_until_nobody_accepts(one: Running) -> None:
    port = urlsplit(one.ready["console"]).port or 0
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except ConnectionError:
            return


def _read_all(connection: ssl.SSLSocket) -> bytes:
    pieces = []
    while piece := connection.recv(65536):
        pieces.append(piece)
    return b"".join(pieces)


def _free_base() -> int:
    """A base whose three ports are free at this moment."""
    for base in range(20_000, 60_000, 137):
        try:
            for port in (base, base + 41, base + 51):
                socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return base
    raise AssertionError("no free port")
