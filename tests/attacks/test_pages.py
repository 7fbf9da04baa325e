"""Stored attacks: whatever a neighbour writes in a message, the pages show it as text."""

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from simulators.core.net.pki.authority import Pki
from simulators.core.net.pki.profiles import ClientProfile
from tests.attacks.fil import answers, connect, heard, plain, post, search_of, talk
from tests.running import Running

EVIL = "\"'><script src=//attaquant.example></script><img src=x onerror=alert(1)>{{98765*3}}${98765*3}\u202e"
XML = EVIL.encode("ascii", "xmlcharrefreplace").replace(b"<", b"&lt;").replace(b'"', b"&quot;")
HEADER = EVIL.encode("utf-8")


class Page(HTMLParser):
    """What a browser would run or fetch in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.scripts: list[str] = []
        self.alive: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script":
            self.scripts.append(given.get("src") or "")
        self.alive += [f"{tag} {name}" for name in given if name.startswith("on") or name == "style"]
        self.alive += [
            f"{tag}" for value in given.values() if (value or "").lower().startswith("javascript:")
        ]
        if tag in {"img", "iframe", "object", "embed", "base", "svg", "form"}:
            self.alive += (
                [f"{tag} {given.get('src') or given.get('action') or ''}"] if given.get("src") else []
            )


@pytest.fixture(scope="module")
def browser(running: Running) -> Iterator[httpx.Client]:
    """Somebody who reads the console."""
    token = running.ready["control"]["token"]
    base = str(running.ready["control"]["url"]).removesuffix("/api")
    with httpx.Client(base_url=base, headers={"authorization": f"Bearer {token}"}, trust_env=False) as one:
        yield one


def inert(browser: httpx.Client, path: str, espace: str) -> str:
    """Opens a page, checks that nothing hostile lives in it, returns its text."""
    opened = browser.get(path, params={"espace": espace})
    assert opened.status_code == 200
    assert "default-src 'none'" in opened.headers["content-security-policy"]
    page = Page(opened.text)
    assert all(source.startswith("/static/") for source in page.scripts)
    assert page.alive == []
    assert "<img src=x" not in page.text
    assert "296295" not in page.text
    return page.text


FIELDS = {
    "IDAM": (b'<lps:IDAM R="4">', b'<lps:IDAM R="%s">%s' % (XML, XML)),
    "nom": (b"ADRTROIS", XML),
    "prénom": (b"TOUSSAINT", XML),
    "sexe": (b"<r:Sexe>M", b"<r:Sexe>" + XML),
    "date": (b"1960-01-01", XML),
    "MessageID": (b"<wsa:MessageID>", b"<wsa:MessageID>" + XML),
    "action": (b"<wsa:Action>", b"<wsa:Action>" + XML),
    "logiciel": (b"<lps:Nom>", b"<lps:Nom>" + XML),
    "version": (b"<lps:Version>", b"<lps:Version>" + XML),
    "émetteur": (b"<lps:Emetteur>", b"<lps:Emetteur>" + XML),
    "contexte": (b'Nature="CTXLPS"', b'Nature="%s"' % XML),
    "espace de noms": (b"http://www.cnamts.fr/INSiRecSans", XML),
    "élément inconnu": (
        b"</r:RECSANSVITALE>",
        b'<x xmlns="javascript:alert(1)//%s"/></r:RECSANSVITALE>' % XML,
    ),
    "balisage": (b"</r:RECSANSVITALE>", b"</r:RECSANSVITALE><script>alert(1)</script>"),
}


@pytest.mark.parametrize("field", FIELDS)
def test_a_hostile_value_in_a_message_is_shown_as_text(
    field: str, running: Running, browser: httpx.Client, cible: str
) -> None:
    said = post(search_of(running, FIELDS[field]), f"/~{cible}/lps")
    (answer,) = talk(connect(running), said)
    inert(browser, f"/trafic/{answer.headers['x-socle-exchange']}", cible)
    inert(browser, "/trafic", cible)
    inert(browser, "/", cible)


def test_hostile_headers_and_addresses_are_shown_as_text(
    running: Running, browser: httpx.Client, cible: str
) -> None:
    path = f"/~{cible}/lps?<script>alert(1)</script>"
    said = post(
        search_of(running), path, b"user-agent: " + HEADER, b"x-mal: \xff\xfe<b>", content_type=HEADER
    )
    (answer,) = talk(connect(running), said)
    assert answer.status == 415
    text = inert(browser, f"/trafic/{answer.headers['x-socle-exchange']}", cible)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_a_hostile_certificate_is_shown_as_text(running: Running, browser: httpx.Client, cible: str) -> None:
    pki = Pki.open(Path(running.ready["pki"]["ca"]).parents[1])
    profile = ClientProfile("mal", EVIL[:60], shared_key=True)
    hostile = replace(profile, organization=EVIL[:60], organizational_unit=EVIL[:60], surname=EVIL[:40])
    material = pki.client(hostile)
    context = running.tls()
    context.load_cert_chain(material.cert, material.key)
    connection = context.wrap_socket(plain(running), server_hostname="localhost")
    (answer,) = talk(connection, post(search_of(running), f"/~{cible}/lps"))
    assert answer.code == "desir_560"
    text = inert(browser, f"/trafic/{answer.headers['x-socle-exchange']}", cible)
    assert "&lt;script src=//attaquant" in text


def test_the_bytes_of_a_hostile_message_are_saved_never_shown_by_the_browser(
    running: Running, browser: httpx.Client, api: httpx.Client, cible: str
) -> None:
    (answer,) = talk(connect(running), post(b"<html><script>alert(1)</script></html>", f"/~{cible}/lps"))
    id_ = answer.headers["x-socle-exchange"]
    page = browser.get(f"/trafic/{id_}/requete", params={"espace": cible})
    raw = api.get(f"/espaces/{cible}/echanges/{id_}/requete")
    for bytes_ in (page, raw):
        assert bytes_.headers["content-type"] == "application/octet-stream"
        assert bytes_.headers["x-content-type-options"] == "nosniff"
    assert page.headers["content-disposition"].startswith("attachment;")
    assert raw.headers["content-security-policy"] == "sandbox"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/certificats/..%2f..%2fseed",
        "/documents/ins/..%2f..%2froutes.py",
        "/wsdl/ins/..%2froutes.py",
        "/pki/../control.token",
        "/trafic/%00",
    ],
)
def test_no_path_leads_out_of_what_is_published(path: str, running: Running, browser: httpx.Client) -> None:
    token = running.ready["control"]["token"].encode()
    head = b"GET %s HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer %s\r\nconnection: close\r\n\r\n"
    connection = plain(running, "console")
    connection.sendall(head % (path.encode(), token))
    (answer,) = answers(heard(connection))
    assert answer.status == 404
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "espace=%00",
        "espace=../x",
        "avant=99999999999999999999",
        "avant=-1",
        "avant=1e3",
        "personne=%00",
        "personne=%25",
        "lang=%00",
        "verdict=<script>",
        "service=%ED%A0%80",
        "operation=" + "a" * 7000,
    ],
)
def test_a_hostile_address_of_the_console_opens_a_page(query: str, browser: httpx.Client) -> None:
    opened = browser.get(f"/trafic?{query}")
    assert opened.status_code in {200, 404}
    assert "Traceback" not in opened.text
    assert Page(opened.text).alive == []
