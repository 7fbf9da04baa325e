"""How a rule of INSi is written down, and the bases that several share."""

from typing import Final

from simulators.core.basis import Basis, reported, seen, standard
from simulators.core.rule import Refusal, Rule, Severity, Text

ERROR: Final = Severity.ERROR
WARNING: Final = Severity.WARNING
INFO: Final = Severity.INFO

XML: Final = standard("XML 1.0")
SOAP: Final = standard("SOAP 1.2 part 1 §5")
COG: Final = standard("INSEE, code officiel géographique")
WSDL: Final = seen("WSDL DESIR_ICIR_EXP 1.5.0 et ses schémas")
CLIENTS: Final = seen("clients réels : padoa/tlsi-ins, CharlieLamatte/SAPA, Pyxvital")
GUIDE: Final = reported("guide d'intégration INSi SEL-MP-043, cité par lsoulier42/healthcare-domain")
GUIDE_INS: Final = reported("Guide d'implémentation de l'INS v3.0, cité par lsoulier42/healthcare-domain")


def rule(
    name: str,
    severity: Severity,
    title: tuple[str, str],
    advice: tuple[str, str],
    basis: Basis,
    refusal: Refusal | None = None,
    requirements: tuple[str, ...] = (),
) -> Rule:
    """A rule of the service `ins`; `name` completes its identifier."""
    return Rule(f"ins.{name}", "ins", severity, Text(*title), Text(*advice), basis, refusal, requirements)
