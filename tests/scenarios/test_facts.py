"""The facts a scenario may read: the register follows the code, a misspelt name is refused."""

import ast
import csv
import re
from importlib.resources import files
from pathlib import Path

import pytest

from simulators.docs.faits import page
from simulators.docs.generate import FOLDER, LANGUAGES
from simulators.scenarios.reading import ScenarioError, parse
from simulators.scenarios.rule_reading import read_rule

ROOT = Path(__file__).parents[2]
DOTTED = re.compile(r"(http|tls|patient|document|psc|ins|dmp|mss|annuaire)(\.[a-z0-9_]*[a-z0-9])+")
UNIQUE = "unique: {{choix: {{service: {service}}}, fait: {fact}}}"


def registered() -> dict[str, list[str]]:
    text = files("simulators.scenarios").joinpath("data/faits.csv").read_text("utf-8")
    return {
        row["fait"]: row["operations"].split() for row in csv.DictReader(text.splitlines(), delimiter=";")
    }


def written_in_the_code() -> set[str]:
    """Every name of a fact in the modules that make facts."""
    modules = [
        one
        for room in ("psc", "ins", "dmp", "mss", "simulators/core")
        for one in (ROOT / room).rglob("facts*.py")
    ]
    nodes = [node for one in modules for node in ast.walk(ast.parse(one.read_text("utf-8")))]
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return {text for text in texts if DOTTED.fullmatch(text)}


def refusal(rule: str) -> ScenarioError:
    with pytest.raises(ScenarioError) as caught:
        read_rule(parse(rule, "essai.yaml"), {})
    return caught.value


def test_every_fact_that_the_code_makes_is_registered() -> None:
    """Otherwise: a line in `data/faits.csv`, then `python -m simulators.docs.generate`."""
    made = written_in_the_code()
    assert {"ins.rep.matricule", "dmp.type_code", "mss.accuse_demande", "psc.pkce", "http.path"} <= made
    assert sorted(made - set(registered())) == []


def test_the_register_says_on_which_operations() -> None:
    assert registered()["mss.accuse_demande"] == ["mss.envoi", "mss.remise"]
    assert registered()["tls.reason"] == ["tls.poignee_de_main"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_committed_page_is_the_one_the_register_makes(lang: str) -> None:
    """Otherwise: `python -m simulators.docs.generate`."""
    assert (FOLDER / lang / "reference" / "faits.md").read_text("utf-8") == page(lang)


def test_the_page_gives_a_meaning_and_an_example() -> None:
    assert "| `ins.nom_naissance` | le nom de naissance envoyé | " in page()
    (row,) = [line for line in page().splitlines() if line.startswith("| `mss.accuse_demande` |")]
    assert row.endswith("| mss.envoi, mss.remise | MSS-23 |")


def test_a_fact_that_no_exchange_carries_is_refused_with_what_it_looks_like() -> None:
    error = refusal("\n" + UNIQUE.format(service="ins", fact="ins.ereur"))
    assert (error.line, error.key) == (2, "fait")
    assert "aucun échange ne porte « ins.ereur » ; voulez-vous dire ins.erreur" in str(error)
    assert "voulez-vous dire" not in str(refusal(UNIQUE.format(service="ins", fact="zzz.qqq")))


def test_facts_of_the_register_and_of_the_moment_are_read() -> None:
    for fact in ("ins.erreur", "operation", "moment.jeton"):
        read_rule(parse(UNIQUE.format(service="ins", fact=fact), "essai.yaml"), {})


def test_a_service_that_the_journal_does_not_have_is_refused() -> None:
    assert "« insi » est inconnu ; valeurs admises : psc, ins, dmp, mss" in str(
        refusal(UNIQUE.format(service="insi", fact="ins.erreur"))
    )
