"""What a catalogue covers of the reference: each check is executable, reclassified with a reason, or missing.

A check of the reference decided from the traffic is *executable* when the catalogue gives it a rule,
*reclassified* when the catalogue leaves it to a person or to a file and says why, *missing* otherwise. It is
*proven both ways* when a right run is scripted for its scenario and one of the scripted wrong runs makes it
fail; that they do is what the matrix test plays.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from simulators.core.rule import Text
from simulators.scenarios.model import Catalogue, Check, Scenario
from simulators.scenarios.reference import Reference, ReferenceCheck, ReferenceScenario

Status = Literal["executable", "attestation", "export", "releve", "reclassified", "missing"]
# The runs the reference DUI can play: by scenario, "" for the right one and the names of the wrong ones.
Scripted = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class CheckCoverage:
    """What became of one check. `reason` is the catalogue's, for what traffic cannot decide."""

    reference: ReferenceCheck
    status: Status
    check: Check | None = None
    reason: Text | None = None
    proven: bool = False


@dataclass(frozen=True, slots=True)
class ScenarioCoverage:
    """One scenario of the reference: its file if there is one, its checks, and those the catalogue adds."""

    reference: ReferenceScenario
    scenario: Scenario | None
    checks: tuple[CheckCoverage, ...]
    added: tuple[Check, ...] = ()

    @property
    def executable(self) -> bool:
        """True when the catalogue decides something of it from the traffic."""
        return self.scenario is not None and any(one.regle for one in self.scenario.controles)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole account. `extra` are scenarios of the catalogue that the reference does not list."""

    reference: Reference
    scenarios: tuple[ScenarioCoverage, ...]
    extra: tuple[Scenario, ...] = ()

    @property
    def checks(self) -> tuple[CheckCoverage, ...]:
        """Every check of the reference, in its order."""
        return tuple(check for one in self.scenarios for check in one.checks)

    def of_status(self, status: Status) -> tuple[CheckCoverage, ...]:
        """The checks decided from the traffic in the reference that have this status."""
        return tuple(c for c in self.checks if c.reference.genre == "traffic" and c.status == status)

    @property
    def proven(self) -> tuple[CheckCoverage, ...]:
        """The executable checks of the reference that are proven both ways."""
        return tuple(check for check in self.of_status("executable") if check.proven)

    @property
    def unaccounted(self) -> tuple[CheckCoverage, ...]:
        """Whatever the kind, the checks of the reference that the catalogue does not speak of."""
        return tuple(check for check in self.checks if check.status == "missing")


def cover(catalogue: Catalogue, reference: Reference, scripted: Scripted) -> Coverage:
    """The account of a catalogue."""
    rows: dict[str, list[ReferenceCheck]] = {name: [] for name in reference.scenarios}
    for check in reference.checks.values():
        rows[check.scenario].append(check)
    covered = tuple(
        _scenario(
            reference.scenarios[name], rows[name], catalogue.scenarios.get(name), scripted.get(name, ())
        )
        for name in reference.scenarios
    )
    extra = tuple(one for one in catalogue.scenarios.values() if one.id not in reference.scenarios)
    return Coverage(reference, covered, extra)


def proven_checks(scenario: Scenario, scripted: Collection[str]) -> frozenset[str]:
    """The checks that a scripted wrong run makes fail, where a right run is scripted too."""
    if "" not in scripted:
        return frozenset()
    return frozenset(
        check for mutant in scenario.mutants if mutant.nom in scripted for check in mutant.echoue
    )


def _scenario(
    reference: ReferenceScenario,
    rows: Collection[ReferenceCheck],
    scenario: Scenario | None,
    scripted: Collection[str],
) -> ScenarioCoverage:
    if scenario is None:
        return ScenarioCoverage(reference, None, tuple(CheckCoverage(row, "missing") for row in rows))
    proven = proven_checks(scenario, scripted)
    listed = {row.id for row in rows}
    added = tuple(check for check in scenario.controles if check.id not in listed)
    return ScenarioCoverage(reference, scenario, tuple(_check(row, scenario, proven) for row in rows), added)


def _check(row: ReferenceCheck, scenario: Scenario, proven: frozenset[str]) -> CheckCoverage:
    if any(one.id == row.id for one in scenario.releves):
        return CheckCoverage(row, "releve")
    check = next((one for one in scenario.controles if one.id == row.id), None)
    if check is None:
        return CheckCoverage(row, "missing")
    if check.genre == "traffic":
        return CheckCoverage(row, "executable", check, proven=row.id in proven)
    status: Status = "reclassified" if row.genre == "traffic" else check.genre
    return CheckCoverage(row, status, check, check.motif)
