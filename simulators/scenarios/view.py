"""The exchanges of a run as rules read them.

Order is that of the machine's clock, the only one shared by an espace and the installation's journal. Spans
of time are those of the espace's clock, so that a run may let half an hour pass without anybody waiting; on a
stepped clock a span is a second per exchange.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

from simulators.core.journal.model import Exchange
from simulators.scenarios.conditions import Setting, holds
from simulators.scenarios.disorder import Flaws, flaws
from simulators.scenarios.language import Selection
from simulators.scenarios.moments import order
from simulators.scenarios.people import People, Traces


class View:
    """What a rule may look at. `attestations` are answers of a person, by check id: True when confirmed.

    One view serves every scenario judged on the same exchanges: what is found once is kept.
    """

    def __init__(
        self, exchanges: Sequence[Exchange], people: People, attestations: Mapping[str, bool] | None = None
    ) -> None:
        self.exchanges = sorted(exchanges, key=order)
        self.people = people
        self.attestations = attestations or {}
        self.setting = Setting(people)
        self._rank = {id(one): rank for rank, one in enumerate(self.exchanges)}
        self._by_operation: dict[str, list[Exchange]] = {}
        self._by_service: dict[str, list[Exchange]] = {}
        for one in self.exchanges:
            self._by_service.setdefault(one.service, []).append(one)
            self._by_operation.setdefault(one.operation, []).append(one)
        self._selected: dict[Selection, tuple[Exchange, ...]] = {}
        self._concerned: dict[str, frozenset[int]] = {}

    def select(self, selection: Selection) -> tuple[Exchange, ...]:
        """The selected exchanges, in order of beginning. An unknown person selects nothing."""
        if selection not in self._selected:
            candidates = self._candidates(selection)
            self._selected[selection] = tuple(one for one in candidates if self._chosen(selection, one))
        return self._selected[selection]

    def rank(self, exchange: Exchange) -> int:
        """The place of an exchange in the run, from 0."""
        return self._rank[id(exchange)]

    @cached_property
    def flaws(self) -> Flaws:
        """Why the run, or part of it, cannot be judged."""
        return flaws(self.exchanges)

    @cached_property
    def _traces(self) -> Traces:
        return Traces(self.exchanges)

    def _candidates(self, selection: Selection) -> Sequence[Exchange]:
        """Those of the operations asked for, else of the services, in order."""
        if not selection.operations and not selection.services:
            return self.exchanges
        index = self._by_operation if selection.operations else self._by_service
        found = [index.get(one, []) for one in dict.fromkeys(selection.operations or selection.services)]
        return found[0] if len(found) == 1 else sorted((one for each in found for one in each), key=self.rank)

    def _chosen(self, selection: Selection, exchange: Exchange) -> bool:
        if selection.services and exchange.service not in selection.services:
            return False
        if selection.person and self.rank(exchange) not in self._about(selection.person):
            return False
        return all(holds(condition, exchange, self.setting) for condition in selection.where)

    def _about(self, person: str) -> frozenset[int]:
        if person not in self._concerned:
            personne = self.people.get(person)
            self._concerned[person] = self._traces.about(personne) if personne else frozenset()
        return self._concerned[person]
