"""Bad input is normal: the protocol's own error, nothing lost, nothing hangs, never a trace."""

from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.psc.banc import CLIENT, OIDC, REALM, RETOUR, SECRET, Banc, banc

TOKEN = f"{OIDC}/token"


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (b'{"grant_type":"authorization_code"}', "application/json", 415),
        (b"<a/>", "text/xml", 415),
        (b"--x\r\n", "multipart/form-data; boundary=x", 415),
        (b"", "application/x-www-form-urlencoded", 400),
        (b"&&&=&=&%&%zz=%zz", "application/x-www-form-urlencoded", 400),
        (b"grant_type=authorization_code", "", 400),
        (b"\xff\xfe\x00\x00", "application/x-www-form-urlencoded; charset=utf-16", 400),
    ],
)
def test_a_form_that_is_not_one_gets_the_protocol_s_error(
    psc: Banc, body: bytes, content_type: str, expected: int
) -> None:
    answer = psc.post(TOKEN, body, content_type=content_type)
    assert answer.status == expected
    assert answer.json["error"]
    assert answer.exchange.request.body == body


def test_another_content_type_is_named_at_its_header(psc: Banc) -> None:
    answer = psc.post(TOKEN, b"{}", content_type="application/json")
    assert answer.json == {"error": "HTTP 415 Unsupported Media Type"}
    assert answer.rules == ["psc.http.type_de_contenu"]


def test_a_form_without_type_is_read_and_noted(psc: Banc) -> None:
    form = {"grant_type": "authorization_code", "code": psc.code(), "client_id": CLIENT}
    form |= {"client_secret": SECRET, "redirect_uri": RETOUR, "code_verifier": "x" * 43}
    answer = psc.post(TOKEN, urlencode(form).encode(), content_type="")
    assert answer.error == (400, "invalid_grant", "PKCE verification failed: Code mismatch")
    assert "psc.jeton.type_absent" in answer.rules


def test_a_huge_form_is_refused_and_the_connection_closed(psc: Banc) -> None:
    answer = psc.post(TOKEN, b"code=" + b"x" * 300_000)
    assert answer.json == {"error": "HTTP 413 Request Entity Too Large"}
    assert answer.header("connection") == "close"
    assert answer.rules == ["psc.http.corps_trop_gros"]


def test_too_many_fields_are_refused(psc: Banc) -> None:
    answer = psc.post(TOKEN, b"&".join(b"a%d=1" % number for number in range(101)))
    assert answer.rules == ["psc.http.champs_trop_nombreux"]
    assert psc.get("/auth", "&".join("a=1" for _ in range(101))).status == 400


def test_a_form_that_never_ends_is_given_up(psc: Banc) -> None:
    answer = psc.post(TOKEN, b"", chunks=[b"grant_type=", None])
    assert answer.json == {"error": "HTTP 408 Request Timeout"}


def test_a_client_that_leaves_is_journalled_without_answer(psc: Banc) -> None:
    answer = psc.post(TOKEN, b"", chunks=[])
    assert answer.status == 0
    assert psc.journal[-1].answer is None


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        (f"{REALM}/rien", "GET", 404),
        (f"{REALM}", "GET", 404),
        ("/auth/../etc/passwd", "GET", 404),
        (f"{TOKEN}", "GET", 405),
        (f"{OIDC}/userinfo", "DELETE", 405),
        (f"{OIDC}/logout", "PUT", 405),
    ],
)
def test_other_addresses_and_methods_are_refused_in_json(
    psc: Banc, path: str, method: str, status: int
) -> None:
    answer = psc.get(path, method=method)
    reason = {404: "Not Found", 405: "Method Not Allowed"}[status]
    assert (answer.status, answer.json) == (status, {"error": f"HTTP {status} {reason}"})


@pytest.mark.parametrize(
    "authorization",
    ["Basic", "Basic ", "Basic %%%", "Basic YQ==", "Bearer", "Digest x", "é", "Basic " + "QQ" * 4000],
)
def test_a_strange_authorization_header_breaks_nothing(psc: Banc, authorization: str) -> None:
    form = {"grant_type": "authorization_code", "code": "x"}
    assert psc.post(TOKEN, form, authorization=authorization).status in {400, 401}
    assert psc.get(f"{OIDC}/userinfo", authorization=authorization).status == 401


@pytest.mark.parametrize("cookie", ["KEYCLOAK_IDENTITY", 'a="', "KEYCLOAK_IDENTITY=é; ;;=", "\x01=\x02"])
def test_strange_cookies_are_no_session(psc: Banc, cookie: str) -> None:
    psc.cookies = {cookie: "x"}
    assert psc.authorize(prompt="none").renvoi == ("login_required", "")


@pytest.mark.parametrize(
    "token",
    [
        "..",
        "a.b.c",
        "e30.e30.e30",
        "eyJhbGciOiJSUzI1NiIsImtpZCI6WzFdfQ.e30.AA",
        "eyJhbGciOnt9fQ.e30.AA",
        "x" * 20_000,
        "." * 500,
        "[" * 3000 + ".a.b",
    ],
)
def test_a_strange_token_is_worthless_everywhere(psc: Banc, token: str) -> None:
    assert psc.introspect(token).json == {"active": False}
    assert psc.userinfo(token).status == 401
    assert psc.refresh(token).error == (400, "invalid_grant", "Invalid refresh token")
    assert psc.get(f"{OIDC}/logout", {"id_token_hint": token}).status == 400


def test_a_login_page_asked_with_nonsense_is_over(psc: Banc) -> None:
    for query in ("", "attente=%FF", "attente=" + "a" * 5000):
        assert psc.get(f"{REALM}/login-actions/authenticate", query).status == 400


def test_a_service_that_fails_says_nothing_of_why(psc: Banc) -> None:
    psc.service.annuaires = None  # type: ignore[assignment]
    answer = psc.token(code="x")
    assert (answer.status, answer.json) == (500, {"error": "unknown_error"})
    assert "Traceback" not in answer.text


FIELDS = st.sampled_from(
    [
        *("grant_type", "code", "redirect_uri", "client_id", "client_secret", "code_verifier"),
        *("refresh_token", "scope", "token", "a"),
    ]
)
VALUES = st.one_of(
    st.sampled_from(["authorization_code", "refresh_token", CLIENT, SECRET, RETOUR, "openid", ""]),
    st.text(max_size=40),
)


@pytest.fixture(scope="module")
def shared(keys: Path) -> object:
    with banc(keys) as made:
        yield made


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(st.tuples(FIELDS, VALUES), max_size=8))
def test_any_form_gets_a_documented_error(shared: Banc, pairs: list[tuple[str, str]]) -> None:
    answer = shared.post(TOKEN, urlencode(pairs).encode("utf-8"))
    assert answer.status in {400, 401}
    error = answer.json["error"]
    known = {entry.code for entry in shared.service.register.errors.values()}
    assert error in known
    assert answer.facts["psc.erreur"] == error
    assert "erreur_interne" not in answer.facts


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=200))
def test_any_bytes_get_a_documented_error(shared: Banc, body: bytes) -> None:
    for path in (TOKEN, f"{TOKEN}/introspect", f"{OIDC}/revoke"):
        answer = shared.post(path, body)
        assert answer.status in {400, 401}
        assert "erreur_interne" not in answer.facts


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.binary(max_size=200))
def test_any_query_gets_an_answer_that_is_no_open_redirection(shared: Banc, query: bytes) -> None:
    raw = query.decode("latin-1").encode("ascii", "xmlcharrefreplace").decode()
    for path in ("/auth", f"{OIDC}/logout"):
        answer = shared.get(path, raw)
        assert answer.status in {200, 400}
        assert answer.header("location") == ""
        assert "erreur_interne" not in answer.facts
