"""What is asked of the rules of the profiles, and what they answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dmp.fhir.model.ressource import DefautStructure
from simulators.core.rule import Effect, Profile, Rule


class VersionMhd(StrEnum):
    """Which text says how an identifier is marked: by its `use` (4.2.3), by its `type` (4.2.4)."""

    V4_2_3 = "4.2.3"
    V4_2_4 = "4.2.4"


class Flux(StrEnum):
    """Where a resource comes from; it decides which profile holds."""

    LOT = "lot"
    SIMPLIFIE = "simplifie"
    SERVIE = "servie"


@dataclass(frozen=True, slots=True)
class RegleProfil:
    """One line of the table: the rule, the OperationOutcome issue code, what is expected, in one writing.

    `chemin` is the FHIRPath of the element inside its resource, for the reader of the register.
    """

    regle: Rule
    probleme: str
    chemin: str
    attendu: str = ""

    @property
    def erreur(self) -> str:
        """The key of the error that a refusal gives, empty when the rule refuses nothing."""
        return self.regle.refusal.error if self.regle.refusal else ""


@dataclass(frozen=True, slots=True)
class Ecart:
    """One rule broken at one FHIRPath of the message."""

    ligne: RegleProfil
    chemin: str
    trouve: str = ""
    attendu: str = ""

    @property
    def regle(self) -> Rule:
        """The rule broken."""
        return self.ligne.regle

    def effet(self, profil: Profile) -> Effect:
        """What the service does of it under a profile of the espace."""
        return self.regle.effect(profil)


@dataclass(frozen=True, slots=True)
class ContexteProfil:
    """What the judge must know besides the tree.

    `structure` are the breaches of base FHIR found when the body was read: they are told as findings too, and
    nothing more is asked at their place.
    """

    flux: Flux = Flux.LOT
    mhd: VersionMhd = VersionMhd.V4_2_4
    structure: tuple[DefautStructure, ...] = ()


def refuses(ecarts: Iterable[Ecart], profil: Profile) -> tuple[Ecart, ...]:
    """Those for which the message is refused under a profile."""
    return tuple(one for one in ecarts if one.effet(profil) is Effect.REFUSE)
