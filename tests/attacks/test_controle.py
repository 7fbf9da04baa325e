"""The control API and the console before hostile bodies, hosts, origins, tokens and files."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.requests import Request

from simulators.control import espaces
from tests.attacks.fil import answers, heard, plain
from tests.running import Running

PERSON = "personnes/adrtrois-toussaint"


def status_of(
    api: httpx.Client, method: str, path: str, content: bytes, kind: str = "application/json"
) -> Any:
    """The status of a body sent as it is; never a trace, never slow, always JSON."""
    answer = api.request(method, path, content=content, headers={"content-type": kind})
    assert "Traceback" not in answer.text
    assert answer.elapsed.total_seconds() < 2
    assert isinstance(answer.json(), (dict, list))
    return answer.status_code


BODIES: dict[str, tuple[bytes, int]] = {
    "rien": (b"", 422),
    "du texte": (b"bonjour", 422),
    "du JSON coupé": (b'{"numero":', 422),
    "une liste": (b"[]", 422),
    "null": (b"null", 422),
    "NaN": (b"NaN", 422),
    "un nombre sans fin": (b'{"numero": ' + b"9" * 10_000 + b"}", 400),
    "l'infini": (b'{"numero": 1e999}', 422),
    "cent mille listes": (b"[" * 100_000, 400),
    "cent mille objets": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, 400),
    "neuf cents objets": (b'{"reference":' * 900 + b"1" + b"}" * 900, 422),
    "trois mille points": (json.dumps({"a." * 3_000 + "b": 1}).encode(), 422),
    "deux cent mille points": (b'{"' + b"a." * 200_000 + b'": null}', 422),
    "deux valeurs pour un nom": (b'{"reference": 1, "reference.sexe": "F"}', 422),
    "un autre type": (b'{"reference": {"prenoms": {"a": 1}, "sexe": ["M"], "ins": 3}}', 422),
    "un nom inconnu": (b'{"__class__": "os", "reference.__init__": "x"}', 422),
    "une moitié de caractère": (b'{"reference.nom_naissance": "\\ud800"}', 400),
    "l'autre moitié": (b'{"reference.nom_naissance": "\\udc00\\ud800"}', 400),
    "une moitié dans un nom": (b'{"reference": {"\\udfff": 1}}', 400),
    "un caractère nul": (b'{"reference.nom_naissance": "A\\u0000B"}', 422),
    "un caractère de contrôle": (b'{"reference.prenoms": ["A", "B\\u0001"]}', 422),
    "un non-caractère": (b'{"reference.lieu_naissance": "\\uffff"}', 422),
    "du latin-1": (b'{"numero": "\xe9"}', 400),
    "de l'UTF-16": ('{"numero": "é"}'.encode("utf-16"), 400),
    "un octet nul": (b'{"numero": "\0"}', 400),
    "neuf mégaoctets": (b'{"numero": "' + b"a" * 9_000_000 + b'"}', 413),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_hostile_body_is_refused_and_nobody_changes(name: str, api: httpx.Client, cible: str) -> None:
    body, status = BODIES[name]
    assert status_of(api, "PATCH", f"/espaces/{cible}/{PERSON}", body) == status
    assert status_of(api, "PUT", f"/espaces/{cible}/{PERSON}", body) in {status, 422}


def test_of_a_key_said_twice_the_last_one_counts(api: httpx.Client, espace: str) -> None:
    body = b'{"reference.nom_naissance": "UN", "reference.nom_naissance": "DEUX"}'
    assert status_of(api, "PATCH", f"/espaces/{espace}/{PERSON}", body) == 200
    assert api.get(f"/espaces/{espace}/{PERSON}").json()["reference"]["nom_naissance"] == "DEUX"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("horloge", b'{"mode": "shifted", "offset": NaN}'),
        ("horloge", b'{"mode": "shifted", "offset": -Infinity}'),
        ("horloge", b'{"mode": "shifted", "offset": 1e15}'),
        ("horloge", b'{"mode": "stepped", "instant": "9999-12-31T23:59:59Z"}'),
        ("horloge", b'{"mode": "stepped", "instant": "0001-01-01T00:00:00+14:00"}'),
        ("reglages", b'{"options": ["\\u0000", "../x"]}'),
        ("reglages", b'{"profile": "<script>"}'),
        ("pannes", b'{"kind": "metier", "name": "desir_1020", "service": "ins", "remaining": 1e30}'),
        ("pannes", b'{"kind": "metier", "name": "desir_1020", "service": "ins", "probability": NaN}'),
        ("pannes", b'{"kind": "transport", "name": "latence", "parameters": {"ms": 1e308}}'),
        ("pannes", b'{"kind": "transport", "name": "latence", "parameters": {"ms": -1}}'),
        ("pannes", b'{"kind": "transport", "name": "../latence"}'),
        ("instantanes", b'{"label": ".."}'),
        ("instantanes", b'{"label": "a/../../b"}'),
        ("instantanes", b'{"label": "CON"}'),
        ("purger", b'{"matricule": "%"}'),
    ],
)
def test_a_value_out_of_bounds_is_refused_and_the_espace_lives(
    path: str, body: bytes, api: httpx.Client, cible: str
) -> None:
    method = "POST" if path in {"pannes", "instantanes", "purger"} else "PUT"
    assert status_of(api, method, f"/espaces/{cible}/{path}", body) == 422
    assert api.get(f"/espaces/{cible}/horloge").json()["mode"] == "real"


@pytest.mark.parametrize(
    "query",
    [
        "after_seq=" + "9" * 30,
        "before_seq=-1",
        "since=0001-01-01T00:00:00",
        "until=9999-12-31T23:59:59-14:00",
        "limit=0",
        "limit=1000000",
        "severity=fatal",
        "lang=de",
        "since=hier",
        "inconnu=1",
        "order=DROP",
    ],
)
def test_a_question_out_of_bounds_is_refused(query: str, api: httpx.Client, cible: str) -> None:
    assert status_of(api, "GET", f"/espaces/{cible}/echanges?{query}", b"") == 422


@pytest.mark.parametrize(
    "query", ["text=%00", "text=%25_%5c'--", "code=' OR 1=1 --", "patient=%ED%A0%80", 'text="']
)
def test_a_question_that_nothing_answers_finds_nothing(query: str, api: httpx.Client, cible: str) -> None:
    assert api.get(f"/espaces/{cible}/echanges?{query}").json() == []


@pytest.mark.parametrize("timeout", ["nan", "inf", "-1", "1e9", "61"])
def test_nobody_waits_for_ever(timeout: str, api: httpx.Client, cible: str) -> None:
    assert status_of(api, "GET", f"/espaces/{cible}/echanges/attendre?timeout={timeout}", b"") == 422


def said(running: Running, *lines: bytes, path: bytes = b"/api/espaces", method: bytes = b"GET") -> Any:
    """One call of the administrator with these headers, by hand."""
    token = b"authorization: Bearer " + running.ready["control"]["token"].encode()
    head = [b"%s %s HTTP/1.1" % (method, path), token, *lines, b"connection: close", b"", b""]
    connection = plain(running, "console")
    connection.sendall(b"\r\n".join(head))
    (answer,) = answers(heard(connection))
    return answer


@pytest.mark.parametrize(
    "host",
    [
        "attaquant.example",
        "127.0.0.1.attaquant.example",
        "[::1]attaquant.example",
        "localhost:80:80",
        "127.1",
        "127.0.0.1:8400@attaquant.example",
        "attaquant.example#.localhost",
        "localhost/x",
        "2130706433",
        "0x7f.1",
        "",
        "localhost\t.attaquant.example",
        "xn--localhost-.example",
        "[::1",
        "localhost,attaquant.example",
    ],
)
@pytest.mark.parametrize("path", [b"/api/espaces", b"/trafic", b"/"])
def test_a_name_of_somebody_else_opens_neither_the_api_nor_the_console(
    host: str, path: bytes, running: Running
) -> None:
    answer = said(running, b"host: " + host.encode(), path=path)
    assert answer.status == 421
    assert running.ready["control"]["token"].encode() not in answer.body


@pytest.mark.parametrize(
    "origin",
    [
        "https://attaquant.example",
        "null",
        "http://localhost.attaquant.example",
        "file://",
        "http://localhost:1",
    ],
)
def test_a_page_of_another_site_can_neither_write_nor_read(origin: str, running: Running, cible: str) -> None:
    lines = (b"host: localhost", b"origin: " + origin.encode(), b"content-length: 0")
    for method in (b"GET", b"POST", b"DELETE", b"OPTIONS"):
        answer = said(running, *lines, path=f"/api/espaces/{cible}".encode(), method=method)
        assert answer.status == 403
        assert not [name for name in answer.headers if name.startswith("access-control")]


def test_a_form_of_another_site_without_origin_has_no_token(running: Running, cible: str) -> None:
    with running.api("rien") as stranger:
        form = {"content-type": "text/plain"}
        for method, path in (("POST", f"/espaces/{cible}/remise-a-zero"), ("DELETE", f"/espaces/{cible}")):
            assert stranger.request(method, path, content=b'{"a":"=b"}', headers=form).status_code == 401


@pytest.mark.parametrize(
    "sent",
    [b"", b"Bearer", b"Bearer ", b"Basic \xff", b"Bearer \xff", b"Bearer " + b"a" * 8_000, b"Bearer a b"],
)
def test_a_token_that_is_none_opens_nothing(sent: bytes, running: Running) -> None:
    head = b"GET /api/espaces HTTP/1.1\r\nhost: localhost\r\nauthorization: %s\r\nconnection: close\r\n\r\n"
    connection = plain(running, "console")
    connection.sendall(head % sent)
    assert [answer.status for answer in answers(heard(connection))] == [401]


@pytest.fixture
def voisin(api: httpx.Client) -> Iterator[str]:
    """Another espace."""
    api.post("/espaces", json={"name": "voisin-attaque"})
    yield "voisin-attaque"
    api.delete("/espaces/voisin-attaque")


def test_the_token_of_an_espace_reaches_no_other_by_any_path(
    running: Running, api: httpx.Client, cible: str, voisin: str
) -> None:
    token = api.get(f"/espaces/{cible}/jeton").json()["token"]
    paths = [f"/espaces/{voisin}", f"/espaces/{voisin}/personnes", f"/espaces/{voisin}/echanges", "/espaces"]
    paths += ["/espaces/installation/echanges", "/espaces/defaut/export", f"/espaces/{voisin}/jeton"]
    paths += [f"/espaces/{voisin}%00/personnes", f"/espaces/{voisin}?espace={cible}"]
    with running.api(token) as trainee:
        assert [trainee.get(path).status_code for path in paths] == [401] * len(paths)
        assert trainee.put(f"/espaces/{cible}/import", content=b"x").status_code == 403
        assert trainee.post(f"/espaces/{voisin}/purger", json={"matricule": "1" * 13}).status_code == 401
        assert trainee.get(f"/espaces/{cible}/personnes").status_code == 200
    assert api.get(f"/espaces/{voisin}").status_code == 200


# --- imported files -------------------------------------------------------------------------------------


def test_a_file_announced_over_the_limit_is_refused_before_it_is_read(
    running: Running, api: httpx.Client
) -> None:
    answer = said(
        running,
        b"host: localhost",
        b"content-length: 1000000001",
        path=b"/api/espaces/gros/import",
        method=b"PUT",
    )
    assert (answer.status, answer.headers["connection"]) == (413, "close")
    assert json.loads(answer.body)["detail"] == "Fichier trop gros : 1000000000 octets au plus"
    assert "gros" not in api.get("/espaces").json()


@pytest.mark.anyio
async def test_a_file_that_grows_over_the_limit_stops_being_written(tmp_path: Path) -> None:
    async def endless() -> dict[str, Any]:
        return {"type": "http.request", "body": b"x" * 10_000, "more_body": True}

    request = Request({"type": "http", "method": "PUT", "headers": []}, endless)
    with pytest.raises(Exception, match="413"):
        await espaces.receive(request, tmp_path / "a", 100_000)
    assert (tmp_path / "a").stat().st_size <= 110_000


@pytest.mark.parametrize(
    "content", [b"", b"PK\x05\x06" + b"\0" * 18, b"PK\x03\x04" + b"\xff" * 5_000, b"\0" * 100_000]
)
def test_a_file_that_is_no_espace_is_refused_and_makes_none(content: bytes, api: httpx.Client) -> None:
    assert api.put("/espaces/faux/import", content=content).status_code == 422
    assert "faux" not in api.get("/espaces").json()


@pytest.mark.parametrize(
    "name", ["..%2f..%2fx", "MAJUSCULE", "installation", "defaut", "-a", "%00", "a" * 200]
)
def test_a_file_cannot_be_imported_under_any_name(name: str, api: httpx.Client) -> None:
    assert api.put(f"/espaces/{name}/import", content=b"PK").status_code in {404, 409, 422}
    assert not [one for one in api.get("/espaces").json() if one == "x" or one.lower() == "majuscule"]
