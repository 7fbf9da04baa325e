"""XML attacks in each message of the DMP, in the assertion, in the metadata and in the documents."""

from collections.abc import Callable

import pytest

from tests.dmp.attaque import harmless, refused, told
from tests.dmp.banc import Banc
from tests.dmp.editeur import (
    APPROVED,
    ARCHIVED,
    BASE,
    MTOM_TYPE,
    PATHS,
    Document,
    Lot,
    cda,
    envelope,
    etat,
    existence,
    gestion,
    habilitations,
    lecture,
    liste,
    mtom,
    recherche,
    traits,
    version,
    vihf,
    xop,
)

UNKNOWN = "urn:uuid:00000000-0000-4000-8000-000000000001"
# A message of each kind, the text of it after which the attack is written.
MESSAGES: dict[str, tuple[str, Callable[[], str], str]] = {
    "TD0.2": ("existence", existence, "<softwareName>"),
    "TD0.4": ("liste", liste, "<startDate>"),
    "TD0.5": ("traits", lambda: traits("DELAUNAY"), "<family>"),
    "TD1.1": ("creation", lambda: gestion("CREA_RD"), "<prefix>"),
    "TD1.3b": ("gestion", lambda: gestion("MODIF_DATA"), "<prefix>"),
    "TD1.4": ("gestion", lambda: gestion("FERM", status="terminated"), "<prefix>"),
    "TD1.6": ("habilitations", habilitations, "<mode>"),
    "TD3.1": ("recherche", recherche, "<rim:Value>"),
    "TD3.2": ("lecture", lambda: lecture("1.2.3"), "<x:DocumentUniqueId>"),
    "TD3.3 état": ("mise_a_jour", lambda: etat(UNKNOWN, APPROVED, ARCHIVED), "<rim:Value>"),
    "TD3.3 version": ("mise_a_jour", lambda: version(Document(), UNKNOWN), "<rim:Value>"),
    "VIHF": ("existence", existence, "<saml2:NameID>"),
    "enveloppe": ("existence", existence, "<soap:Body>"),
}
LAUGHS = "".join('<!ENTITY l{} "{}">'.format(n, f"&l{n - 1};" * 10) for n in range(1, 10))
# Written before the message.
BEFORE = {
    "un DOCTYPE": "<!DOCTYPE a>",
    "un milliard de rires": f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]>',
    "une entité de fichier": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "une entité du réseau": '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:1/x">]>',
    "une entité paramètre": '<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///dev/random">%x;]>',
    "une DTD extérieure": '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd">',
    "un DOCTYPE après une feuille de style": '<?xml-stylesheet href="http://127.0.0.1:1/x"?><!DOCTYPE a>',
    "des attributs par défaut": '<!DOCTYPE a [<!ATTLIST a b CDATA "c">]>',
}
MANY = " ".join(f'b{n}="1"' for n in range(70_000))
# Written inside it.
INSIDE = {
    "une entité sans DTD": ("&x;", "dmp.xml.entite"),
    "trois cents niveaux": ("<a>" * 300 + "</a>" * 300, "dmp.xml.demesure"),
    "cinquante mille éléments": ("<a/>" * 50_000, "dmp.xml.demesure"),
    "soixante-dix mille attributs": (f"<a {MANY}/>", "dmp.xml.demesure"),
    "un espace de noms sans fin": (f'<a xmlns="{"u" * 300_000}"/>', "dmp.xml.demesure"),
    "dix mille balises ouvertes": ("<a>" * 10_000, "dmp.xml.demesure"),
    "un octet nul": ("\0", "dmp.xml.malforme"),
    "la moitié d'une section": ("<![CDATA[", "dmp.xml.malforme"),
    "une référence à rien": ("&#0;", "dmp.xml.malforme"),
}


def sent(banc: Banc, place: str, attack: str) -> tuple[str, bytes]:
    """The message with the attack in it, and the path it goes to."""
    kind, body, after = MESSAGES[place]
    right = envelope(kind, body(), banc.sign(vihf("INDIRECTE_RENFORCEE"))).decode()
    assert after in right
    return f"{BASE}/{PATHS[kind]}", right.replace(after, after + attack, 1).encode()


@pytest.mark.parametrize("place", MESSAGES)
def test_a_dtd_is_refused_unread_in_every_message(banc: Banc, place: str) -> None:
    with harmless(banc):
        for name, attack in BEFORE.items():
            path, right = sent(banc, place, "&x;" if "entité" in name else "")
            for data in (attack.encode() + right, (attack + right.decode()).encode("utf-16")):
                answer = banc.post(data, path=path, content_type="text/xml")
                refused(answer, "dmp.xml.dtd")
                assert len(answer.findings) == 1


@pytest.mark.parametrize("place", MESSAGES)
def test_an_oversized_or_broken_tree_is_refused_at_once_in_every_message(banc: Banc, place: str) -> None:
    with harmless(banc):
        for attack, rule in INSIDE.values():
            path, data = sent(banc, place, attack)
            refused(banc.post(data, path=path), rule)


XML = '<?xml version="1.0" encoding="{}"?>'
ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "UTF-7": lambda text: (XML.format("UTF-7") + text).encode(),
    "UTF-7 écrit": lambda text: text.replace("<", "+ADw-").encode(),
    "UTF-16 sans marque": lambda text: (XML.format("UTF-16") + text).encode("utf-16-le"),
    "UTF-16 qui se dit UTF-8": lambda text: (XML.format("UTF-8") + text).encode("utf-16"),
    "UTF-32": lambda text: text.encode("utf-32"),
    "EBCDIC": lambda text: (XML.format("cp037") + text).encode("cp037"),
    "inventé": lambda text: (XML.format("klingon") + text).encode(),
    "marque qui ment": lambda text: b"\xef\xbb\xbf" + (XML.format("iso-8859-1") + text).encode(),
    "UTF-8 coupé": lambda text: text.encode().replace(b"DELAUNAY", b"DELAUN\xc3"),
    "surlong": lambda text: text.encode().replace(b"DELAUNAY", b"\xc0\xbcscript\xc0\xbe"),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_an_encoding_that_lies_is_refused(banc: Banc, name: str) -> None:
    text = envelope("traits", traits("DELAUNAY"), banc.sign(vihf("INDIRECTE_RENFORCEE"))).decode()
    with harmless(banc):
        answer = banc.post(ENCODINGS[name](text), path=f"{BASE}/patientsPDQ", content_type="text/xml")
        told(answer)
        assert answer.status == 500
        assert set(answer.rules) <= {"dmp.xml.encodage", "dmp.xml.malforme"}
        assert answer.rules


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "klingon", "idna", "hex", "punycode"])
def test_a_charset_that_lies_is_refused(banc: Banc, charset: str) -> None:
    text = envelope("traits", traits("DÉLAUNAY"), banc.sign(vihf("INDIRECTE_RENFORCEE")))
    kind = f"application/soap+xml; charset={charset}"
    with harmless(banc):
        refused(banc.post(text, path=f"{BASE}/patientsPDQ", content_type=kind), "dmp.xml.encodage")


# What looks dangerous and is not: nothing of it is obeyed.
HARMLESS = {
    "une feuille de style": '<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:1/x"?>',
    "un DOCTYPE en commentaire": "<!-- <!DOCTYPE a [<!ENTITY x 'y'>]> -->",
    "dix mille commentaires": "<!---->" * 10_000,
    "dix mille instructions": "<?a?>" * 10_000,
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_dangerous_is_read_as_it_stands(banc: Banc, name: str) -> None:
    with harmless(banc):
        right = envelope("existence", existence(), banc.sign(vihf()))
        answer = banc.post(HARMLESS[name].encode() + right, path=f"{BASE}/patients")
        assert (answer.code, answer.rules) == ("OK", [])


def test_an_inclusion_or_a_schema_is_never_fetched(banc: Banc) -> None:
    include = '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'
    schema = (
        ' xmlns:y="http://www.w3.org/2001/XMLSchema-instance" y:schemaLocation="a http://127.0.0.1:1/a.xsd">'
    )
    claims = vihf("INDIRECTE_RENFORCEE")
    found = banc.call("traits", traits("DELAUNAY").replace("<family>", f"<family>{include}", 1), claims)
    told(found)
    asked = existence().replace("<attentionLine", "<attentionLine" + schema[:-1], 1)
    assert banc.call("existence", asked).code == "OK"


IN_METADATA = {
    "une entité": ("&x;", "dmp.xml.entite"),
    "trop d'éléments": ("<a/>" * 30_000, "dmp.xml.demesure"),
    "trop de niveaux": ("<a>" * 100 + "</a>" * 100, "dmp.xml.demesure"),
}


@pytest.mark.parametrize("name", IN_METADATA)
def test_the_metadata_of_a_set_are_no_way_in(banc: Banc, name: str) -> None:
    attack, rule = IN_METADATA[name]
    lot = Lot()
    body = xop(lot).replace("<rim:RegistryPackage", attack + "<rim:RegistryPackage", 1)
    with harmless(banc):
        package = mtom(envelope("depot", body, banc.sign(vihf())), lot.contents(banc.seal()))
        refused(banc.post(package, content_type=MTOM_TYPE), rule)
    root = b"<!DOCTYPE a>" + envelope("depot", xop(lot), banc.sign(vihf()))
    with harmless(banc):
        refused(banc.post(mtom(root, lot.contents(banc.seal())), content_type=MTOM_TYPE), "dmp.xml.dtd")


def before(text: str) -> Callable[[bytes], bytes]:
    """In the place of the XML declaration."""
    return lambda data: text.encode() + data[38:]


IN_CDA: dict[str, Callable[[bytes], bytes]] = {
    **{name: before(text) for name, text in BEFORE.items()},
    "une entité sans DTD": lambda data: data.replace(b"<title>", b"<title>&x;"),
    "cent cinquante niveaux": lambda data: data.replace(
        b"<realmCode", b"<a>" * 150 + b"</a>" * 150 + b"<realmCode"
    ),
    "cent vingt mille éléments": lambda data: data.replace(b"<realmCode", b"<a/>" * 120_000 + b"<realmCode"),
    "quatre cent mille attributs": lambda data: data.replace(
        b"<realmCode", b"<a %s/><realmCode" % b" ".join(b'b%d="1"' % n for n in range(400_000))
    ),
    "UTF-7": lambda data: data.replace(b'encoding="UTF-8"', b'encoding="UTF-7"'),
    "UTF-32": lambda data: data.decode().encode("utf-32"),
    "coupé": lambda data: data[:-30],
}


@pytest.mark.parametrize("name", IN_CDA)
def test_a_hostile_document_is_refused_with_its_set(banc: Banc, name: str) -> None:
    data = cda()
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    lot = Lot(documents=(Document(data=IN_CDA[name](data)),))
    # Sealed as if the document were right: digesting the hostile one would cost the client minutes.
    parts = Lot().contents(banc.seal()) | {"Document01": lot.documents[0].octets}
    with harmless(banc):
        package = mtom(envelope("depot", xop(lot), banc.sign(vihf())), parts)
        answer = banc.post(package, content_type=MTOM_TYPE)
        told(answer)
        assert (answer.status, answer.code) == (200, "XDSRepositoryMetadataError")
        assert "dmp.document.xml" in answer.rules


DISGUISED = {
    "un ZIP": b"PK\x03\x04" + bytes(200),
    "une page": b"<!DOCTYPE html><html><script>alert(1)</script></html>",
    "un programme": b"MZ\x90\x00" + bytes(300),
    "un binaire ELF": b"\x7fELF" + bytes(300),
    "du PostScript": b"%!PS-Adobe-3.0\n",
    "un PDF précédé d'un programme": b"MZ\x90\x00%PDF-1.4\n",
    "rien": b"",
}


@pytest.mark.parametrize("name", DISGUISED)
def test_what_poses_as_a_pdf_in_a_document_is_told(banc: Banc, name: str) -> None:
    answer = banc.feed(Lot(documents=(Document(data=cda(content=DISGUISED[name])),)))
    told(answer)
    assert "dmp.cda.n1_body" in answer.rules
    right = Document("1.2.250.1.999.9.1")
    assert banc.feed(Lot("1.2.250.1.999.9.9", (right,))).rules == []


def test_a_document_that_is_no_xml_at_all_is_not_taken_for_a_cda(banc: Banc) -> None:
    for data in (b"PK\x03\x04" + bytes(100), b"%PDF-1.4\n", b"MZ" + bytes(100), b"<html/>", b"\xff\xfe<\0"):
        with harmless(banc):
            answer = banc.feed(Lot(documents=(Document(data=data),)))
            told(answer)
            assert answer.code == "XDSRepositoryMetadataError"
