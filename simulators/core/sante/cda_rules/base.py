"""How a rule on a CDA is written down: once, then made a rule of each service."""

from typing import Final, NamedTuple

from simulators.core.basis import Basis, assumed, seen, standard
from simulators.core.rule import Refusal, Rule, Severity, Text

ERROR: Final = Severity.ERROR
WARNING: Final = Severity.WARNING

SM: Final = standard("CI-SIS, Volet Structuration minimale V1.16.8")
TC3: Final = seen("ansforge/TestContenuCDA-3-0, schematrons et jeux de valeurs")
XDS_SD: Final = standard("IHE ITI XDS-SD ; CI-SIS, Structuration minimale V1.16.8 §2")
DMP_IDS: Final = seen("IG-hl7v2-volet-transmission-document-cda-r2 ; StrucMin V1.16.8")
CROISEMENT: Final = assumed("contrôles croisés recommandés ; ceux du DMP ne sont pas connus")


class Regle(NamedTuple):
    """A rule before it belongs to a service. `code` is the short name of the table (`HDR-REALM`)."""

    code: str
    severity: Severity
    title: tuple[str, str]
    advice: tuple[str, str]
    basis: Basis = SM
    requirements: tuple[str, ...] = ()

    def of(self, service: str, refusal: Refusal | None) -> Rule:
        """The rule of one service; only errors may refuse."""
        refused = refusal if self.severity is ERROR else None
        name = f"{service}.cda.{self.code.lower().replace('-', '_')}"
        title, advice = Text(*self.title), Text(*self.advice)
        return Rule(name, service, self.severity, title, advice, self.basis, refused, self.requirements)
