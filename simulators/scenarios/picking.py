"""Which scenarios a person wants: by name, then narrowed by tag, service and requirement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from simulators.scenarios.model import Catalogue, Scenario


@dataclass(frozen=True, slots=True)
class Wanted:
    """Values of one kind widen the choice, kinds narrow it; nothing said of a kind admits all."""

    tags: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()

    def admits(self, scenario: Scenario) -> bool:
        """True when the scenario answers each kind that was asked for."""
        return (
            _meets(self.tags, tags(scenario))
            and _meets(self.services, scenario.services)
            and _meets(self.requirements, _requirements(scenario))
        )


class UnknownChoiceError(LookupError):
    """No scenario bears this tag, service or requirement; the text is a French sentence."""


def choose(catalogue: Catalogue, scenarios: Sequence[Scenario], wanted: Wanted) -> tuple[Scenario, ...]:
    """Those of `scenarios` that answer what is wanted.

    Raises:
        UnknownChoiceError: a word that no scenario of the whole catalogue bears.
    """
    every = catalogue.scenarios.values()
    _known("étiquette", wanted.tags, (word for one in every for word in tags(one)))
    _known("service", wanted.services, (word for one in every for word in one.services))
    _known("exigence", wanted.requirements, (word for one in every for word in _requirements(one)))
    return tuple(one for one in scenarios if wanted.admits(one))


def tags(scenario: Scenario) -> frozenset[str]:
    """What a scenario may be chosen by: its level, kinds of ESMS, family (`ins`, `par`…), own tags."""
    family = scenario.id.partition("-")[0].lower()
    return frozenset({scenario.niveau, family, *scenario.types_esms, *scenario.etiquettes})


def _requirements(scenario: Scenario) -> frozenset[str]:
    ids = {one.id for one in scenario.exigences}
    return frozenset(ids | {one.vague1 for one in scenario.exigences if one.vague1})


def _meets(asked: Iterable[str], borne: Iterable[str]) -> bool:
    words = {word.lower() for word in borne}
    wanted = {word.lower() for word in asked}
    return not wanted or bool(wanted & words)


def _known(kind: str, asked: Iterable[str], borne: Iterable[str]) -> None:
    words = {word.lower(): word for word in borne}
    for word in asked:
        if word.lower() not in words:
            among = ", ".join(sorted(words.values()))
            raise UnknownChoiceError(f"{kind} « {word} » : aucun scénario (au choix : {among})")
