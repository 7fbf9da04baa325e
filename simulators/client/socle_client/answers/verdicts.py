"""What the exchanges of an espace prove of a scenario."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from socle_client.answers.reading import picked
from socle_client.language import said

State = Literal["passed", "failed", "not_seen", "attestation", "incomplete"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a verdict rests on: a sentence, and the exchanges it is about."""

    sentence: str
    exchanges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckVerdict:
    """The verdict on one check. `gravity` is `must` or `should`; `kind` `traffic` is decided by exchanges."""

    id: str
    label: str
    gravity: str
    kind: str
    state: State
    advice: str
    evidence: tuple[Evidence, ...]

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "CheckVerdict":
        """From the JSON of the control API."""
        evidence = tuple(Evidence(one["phrase"], tuple(one["echanges"])) for one in told["preuves"])
        words = (told[key] for key in ("id", "libelle", "gravite", "genre", "etat", "conseil"))
        return cls(*words, evidence)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on one scenario; `exchanges` is the number of those it was judged on."""

    scenario: str
    title: str
    services: tuple[str, ...]
    state: State
    exchanges: int
    checks: tuple[CheckVerdict, ...]

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Verdict":
        """From the JSON of the control API."""
        checks = tuple(CheckVerdict.read(one) for one in told["controles"])
        named = {"title": told["titre"], "state": told["etat"], "exchanges": told["echanges"]}
        return picked(cls, told, checks=checks, **named)

    @property
    def passed(self) -> bool:
        """True when every compulsory check that the traffic decides was seen to pass."""
        return self.state == "passed"

    def check(self, id_: str) -> CheckVerdict:
        """The verdict on one check. Raises KeyError."""
        for one in self.checks:
            if one.id == id_:
                return one
        raise KeyError(id_)

    def __str__(self) -> str:
        """The scenario, then each check that did not pass, why, and what to do."""
        return "\n".join([f"{self.scenario} {self.title} : {self.state}", *self._wrong()])

    def _wrong(self) -> Iterator[str]:
        for one in self.checks:
            if one.state not in {"passed", "attestation"}:
                yield f"  {one.state} {one.id} : {one.label}"
                yield from (f"    {proof.sentence}" for proof in one.evidence)
                if one.advice:
                    yield f"    {said('à faire', 'to do')} : {one.advice}"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdicts on what was asked: one for a scenario, several for a suite."""

    verdicts: tuple[Verdict, ...]

    @classmethod
    def read(cls, told: Sequence[Mapping[str, Any]]) -> "Judgement":
        """From the JSON of the control API."""
        return cls(tuple(Verdict.read(one) for one in told))

    @property
    def passed(self) -> bool:
        """True when every scenario passed."""
        return all(one.passed for one in self.verdicts)

    @property
    def failed(self) -> tuple[Verdict, ...]:
        """The scenarios that failed: not those that were not seen."""
        return tuple(one for one in self.verdicts if one.state == "failed")

    def __str__(self) -> str:
        return "\n".join(str(one) for one in self.verdicts)
