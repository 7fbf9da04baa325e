"""A scenario file that cannot be used is refused with its name, the line and the key."""

import time
from pathlib import Path

import pytest

from simulators.scenarios.catalogue import load_catalogue
from simulators.scenarios.model import UnknownScenarioError
from simulators.scenarios.reading import ScenarioError
from simulators.scenarios.scenario_reading import read_scenario

GOOD = """\
id: ESS-01
titre: {fr: Essai, en: Run}
niveau: smoke
services: [ins]
acteur: {fr: Référent, en: Officer}
types_esms: [tous]
exigences:
  - {id: SC.INS/va1.34, vague1: INS.51}
donne:
  texte: {fr: Une personne., en: A person.}
  personnes: [marie]
  pannes: [{nom: insi_102, service: ins, nombre: 1}]
  reglages: {idam: inconnu}
quand: [{fr: Cherchez., en: Search.}]
attendu: [{service: ins, echange: {fr: Trouvé, en: Found}, code: "00"}]
choix:
  appels: {service: ins, personne: marie}
controles:
  - id: ESS-01.C1
    libelle: {fr: Un appel, en: A call}
    gravite: must
    genre: traffic
    regle: {compte: {choix: appels, min: 1}}
mutants:
  - {nom: aucun_appel, texte: {fr: Rien., en: Nothing.}, echoue: [ESS-01.C1]}
sources: [essai]
"""


def refusal(text: str) -> tuple[int, str, str]:
    with pytest.raises(ScenarioError) as caught:
        read_scenario(text, "ESS-01.yaml")
    assert caught.value.file == "ESS-01.yaml"
    return caught.value.line, caught.value.key, str(caught.value)


def test_a_good_file_becomes_a_scenario() -> None:
    scenario = read_scenario(GOOD, "ESS-01.yaml")
    assert scenario.titre.fr == "Essai"
    assert scenario.exigences[0].indicatif is True
    assert scenario.donne.personnes == ("marie",)
    assert scenario.donne.pannes[0].nombre == 1
    assert scenario.donne.reglages == {"idam": "inconnu"}
    assert scenario.mutants[0].echoue == ("ESS-01.C1",)


def test_a_transport_fault_carries_its_parameters() -> None:
    late = "{genre: transport, nom: latence, service: ins, parametres: {ms: 30000}}"
    read = read_scenario(GOOD.replace("{nom: insi_102, service: ins, nombre: 1}", late), "ESS-01.yaml")
    (panne,) = read.donne.pannes
    assert (panne.genre, panne.nom, panne.nombre, panne.parametres) == (
        "transport",
        "latence",
        0,
        {"ms": 30000},
    )
    asked = late.replace("30000", "longtemps")
    assert "nombre entier" in refusal(GOOD.replace("{nom: insi_102, service: ins, nombre: 1}", asked))[2]


def test_a_fault_is_aimed_at_a_client_or_at_all_of_them() -> None:
    aimed = GOOD.replace("{nom: insi_102, service: ins,", "{nom: code_refuse, service: psc, client: mon-dui,")
    assert read_scenario(aimed, "ESS-01.yaml").donne.pannes[0].client == "mon-dui"
    assert read_scenario(GOOD, "ESS-01.yaml").donne.pannes[0].client == ""


def test_mails_that_come_say_their_box_and_what_they_are() -> None:
    asked = "courriels: [{boite: a@b.mssante.fr}, {boite: a@b.mssante.fr, nature: eicar, nombre: 3}]"
    first, second = read_scenario(
        GOOD.replace("  pannes:", f"  {asked}\n  pannes:"), "ESS-01.yaml"
    ).donne.courriels
    assert (first.nature, first.nombre, first.personne) == ("nominal", 1, "")
    assert (second.boite, second.nature, second.nombre) == ("a@b.mssante.fr", "eicar", 3)
    wrong = asked.replace("nature", "sorte")
    assert "sorte" in refusal(GOOD.replace("  pannes:", f"  {wrong}\n  pannes:"))[2]


def test_an_unknown_key_is_refused_with_its_line_and_the_keys_admitted() -> None:
    line, key, told = refusal(GOOD.replace("niveau: smoke", "niveau: smoke\nniveaux: smoke"))
    assert (line, key) == (4, "niveaux")
    assert told.startswith("ESS-01.yaml, ligne 4, clé « niveaux » : clé inconnue ; clés admises : acteur, ")


def test_a_missing_key_is_named() -> None:
    assert "la clé « niveau » manque" in refusal(GOOD.replace("niveau: smoke\n", ""))[2]


@pytest.mark.parametrize(
    ("found", "written", "line", "key", "told"),
    [
        ("niveau: smoke", "niveau: facile", 3, "niveau", "« facile » est inconnu"),
        ("services: [ins]", "services:", 4, "services", "attend au moins une valeur"),
        ("min: 1", "min: un", 23, "min", "nombre entier"),
        ("min: 1", "mini: 1", 23, "compte", "une borne manque"),
        ("compte:", "comptes:", 23, "comptes", "opérateur inconnu"),
        ("choix: appels,", "choix: autres,", 23, "choix", "n'est pas défini"),
        ('code: "00"', "code: 00", 15, "code", "entre guillemets"),
        ("echoue: [ESS-01.C1]", "echoue: [ESS-01.C7]", 25, "mutants", "ESS-01.C7"),
        ("id: ESS-01.C1", "id: INS-01.C1", 19, "id", "ESS-01.C1"),
        ("id: ESS-01\n", "id: ESS-01\nid: ESS-01\n", 2, "id", "deux fois"),
        ("nombre: 1", "nombre: 1.5", 12, "nombre", "nombre entier"),
        ("vague1: INS.51", "indicatif: peut-être", 8, "indicatif", "true ou false"),
        ("genre: traffic", "genre: attestation", 18, "controles", "« motif » manque"),
    ],
)
def test_a_wrong_value_is_refused_where_it_stands(
    found: str, written: str, line: int, key: str, told: str
) -> None:
    assert found in GOOD
    at, named, message = refusal(GOOD.replace(found, written))
    assert told in message
    assert named == key
    assert abs(at - line) <= 1


def test_an_absence_must_say_what_proves_the_chance() -> None:
    bare = GOOD.replace("{compte: {choix: appels, min: 1}}", "{absence: {choix: appels}}")
    assert "ancre ou d'une attestation" in refusal(bare)[2]
    dangling = GOOD.replace(
        "{compte: {choix: appels, min: 1}}", "{absence: {choix: appels, attestation: ESS-01.C8}}"
    )
    assert "attestation qui n'est pas définie" in refusal(dangling)[2]


def test_a_mutant_makes_one_to_three_checks_fail() -> None:
    many = GOOD.replace("[ESS-01.C1]}", "[ESS-01.C1, ESS-01.C2, ESS-01.C3, ESS-01.C4]}")
    assert "un à trois contrôles" in refusal(many)[2]


def test_a_condition_names_a_known_operator_and_a_known_field() -> None:
    condition = "{chaque: {choix: appels, conditions: [{fait: code, op: ressemble, valeur: x}]}}"
    assert (
        "« ressemble » est inconnu"
        in refusal(GOOD.replace("{compte: {choix: appels, min: 1}}", condition))[2]
    )
    field = (
        "{chaque: {choix: appels, conditions: "
        "[{fait: code, op: egal_fait, reference: {personne: marie, champ: __class__}}]}}"
    )
    assert "« __class__ » est inconnu" in refusal(GOOD.replace("{compte: {choix: appels, min: 1}}", field))[2]


def test_an_alias_bomb_is_refused_at_once() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{i}: &b{i} [*a, *a, *a]\n" for i in range(40))
    began = time.perf_counter()
    assert "ancres et alias" in refusal(bomb)[2]
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("!!python/object/apply:os.system [ls]", "étiquettes de type"),
        ("titre: !!str x", "étiquettes de type"),
        ("[" * 2000, "trop profond"),
        ("a: b\n---\na: b\n", "plusieurs documents"),
        ("a: [1, 2", "mal formé"),
        ("a: \x00", "mal formé"),
        ("", "fichier vide"),
        ("x" * 300_000, "trop grand"),
        ("- x\n" * 30_000, "trop long"),
        ("? [a, b]\n: c", "une clé doit être un mot"),
        ("juste un mot", "clés et de valeurs"),
    ],
)
def test_hostile_yaml_is_refused(text: str, told: str) -> None:
    assert told in refusal(text)[2]


def test_a_suite_that_names_an_unknown_scenario_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ESS-01.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "demo.yaml").write_text(
        "suites: [{nom: fumee, titre: {fr: F, en: F}, scenarios: [ESS-01, ESS-02]}]", "utf-8"
    )
    with pytest.raises(ScenarioError, match="ESS-02 n'existe pas"):
        load_catalogue(tmp_path)


def test_two_files_with_one_id_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "b.yaml").write_text(GOOD, "utf-8")
    with pytest.raises(ScenarioError, match=r"b\.yaml.*défini deux fois"):
        load_catalogue(tmp_path)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"titre: \xe9t\xe9")
    with pytest.raises(ScenarioError, match="UTF-8"):
        load_catalogue(tmp_path)


def test_a_scenario_or_a_suite_is_picked_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "demo.yaml").write_text(
        "suites: [{nom: fumee, titre: {fr: F, en: F}, scenarios: [ESS-01]}]", "utf-8"
    )
    catalogue = load_catalogue(tmp_path)
    assert [one.id for one in catalogue.pick("fumee")] == ["ESS-01"]
    assert [one.id for one in catalogue.pick("ess-01")] == ["ESS-01"]
    with pytest.raises(UnknownScenarioError):
        catalogue.pick("ESS-02")


SUITES = "suites:\n  - nom: a\n    titre: {fr: F, en: F}\n"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (SUITES + "    inclut: [b]\n  - {nom: b, titre: {fr: F, en: F}, inclut: [a]}\n", 5, "a → b → a"),
        (SUITES + "    inclut: [a]\n", 4, "a → a"),
        (SUITES + "    inclut:\n      - z\n", 5, "la suite z n'existe pas"),
        (SUITES, 2, "une suite a des « scenarios »"),
        (SUITES + "    scenarios: [ESS-01]\n    autre: 1\n", 5, "clé inconnue"),
        (SUITES + "    scenarios: [ESS-01]\n" + SUITES[8:] + "    scenarios: [ESS-01]\n", 5, "deux fois"),
        (SUITES.replace("nom: a", "nom: all") + "    scenarios: [ESS-01]\n", 2, "n'est pas all"),
    ],
)
def test_a_wrong_suite_is_refused_with_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    (tmp_path / "ESS-01.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "mes-suites.yaml").write_text(text, "utf-8")
    with pytest.raises(ScenarioError) as error:
        load_catalogue(tmp_path)
    assert error.value.file == "mes-suites.yaml"
    assert error.value.line == line
    assert said in str(error.value)


def test_a_suite_includes_others_each_scenario_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "b.yaml").write_text(GOOD.replace("ESS-01", "ESS-02"), "utf-8")
    (tmp_path / "suites.yaml").write_text(
        SUITES + "    inclut: [b]\n    scenarios: [ESS-01, ESS-02]\n"
        "  - {nom: b, titre: {fr: F, en: F}, scenarios: [ESS-02]}\n",
        "utf-8",
    )
    assert [one.id for one in load_catalogue(tmp_path).pick("a")] == ["ESS-02", "ESS-01"]


def test_the_folder_of_a_user_is_added_to_ours(tmp_path: Path) -> None:
    (tmp_path / "ESS-01.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "nos-suites.yaml").write_text(
        SUITES.replace("nom: a", "nom: chez-nous") + "    inclut: [fumee-insi]\n    scenarios: [ESS-01]\n",
        "utf-8",
    )
    catalogue = load_catalogue(None, tmp_path)
    assert [one.id for one in catalogue.pick("chez-nous")] == ["INS-01", "INS-03", "ESS-01"]
    assert {"INS-01", "ESS-01"} < {one.id for one in catalogue.pick("all")}
    (tmp_path / "ins.yaml").write_text(GOOD.replace("ESS-01", "INS-01"), "utf-8")
    with pytest.raises(ScenarioError, match=r"ins\.yaml, ligne 1.*INS-01 est défini deux fois"):
        load_catalogue(None, tmp_path)
    with pytest.raises(ScenarioError, match="ce dossier de scénarios n'existe pas"):
        load_catalogue(None, tmp_path / "absent")


def test_a_compulsory_key_misspelt_is_shown_where_it_is() -> None:
    line, _, said = refusal(GOOD.replace("gravite: must", "gravitee: must"))
    assert line == 19
    assert said.endswith("la clé « gravite » manque (est-ce « gravitee », ligne 21 ?)")
    assert refusal(GOOD.replace("niveau: smoke\n", ""))[2].endswith("la clé « niveau » manque")


def test_the_shape_of_an_identifier_is_told() -> None:
    said = refusal(GOOD.replace("id: ESS-01\n", "id: ACCUEIL-JOUR-01\n", 1))[2]
    assert said.endswith("comme INS-01 : deux à cinq majuscules, un tiret, deux ou trois chiffres")
