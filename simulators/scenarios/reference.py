"""The list a catalogue is measured against: the scenarios, checks and requirements of `data/`."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

ReferenceKind = Literal["traffic", "attestation", "export", "simulateur"]


@dataclass(frozen=True, slots=True)
class ReferenceCheck:
    """A check to account for. `genre` `simulateur`: a self-check of the simulator, never a verdict."""

    id: str
    genre: ReferenceKind
    libelle: str

    @property
    def scenario(self) -> str:
        """The scenario it belongs to."""
        return self.id.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class ReferenceScenario:
    """A scenario to account for, and the requirement ids it exercises."""

    id: str
    titre: str
    exigences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    """A requirement of the socle, in our words. `observable` from the traffic: `full`, `indirect`, `none`."""

    id: str
    vague1: str
    socle: str
    observable: str
    libelle: str


@dataclass(frozen=True, slots=True)
class Reference:
    """All that must be accounted for, by id, in the order of the files."""

    scenarios: Mapping[str, ReferenceScenario]
    checks: Mapping[str, ReferenceCheck]
    requirements: Mapping[str, Requirement]


def load_reference() -> Reference:
    """The list shipped with the product."""
    scenarios = (
        ReferenceScenario(row["scenario"], row["titre"], tuple(row["exigences"].split()))
        for row in _rows("scenarios.csv")
    )
    checks = (ReferenceCheck(row["controle"], _kind(row), row["libelle"]) for row in _rows("controles.csv"))
    requirements = (
        Requirement(row["exigence"], row["vague1"], row["socle"], row["observable"], row["libelle"])
        for row in _rows("exigences.csv")
    )
    return Reference(
        {one.id: one for one in scenarios},
        {one.id: one for one in checks},
        {one.id: one for one in requirements},
    )


def _kind(row: Mapping[str, str]) -> ReferenceKind:
    kinds: Mapping[str, ReferenceKind] = {
        "traffic": "traffic",
        "attestation": "attestation",
        "export": "export",
        "simulateur": "simulateur",
    }
    return kinds[row["genre"]]


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("simulators.scenarios").joinpath("data", name).read_text("utf-8")
    yield from csv.DictReader((line for line in text.splitlines() if not line.startswith("#")), delimiter=";")
