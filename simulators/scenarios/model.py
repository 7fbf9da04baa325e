"""Scenarios, checks and suites, as frozen values read from `fixtures/scenarios/`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from simulators.core.rule import Text
from simulators.scenarios.language import Rule, Selection

Kind = Literal["traffic", "attestation", "export"]
Gravity = Literal["must", "should"]

LEVELS = ("smoke", "conformance", "error", "resilience", "journey", "training")
KINDS = ("traffic", "attestation", "export")
MAX_MUTANT_CHECKS = 3
# The name that stands for every scenario of the catalogue.
ALL = "all"


@dataclass(frozen=True, slots=True)
class Exigence:
    """A requirement id of the Ségur; `indicatif` until its use for the médico-social is confirmed."""

    id: str
    indicatif: bool = True
    vague1: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What must hold before: persons of the world, named faults, clock, material, what the DUI's record says.

    `pannes` are fault names, `courriels` what correspondents write as the run begins, `options` those of the
    espace; `reglages` are choices the DUI must make (certificate, authorisation number), for the reference
    DUI as well as for a person; `texte` is what a person reads.
    """

    texte: Text
    personnes: tuple[str, ...] = ()
    pannes: tuple["Panne", ...] = ()
    courriels: tuple["CourrielRecu", ...] = ()
    options: tuple[str, ...] = ()
    horloge: str = ""
    reglages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Panne:
    """A named fault to set before the run: `nombre` exchanges hit (0: until removed).

    `client` is the OpenID client it is aimed at, empty for all; `parametres` are those of a transport fault
    (`ms` of `latence`).
    """

    nom: str
    service: str
    genre: Literal["metier", "transport"] = "metier"
    operation: str = ""
    client: str = ""
    nombre: int = 0
    parametres: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CourrielRecu:
    """A mail that comes to a box: its nature as MSSanté names them, the person it is about, how many."""

    boite: str
    nature: str = "nominal"
    personne: str = ""
    expediteur: str = ""
    nombre: int = 1


@dataclass(frozen=True, slots=True)
class Expected:
    """One line of the expected conversation."""

    service: str
    echange: Text
    code: str


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its rule when decided from the traffic, else the reason why a person or a file decides."""

    id: str
    libelle: Text
    gravite: Gravity
    genre: Kind
    conseil: Text
    regle: Rule | None = None
    motif: Text | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """A value shown in the report and never judged (a self-check of the simulator in the catalogue)."""

    id: str
    libelle: Text
    choix: Selection
    fait: str


@dataclass(frozen=True, slots=True)
class Mutant:
    """A way of playing the scenario wrongly, and the checks it makes fail: one to three."""

    nom: str
    texte: Text
    echoue: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """Given, steps, expected conversation and checks. Judged from the journal only."""

    id: str
    titre: Text
    niveau: str
    services: tuple[str, ...]
    acteur: Text
    types_esms: tuple[str, ...]
    exigences: tuple[Exigence, ...]
    donne: Given
    quand: tuple[Text, ...]
    attendu: tuple[Expected, ...]
    controles: tuple[Check, ...]
    releves: tuple[Observation, ...] = ()
    mutants: tuple[Mutant, ...] = ()
    sources: tuple[str, ...] = ()
    etiquettes: tuple[str, ...] = ()

    def check(self, check_id: str) -> Check:
        """The check of that id; KeyError when unknown."""
        return {check.id: check for check in self.controles}[check_id]


@dataclass(frozen=True, slots=True)
class Suite:
    """A named list of scenarios, in the order of play."""

    nom: str
    titre: Text
    scenarios: tuple[str, ...]


class UnknownScenarioError(LookupError):
    """Neither a scenario nor a suite bears this name."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All scenarios by id, all suites by name."""

    scenarios: Mapping[str, Scenario]
    suites: Mapping[str, Suite]

    def pick(self, name: str) -> tuple[Scenario, ...]:
        """The scenarios of a suite, of the whole catalogue (`all`), or the one scenario of that id (letters
        compared without case).

        Raises:
            UnknownScenarioError: no such name.
        """
        if name.lower() == ALL:
            return tuple(self.scenarios.values())
        suite = self.suites.get(name.lower())
        if suite is not None:
            return tuple(self.scenarios[one] for one in suite.scenarios)
        scenario = self.scenarios.get(name.upper())
        if scenario is None:
            raise UnknownScenarioError(name)
        return (scenario,)
