"""The catalogues tell what the product does: known rows, nothing of the product left out."""

import ast
import re
from pathlib import Path

import pytest

from simulators.docs import (
    api,
    catalogue,
    clients,
    commande,
    erreurs,
    fidelite,
    limites,
    mots,
    reglages,
    regles,
)
from simulators.docs.aides import ENGLISH
from simulators.docs.generate import CATALOGUES, write_catalogues
from simulators.options import COMMANDS
from simulators.typed import Parser
from tests.docs.pages import LANGUAGES, ROOT

CLIENTS = ROOT / "tests" / "clients"


def rows(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("| ")]


def row(text: str, start: str) -> str:
    (found,) = [line for line in rows(text) if line.startswith(start)]
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_catalogue_written_again_is_left_alone(tmp_path: Path, lang: str) -> None:
    dates = {path: path.stat().st_mtime_ns for path in write_catalogues(tmp_path, lang)}
    assert {path.name for path in dates} == set(CATALOGUES)
    assert {path: path.stat().st_mtime_ns for path in write_catalogues(tmp_path, lang)} == dates


def test_tables_of_twins_have_the_same_rows() -> None:
    for name, make in CATALOGUES.items():
        assert len(rows(make("fr"))) == len(rows(make("en"))), name


def test_an_error_is_told_with_its_code_its_shape_and_its_basis() -> None:
    told = row(erreurs.page("fr"), "| `desir_550` |")
    assert "Numéro d'autorisation du logiciel inconnu." in told
    assert "http 500" in told
    assert re.search(r"\| (vu|rapporté|supposé) : ", told)


def test_a_rule_is_told_with_its_effect_and_what_to_do() -> None:
    told = row(regles.page("en"), "| `ins.http.type_de_contenu`<br>")
    assert "error; refused in `terrain` and `strict`<br>`type_refuse` (standard: SOAP 1.2" in told
    assert told.endswith("SC.INS/va1.34 |")


def test_the_figures_are_those_of_the_register() -> None:
    told = row(fidelite.page("fr"), "| Téléservice INSi | Erreurs |")
    numbers = [int(cell) for cell in re.findall(r"\d+", told)]
    assert sum(numbers[:4]) == numbers[4] >= 32


def test_every_scenario_is_in_the_catalogue() -> None:
    told = catalogue.page("fr")
    kept = {path.stem for path in (ROOT / "fixtures" / "scenarios").glob("*-[0-9]*.yaml")}
    listed = set(re.findall(r"^\| \*\*([A-Z]+-\d+)\*\*", told, re.MULTILINE))
    assert len(listed) >= 172
    assert kept <= listed


def test_the_control_api_is_told_whole() -> None:
    told = api.page("en")
    assert "| `POST` `/api/espaces` | Create an espace | application/json : `name*`" in told
    assert "`kind*`, `name*`, `service`" in row(told, "| `POST` `/api/espaces/{espace}/pannes` |")
    assert len(rows(told)) > 100


def test_the_command_is_told_with_its_choices() -> None:
    told = commande.page("fr")
    assert "## socle serve\n" in told
    assert row(told.partition("## socle doctor")[0], "| `--profile …` |").endswith(
        "| `terrain`, `strict`, `decouverte` |"
    )
    assert "| `JOURNAL…` |" in told


def test_every_help_is_said_in_english() -> None:
    """Otherwise: a line in `simulators/docs/aides.py`. What holds no French word is the same in both."""
    told = {title for _, title, _ in COMMANDS}
    for name, title, build in COMMANDS:
        build(parser := Parser(prog=name, description=title))
        told |= {action.help for action in parser._actions if action.help and action.dest != "help"}
    alike = {one for one in told if re.fullmatch(r"[a-z, ]+|CSV : [a-z_;\[\]]+", one)} - set(ENGLISH)
    assert alike <= {"encode, decode", "export", *(one for one in alike if one.startswith(("CSV", "create")))}
    assert sorted(told - alike - set(ENGLISH)) == []


def test_the_command_is_told_in_english() -> None:
    told = commande.page("en")
    assert "| `--port-base N` | first port, 8400 by default; 0: free ports |" in told
    assert "Judges a saved journal." in told


def test_a_setting_has_its_variable_and_its_default() -> None:
    told = row(reglages.page("fr"), "| `--port-base` |")
    assert told.startswith("| `--port-base` | `SOCLE_PORT_BASE` | `port_base` | `8400` |")
    assert row(reglages.page("fr"), "| `--no-marks` |").count("`true`") == 1


def test_a_listener_has_its_port_its_limit_and_its_certificate() -> None:
    told = limites.page("en")
    assert row(told, "| `smtp_app` |").startswith("| `smtp_app` | 8588 | required | 10\u202f485\u202f760 |")
    assert row(told, "| `mtls` |").startswith("| `mtls` | 8441 | required | 1\u202f000\u202f000 |")


def test_the_glossary_is_that_of_the_console() -> None:
    assert "| INS | National health identity" in mots.page("en")


def test_the_matrix_names_every_program_that_is_installed() -> None:
    told: dict[str, set[str]] = {kind: set() for kind in ("debian", "npm", "python", "navigateur")}
    for one in clients.programs():
        told[one["sorte"]].add(one["paquet"])
    assert told["navigateur"] == {"axe-core"}
    installed = set(re.findall(r"missing\+=\(([\w.-]+)\)", (CLIENTS / "install").read_text("utf-8")))
    # Parts of another program, and npm, which brings the others.
    parts = {"npm", "libnet-ssleay-perl", "libsasl2-modules-kdexoauth2", "libsasl2-modules"}
    assert told["debian"] == installed - parts
    assert told["npm"] == set(clients.pinned()["npm"])
    assert told["python"] - {"playwright"} == imported() & set(clients.pinned()["python"]) - HELPERS


# What the tests themselves are written with.
HELPERS = {"pytest", "httpx", "lxml", "cryptography", "starlette", "joserfc", "requests"}
# Distributions whose import has another name.
DISTRIBUTIONS = {"annuairesante": "annuaire-sante-fhir"}


def imported() -> set[str]:
    found = set()
    for path in CLIENTS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module)
            elif isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
    tops = {name.partition(".")[0] for name in found}
    return {DISTRIBUTIONS.get(name, name) for name in tops}


def test_the_matrix_names_every_module_of_tests_and_no_other() -> None:
    told: dict[str, set[str]] = {"clients": set(), "browser": set()}
    for one in clients.programs():
        told[one.get("dossier", "clients")] |= set(one["essais"])
    kept = {folder: {path.stem for path in (ROOT / "tests" / folder).glob("test_*.py")} for folder in told}
    assert told["clients"] == kept["clients"]
    assert told["browser"] <= kept["browser"]


def test_the_versions_are_those_pinned() -> None:
    assert re.search(r"\| npm soap \| \d+\.\d+\.\d+ \|", clients.page("fr"))
    assert "| curl | that of Debian |" in clients.page("en")
