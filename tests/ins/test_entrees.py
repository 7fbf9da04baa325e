"""Bad input: each gets the protocol's own answer, within limits, and is journalled."""

import logging
import time
import tracemalloc

import pytest

from tests.ins.banc import GONE, Banc, Chunk, request, search

GOOD = request()
ACTION = "urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecTraitsIdentite"
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><l>&c;</l>'
)
OUTSIDE = b'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]><l>&x;</l>'
BAD = {
    "malformed": (b"<soap:Envelope>", 500, "ins.xml.malforme"),
    "empty": (b"", 500, "ins.xml.vide"),
    "blank": (b" \r\n ", 500, "ins.xml.vide"),
    "no xml": (b"POST /lps", 500, "ins.xml.malforme"),
    "json": (b'{"nom": "ADRTROIS"}', 500, "ins.xml.malforme"),
    "binary": (bytes(range(256)), 500, "ins.xml.encodage"),
    "truncated": (GOOD[:700], 500, "ins.xml.malforme"),
    "truncated in a character": ("<a>é".encode()[:-1], 500, "ins.xml.encodage"),
    "dtd": (b"<!DOCTYPE a><a/>", 500, "ins.xml.dtd"),
    "dtd after a comment": (b"<?xml version='1.0'?><!-- x --><!DOCTYPE a><a/>", 500, "ins.xml.dtd"),
    "entity bomb": (BOMB, 500, "ins.xml.dtd"),
    "external entity": (OUTSIDE, 500, "ins.xml.dtd"),
    "unknown entity": (request(("ADRTROIS", "&nbsp;")), 500, "ins.xml.entite"),
    "latin-1 told as utf-8": (GOOD.replace(b"ADRTROIS", b"ADR\xe9"), 500, "ins.xml.encodage"),
    "utf-16 told as utf-8": (
        ('<?xml version="1.0" encoding="UTF-8"?>' + GOOD.decode()).encode("utf-16"),
        500,
        "ins.xml.encodage",
    ),
    "utf-8 told as utf-16": (b'<?xml version="1.0" encoding="UTF-16"?><a/>', 500, "ins.xml.encodage"),
    "unknown encoding": (b'<?xml version="1.0" encoding="klingon"?><a/>', 500, "ins.xml.encodage"),
    "100,000 elements": (b"<a>" + b"<b/>" * 100_000 + b"</a>", 500, "ins.xml.demesure"),
    "100,000 attributes": (
        b"<a " + b" ".join(b'b%d="1"' % n for n in range(100_000 // 2)) + b"/>",
        500,
        "ins.xml.demesure",
    ),
    "500 levels": (b"<a>" * 500 + b"</a>" * 500, 500, "ins.xml.demesure"),
    "20 MB": (b"<a>" + b"x" * 20_000_000 + b"</a>", 413, "ins.http.corps_trop_gros"),
    "nul byte": (GOOD.replace(b"ADRTROIS", b"ADR\0TROIS"), 500, "ins.xml.malforme"),
    "control character": (GOOD.replace(b"ADRTROIS", b"ADR&#1;TROIS"), 500, "ins.xml.malforme"),
    "bell written as is": (GOOD.replace(b"ADRTROIS", b"ADR\x07TROIS"), 500, "ins.xml.malforme"),
    "40,000 given names, all that a body holds": (
        request(("<r:Sexe>", "<r:Prenom>A</r:Prenom>" * 40_000 + "<r:Sexe>")),
        500,
        "ins.xml.demesure",
    ),
    "wrong root of the right name": (
        request(("http://www.cnamts.fr/INSiRecSans", "http://www.cnamts.fr/INSiRecSans/v2")),
        500,
        "ins.soap.operation",
    ),
    "no soap": (b"<a/>", 500, "ins.soap.enveloppe"),
    "soap 1.1": (
        b'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body/></e:Envelope>',
        500,
        "ins.soap.version",
    ),
    "no body": (b'<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"/>', 500, "ins.soap.corps"),
    "empty body": (
        b'<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body/></e:Envelope>',
        500,
        "ins.soap.corps",
    ),
    "two bodies": (
        request(("</soap:Envelope>", "<soap:Body><r:RECSANSVITALE/></soap:Body></soap:Envelope>")),
        500,
        "ins.soap.corps",
    ),
    "two requests in one body": (
        request(("</r:RECSANSVITALE>", "</r:RECSANSVITALE><r:RECSANSVITALE/>")),
        500,
        "ins.soap.corps",
    ),
    "unknown operation": (request(("r:RECSANSVITALE", "r:SUPPRIMER")), 500, "ins.soap.operation"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_a_soap_fault_and_a_finding_that_names_the_cause(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    body, status, rule = BAD[name]
    with caplog.at_level(logging.INFO):
        answer = Banc().post(body)
    assert (answer.status, answer.rules[:1]) == (status, [rule])
    assert answer.headers["content-type"] == "application/soap+xml;charset=UTF-8"
    assert answer.text("Value") == "S:Receiver"
    assert b'code="insi_102"' in answer.body
    assert (answer.exchange.facts["code"], answer.exchange.facts["fault"]) == ("insi_102", True)
    assert "erreur_interne" not in answer.exchange.facts
    assert caplog.text == ""


def test_an_invented_namespace_is_answered_by_an_error_that_names_both_elements() -> None:
    answer = Banc().post(
        request(("http://www.cnamts.fr/INSiRecSans", "urn:insi:recherche"), (ACTION, "urn:a"))
    )
    found = answer.finding("ins.soap.operation")
    assert (answer.status, found.found) == (500, "{urn:insi:recherche}RECSANSVITALE")
    assert found.expected == "{http://www.cnamts.fr/INSiRecSans}RECSANSVITALE"
    assert answer.exchange.facts["ins.racine"] == "{urn:insi:recherche}RECSANSVITALE"
    assert "ins.racine" not in Banc().post(GOOD).exchange.facts


@pytest.mark.parametrize("content_type", ["text/xml; charset=utf-8", "application/json", "", None])
def test_another_content_type_is_refused_as_soap_says(content_type: str | None) -> None:
    answer = Banc().post(GOOD, content_type=content_type)
    assert (answer.status, answer.rules) == (415, ["ins.http.type_de_contenu"])


@pytest.mark.parametrize(
    "content_type",
    [
        "application/soap+xml",
        "Application/SOAP+XML; Charset=UTF-8",
        f'application/soap+xml; charset="utf-8"; action="{ACTION}"',
        "application/soap+xml;;;= ;charset=utf-8",
    ],
)
def test_the_parameters_of_the_content_type_are_free(content_type: str) -> None:
    assert Banc().post(GOOD, content_type=content_type).rules == []


def test_the_action_parameter_is_never_required_but_told_when_it_differs() -> None:
    content_type = 'application/soap+xml; action="urn:autre"'
    answer = Banc().post(GOOD, content_type=content_type)
    assert (answer.text("CodeCR"), answer.rules) == ("00", ["ins.wsa.action_divergente"])
    place = answer.finding("ins.wsa.action_divergente").place
    assert (place.kind, place.path) == ("header", "Content-Type")


def test_a_charset_nobody_knows_is_refused() -> None:
    answer = Banc().post(GOOD, content_type="application/soap+xml; charset=klingon")
    assert (answer.status, answer.rules) == (500, ["ins.xml.encodage"])


def test_a_slow_client_is_told_and_let_go() -> None:
    answer = Banc(timeout=0.05).post([b"<soap:Envelope", None])
    assert (answer.status, answer.rules) == (408, ["ins.http.corps_trop_lent"])
    assert answer.headers["connection"] == "close"


def test_a_client_gone_before_the_end_gets_nothing_and_is_journalled() -> None:
    answer = Banc().post([b"<soap:Envelope", GONE])
    assert (answer.status, answer.body) == (0, b"")
    assert answer.rules == ["ins.http.corps_interrompu"]


def test_a_message_in_many_pieces_reads_as_one() -> None:
    pieces: list[Chunk] = [GOOD[at : at + 7] for at in range(0, len(GOOD), 7)]
    assert Banc().post(pieces).text("CodeCR") == "00"


def test_encodings_that_tell_the_truth_are_understood() -> None:
    told = '<?xml version="1.0" encoding="{}"?>\n'
    text = GOOD.decode().replace("TOUSSAINT", "Zoé")
    bare = "application/soap+xml"
    for body, declared in [
        (text.encode(), ""),
        (text.encode("utf-8-sig"), ""),
        (text.encode(), "UTF-8"),
        (text.encode(), "utf-8"),
        (text.encode("latin-1"), "ISO-8859-1"),
        (text.encode("cp1252"), "windows-1252"),
    ]:
        declaration = told.format(declared).encode() if declared else b""
        answer = Banc().post(declaration + body, content_type=bare)
        assert answer.exchange.facts["ins.prenoms"] == ("Zoé",)
    utf16 = Banc().post((told.format("UTF-16") + text).encode("utf-16"), content_type=bare)
    assert utf16.exchange.facts["ins.prenoms"] == ("Zoé",)
    assert utf16.finding("ins.lexique.diacritique").place.start is None


def test_comments_and_cdata_inside_a_name_do_not_cut_it() -> None:
    answer = Banc().post(request(("ADRTROIS", "ADR<!-- x --><![CDATA[TRO]]><?y z?>IS")))
    assert answer.text("CodeCR") == "00"


def test_a_name_with_markup_signs_comes_back_nowhere_unescaped() -> None:
    answer = Banc().post(request(("ABC17NF23DE0", "X"), ("uuid:7f", "uuid:&lt;&quot;&amp;7f")))
    assert b'messageID="uuid:&lt;&quot;&amp;7f3c9d52' in answer.body


def test_memory_stays_within_four_times_the_body() -> None:
    body = request(("ADRTROIS", "A" * 900_000))
    banc = Banc()
    banc.post(GOOD)
    tracemalloc.start()
    banc.post([body])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * len(body)


def test_a_hundred_thousand_given_names_in_one_element_are_answered_at_once() -> None:
    body = request(("TOUSSAINT", " ".join(["JEAN"] * 100_000)))
    banc = Banc()
    before = time.process_time()
    answer = banc.post(body)
    assert answer.text("CodeCR") == "01"
    assert time.process_time() - before < 0.5


@pytest.mark.parametrize("header", ["bam:ContexteBAM", "lps:ContexteLPS"])
def test_a_context_given_twice_is_told_and_the_first_one_read(header: str) -> None:
    name = header.partition(":")[2]
    start = GOOD.decode().index(f"<{header}")
    block = GOOD.decode()[start : GOOD.decode().index(f"</{header}>") + len(f"</{header}>")]
    answer = Banc().post(request((block, block + block.replace("ABC17NF23DE0", "AUTRE"))))
    assert (answer.text("CodeCR"), answer.rules) == ("00", ["ins.soap.entete_double"])
    path = answer.finding("ins.soap.entete_double").place.path
    assert path == f"/soap:Envelope/soap:Header/{header.partition(':')[0]}:{name}[2]"


@pytest.mark.parametrize("sign", ["&#9;", "&#10;", "&#xA0;", "&#x200B;"])
def test_a_blank_that_is_no_space_is_told(sign: str) -> None:
    answer = Banc().post(request(("ADRTROIS", f"ADR{sign}TROIS")))
    assert (answer.text("CodeCR"), answer.rules) == ("01", ["ins.lexique.caractere"])


def test_an_unknown_path_is_told_with_the_address_to_use() -> None:
    answer = Banc().post(GOOD, path="/insi")
    assert (answer.status, answer.rules) == (404, ["ins.http.chemin"])


def test_ets_answers_as_lps() -> None:
    assert Banc().post(GOOD, path="/ets").text("CodeCR") == "00"


def test_two_answers_in_a_row_never_mix() -> None:
    banc = Banc()
    assert banc.post(search("CORSE", "ANTHONY", "M", "1980-03-02")).text("NomNaissance") == "CORSE"
    assert banc.post(b"<a").rules == ["ins.xml.malforme"]
    assert banc.post(GOOD).text("NomNaissance") == "ADRTROIS"
