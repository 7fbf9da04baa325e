"""The catalogue of the scenarios: title, who plays, profile of establishment, what is checked and how."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from simulators.core.rule import Text
from simulators.docs.english import said
from simulators.docs.tables import code, plain, section
from simulators.scenarios.catalogue import load_catalogue
from simulators.scenarios.model import Catalogue, Check, Scenario

_INTRO: Final = Text(
    """# Scénarios

:::{container} catalogue
Les {count} scénarios du catalogue. **V** : contrôle décidé du trafic ; **A** : une personne atteste ; \
**E** : un fichier de votre logiciel le prouve ; « devrait » : souhaité, non exigé. Les numéros \
d'exigence sont indicatifs. Comment chaque contrôle est prouvé : [la table des \
mutants](../reference/scenarios.md).
:::
""",
    """# Scenarios

:::{container} catalogue
The {count} scenarios of the catalogue. **V**: a check decided from the traffic; **A**: a person \
attests; **E**: a file of your software proves it; "should": wished, not required. Requirement numbers \
are indicative. How each check is proven: [the table of mutants](../reference/scenarios.md).
:::
""",
)
_KINDS: Final = {"traffic": "V", "attestation": "A", "export": "E"}
_HEADS: Final = ("Scénario", "Pour qui", "Ce qui est contrôlé")
_FAMILIES: Final = {
    "ANN": Text("Annuaire", "Directory"),
    "PAR": Text("Parcours", "Journeys"),
    "TDB": Text("Tableau de bord", "Dashboard"),
    "TR": Text("Transverses", "Across the services"),
    "CDA": Text("Documents CDA", "CDA documents"),
    "DMP": Text("DMP", "DMP"),
    "INS": Text("INSi", "INSi"),
    "MON": Text("Mon espace santé", "Mon espace santé"),
    "MSS": Text("MSSanté", "MSSanté"),
    "PSC": Text("Pro Santé Connect", "Pro Santé Connect"),
}


def page(lang: str) -> str:
    """The whole page, in Markdown."""
    catalogue = load_catalogue()
    scenarios = sorted(catalogue.scenarios.values(), key=lambda one: one.id)
    families = groupby(scenarios, key=lambda one: one.id.partition("-")[0])
    parts = [
        section(_FAMILIES.get(name, Text(name, name)), _HEADS, (_row(one, lang) for one in members), lang)
        for name, members in families
    ]
    intro = _INTRO.in_language(lang).replace("{count}", str(len(scenarios)))
    return "\n".join((intro, _suites(catalogue, lang), *parts))


def _suites(catalogue: Catalogue, lang: str) -> str:
    rows = (
        (code(name), plain(suite.titre.in_language(lang)), str(len(suite.scenarios)))
        for name, suite in sorted(catalogue.suites.items())
    )
    return section("Suites", ("Suite", "Ce que c'est", "Scénarios"), rows, lang)


def _row(one: Scenario, lang: str) -> Sequence[str]:
    required = ", ".join(exigence.id for exigence in one.exigences)
    title = f"**{one.id}** {plain(one.titre.in_language(lang))}<br>`{one.niveau}`"
    who = f"{plain(one.acteur.in_language(lang))}<br>{', '.join(one.types_esms)}<br>{plain(required)}"
    return title, who, "<br>".join(_checks(one.controles, lang))


def _checks(checks: Sequence[Check], lang: str) -> Iterator[str]:
    for check in checks:
        wished = "" if check.gravite == "must" else f" ({said('devrait', lang)})"
        number = check.id.rpartition(".")[2]
        yield f"{number} **{_KINDS[check.genre]}** {plain(check.libelle.in_language(lang))}{wished}"
