"""The page of the scenarios: what the catalogue decides, what it leaves to a person, how it is proven."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from simulators.core.rule import Text
from simulators.docs.english import said
from simulators.docs.tables import section
from simulators.dui.scripts import SCRIPTS
from simulators.scenarios.catalogue import load_catalogue
from simulators.scenarios.coverage import Coverage, cover
from simulators.scenarios.coverage_text import totals
from simulators.scenarios.model import Catalogue, Scenario
from simulators.scenarios.reference import load_reference

_INTRO: Final = Text(
    """# Scénarios : ce qui est jugé, et comment c'est prouvé

Page produite par `python -m simulators.docs.generate` à partir du catalogue : ne pas la modifier à la main.
""",
    """# Scenarios: what is judged, and how it is proven

This page is made by `python -m simulators.docs.generate` from the catalogue: do not edit it by hand.
""",
)
_RECLASSIFIED: Final = Text(
    """Contrôles que la liste de référence voulait décider du trafic, et que le catalogue laisse à une \
personne ou à un fichier : le trafic ne les montre pas.""",
    """Checks that the reference list wanted decided from the traffic, and that the catalogue leaves to \
a person or to a file: the traffic does not show them. What they said is quoted from the list, in \
French.""",
)
_MATRIX: Final = Text(
    """Chaque contrôle décidé du trafic est prouvé dans les deux sens : le DUI de référence joue le \
scénario juste et le contrôle passe, il le joue mal exprès et le contrôle échoue. Chaque ligne est une \
façon de mal jouer, avec l'ensemble exact des contrôles qu'elle fait échouer ; les autres ne bougent \
pas. Les essais de `tests/dui/test_preuves.py` jouent toute la table.""",
    """Each check decided from the traffic is proven both ways: the reference DUI plays the scenario \
rightly and the check passes, it plays it wrongly on purpose and the check fails. Each row is a way of \
playing wrongly, with the exact set of checks it makes fail; the others do not move. The tests of \
`tests/dui/test_preuves.py` play the whole table.""",
)


def page(lang: str = "fr") -> str:
    """The whole page, in Markdown."""
    catalogue = load_catalogue()
    covered = cover(catalogue, load_reference(), SCRIPTS)
    return "\n".join(
        (
            _INTRO.in_language(lang),
            _figures(covered, lang),
            _reclassified(covered, lang),
            _missing(covered, lang),
            _matrix(catalogue, lang),
        )
    )


def _figures(covered: Coverage, lang: str) -> str:
    told = totals(covered)
    (of, et) = ("of", "and") if lang == "en" else ("sur", "et")
    rows = (
        ("Scénarios exécutables", f"{told['scenarios_executable']} {of} {told['scenarios']}"),
        (
            "Contrôles décidés du trafic",
            f"{told['traffic_checks_executable']} {of} {told['traffic_checks']}",
        ),
        ("Contrôles reclassés", str(told["reclassified"])),
        ("Contrôles prouvés dans les deux sens", str(told["checks_proven_both_ways"])),
        ("Contrôles absents du catalogue", str(told["missing"])),
        ("Contrôles et scénarios ajoutés", f"{told['checks_added']} {et} {told['scenarios_added']}"),
    )
    spoken = ((said(what, lang), many) for what, many in rows)
    return section("Couverture", ("Quoi", "Combien"), spoken, lang)


def _reclassified(covered: Coverage, lang: str) -> str:
    rows = (
        (
            one.reference.id,
            one.reference.libelle,
            one.check.genre if one.check else "",
            one.reason.in_language(lang),
        )
        for one in covered.of_status("reclassified")
        if one.reason
    )
    heads = ("Contrôle", "Ce qu'il disait", "Décidé par", "Raison")
    return section("Contrôles reclassés", heads, rows, lang, _RECLASSIFIED.in_language(lang))


def _missing(covered: Coverage, lang: str) -> str:
    rows = ((one.reference.id, one.reference.libelle) for one in covered.unaccounted)
    return section("Contrôles absents", ("Contrôle", "Ce qu'il dirait"), rows, lang)


def _matrix(catalogue: Catalogue, lang: str) -> str:
    rows = (row for scenario in catalogue.scenarios.values() for row in _mutants(scenario, lang))
    return section(
        "Table des mutants",
        ("Scénario", "Mutant", "Ce qu'il fait", "Échouent"),
        rows,
        lang,
        _MATRIX.in_language(lang),
    )


def _mutants(scenario: Scenario, lang: str) -> Iterator[Sequence[str]]:
    for one in scenario.mutants:
        yield scenario.id, f"`{one.nom}`", one.texte.in_language(lang), ", ".join(_short(one.echoue))


def _short(checks: Iterable[str]) -> Iterator[str]:
    return (check.rpartition(".")[2] for check in checks)
