"""How a rule of MSSanté is written down, and the bases that several share."""

from typing import Final

from simulators.core.basis import Basis, assumed, reported
from simulators.core.rule import Refusal, Rule, Severity, Text

ERROR: Final = Severity.ERROR
WARNING: Final = Severity.WARNING
INFO: Final = Severity.INFO

REF2: Final = reported("Référentiel #2 v1.0.1 (18/01/2024), cité par E009")
ENS: Final = reported("CNAM, ENS Messagerie V1.3 (28/06/2023), cité par E009")
USAGE: Final = assumed("les vrais opérateurs relaient ; refus en profil strict seulement")
CONTENU: Final = Refusal("contenu_refuse", USAGE)


def rule(
    name: str,
    severity: Severity,
    title: tuple[str, str],
    advice: tuple[str, str],
    basis: Basis,
    refusal: Refusal | None = None,
    requirements: tuple[str, ...] = (),
) -> Rule:
    """A rule of the service `mss`; `name` completes its identifier."""
    return Rule(f"mss.{name}", "mss", severity, Text(*title), Text(*advice), basis, refusal, requirements)


PANNE: Final = rule(
    "panne",
    INFO,
    ("Cette réponse est une panne demandée au simulateur.", "This reply is a fault asked of the simulator."),
    (
        "Rien à corriger : levez la panne quand l'essai est fini.",
        "Nothing to correct: clear the fault after.",
    ),
    assumed("panne demandée"),
)
