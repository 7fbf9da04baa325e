"""The structured view: trees, assertions, tokens, metadata, and the findings that stand in them."""

import json
import re
from dataclasses import replace
from html import unescape
from time import process_time

import pytest

from simulators.console.structure.side import structured
from simulators.core.journal.model import Exchange, Message, Protocol
from simulators.core.net.pki.peer import read_peer
from simulators.core.rule import Finding, Place
from simulators.core.xml.signing import sign_enveloped
from tests.console import letters
from tests.console.conftest import World
from tests.console.samples import ACCENT_RULE, EXPIRED_RULE, IDAM_RULE, REFUSED, STARTED, refused_handshake
from tests.core.xml.keys import certificate

pytestmark = pytest.mark.anyio

PROTOCOLS: tuple[Protocol, ...] = ("http", "imap", "smtp")
ASSERTION = (
    '<saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a1" Version="2.0" '
    'IssueInstant="2026-03-02T09:30:00.000Z"><saml2:Issuer>CN=EHPAD DES ESSAIS</saml2:Issuer>'
    "<saml2:Subject><saml2:NameID>899700000039</saml2:NameID></saml2:Subject>"
    '<saml2:Conditions NotOnOrAfter="2026-03-02T10:30:00Z"/>'
    '<saml2:AuthnStatement AuthnInstant="hier"><saml2:AuthnContext><saml2:AuthnContextClassRef>'
    "urn:oasis:names:tc:SAML:2.0:ac:classes:TLSClient</saml2:AuthnContextClassRef></saml2:AuthnContext>"
    "</saml2:AuthnStatement><saml2:AttributeStatement>"
    '<saml2:Attribute Name="Identifiant_Structure"><saml2:AttributeValue>1990000028</saml2:AttributeValue>'
    '</saml2:Attribute><saml2:Attribute Name="urn:oasis:names:tc:xacml:2.0:subject:role">'
    '<saml2:AttributeValue><Role xmlns="urn:hl7-org:v3" code="60" codeSystem="1.2.250.1.71.1.2.7" '
    'displayName="Infirmier"/></saml2:AttributeValue></saml2:Attribute>'
    '<saml2:Attribute Name="Couleur"><saml2:AttributeValue>bleu</saml2:AttributeValue></saml2:Attribute>'
    "</saml2:AttributeStatement></saml2:Assertion>"
)


async def text(world: World, exchange: Exchange, lang: str = "") -> str:
    """What a person reads on the page of an exchange, tags off."""
    page = await html(world, exchange, lang)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


async def html(world: World, exchange: Exchange, lang: str = "") -> str:
    await world.record(exchange)
    return await world.page(f"/trafic/{exchange.id}{lang}")


def envelope(assertion: str) -> bytes:
    return f'<s:Envelope xmlns:s="urn:s"><s:Header>{assertion}</s:Header><s:Body/></s:Envelope>'.encode()


async def test_a_soap_message_is_a_tree_with_short_names(world: World) -> None:
    page = await html(world, REFUSED)
    tree = page.partition('<div class="arbre"')[2].partition("</div>")[0]
    assert '<span class="nom">lps:IDAM</span> <span class="note">R=&#34;4&#34;</span>' in tree
    assert '<span class="valeur">DUPRÉ</span>' in tree
    assert "http://www.w3.org/2003/05/soap-envelope" not in tree
    assert "http://www.w3.org/2003/05/soap-envelope" in page.partition("Espaces de noms")[2]
    assert tree.count("<details") == tree.count("</details>") == 6


async def test_a_finding_stands_at_its_node_and_its_node_is_seen(world: World) -> None:
    page = await html(world, REFUSED)
    assert re.search(
        r'class="vise s-error feuille"><span class="renvois"><a id="noeud-1" class="renvoi s-error" '
        r'href="#remarque-1" [^>]*>1</a></span><span class="nom">lps:IDAM</span>',
        page,
    )
    assert re.search(r'id="noeud-2"[^>]*>2</a></span><span class="nom">r:NomNaissance</span>', page)
    assert '<a href="#noeud-1">Voir dans l’arbre</a>' in page
    assert 'id="noeud-3"' not in page, "a header has no node"
    before = page.partition('id="noeud-1"')[0].rpartition('<div class="arbre"')[2]
    assert '<details open><summary><span class="nom">lps:LPS</span>' in before


async def test_a_folded_node_tells_what_it_hides(world: World) -> None:
    page = await html(world, letters.http(letters.ROOT.format(title="Seule").encode(), "text/xml"))
    slot = '<span class="nom">rim:ExtrinsicObject</span>'
    assert '<span class="apercu">20260102093000 · fr-FR · 12</span>' in page.partition(slot)[2][:600]


async def test_an_absent_place_has_no_link_to_the_tree(world: World) -> None:
    whole = replace(REFUSED, findings=(Finding(ACCENT_RULE, Place("request", "whole")),))
    assert "Voir dans l’arbre" not in await text(world, whole)


async def test_the_assertion_is_told_in_words_and_its_signature_checked(world: World) -> None:
    signed = sign_enveloped(ASSERTION.encode(), certificate()[0]).decode()
    read = await text(world, letters.http(envelope(signed), "application/soap+xml"))
    assert "Émetteur CN=EHPAD DES ESSAIS" in read
    assert "Émise le 02/03/2026 09:30:00 UTC" in read
    assert "Valable avant le 02/03/2026 10:30:00 UTC" in read
    assert "Authentifié le hier (illisible)" in read
    assert "Structure 1990000028 Identifiant_Structure" in read
    assert "Profession et spécialité Infirmier (60, 1.2.250.1.71.1.2.7)" in read
    assert "Couleur bleu attribut inconnu" in read
    assert "Signature Correspond au contenu" in read
    assert "Ce que la signature couvre l’assertion entière #_a1" in read


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("1990000028", "1990000036"), "Non vérifiée : le contenu a changé depuis la signature."),
        (('URI="#_a1"', 'URI="#_b2"'), "Non vérifiée : elle couvre autre chose."),
        (("", ""), "Non vérifiée : l’assertion n’est pas signée."),
    ],
)
async def test_a_signature_that_does_not_hold_is_never_shown_as_good(
    world: World, change: tuple[str, str], reason: str
) -> None:
    signed = sign_enveloped(ASSERTION.encode(), certificate()[0]).decode()
    told = signed.replace(*change) if change[0] else ASSERTION
    read = await text(world, letters.http(envelope(told), "application/soap+xml"))
    assert reason in read
    assert "Correspond au contenu" not in read


async def test_the_entry_stands_beside_the_header_and_differences_are_told(world: World) -> None:
    page = await html(world, letters.http(letters.package(title="Autre titre"), letters.PACKAGE_TYPE))
    rows = dict(re.findall(r'<tr( class="differe")?><th scope="row">([^<]*)', page))
    told = {
        label.strip(): bool(mark)
        for mark, label in re.findall(r'<tr( class="differe")?><th scope="row">([^<]*)', page)
    }
    assert rows
    assert told["Titre"] is True
    assert told["Taille en octets"] is True
    assert told["Identifiant du document"] is False
    assert told["Date de création"] is False, "09:30 UTC is 10:30 in Paris"
    assert told["Langue"] is False
    assert told["Matricule du patient"] is False, "what one side lacks is no difference"
    assert '<td data-nom="Fiche XDS">Autre titre</td><td data-nom="Document">Lettre de liaison</td>' in page


async def test_the_same_title_is_no_difference(world: World) -> None:
    page = await html(world, letters.http(letters.package(), letters.PACKAGE_TYPE))
    assert re.search(r'<tr><th scope="row">Titre</th>', page)


async def test_an_entry_without_its_document_says_so(world: World) -> None:
    body = letters.ROOT.format(title="Seule").encode()
    assert "Ce message ne porte pas le document" in await text(
        world, letters.http(body, "application/soap+xml")
    )
    broken = letters.package(document="ceci n'est pas un CDA")
    other = replace(letters.http(broken, letters.PACKAGE_TYPE), id="eeee")
    assert "Le document n’est pas un CDA lisible" in await text(world, other)


async def test_a_package_is_a_tree_of_parts_and_offsets_hold_inside(world: World) -> None:
    body = letters.package()
    start = body.index(b"<title>")
    place = Place("request", "xpath", "/ClinicalDocument/title", start, start + 32)
    page = await html(world, letters.http(body, letters.PACKAGE_TYPE, findings=(Finding(IDAM_RULE, place),)))
    assert re.search(r'id="noeud-1"[^>]*>1</a></span><span class="nom">title</span>', page)
    assert '<span class="nom">text/xml</span>' in page
    assert "&lt;doc@essai&gt;" in page


async def test_a_mail_shows_its_parts_and_what_the_archive_holds(world: World) -> None:
    data = letters.mail()
    request = Message(
        "MAIL FROM:<a@essai.mssante.fr>", (("RCPT", "TO:<b@essai.mssante.fr>"),), data, size=len(data)
    )
    answer = Message("250 2.0.0 Ok", (("DATA", "250 2.0.0 Ok"),))
    sent = replace(letters.http(b"", ""), protocol="smtp", request=request, answer=answer)
    read = await text(world, sent)
    assert "Commandes 1 ligne" in read
    assert "Subject XDM/1.0/DDM+Lettre" in read
    assert "text/plain 7 octets · 7bit" in read
    assert "application/zip" in read
    assert "IHE_XDM.ZIP" in read
    assert "Archive IHE_XDM 3 fichiers" in read
    assert "IHE_XDM/SUBSET01/DOC00001.XML 481 octets" in read
    assert "Écart à la norme INDEX.HTM manque" in read
    assert "Fiche et document : Autre titre" in read
    assert "Titre diffère Autre titre Lettre de liaison" in read


async def test_an_archive_that_means_harm_is_told_and_not_opened(world: World) -> None:
    data = letters.mail(letters.archive(__a="x"))
    request = Message("MAIL FROM:<a@essai.mssante.fr>", (), data, size=len(data))
    read = await text(world, replace(letters.http(b"", ""), protocol="smtp", request=request))
    assert "Archive non ouverte /a un nom de fichier sort de l’archive" in read


async def test_an_imap_answer_is_cut_by_lines_and_its_mail_is_a_tree(world: World) -> None:
    held = b"Subject: Bonjour\r\n\r\nTexte"
    body = b"* 1 FETCH (RFC822 {25}\r\n" + held + b" FLAGS (\\Seen))\r\n* 2 EXISTS\r\n"
    answer = Message("OK FETCH completed", (), body, size=len(body))
    read = await text(world, replace(letters.http(b"", ""), protocol="imap", answer=answer))
    assert "* 1 FETCH (RFC822 {25} FLAGS (\\Seen))" in read
    assert "Contenu 25 octets" in read
    assert "Subject Bonjour" in read
    assert "* 2 EXISTS" in read


async def test_a_fhir_bundle_is_a_tree_and_a_fhirpath_leads_to_its_node(world: World) -> None:
    body = (
        b'{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","active":true},'
        b'"request":{"method":"PUT","url":"Patient/7"}},{"resource":{"resourceType":"List","status":"x"}}]}'
    )
    findings = (
        Finding(IDAM_RULE, Place("request", "fhirpath", "Bundle.entry[1].resource.status"), "x", "current"),
        Finding(IDAM_RULE, Place("request", "fhirpath", "Bundle.entry[1].resource.mode"), "", "working"),
    )
    page = await html(world, letters.http(body, "application/fhir+json", findings=findings))
    assert '<span class="nom">[0]</span> <span class="note">Patient PUT Patient/7</span>' in page
    assert re.search(r'id="noeud-1"[^>]*>1</a></span><span class="nom">status</span>', page)
    assert re.search(
        r'id="noeud-2"[^>]*>2</a></span><details open><summary><span class="nom">resource</span>', page
    )
    assert '<span class="nom">active</span> <span class="valeur">true</span>' in page


async def test_a_token_is_read_with_its_dates_and_never_said_verified(world: World) -> None:
    # 2026-03-02 09:32:15 UTC, two minutes after the exchange.
    token = letters.jwt(
        '{"iss":"https://essai","exp":1772443935,"iat":1772443815,"SubjectNameID":"899700000039"}'
    )
    read = await text(world, letters.http(f'{{"access_token":"{token}"}}'.encode(), "application/json"))
    assert "Jeton (access_token) Lu sans vérifier la signature" in read
    assert "Clé cle-1 en-tête du jeton · kid" in read
    assert "Expire 02/03/2026 09:32:15 UTC, soit 2 minutes après l’échange exp" in read
    assert "Émis le 02/03/2026 09:30:15 UTC, soit à l’instant de l’échange iat" in read
    assert "Identifiant national 899700000039" in read
    assert not re.search(r"(?i)signature (?:valide|vérifiée)|jeton vérifié", read)


async def test_an_unsigned_token_is_told_to_prove_nothing(world: World) -> None:
    token = letters.jwt('{"exp":"jamais"}', '{"alg":"none"}', "")
    request = Message("GET /x?id_token_hint=" + token + " HTTP/1.1")
    read = await text(world, replace(letters.http(b"", ""), request=request))
    assert "Jeton (id_token_hint) Ce jeton n’est pas signé : rien ne prouve ce qu’il dit." in read
    assert "Expire jamais" in read


async def test_a_claim_a_form_field_and_a_parameter_carry_their_finding(world: World) -> None:
    token = letters.jwt('{"iss":"https://essai","aud":"x"}')
    body = f"grant_type=client_credentials&client_assertion={token}".encode()
    findings = (
        Finding(IDAM_RULE, Place("request", "claim", "aud"), "x", "y"),
        Finding(IDAM_RULE, Place("request", "form", "grant_type"), "x", "y"),
        Finding(IDAM_RULE, Place("request", "query", "scope"), "x", "y"),
    )
    exchange = letters.http(body, "application/x-www-form-urlencoded", findings=findings)
    request = replace(exchange.request, start="POST /jeton?scope=tout HTTP/1.1")
    page = await html(world, replace(exchange, request=request))
    for number, label in ((1, "Destiné à"), (2, "grant_type"), (3, "scope")):
        row = page.partition(f'id="noeud-{number}"')[0].rpartition("<tr")[2]
        assert f'class="vise"><th scope="row">{label}</th>' in row, label


async def test_the_certificate_is_told_whole(world: World) -> None:
    der = certificate()[0].certificate
    peer = read_peer(der)
    read = await text(world, replace(REFUSED, peer=peer))
    assert "Clé RSA 2048 signé avec SHA256" in read
    assert re.search(r"Validité à l’heure de l’échange (dans ses dates|pas encore valable|expiré)", read)


@pytest.mark.parametrize(
    ("body", "kind", "sentence"),
    [
        (b"<a><b></a>", "text/xml", "il est mal formé"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "text/xml", "il contient un DOCTYPE"),
        (b"<a>" * 200 + b"</a>" * 200, "application/soap+xml", "il est trop profond"),
        (b"[" * 100_000, "application/json", "Ce JSON ne peut pas être lu"),
        (b'{"a":', "application/json", "Ce JSON ne peut pas être lu"),
        (b"<a>\xff</a>", "text/xml", "son encodage n’est pas celui qu’il annonce"),
        (b"a=1&" * 500, "application/x-www-form-urlencoded", "Trop de champs"),
        (b"--c\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n" * 40, "multipart/mixed; boundary=c", ""),
        (("--c\r\n\r\n" * 300 + "--c--").encode(), "multipart/mixed; boundary=c", "a trop de parties"),
    ],
)
async def test_what_cannot_be_read_is_told_and_shown_as_received(
    world: World, body: bytes, kind: str, sentence: str
) -> None:
    page = await html(world, letters.http(body, kind))
    assert sentence in unescape(page)
    assert "Tel que reçu, sans mise en forme" in page


async def test_a_long_message_is_cut_and_says_so(world: World) -> None:
    body = b"<a>" + b"<b><c>1</c></b>" * 4_000 + b"</a>"
    page = await html(world, letters.http(body, "text/xml"))
    assert "Seul le début de l’arbre est affiché" in page
    assert 250 < page.count('<span class="nom">c</span>') < 1_201
    items = ",".join(f'"{n}"' for n in range(5_000))
    other = replace(letters.http(f"[{items}]".encode(), "application/json"), id="eeee")
    assert "Seul le début de l’arbre est affiché" in await html(world, other)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (
            "<a b='&lt;img src=x onerror=alert(2)>'><c>&lt;script>alert(1)&lt;/script></c></a>",
            "text/xml",
        ),
        ('{"<script>alert(1)</script>":"<img src=x onerror=alert(2)>"}', "application/json"),
        ("<script>alert(1)</script>=<img src=x>", "application/x-www-form-urlencoded"),
        ('{"t":"' + letters.jwt('{"<script>alert(1)</script>":"<img src=x>"}') + '"}', "application/json"),
        (
            letters.package(title="&lt;script>alert(1)&lt;/script>&lt;img src=x>").decode(),
            letters.PACKAGE_TYPE,
        ),
        (
            envelope(
                ASSERTION.replace("Couleur", "&lt;script>alert(1)&lt;/script>").replace(
                    "bleu", "&lt;img src=x>"
                )
            ).decode(),
            "text/xml",
        ),
    ],
)
async def test_hostile_content_of_every_view_is_text(world: World, body: str, kind: str) -> None:
    page = await html(world, letters.http(body.encode(), kind))
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in page.partition('class="bloc"')[2]


async def test_half_a_character_does_not_break_the_page(world: World) -> None:
    page = await html(world, letters.http(rb'{"a":"\ud800"}', "application/json"))
    assert '<span class="nom">a</span> <span class="valeur">?</span>' in page


async def test_a_mail_of_hostile_names_is_text(world: World) -> None:
    attached = letters.archive(**{"<script>alert(1)<_DOT_XML": "x"})
    data = letters.mail(attached, "=?utf-8?b?PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==?=")
    request = Message("MAIL FROM:<x>", (("<script>alert(1)", "<img src=x>"),), data, size=len(data))
    page = await html(world, replace(letters.http(b"", ""), protocol="smtp", request=request))
    assert "<script>alert" not in page
    assert "<img" not in page
    assert '<span class="valeur">&lt;script&gt;alert(1)&lt;/script&gt;</span>' in page


async def test_the_structured_view_exists_in_english(world: World) -> None:
    read = await text(world, letters.http(letters.package(), letters.PACKAGE_TYPE), "?lang=en")
    assert "Message, as a tree" in read
    assert "Entry and document: Lettre de liaison" in read
    assert "Title Lettre de liaison Lettre de liaison" in read


async def test_a_mail_is_sent_again_by_one_command(world: World) -> None:
    world.ready["services"] = {"essai": {"smtp": "localhost:8587"}}
    said = (
        ("MAIL", "FROM:<a@essai.fr> size=9"),
        ("RCPT", "TO:<b@essai.fr>"),
        ("RCPT", "TO:<c@essai.fr>"),
        ("DATA", ""),
    )
    request = Message("MAIL FROM:<a@essai.fr>", said, b"Subject: x\r\n\r\n", size=14)
    sent = replace(letters.http(b"", ""), protocol="smtp", face="smtp", request=request, peer=None)
    read = await text(world, sent)
    assert (
        "curl --ssl-reqd --cacert socle-ca.pem --user a@essai.fr: --oauth2-bearer '…' --mail-from a@essai.fr "
        "--mail-rcpt b@essai.fr --mail-rcpt c@essai.fr --upload-file demande.bin smtp://localhost:8587"
    ) in read
    held = replace(sent, id="eeee", peer=REFUSED.peer)
    assert "--cert certificat.pem --key certificat.key.pem --mail-from" in await text(world, held)


async def test_a_refused_connection_does_not_claim_what_it_does_not_know(world: World) -> None:
    await world.record(refused_handshake(EXPIRED_RULE), espace="installation")
    read = unescape(await world.page("/trafic/bbbb0001?espace=installation"))
    assert "la connexion n’a pas abouti" in read
    assert "avant que le certificat, s’il y en avait un, soit retenu" in read
    assert "Aucun certificat présenté" not in read
    assert "en clair" not in read


def scope(count: int) -> bytes:
    return b"".join(b' xmlns:p%d="u%d"' % (rank, rank) for rank in range(count))


def prefixed(count: int) -> bytes:
    return b"".join(b' p%d:a="1"' % rank for rank in range(count))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"t":"' + b"eyJ" * 80_000 + b'"}', "application/json"),
        (b'{"t":"' + b"eyJaaaaa." * 25_000 + b'"}', "application/json"),
        (b"[" + b'{"a":[1,2]},' * 100_000 + b"0]", "application/json"),
        (b"<a>" + b"<b c='d'/>" * 40_000 + b"</a>", "text/xml"),
        (b"<a>" + b"<!-- -->" * 300_000 + b"</a>", "text/xml"),
        # Namespaces in scope, told again of each element below.
        (b"<r" + scope(100_000) + b">" + b"<e/>" * 290 + b"</r>", "text/xml"),
        (b"<r" + scope(3_000) + b">" + (b"<e" + prefixed(90) + b"/>") * 290 + b"</r>", "text/xml"),
        (b"--c\r\n" * 500_000, "multipart/mixed; boundary=c"),
        (b"{" * 1_000_000, ""),
        (b"* {5}\r\n" * 200_000, ""),
    ],
)
def test_a_hostile_message_is_read_in_time_and_bounded(body: bytes, kind: str) -> None:
    begun = process_time()
    for protocol in PROTOCOLS:
        message = Message("POST / HTTP/1.1", (("content-type", kind),), body, size=len(body))
        views = structured(message, protocol, STARTED, (), "fr").views
        assert sum(1 for view in views for _ in view.steps) < 3_000
    assert process_time() - begun < 6


def test_a_json_too_long_to_be_shown_says_so() -> None:
    body = b"[" + b" " * 2_000_000 + b"1]"
    message = Message("POST / HTTP/1.1", (("content-type", "application/json"),), body, size=len(body))
    (view,) = structured(message, "http", STARTED, (), "fr").views
    assert view.kind == "apology"
    short = replace(message, body=b"[1]", size=3)
    (view,) = structured(short, "http", STARTED, (), "fr").views
    assert view.kind == "tree"


def test_of_many_tokens_the_first_six_are_read() -> None:
    tokens = [f"eyJhbGciOiJub25lIn0.eyJhIjoxfQ.s{rank}" for rank in range(9)]
    body = json.dumps(tokens).encode()
    message = Message("POST / HTTP/1.1", (("content-type", "application/json"),), body, size=len(body))
    views = structured(message, "http", STARTED, (), "fr").views
    assert [view.kind for view in views] == ["tree", *["rows"] * 6]
