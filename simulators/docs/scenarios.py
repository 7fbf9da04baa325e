"""The page of the scenarios: what the catalogue decides, what it leaves to a person, how it is proven."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from simulators.docs.tables import section
from simulators.dui.scripts import SCRIPTS
from simulators.scenarios.catalogue import load_catalogue
from simulators.scenarios.coverage import Coverage, cover
from simulators.scenarios.coverage_text import totals
from simulators.scenarios.model import Catalogue, Scenario
from simulators.scenarios.reference import load_reference

_INTRO: Final = """# Scénarios : ce qui est jugé, et comment c'est prouvé

Page produite par `python -m simulators.docs.generate` à partir du catalogue : ne pas la modifier à la main.
"""
_RECLASSIFIED: Final = """Contrôles que la liste de référence voulait décider du trafic, et que le catalogue \
laisse à une personne ou à un fichier : le trafic ne les montre pas."""
_MATRIX: Final = """Chaque contrôle décidé du trafic est prouvé dans les deux sens : le DUI de référence \
joue le scénario juste et le contrôle passe, il le joue mal exprès et le contrôle échoue. Chaque ligne est \
une façon de mal jouer, avec l'ensemble exact des contrôles qu'elle fait échouer ; les autres ne bougent \
pas. Les essais de `tests/dui/test_preuves.py` jouent toute la table."""


def page() -> str:
    """The whole page, in Markdown."""
    catalogue = load_catalogue()
    covered = cover(catalogue, load_reference(), SCRIPTS)
    return "\n".join(
        (_INTRO, _figures(covered), _reclassified(covered), _missing(covered), _matrix(catalogue))
    )


def _figures(covered: Coverage) -> str:
    told = totals(covered)
    rows = (
        ("Scénarios exécutables", f"{told['scenarios_executable']} sur {told['scenarios']}"),
        ("Contrôles décidés du trafic", f"{told['traffic_checks_executable']} sur {told['traffic_checks']}"),
        ("Contrôles reclassés", str(told["reclassified"])),
        ("Contrôles prouvés dans les deux sens", str(told["checks_proven_both_ways"])),
        ("Contrôles absents du catalogue", str(told["missing"])),
        ("Contrôles et scénarios ajoutés", f"{told['checks_added']} et {told['scenarios_added']}"),
    )
    return section("Couverture", ("Quoi", "Combien"), rows)


def _reclassified(covered: Coverage) -> str:
    rows = (
        (one.reference.id, one.reference.libelle, one.check.genre if one.check else "", one.reason.fr)
        for one in covered.of_status("reclassified")
        if one.reason
    )
    return section(
        "Contrôles reclassés", ("Contrôle", "Ce qu'il disait", "Décidé par", "Raison"), rows, _RECLASSIFIED
    )


def _missing(covered: Coverage) -> str:
    rows = ((one.reference.id, one.reference.libelle) for one in covered.unaccounted)
    return section("Contrôles absents", ("Contrôle", "Ce qu'il dirait"), rows)


def _matrix(catalogue: Catalogue) -> str:
    rows = (row for scenario in catalogue.scenarios.values() for row in _mutants(scenario))
    return section("Table des mutants", ("Scénario", "Mutant", "Ce qu'il fait", "Échouent"), rows, _MATRIX)


def _mutants(scenario: Scenario) -> Iterator[Sequence[str]]:
    for one in scenario.mutants:
        yield scenario.id, f"`{one.nom}`", one.texte.fr, ", ".join(_short(one.echoue))


def _short(checks: Iterable[str]) -> Iterator[str]:
    return (check.rpartition(".")[2] for check in checks)
