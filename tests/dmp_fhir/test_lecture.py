"""FHIR bodies as the field sends them, and as it should not."""

import json

import pytest

from dmp.fhir.messages.lecture import LimitesLecture, lire_json, typer
from dmp.fhir.messages.modeles import Modeles
from dmp.fhir.messages.structure import structure
from dmp.fhir.messages.xml_ecriture import ecrire_xml
from dmp.fhir.messages.xml_lecture import lire_xml
from dmp.fhir.model.ressource import (
    DefautStructure,
    GenreDefaut,
    Json,
    Objet,
    RaisonLecture,
    RessourceIllisibleError,
    racine,
)

PETITES = LimitesLecture(taille=4000, noeuds=100, profondeur=6)
_NS = b'xmlns="http://hl7.org/fhir"'


@pytest.fixture(scope="module")
def modeles() -> Modeles:
    return Modeles()


def _refus(corps: bytes, charset: str = "") -> tuple[str, str, str]:
    with pytest.raises(RessourceIllisibleError) as caught:
        lire_json(corps, PETITES, charset)
    return caught.value.raison.value, caught.value.detail, caught.value.lieu


def _refus_xml(corps: bytes, modeles: Modeles) -> tuple[str, str]:
    with pytest.raises(RessourceIllisibleError) as caught:
        lire_xml(corps, modeles, PETITES)
    return caught.value.raison.value, caught.value.lieu


def test_a_resource_is_read_as_it_was_written() -> None:
    tree = lire_json(
        b'\xef\xbb\xbf{"resourceType":"List","date":"2026-01-15T10:00:00.000+01:00","title":"\\u00e9"}'
    )
    assert tree == {"resourceType": "List", "date": "2026-01-15T10:00:00.000+01:00", "title": "é"}
    assert list(tree) == ["resourceType", "date", "title"]


@pytest.mark.parametrize(
    ("corps", "raison"),
    [
        (b"", "vide"),
        (b" \n\t ", "vide"),
        (b"\xef\xbb\xbf", "vide"),
        (b"{" + b" " * 5000 + b"}", "trop_gros"),
        (b"[[1]]", "racine"),
        (b'{"a":' * 50 + b"1" + b"}" * 50, "trop_profond"),
        (b"[" * 101 + b"]" * 101, "trop_de_noeuds"),
        (b'{"a":[' + b"0," * 99 + b"0]}", "trop_de_noeuds"),
        (b'{"resourceType":"List","resourceType":"Bundle"}', "cle_double"),
        (b'{"resourceType":"List","a":{"b":1,"b":1}}', "cle_double"),
        (b'{"resourceType":"List","a":NaN}', "nombre"),
        (b'{"resourceType":"List","a":-Infinity}', "nombre"),
        (b'{"resourceType":"List","a":1e999}', "nombre"),
        (b'{"resourceType":"List","a":-1e999}', "nombre"),
        (b'{"a":"\xe9"}', "encodage"),
        ('{"a":"é"}'.encode("utf-16"), "encodage"),
        ('{"a":"é"}'.encode("utf-16-le"), "encodage"),
        (b'{"resourceType":"List","a":"\\ud800"}', "encodage"),
        (b'{"resourceType":"List","a":[{"\\udfff":1}]}', "encodage"),
        (b'{"resourceType":"List","a":"\\u0000"}', "encodage"),
        (b'{"resourceType":"List","a":"\xef\xbf\xbf"}', "encodage"),
        (b'{"resourceType":"List","a":"\\uFFFE"}', "encodage"),
        (b"[]", "racine"),
        (b'"List"', "racine"),
        (b"null", "racine"),
        (b"{}", "type_absent"),
        (b'{"resourceType":3}', "type_absent"),
        (b'{"resourceType":""}', "type_absent"),
        (b'{"resourceType":"List"', "syntaxe"),
        (b"<List/>", "syntaxe"),
        (b'{"resourceType":"List"} {}', "syntaxe"),
        (b'{"resourceType":"List","a":"\n"}', "syntaxe"),
    ],
)
def test_a_hostile_body_is_refused_by_its_reason(corps: bytes, raison: str) -> None:
    assert _refus(corps)[0] == raison


def test_a_refusal_says_where() -> None:
    assert _refus(b'{\n "a": nul }') == ("syntaxe", "Expecting value", "ligne 2, colonne 7")
    assert _refus(b'{"status":"current","status":"x"}') == ("cle_double", "status", "status")
    assert _refus(b'{\n"a":"\xff"}') == ("encodage", "0xFF", "ligne 2")
    assert _refus(b"{}", "iso-8859-1") == ("encodage", "iso-8859-1", "")


def test_numbers_too_long_to_be_read_are_refused() -> None:
    with pytest.raises(RessourceIllisibleError) as caught:
        lire_json(b'{"resourceType":"List","a":' + b"1" * 5000 + b"}")
    assert caught.value.raison is RaisonLecture.NOMBRE


def test_ten_thousand_levels_are_refused_not_climbed() -> None:
    for body in (b"[" * 40_000, b'{"a":' * 40_000, b"[" * 40_000 + b"]" * 40_000):
        with pytest.raises(RessourceIllisibleError):
            lire_json(body)


def test_a_type_is_one_of_those_expected() -> None:
    assert typer({"resourceType": "List"}, frozenset({"List", "Bundle"})) == "List"
    with pytest.raises(RessourceIllisibleError) as caught:
        typer({"resourceType": "Patient"}, frozenset({"List"}))
    assert (caught.value.raison, caught.value.lieu) == (RaisonLecture.TYPE_INATTENDU, "resourceType")


COMPLETE: Objet = {
    "resourceType": "DocumentReference",
    "id": "a1",
    "text": {
        "status": "generated",
        "div": '<div xmlns="http://www.w3.org/1999/xhtml"><p>Été &amp; hiver</p></div>',
    },
    "contained": [
        {
            "resourceType": "Patient",
            "id": "p",
            "active": True,
            "name": [{"given": ["Anne", "Marie"], "_given": [None, {"id": "second"}]}],
            "multipleBirthInteger": 2,
        }
    ],
    "extension": [{"url": "https://example.org/a", "valueBoolean": False}],
    "status": "current",
    "_status": {"id": "k", "extension": [{"url": "https://example.org/b", "valueString": "v"}]},
    "date": "2026-01-15T10:00:00.000+01:00",
    "content": [{"attachment": {"contentType": "text/xml", "size": 3, "title": "Deux\nlignes"}}],
}


def test_xml_and_json_say_the_same_without_rewriting_a_date(modeles: Modeles) -> None:
    written = ecrire_xml(COMPLETE, modeles)
    assert b'<date value="2026-01-15T10:00:00.000+01:00"/>' in written
    assert b'<given value="Marie" id="second"/>' in written
    assert b'<extension url="https://example.org/a"><valueBoolean value="false"/></extension>' in written
    assert lire_xml(written, modeles) == COMPLETE


def test_xml_of_an_editor_is_read(modeles: Modeles) -> None:
    read = lire_xml(
        b"""<?xml version="1.0" encoding="ISO-8859-1"?>
<!-- une liste -->
<List xmlns="http://hl7.org/fhir" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
      xsi:schemaLocation="http://hl7.org/fhir fhir-all.xsd">
  <status value="current"/>
  <mode value="working"/>
  <title value="\xe9t\xe9"/>
  <entry><deleted value="true"/><item><reference value="DocumentReference/1"/></item></entry>
  <entry><item><reference value="DocumentReference/2"/></item></entry>
</List>""",
        modeles,
    )
    assert read == {
        "resourceType": "List",
        "status": "current",
        "mode": "working",
        "title": "été",
        "entry": [
            {"deleted": True, "item": {"reference": "DocumentReference/1"}},
            {"item": {"reference": "DocumentReference/2"}},
        ],
    }


@pytest.mark.parametrize(
    ("corps", "raison", "lieu"),
    [
        (b"", "vide", ""),
        (b"<List", "syntaxe", "ligne 1"),
        (b'<!DOCTYPE List [<!ENTITY a "b">]><List ' + _NS + b"/>", "dtd", "ligne 1"),
        (b"<List " + _NS + b'><title value="&a;"/></List>', "dtd", "ligne 1"),
        (b'<List xmlns="urn:hl7-org:v3"/>', "espace_de_noms", "ligne 1"),
        (b"<List/>", "espace_de_noms", "ligne 1"),
        (b"<Zut " + _NS + b"/>", "type_inconnu", "Zut"),
        (b"<Coding " + _NS + b"/>", "type_inconnu", "Coding"),
        (b"<Citation " + _NS + b"/>", "type_inconnu", "Citation"),
        (b"<List " + _NS + b'><mode value="a"/><status value="b"/></List>', "ordre", "List.status"),
        (
            b"<List " + _NS + b'><status value="a"/><status value="b"/></List>',
            "element_repete",
            "List.status",
        ),
        (b"<List " + _NS + b'><zut value="a"/></List>', "element_inconnu", "List.zut"),
        (b"<List " + _NS + b' zut="a"/>', "element_inconnu", "List.@zut"),
        (b"<List " + _NS + b' id="a"/>', "element_inconnu", "List.@id"),
        (
            b"<List " + _NS + b"><extension><url value='u'/></extension></List>",
            "element_inconnu",
            "List.extension[0].url",
        ),
        (b"<List " + _NS + b">texte</List>", "syntaxe", "List"),
        (b"<List " + _NS + b"><status/></List>", "syntaxe", "List.status"),
        (b"<List " + _NS + b"><contained/></List>", "syntaxe", "List.contained[0]"),
        (
            b"<List " + _NS + b"><contained><Zut/></contained></List>",
            "type_inconnu",
            "List.contained[0]",
        ),
        (
            b"<List " + _NS + b"><contained><Patient><active value='oui'/></Patient></contained></List>",
            "syntaxe",
            "List.contained[0].active",
        ),
        *(
            (
                b"<List "
                + _NS
                + b"><extension url='u'><"
                + kind
                + b" value='"
                + value
                + b"'/></extension></List>",
                "syntaxe",
                "List.extension[0]." + kind.decode(),
            )
            for kind, value in (
                (b"valueDecimal", b"nan"),
                (b"valueDecimal", b"1e999"),
                (b"valueInteger", b"1_0"),
                (b"valueInteger", b" 1"),
                (b"valueInteger", b"9" * 30),
            )
        ),
        (b"<List " + _NS + b">" + b"<extension>" * 9 + b"</extension>" * 9 + b"</List>", "trop_profond", ""),
        (b"<List " + _NS + b">" + b"<note/>" * 200 + b"</List>", "trop_de_noeuds", ""),
        (b"<List " + _NS + b">" + b" " * 5000 + b"</List>", "trop_gros", ""),
        (b"<List " + _NS + b"><title value='\xff'/></List>", "encodage", "ligne 1"),
    ],
)
def test_xml_that_fhir_does_not_allow_is_refused(
    corps: bytes, raison: str, lieu: str, modeles: Modeles
) -> None:
    assert _refus_xml(corps, modeles) == (raison, lieu)


def test_a_good_resource_has_no_breach(modeles: Modeles) -> None:
    assert structure(COMPLETE, modeles) == ()


def _avec(**changes: Json) -> Objet:
    return {**COMPLETE, **changes}


@pytest.mark.parametrize(
    ("tree", "genre", "chemin", "trouve"),
    [
        (_avec(zut=1), "inconnu", "DocumentReference.zut", "1"),
        (_avec(fhir_comments="a"), "inconnu", "DocumentReference.fhir_comments", "a"),
        (_avec(_content=[]), "inconnu", "DocumentReference._content", "[]"),
        (_avec(status=None), "vide", "DocumentReference.status", "null"),
        (_avec(category=[]), "vide", "DocumentReference.category", "[]"),
        (_avec(type={}), "vide", "DocumentReference.type", "{}"),
        (_avec(description=""), "vide", "DocumentReference.description", '""'),
        (_avec(author={"reference": "#p"}), "forme", "DocumentReference.author", "{…}"),
        (_avec(subject=[]), "vide", "DocumentReference.subject", "[]"),
        (_avec(subject=[{"display": "a"}]), "forme", "DocumentReference.subject", "[…]"),
        (_avec(category=["11"]), "forme", "DocumentReference.category[0]", "11"),
        (_avec(date="2026-01-15"), "valeur", "DocumentReference.date", "2026-01-15"),
        (_avec(id="a b"), "valeur", "DocumentReference.id", "a b"),
        (
            _avec(content=[{"attachment": {"size": "80"}}]),
            "forme",
            "DocumentReference.content[0].attachment.size",
            "80",
        ),
        (
            _avec(content=[{"attachment": {"size": True}}]),
            "forme",
            "DocumentReference.content[0].attachment.size",
            "true",
        ),
        (
            _avec(content=[{"attachment": {"size": -1}}]),
            "valeur",
            "DocumentReference.content[0].attachment.size",
            "-1",
        ),
        (
            _avec(content=[{"attachment": {"hash": "@@@"}}]),
            "valeur",
            "DocumentReference.content[0].attachment.hash",
            "@@@",
        ),
        (_avec(content=[{}]), "vide", "DocumentReference.content[0]", "{}"),
        (
            _avec(content=[{"format": {"code": "a"}}]),
            "manquant",
            "DocumentReference.content[0].attachment",
            "",
        ),
        (_avec(text={"status": "generated", "div": "<p>a"}), "valeur", "DocumentReference.text.div", "<p>a"),
        (
            _avec(extension=[{"url": "u", "valueString": "a", "valueCode": "b"}]),
            "choix",
            "DocumentReference.extension[0]",
            "{…}",
        ),
        (
            _avec(contained=[{"resourceType": "Zut"}]),
            "type",
            "DocumentReference.contained[0].resourceType",
            "Zut",
        ),
        (_avec(contained=[{"id": "p"}]), "type", "DocumentReference.contained[0].resourceType", ""),
        (
            _avec(contained=[{"resourceType": "NutritionProduct"}]),
            "type",
            "DocumentReference.contained[0].resourceType",
            "NutritionProduct",
        ),
        ({"resourceType": "Zut"}, "type", "resourceType", "Zut"),
    ],
)
def test_each_breach_of_the_structure_is_told_at_its_place(
    tree: Objet, genre: str, chemin: str, trouve: str, modeles: Modeles
) -> None:
    (found,) = structure(tree, modeles)
    assert (found.genre.value, found.chemin, found.trouve) == (genre, chemin, trouve)


def test_two_breaches_are_both_told_and_the_tree_is_left_alone(modeles: Modeles) -> None:
    tree: Objet = {"resourceType": "List", "entry": [{"item": {"reference": 3}}]}
    before = json.dumps(tree)
    assert structure(tree, modeles) == (
        DefautStructure(GenreDefaut.MANQUANT, "List.status"),
        DefautStructure(GenreDefaut.MANQUANT, "List.mode"),
        DefautStructure(GenreDefaut.FORME, "List.entry[0].item.reference", "3", '"…"'),
    )
    assert json.dumps(tree) == before


def test_a_place_reads_as_nothing_when_it_is_not_there() -> None:
    top = racine(COMPLETE)
    assert top.champ("content").champ("attachment").texte == ""
    assert top.premier("content").champ("attachment").champ("size").valeur == 3
    assert [one.chemin for one in top.premier("contained").elements("name")] == [
        "DocumentReference.contained[0].name[0]"
    ]
    assert top.champ("zut").elements("a") == ()
    assert top.premier("zut").chemin == "DocumentReference.zut"
    assert top.extensions("https://example.org/a")[0].champ("valueBoolean").valeur is False


def test_many_breaches_are_told_a_hundred_at_most(modeles: Modeles) -> None:
    many: Objet = {"resourceType": "List", **{f"zut{rank}": rank for rank in range(20_000)}}
    assert len(structure(many, modeles)) == 100
    wrong: Objet = {**COMPLETE, "extension": [{"url": "u", "valueDate": "x"} for _ in range(300)]}
    assert len(structure(wrong, modeles)) == 100


def test_many_doubled_keys_cost_no_more_than_one() -> None:
    body = b"{" + b",".join(b'"k%d":1' % rank for rank in range(30_000)) + b',"k29999":2}'
    with pytest.raises(RessourceIllisibleError) as caught:
        lire_json(body)
    assert (caught.value.raison.value, caught.value.detail) == ("cle_double", "k29999")
