"""How a rule of the DMP is written down, and the bases that several share."""

from typing import Final

from simulators.core.basis import Basis, assumed, reported, seen, standard
from simulators.core.rule import Refusal, Rule, Severity, Text

ERROR: Final = Severity.ERROR
WARNING: Final = Severity.WARNING
INFO: Final = Severity.INFO

XML: Final = standard("XML 1.0")
SOAP: Final = standard("SOAP 1.2 part 1 §5")
IHE: Final = standard("IHE ITI TF-3 §4.2")
XDSB: Final = standard("IHE ITI TF-2 §3.41")
MESSAGES: Final = seen("exemples de messages DMP v02.05.00, dans k-jefferson/Dehempe")
CLIENTS: Final = seen("client d'exemple KIT 2.06, k-jefferson/Dehempe, DRIM-M_DRIMbox")
DEHEMPE: Final = seen("k-jefferson/Dehempe, appels à la plateforme de développement")
DROITS: Final = seen("PDT-INF-526 v1.8 et PDT-INF-606")
GUIDE: Final = reported("exigences de SEL-MP-037 citées par bitbucket devbox-sante et Dehempe")
VOLET: Final = reported("volet de transmission d'un document CDA, ansforge/IG-hl7v2")
INCONNU: Final = assumed("refus jamais vu")


def refuse(error: str, basis: Basis = INCONNU, *, always: bool = False) -> Refusal:
    """A refusal with this error; without basis it is assumed, and `terrain` only notes."""
    return Refusal(error, basis, always)


def rule(
    name: str,
    severity: Severity,
    title: tuple[str, str],
    advice: tuple[str, str],
    basis: Basis,
    refusal: Refusal | None = None,
    requirements: tuple[str, ...] = (),
) -> Rule:
    """A rule of the service `dmp`; `name` completes its identifier."""
    return Rule(f"dmp.{name}", "dmp", severity, Text(*title), Text(*advice), basis, refusal, requirements)
