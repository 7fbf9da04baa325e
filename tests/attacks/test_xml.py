"""What a hostile XML document can try: each is refused by the documented fault, at once, and told."""

import gzip
import re
import time

import httpx
import pytest

from tests.attacks.conftest import journalled
from tests.attacks.fil import connect, post, search_of, talk
from tests.running import Running

BARE = b"application/soap+xml"
SOAP = b'<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope">%s</e:Envelope>'
BODY = SOAP % b"<e:Body>%s</e:Body>"
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
QUADRATIC = b'<!DOCTYPE a [<!ENTITY b "%s">]><a>%s</a>' % (b"x" * 100_000, b"&b;" * 10_000)
EXTERNAL = b'<!DOCTYPE a [<!ENTITY %s SYSTEM "%s">]><a>&x;</a>'

# What is sent, and the rule that the journal says was broken; the answer is always the same fault.
REFUSED: dict[str, tuple[bytes, str]] = {
    "rien": (b"", "ins.xml.vide"),
    "une balise ouverte": (b"<a>", "ins.xml.malforme"),
    "du JSON": (b'{"nom": "ADRTROIS"}', "ins.xml.malforme"),
    "un octet nul": (BODY % b"<a>A\0B</a>", "ins.xml.malforme"),
    "des octets quelconques": (bytes(range(256)) * 100, "ins.xml.encodage"),
    "du gzip": (gzip.compress(BODY % b"<a/>", mtime=0), "ins.xml.encodage"),
    "un DOCTYPE": (b"<!DOCTYPE a><a/>", "ins.xml.dtd"),
    "un DOCTYPE en UTF-16": ("<!DOCTYPE a><a/>".encode("utf-16"), "ins.xml.dtd"),
    "un DOCTYPE après 190 000 instructions": (b"<?a?>" * 190_000 + b"<!DOCTYPE a><a/>", "ins.xml.dtd"),
    "un DOCTYPE après un mégaoctet de blancs": (b" " * 990_000 + b"<!DOCTYPE a><a/>", "ins.xml.dtd"),
    "un milliard de rires": (b'<!DOCTYPE a [<!ENTITY l0 "ha">%s]><a>&l9;</a>' % LAUGHS, "ins.xml.dtd"),
    "une entité quadratique": (QUADRATIC, "ins.xml.dtd"),
    "une entité de fichier": (EXTERNAL % (b"x", b"file:///etc/passwd"), "ins.xml.dtd"),
    "une entité du réseau": (EXTERNAL % (b"x", b"http://127.0.0.1:1/x"), "ins.xml.dtd"),
    "une entité paramètre": (EXTERNAL % (b"% x", b"file:///dev/random"), "ins.xml.dtd"),
    "une DTD extérieure": (b'<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd"><a/>', "ins.xml.dtd"),
    "une entité sans DTD": (BODY % b"<a>&secret;</a>", "ins.xml.entite"),
    "du latin-1 annoncé UTF-8": (BODY % b"<a>\xe9</a>", "ins.xml.encodage"),
    "de l'UTF-16 sans marque": ((BODY % b"<a/>").decode().encode("utf-16-le"), "ins.xml.malforme"),
    "de l'UTF-32": ((BODY % b"<a/>").decode().encode("utf-32"), "ins.xml.malforme"),
    "de l'UTF-7": (b'<?xml version="1.0" encoding="UTF-7"?>+ADw-a/+AD4-', "ins.xml.encodage"),
    "un encodage inventé": (b'<?xml version="1.0" encoding="klingon"?><a/>', "ins.xml.encodage"),
    "une marque qui ment": (b'\xef\xbb\xbf<?xml version="1.0" encoding="latin-1"?><a/>', "ins.xml.encodage"),
    "cent mille éléments": (BODY % (b"<a/>" * 100_000), "ins.xml.demesure"),
    "dix mille niveaux": (b"<a>" * 10_000 + b"</a>" * 10_000, "ins.xml.demesure"),
    "dix mille balises ouvertes": (b"<a>" * 10_000, "ins.xml.demesure"),
    "quarante mille attributs": (
        b"<a %s/>" % b" ".join(b'b%d="1"' % n for n in range(40_000)),
        "ins.xml.demesure",
    ),
    "quarante mille espaces de noms": (
        b"<a %s/>" % b" ".join(b'xmlns:b%d="u"' % n for n in range(40_000)),
        "ins.xml.demesure",
    ),
    "un nom d'un mégaoctet": (BODY % (b"<" + b"a" * 900_000 + b"/>"), "ins.xml.malforme"),
    "un attribut au nom d'un mégaoctet": (BODY % (b"<a " + b"b" * 900_000 + b'="1"/>'), "ins.xml.malforme"),
    "un million de <": (b"<" * 990_000, "ins.xml.malforme"),
    "une instruction sans fin": (b"<?" + b"a" * 990_000, "ins.xml.malforme"),
    "un espace de noms d'un mégaoctet": (
        BODY % (b'<a xmlns="' + b"a" * 900_000 + b'"/>'),
        "ins.xml.demesure",
    ),
    "un XInclude seul": (
        BODY % b'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>',
        "ins.soap.operation",
    ),
    "autre chose que SOAP": (b"<a/>", "ins.soap.enveloppe"),
    "du SOAP 1.1": (
        b'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><a/></e:Body></e:Envelope>',
        "ins.soap.version",
    ),
    "une enveloppe sans corps": (SOAP % b"", "ins.soap.corps"),
    "un corps vide": (BODY % b"", "ins.soap.corps"),
    "deux corps": (SOAP % b"<e:Body><a/></e:Body><e:Body><a/></e:Body>", "ins.soap.corps"),
    "deux demandes dans un corps": (BODY % b"<a/><a/>", "ins.soap.corps"),
    "neuf cents en-têtes": (
        SOAP
        % (
            b'<e:Header xmlns:w="http://www.w3.org/2005/08/addressing">%s</e:Header><e:Body><a/></e:Body>'
            % (b"<w:MessageID>a</w:MessageID>" * 900)
        ),
        "ins.soap.operation",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_document_gets_the_documented_fault_at_once_and_is_told(
    name: str, running: Running, api: httpx.Client, cible: str
) -> None:
    sent, rule = REFUSED[name]
    begun = time.monotonic()
    (answer,) = talk(connect(running), post(sent, f"/~{cible}/lps", content_type=BARE))
    assert time.monotonic() - begun < 2
    assert (answer.status, answer.code) == (500, "insi_102")
    assert answer.headers["content-type"] == "application/soap+xml;charset=UTF-8"
    text = answer.body.decode()
    assert re.search(r"<S:Code><S:Value>S:Receiver</S:Value><S:Subcode><S:Value>S:siram_40</S:Value>", text)
    assert "L'appel au service de recherche avec les traits d'identité renvoie une erreur technique." in text
    assert "root:" not in text
    assert "libxml" not in text.lower()
    (told,) = journalled(api, cible)
    assert told["id"] == answer.headers["x-socle-exchange"]
    assert "erreur_interne" not in told["facts"]
    findings = api.get(f"/espaces/{cible}/echanges/{told['id']}/constats").json()
    assert findings[0]["rule"] == rule
    assert api.get(f"/espaces/{cible}/echanges/{told['id']}/requete").content == sent


# What looks dangerous and is not: read as it stands, nothing of it is obeyed.
HARMLESS = {
    "une feuille de style": (
        b"<soap:Envelope",
        b'<?xml-stylesheet href="http://127.0.0.1:1/x"?><soap:Envelope',
    ),
    "un DOCTYPE en commentaire": (b"<soap:Envelope", b"<!-- <!DOCTYPE a> --><soap:Envelope"),
    "un schéma à aller chercher": (
        b"<r:RECSANSVITALE>",
        b'<r:RECSANSVITALE xmlns:x="http://www.w3.org/2001/XMLSchema-instance" '
        b'x:schemaLocation="a http://127.0.0.1:1/a.xsd">',
    ),
    "140 000 commentaires": (b"<soap:Envelope", b"<!---->" * 140_000 + b"<soap:Envelope"),
    "190 000 instructions": (b"<soap:Envelope", b"<?a?>" * 190_000 + b"<soap:Envelope"),
    "neuf cents éléments inconnus": (b"</r:RECSANSVITALE>", b"<x/>" * 900 + b"</r:RECSANSVITALE>"),
    "un identifiant d'un mégaoctet": (b"<wsa:MessageID>", b"<wsa:MessageID>" + b"a" * 900_000),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_only_strange_is_answered_as_the_search_it_is(
    name: str, running: Running, cible: str
) -> None:
    begun = time.monotonic()
    (answer,) = talk(connect(running), post(search_of(running, HARMLESS[name]), f"/~{cible}/lps"))
    assert (answer.status, answer.code) == (200, "00")
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    "name", [b'"' * 900_000, b"&gt;" * 200_000, b"A" * 900_000, b"<![CDATA[A]]>" * 60_000, b"&#65;" * 180_000]
)
def test_a_name_of_a_megabyte_finds_nobody_and_its_page_opens(
    name: bytes, running: Running, api: httpx.Client, cible: str
) -> None:
    begun = time.monotonic()
    (answer,) = talk(connect(running), post(search_of(running, (b"ADRTROIS", name)), f"/~{cible}/lps"))
    assert (answer.status, answer.code) == (200, "01")
    address = str(api.base_url).removesuffix("/api/") + f"/trafic/{answer.headers['x-socle-exchange']}"
    assert api.get(address, params={"espace": cible}).status_code == 200
    (told,) = journalled(api, cible)
    assert len(told["summary"]) < 300
    assert time.monotonic() - begun < 5


def test_an_included_file_is_a_name_that_nobody_bears(running: Running, cible: str) -> None:
    include = b'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'
    (answer,) = talk(connect(running), post(search_of(running, (b"ADRTROIS", include)), f"/~{cible}/lps"))
    assert (answer.status, answer.code) == (200, "01")


@pytest.mark.parametrize(
    "content_type",
    [b"", b"text/xml", b"application/json", b"multipart/related", b"\xff\xfe", b"a" * 8_000, b";;;="],
)
def test_a_wrong_content_type_is_refused_as_soap_says(
    content_type: bytes, running: Running, cible: str
) -> None:
    request = post(search_of(running), f"/~{cible}/lps", content_type=content_type)
    (answer,) = talk(connect(running), request)
    assert (answer.status, answer.code) == (415, "insi_102")


@pytest.mark.parametrize("charset", [b"utf-16", b"klingon", b"utf-7", b'"', b"idna", b"hex", b"\xff" * 50])
def test_a_charset_that_lies_is_refused(charset: bytes, running: Running, cible: str) -> None:
    content_type = b"application/soap+xml; charset=" + charset
    body = search_of(running, (b"ADRTROIS", "ADRÉ".encode()))
    (answer,) = talk(connect(running), post(body, f"/~{cible}/lps", content_type=content_type))
    assert (answer.status, answer.code) == (500, "insi_102")
