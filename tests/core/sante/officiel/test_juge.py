"""What the official texts of a copy say of a document: each of them, at its place, in its own words."""

import time
from pathlib import Path

import pytest

from simulators.core.rule import Effect, Place
from simulators.core.sante.officiel.juge import Juge
from simulators.core.sante.officiel.modele import Constat
from simulators.core.sante.officiel.moteurs import saxon_installe
from simulators.core.sante.officiel.regles import en_constats, regles
from tests.core.sante.officiel.copie import SCHEMA, copie, document, motif, schema, write

needs_no_saxon = pytest.mark.skipif(saxon_installe(), reason="the extra `schematron` is installed")
needs_saxon = pytest.mark.skipif(not saxon_installe(), reason="the extra `schematron` is not installed")


def said(root: Path, data: bytes, cache: Path | None = None) -> list[Constat]:
    return list(Juge(root, cache).juger(data))


def messages(root: Path, data: bytes) -> list[str]:
    return [one.message for one in said(root, data)]


def titled(level: str) -> str:
    role = f' role="{level}"' if level else ""
    return schema(motif(f"<assert test=\"cda:title = 'Projet'\"{role}>Le titre est fixé.</assert>"))


@pytest.mark.parametrize("source", ["structuration", "ihe", "modeles_cda", "modeles_ans", "modele"])
@pytest.mark.parametrize(
    ("level", "suffix", "severity"),
    [
        ("", "", "error"),
        ("error", "", "error"),
        ("warning", ".avertissement", "warning"),
        ("info", ".information", "info"),
    ],
)
def test_each_schematron_speaks_under_its_own_rule_and_changes_no_answer(
    tmp_path: Path, source: str, level: str, suffix: str, severity: str
) -> None:
    root = copie(tmp_path, **{source: titled(level)})
    (found,) = en_constats(regles("dmp"), said(root, document("Bilan")))
    assert found.rule.id == f"dmp.schematron.{source}{suffix}"
    assert (found.rule.severity.value, found.effect) == (severity, Effect.ACCEPT)
    assert found.expected.startswith("Le titre est fixé. (schematrons/")
    assert found.rule.basis.kind.value == "seen"
    assert en_constats(regles("dmp"), said(root, document("Projet"))) == ()


def test_the_schema_speaks_of_the_node_as_written(tmp_path: Path) -> None:
    root = copie(tmp_path, xsd=SCHEMA)
    data = document("Projet personnalisé")
    (found,) = en_constats(regles("dmp"), said(root, data))
    assert (found.rule.id, found.rule.severity.value) == ("dmp.xsd", "error")
    assert (found.place.path, found.place.line) == ("/ClinicalDocument/title", 3)
    assert data[found.place.start : found.place.end] == "<title>Projet personnalisé</title>".encode()
    assert found.found == "<title>Projet personnalisé"
    assert "length" in found.expected
    assert en_constats(regles("dmp"), said(root, document("Projet"))) == ()


def test_a_place_follows_the_document_in_the_body_it_came_in(tmp_path: Path) -> None:
    root = copie(tmp_path, ihe=titled(""))
    told = said(root, document("Bilan"))
    (alone,), (moved,) = en_constats(regles("dmp"), told), en_constats(regles("dmp"), told, 1_000)
    (coded,) = en_constats(regles("dmp"), told, None)
    assert (alone.place.start, alone.place.line) == (0, 1)
    assert (moved.place.start, moved.place.line) == (1_000, None)
    assert coded.place == Place("request", "xpath", "/ClinicalDocument")


def test_of_the_rules_of_a_pattern_the_first_that_matches_speaks_alone(tmp_path: Path) -> None:
    first = '<rule context="cda:title[. = \'Bilan\']"><assert test="false()">un</assert></rule>'
    second = '<rule context="cda:title"><assert test="false()">deux</assert></rule>'
    third = '<rule context="cda:title"><assert test="false()">trois</assert></rule>'
    root = copie(tmp_path, ihe=schema(f"<pattern>{first}{second}</pattern><pattern>{third}</pattern>"))
    assert messages(root, document("Bilan")) == ["un", "trois"]
    assert messages(root, document("Projet")) == ["deux", "trois"]


def test_an_abstract_pattern_speaks_with_its_parameters(tmp_path: Path) -> None:
    model = (
        '<pattern abstract="true" id="fixe"><rule context="$noeud"><let name="vu" value="string(.)"/>'
        '<assert test="$vu = $valeur">On attend <value-of select="$valeur"/>, pas <value-of select="$vu"/>.'
        "</assert></rule></pattern>"
    )
    values = '<param name="noeud" value="cda:title"/><param name="valeur" value="\'Projet\'"/>'
    root = copie(tmp_path, ihe=schema(model, f'<pattern is-a="fixe" id="titre">{values}</pattern>'))
    assert messages(root, document("Bilan")) == ["On attend Projet, pas Bilan."]
    assert messages(root, document("Projet")) == []


@pytest.mark.parametrize("computes", ["", '<let name="vu" value="string(.)"/>'])
def test_an_abstract_rule_speaks_in_those_that_prolong_it(tmp_path: Path, computes: str) -> None:
    abstract = f'<rule abstract="true" id="base">{computes}<assert test=". = \'Projet\'">base</assert></rule>'
    own = (
        '<rule context="cda:title"><extends rule="base"/><report test=". = \'Bilan\'">rapport</report></rule>'
    )
    root = copie(tmp_path, ihe=schema(f"<pattern>{abstract}{own}</pattern>"))
    assert messages(root, document("Bilan")) == ["base", "rapport"]
    assert messages(root, document("Projet")) == []


def test_only_the_patterns_of_the_default_phase_speak(tmp_path: Path) -> None:
    phase = '<phase id="p"><active pattern="dit"/><let name="voulu" value="\'Projet\'"/></phase>'
    said_ = (
        '<pattern id="dit"><rule context="cda:title"><assert test=". = $voulu">dit</assert></rule></pattern>'
    )
    kept = '<pattern id="tu"><rule context="cda:title"><assert test="false()">tu</assert></rule></pattern>'
    root = copie(tmp_path, ihe=schema(phase, said_, kept, attributes='defaultPhase="p"'))
    assert messages(root, document("Bilan")) == ["dit"]
    root = copie(tmp_path, ihe=schema('<let name="voulu" value="1"/>', said_, kept))
    assert messages(root, document("Bilan")) == ["dit", "tu"]


def test_an_attribute_is_shown_as_one(tmp_path: Path) -> None:
    asked = motif(
        "<assert test=\". = '2024.01'\"><name/> est ancien</assert>", context="cda:templateId/@extension"
    )
    (found,) = said(copie(tmp_path, ihe=schema(asked)), document())
    assert (found.message, found.chemin) == (
        "extension est ancien",
        "/ClinicalDocument/templateId/@extension",
    )
    assert found.trouve == "2022.01"


def test_what_is_included_is_found_whatever_the_case_of_its_name(tmp_path: Path) -> None:
    root = copie(tmp_path, ihe=schema('<include href="../include/E_Directive.sch"/>'))
    inside = '<rule context="cda:title"><assert test="false()">inclus</assert></rule>'
    write(
        root,
        "schematrons/include/E_directive.sch",
        f'<pattern xmlns="http://purl.oclc.org/dsdl/schematron">{inside}</pattern>',
    )
    assert messages(root, document()) == ["inclus"]


def test_what_is_included_and_absent_is_told_and_the_rest_speaks(tmp_path: Path) -> None:
    root = copie(
        tmp_path, ihe=schema('<include href="absent.sch"/>', motif('<assert test="false()">reste</assert>'))
    )
    told = said(root, document())
    assert [one.message for one in told] == ["reste", "1 fichier(s) inclus manquent, dont absent.sch"]
    blocked = en_constats(regles("dmp"), told)[1]
    assert (blocked.rule.id, blocked.rule.severity.value) == ("dmp.schematron.empeche", "info")


@pytest.mark.parametrize(
    ("ihe", "why"),
    [
        (schema('<include href="../../../dehors.sch"/>'), "../../../dehors.sch sort de la copie"),
        (
            schema('<include href="http://exemple.test/x.sch"/>'),
            "http://exemple.test/x.sch n'est pas un chemin",
        ),
        (schema('<include href="IHE.sch"/>'), "trop d'inclusions"),
        (schema('<pattern is-a="rien" id="x"/>'), "le motif abstrait rien manque"),
        (schema(motif('<extends rule="rien"/>')), "la règle abstraite rien manque"),
        (f"<!DOCTYPE schema>{schema()}", "schematrons/profils/IHE.sch : dtd"),
        ("<schema/>", "schematrons/profils/IHE.sch n'est pas un schématron ISO"),
        (schema('<let name="a" value="1"/><let name="a" value="2"/>'), "la variable a est définie deux fois"),
        (schema(motif('<assert test="(">x</assert>')), ""),
    ],
)
def test_a_schematron_that_cannot_be_used_is_told_and_the_others_speak(
    tmp_path: Path, ihe: str, why: str
) -> None:
    (tmp_path / "dehors.sch").write_text(schema())
    root = copie(tmp_path / "copie", ihe=ihe, modeles_ans=titled(""))
    told = {one.source.value: one.message for one in said(root, document("Bilan"))}
    assert told.keys() == {"empeche", "modeles_ans"}
    assert why in told["empeche"]


def test_a_link_out_of_the_copy_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "dehors.sch").write_text(motif('<assert test="false()">dehors</assert>'))
    root = copie(tmp_path / "copie", ihe=schema('<include href="lien.sch"/>'))
    (root / "schematrons/profils/lien.sch").symlink_to(tmp_path / "dehors.sch")
    assert messages(root, document()) == ["lien.sch sort de la copie"]


@pytest.mark.parametrize(
    "data",
    [b"<!DOCTYPE a><a/>", b"<a>", b"", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
)
def test_a_document_that_cannot_be_read_is_told(tmp_path: Path, data: bytes) -> None:
    (found,) = said(copie(tmp_path, xsd=SCHEMA), data)
    assert found.source.value == "empeche"
    assert found.message.startswith("document illisible : ")


def test_a_schema_that_the_document_proposes_is_not_opened(tmp_path: Path) -> None:
    """libxml2 would read it, and find that `un` is no number."""
    foreign = tmp_path / "propose.xsd"
    foreign.write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:x">'
        '<xs:element name="e" type="xs:integer"/></xs:schema>'
    )
    xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    proposed = f'<x:e xmlns:x="urn:x" {xsi} xsi:schemaLocation="urn:x {foreign.as_uri()}">un</x:e>'
    assert messages(copie(tmp_path / "copie", xsd=SCHEMA), document("Projet", proposed)) == []


def test_a_schema_that_draws_in_an_address_is_refused(tmp_path: Path) -> None:
    drawn = '<xs:include schemaLocation="http://exemple.test/x.xsd"/>'
    root = copie(tmp_path, xsd=SCHEMA.replace("<xs:include", f"{drawn}<xs:include", 1))
    assert messages(root, document()) == ["http://exemple.test/x.xsd n'est pas un chemin relatif"]


def test_value_sets_are_found_from_where_their_author_ran(tmp_path: Path) -> None:
    sets = '<let name="jdv" value="\'../jeuxDeValeurs/titres.xml\'"/>'
    asked = motif('<assert test="document($jdv)//titre = cda:title">hors du jeu</assert>')
    root = copie(tmp_path, ihe=schema(sets, asked))
    write(root, "jeuxDeValeurs/titres.xml", "<jeu><titre>Projet</titre></jeu>")
    assert messages(root, document("Projet")) == []
    assert messages(root, document("Bilan")) == ["hors du jeu"]


def test_a_schematron_reads_no_address(tmp_path: Path) -> None:
    asked = motif("<assert test=\"document('http://127.0.0.1:9/x.xml')\">absent</assert>")
    (found,) = said(copie(tmp_path, ihe=schema(asked)), document())
    assert found.source.value in {"empeche", "ihe"}


def test_more_findings_than_a_person_reads_are_counted(tmp_path: Path) -> None:
    root = copie(tmp_path, ihe=schema(motif('<assert test="false()">non</assert>', context="cda:p")))
    told = messages(root, document("Projet", "<p/>" * 230))
    assert told == ["non"] * 200 + ["30 autres constats ne sont pas montrés"]


def test_ten_megabytes_of_base64_are_judged_in_no_time_and_places_stay_right(tmp_path: Path) -> None:
    root = copie(
        tmp_path,
        ihe=schema(
            motif("<assert test=\"text() != ''\">vide</assert>", context="cda:text"),
            motif('<assert test="false()">après</assert>', context="cda:fin"),
        ),
    )
    body = f"<component><nonXMLBody><text>{'QUJD' * 2_500_000}</text></nonXMLBody></component><fin>x</fin>"
    data = document("Projet", body)
    judge, begun = Juge(root, None), time.process_time()
    (found,) = judge.juger(data)
    assert time.process_time() - begun < 2.0
    assert found.message == "après"
    assert data[found.debut : found.fin] == b"<fin>x</fin>"


def test_a_style_sheet_is_kept_until_a_schematron_changes(tmp_path: Path) -> None:
    root, cache = copie(tmp_path / "copie", ihe=titled("")), tmp_path / "cache"
    assert [one.message for one in said(root, document("Bilan"), cache)] == ["Le titre est fixé."]
    (kept,) = cache.glob("*.xsl")
    kept.write_bytes(kept.read_bytes().replace("Le titre est fixé.".encode(), b"Lu dans le dossier."))
    assert [one.message for one in said(root, document("Bilan"), cache)] == ["Lu dans le dossier."]
    copie(root, ihe=titled("").replace("fixé", "imposé"))
    assert [one.message for one in said(root, document("Bilan"), cache)] == ["Le titre est imposé."]
    kept.write_bytes(b"<abime")
    copie(root, ihe=titled(""))
    assert "est abîmée" in said(root, document("Bilan"), cache)[0].message


def test_the_most_recent_schematron_judges_a_document_that_gives_no_version(tmp_path: Path) -> None:
    root = copie(tmp_path, modele=titled("").replace("fixé", "ancien"))
    write(root, "schematrons/CI-SIS_DLU-EHPAD-DLU_2024.01.sch", titled("").replace("fixé", "récent"))
    told = messages(root, document("Bilan").replace(b' extension="2022.01"', b""))
    assert told == ["Le titre est récent."]
    assert messages(root, document("Bilan").replace(b"2022.01", b"2019.01")) == []
    assert messages(root, document("Bilan").replace(b"1.22", b"1.99")) == []


XSLT2 = schema(motif("<assert test=\"matches(cda:title, '^P')\">Le titre commence par P.</assert>"))


@needs_no_saxon
def test_without_saxonche_what_it_would_run_is_told(tmp_path: Path) -> None:
    root = copie(tmp_path, ihe=XSLT2.replace('"xslt"', '"xslt2"'), modeles_ans=titled(""))
    assert messages(root, document("Bilan")) == [
        "Le titre est fixé.",
        "1 schématron(s) XSLT 2 n'ont pas été appliqués : saxonche n'est pas installé",
    ]


@needs_saxon
def test_with_saxonche_schematrons_of_xpath_2_speak(tmp_path: Path) -> None:
    missing = "<assert test=\"doc('absent.xml')/titre\">lu</assert>"
    root = copie(tmp_path, ihe=XSLT2.replace('"xslt"', '"xslt2"').replace("<assert", f"{missing}<assert", 1))
    first, second = messages(root, document("Bilan"))
    assert first == "Le titre commence par P."
    assert second.startswith("1 test(s) impossibles : ")
    assert [one.split(" : ")[0] for one in messages(root, document("Projet"))] == ["1 test(s) impossibles"]
