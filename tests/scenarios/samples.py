"""Exchanges, persons and rules typed by hand."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from simulators.core.journal.model import Exchange, Fact, Message
from simulators.core.monde.model import Personne
from simulators.core.rule import Text
from simulators.scenarios.evaluation import evaluate
from simulators.scenarios.language import Rule
from simulators.scenarios.model import Check, Given, Scenario
from simulators.scenarios.reading import parse
from simulators.scenarios.reports.meta import ReportMeta
from simulators.scenarios.rule_reading import read_rule
from simulators.scenarios.verdicts import Result
from simulators.scenarios.view import View

NOON = datetime(2026, 3, 2, 12, 0, 0, tzinfo=UTC)

MARIE = Personne.model_validate(
    {
        "id": "marie",
        "reference": {
            "nom_naissance": "L'HERMITE",
            "prenoms": ["MARIE-ANNE", "ROSE"],
            "sexe": "F",
            "date_naissance": "1938-04-12",
            "lieu_naissance": "2B106",
            "ins": {"matricule": "238042B106901", "cle": "17", "oid": "1.2.250.1.213.1.4.10"},
            "historique": [{"matricule": "138042B106901", "cle": "55", "oid": "1.2.250.1.213.1.4.10"}],
        },
        "local": {"nom_naissance": "Dupuis", "prenoms": ["Marie-Anne"], "nom_utilise": "Dupuis"},
    }
)
PEOPLE = {"marie": MARIE}


def echange(
    name: str,
    facts: Mapping[str, Fact] | None = None,
    *,
    at: float = 0,
    operation: str = "ins.recherche_traits",
    service: str = "ins",
    lasts_us: int = 0,
) -> Exchange:
    """An exchange that began `at` seconds after noon."""
    began = NOON + timedelta(seconds=at)
    return Exchange(
        id=name,
        espace="defaut",
        protocol="http",
        service=service,
        face="mtls",
        started=began,
        recorded=began + timedelta(microseconds=lasts_us),
        duration_us=lasts_us,
        connection="c1",
        request=Message("POST /lps HTTP/1.1"),
        answer=None,
        outcome="200",
        operation=operation,
        facts=dict(facts or {}),
    )


def coded(*codes: str) -> list[Exchange]:
    """One INSi exchange a minute, with these answer codes."""
    return [echange(f"e{i}", {"code": code}, at=60 * i) for i, code in enumerate(codes, 1)]


def regle(text: str) -> Rule:
    """The rule written in YAML."""
    return read_rule(parse(text, "essai.yaml"), {})


def verdict(text: str, *exchanges: Exchange, attested: Mapping[str, bool] | None = None) -> Result:
    """What a rule written in YAML says of these exchanges."""
    return evaluate(regle(text), View(exchanges, PEOPLE, attested))


def state(text: str, *exchanges: Exchange, attested: Mapping[str, bool] | None = None) -> str:
    """The state alone."""
    return verdict(text, *exchanges, attested=attested).state.value


def check(text: str, *, number: int = 1, gravity: str = "must") -> Check:
    """A check decided from the traffic."""
    return Check(
        f"ESS-01.C{number}",
        Text(f"Contrôle {number}", f"Check {number}"),
        "must" if gravity == "must" else "should",
        "traffic",
        Text(f"Conseil {number}.", f"Advice {number}."),
        regle(text),
    )


def scenario(*checks: Check) -> Scenario:
    """A scenario with these checks."""
    return Scenario(
        id="ESS-01",
        titre=Text("Un essai (01) réussi", "A run"),
        niveau="smoke",
        services=("ins",),
        acteur=Text("Référent", "Officer"),
        types_esms=("tous",),
        exigences=(),
        donne=Given(Text("Une personne.", "A person.")),
        quand=(Text("Cherchez.", "Search."),),
        attendu=(),
        controles=checks,
    )


META = ReportMeta(
    title=Text("Compte rendu d'essai", "Report"),
    when=datetime(2026, 11, 21, 23, 5, tzinfo=UTC),
    player=Text("le DUI de référence", "the reference DUI"),
    espace="defaut",
    version="0.1.0",
)
