"""HTTP bent and broken: smuggling, floods, other protocols on our ports, addresses of nowhere."""

import ssl

import httpx
import pytest

from tests.attacks.conftest import journalled, refused_since, search
from tests.attacks.fil import Answer, chunked, connect, heard, plain, post, search_of, talk
from tests.running import Running

BIG = b"<a>" + b"x" * 20_000_000 + b"</a>"
TE = b"transfer-encoding: chunked"
UPGRADE = (
    b"connection: Upgrade, HTTP2-Settings",
    b"upgrade: h2c",
    b"http2-settings: AAMAAABkAARAAAAAAAIAAAAA",
)


def codes(found: list[Answer]) -> list[tuple[int, str]]:
    return [(answer.status, answer.code) for answer in found]


# Two readers of these bytes could see two different requests: nobody must have to choose.
AMBIGUOUS = {
    "deux longueurs": (b"content-length: 3\r\ncontent-length: 5", b"abcde"),
    "deux fois la même longueur": (b"content-length: 5\r\ncontent-length: 5", b"abcde"),
    "une liste de longueurs": (b"content-length: 5, 5", b"abcde"),
    "une longueur signée": (b"content-length: +5", b"abcde"),
    "une longueur négative": (b"content-length: -1", b"abcde"),
    "une longueur sans fin": (b"content-length: " + b"9" * 6_000, b"abcde"),
    "une longueur et des morceaux": (b"content-length: 5\r\n" + TE, chunked(b"abcde")),
    "des morceaux et une longueur": (TE + b"\r\ncontent-length: 5", chunked(b"abcde")),
    "un codage inconnu": (b"transfer-encoding: xchunked", chunked(b"abcde")),
    "un codage après les morceaux": (b"transfer-encoding: chunked, identity", chunked(b"abcde")),
    "un morceau qui ment": (TE, b"5\r\nabcdeX"),
    "un morceau négatif": (TE, b"-5\r\nabcde\r\n"),
    "un morceau sans limite": (TE, b"fffffffffffffffff\r\nabcde\r\n"),
    "un blanc avant les deux points": (b"content-length : 5", b"abcde"),
    "une ligne repliée": (b"x: a\r\n b: c\r\ncontent-length: 5", b"abcde"),
    "un octet nul": (b"x: a\0b\r\ncontent-length: 5", b"abcde"),
    "un retour seul": (b"x: a\rcontent-length: 5", b"abcde"),
}


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_an_ambiguous_request_is_refused_whole_and_told_to_the_installation(
    name: str, running: Running, api: httpx.Client, cible: str, seq: int
) -> None:
    header, body = AMBIGUOUS[name]
    smuggled = post(search_of(running), f"/~{cible}/lps")
    request = post(body, f"/~{cible}/lps", header, sized=False, close=False)
    (answer,) = talk(connect(running), request + smuggled)
    assert (answer.status, answer.body) == (400, b"Invalid HTTP request received.")
    assert answer.headers["connection"] == "close"
    (told,) = refused_since(api, seq)
    assert (told["outcome"], told["operation"], told["service"]) == ("400", "http.requete_refusee", "ins")
    assert told["facts"]["tls.client.cn"] == "INSI-AUTO"
    assert [one["outcome"] for one in journalled(api, cible)] in ([], ["coupure"])


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GARBAGE\r\n\r\n", 400),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00", 400),
        (b"CONNECT localhost:22 HTTP/1.1\r\nhost: localhost:22\r\n\r\nSSH-2.0", 400),
        (b"CONNECT /lps HTTP/1.1\r\nhost: localhost\r\n\r\nSSH-2.0", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc", 400),
        (b"\x80\x2e\x01\x00\x02" + b"\0" * 60, 400),
        (b"POST /\xff\xfe HTTP/1.1\r\nhost: x\r\n\r\n", 400),
        (b"POST /" + b"a" * 10_000 + b" HTTP/1.1\r\nhost: x\r\n\r\n", 414),
        (b"POST /lps HTTP/1.1\r\n" + b"x: y\r\n" * 10_000 + b"\r\n", 431),
        (b"POST /lps HTTP/1.1\r\nx: " + b"y" * 50_000, 431),
        (b"POST /lps HTTP/1.1\r\n" + b"x" * 50_000 + b": y\r\n\r\n", 431),
    ],
)
def test_what_is_no_request_is_refused_and_told_to_the_installation(
    request_bytes: bytes, status: int, running: Running, api: httpx.Client, cible: str, seq: int
) -> None:
    del cible
    (answer,) = talk(connect(running), request_bytes)
    assert (answer.status, answer.headers["connection"]) == (status, "close")
    assert [one["outcome"] for one in refused_since(api, seq)] == [str(status)]


def test_three_requests_in_one_breath_get_three_answers_in_order(
    running: Running, api: httpx.Client, cible: str
) -> None:
    path = f"/~{cible}/lps"
    good, bad = search_of(running), search_of(running, (b"ADRTROIS", b"PERSONNE"))
    said = post(good, path, close=False) + post(bad, path, close=False) + post(b"<a/>", path)
    assert codes(talk(connect(running), said)) == [(200, "00"), (200, "01"), (500, "insi_102")]
    assert [one["facts"]["code"] for one in journalled(api, cible)] == ["00", "01", "insi_102"]
    assert len({one["connection"] for one in journalled(api, cible)}) == 1


def test_a_good_request_followed_by_nonsense_is_answered_then_the_connection_ends(
    running: Running, cible: str, api: httpx.Client, seq: int
) -> None:
    good = post(search_of(running), f"/~{cible}/lps", close=False)
    assert codes(talk(connect(running), good + b"NONSENSE\r\n\r\n" * 1_000)) == [(200, "00")]
    assert [one["outcome"] for one in refused_since(api, seq)] == ["400"]


def test_a_length_shorter_than_its_body_never_makes_a_second_call(
    running: Running, api: httpx.Client, cible: str
) -> None:
    body = search_of(running)
    request = post(body, f"/~{cible}/lps", close=False)
    cut = request.replace(b"content-length: %d" % len(body), b"content-length: %d" % (len(body) - 30))
    assert codes(talk(connect(running), cut)) == [(500, "insi_102")]
    assert len(journalled(api, cible)) == 1


def test_an_upgrade_offered_with_a_body_is_declined_and_the_search_answered(
    running: Running, cible: str
) -> None:
    path = f"/~{cible}/lps"
    first = post(search_of(running), path, *UPGRADE, close=False)
    assert codes(talk(connect(running), first + first + post(search_of(running), path))) == [(200, "00")] * 3


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_old_clients_are_answered_and_let_go(version: str, running: Running, cible: str) -> None:
    (answer,) = talk(connect(running), post(search_of(running), f"/~{cible}/lps", version=version))
    assert (answer.code, answer.headers["connection"]) == ("00", "close")


@pytest.mark.parametrize(
    "request_of",
    [
        lambda path: post(BIG, path),
        lambda path: post(chunked(BIG, 60_000), path, TE, sized=False),
        lambda path: post(b"<a>", path, b"content-length: 10000000000", sized=False),
    ],
    ids=["vingt mégaoctets", "vingt mégaoctets en morceaux", "dix gigaoctets annoncés"],
)
def test_a_body_over_the_limit_is_refused_in_the_words_of_the_service(
    request_of: object, running: Running, api: httpx.Client, cible: str
) -> None:
    assert callable(request_of)
    (answer,) = talk(connect(running), request_of(f"/~{cible}/lps"))
    assert (answer.status, answer.code, answer.headers["connection"]) == (413, "insi_102", "close")
    (told,) = journalled(api, cible)
    assert told["facts"]["http.incomplet"] is True
    findings = api.get(f"/espaces/{cible}/echanges/{told['id']}/constats").json()
    assert [one["rule"] for one in findings] == ["ins.http.corps_trop_gros"]
    assert len(api.get(f"/espaces/{cible}/echanges/{told['id']}/requete").content) <= 65_536


NOWHERE = [
    "/~nulle-part/lps",
    "/~/lps",
    "/~../lps",
    "/~%2e%2e%2finstallation/lps",
    "/~installation/lps",
    "/~DEFAUT/lps",
    "/~a%2fb/lps",
    "/~%00/lps",
    "/~%ED%A0%80/lps",
    "/~<script>alert(1)</script>/lps",
    "/~" + "a" * 8_000 + "/lps",
]


@pytest.mark.parametrize("path", NOWHERE)
def test_an_espace_that_is_not_gets_a_fault_and_the_installation_is_told(
    path: str, running: Running, api: httpx.Client, cible: str, seq: int
) -> None:
    del cible
    (answer,) = talk(connect(running), post(search_of(running), path))
    assert (answer.status, answer.code) == (500, "insi_102")
    assert answer.headers["content-type"] == "application/soap+xml;charset=UTF-8"
    assert b"script" not in answer.body
    (told,) = refused_since(api, seq)
    assert told["id"] == answer.headers["x-socle-exchange"]
    assert api.get("/espaces").status_code == 200


@pytest.mark.parametrize("host", ["nulle-part.localhost", "installation.localhost", "%2e%2e.localhost"])
def test_a_host_label_that_is_no_espace_belongs_to_the_installation(
    host: str, running: Running, api: httpx.Client, cible: str, seq: int
) -> None:
    del cible
    assert codes(talk(connect(running), post(search_of(running), host=host))) == [(500, "insi_102")]
    assert len(refused_since(api, seq)) == 1


@pytest.mark.parametrize(
    "host", ["attaquant.example", "a.b.localhost", "", "[::1", "\xff", "localhost:99999999"]
)
def test_a_host_that_lies_changes_nothing(host: str, running: Running, cible: str) -> None:
    assert codes(talk(connect(running), post(search_of(running), f"/~{cible}/lps", host=host))) == [
        (200, "00")
    ]


@pytest.mark.parametrize("path", ["/lps/", "//lps", "/lps/..", "/lps%00", "/", "/lps;a=b", "/LPS", "*"])
def test_a_wrong_address_gets_a_fault_and_is_never_sent_elsewhere(
    path: str, running: Running, cible: str, api: httpx.Client
) -> None:
    asked = path if path == "*" else f"/~{cible}{path}"
    method = b"OPTIONS" if path == "*" else b"POST"
    host = f"{cible}.localhost" if path == "*" else "attaquant.example"
    (answer,) = talk(connect(running), post(b"", asked, host=host).replace(b"POST", method, 1))
    assert (answer.status, answer.code) == (404, "insi_102")
    assert "location" not in answer.headers
    assert len(journalled(api, cible)) == 1


@pytest.mark.parametrize(
    "said", [b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n", b"\0" * 200, b"SSH-2.0-x\r\n"]
)
def test_what_is_not_tls_on_a_tls_port_is_told_to_the_installation(
    said: bytes, running: Running, api: httpx.Client, cible: str, seq: int
) -> None:
    del cible
    connection = plain(running)
    connection.sendall(said)
    assert b"HTTP/1.1 200" not in heard(connection)
    waited = api.get(
        "/espaces/installation/echanges/attendre", params={"after_seq": seq, "timeout": 10, "protocol": "tls"}
    )
    assert waited.json()["facts"]["tls.refused"] is True


@pytest.mark.parametrize("name", [b"\xff\xfe\xfd\xfc", b"a\0bc", b"..ab", b"<b>x", b"%00a"])
def test_a_server_name_that_is_none_is_survived_in_silence(name: bytes, running: Running, cible: str) -> None:
    del cible
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = running.tls().wrap_bio(incoming, outgoing, server_hostname="abcd.localhost")
    with pytest.raises(ssl.SSLWantReadError):
        client.do_handshake()
    connection = plain(running)
    connection.sendall(outgoing.read().replace(b"abcd.localhost", name + b".localhost"))
    assert connection.recv(1)[:1] in {b"\x15", b"\x16"}
    connection.close()


def test_two_hundred_silent_connections_leave_room_for_a_good_one(running: Running, cible: str) -> None:
    silent = [plain(running) for _ in range(199)]
    silent.append(connect(running))
    assert search(running, cible).code == "00"
    for connection in silent:
        connection.close()


def test_a_client_that_leaves_in_the_middle_of_its_body_is_journalled(
    running: Running, api: httpx.Client, cible: str
) -> None:
    connection = connect(running)
    connection.sendall(post(search_of(running), f"/~{cible}/lps")[:-200])
    connection.close()
    waited = api.get(f"/espaces/{cible}/echanges/attendre", params={"after_seq": 0, "timeout": 10})
    told = waited.json()
    assert (told["outcome"], told["answer"], told["facts"]["http.incomplet"]) == ("coupure", None, True)
    assert [one["rule"] for one in told["findings"]] == ["ins.http.corps_interrompu"]
