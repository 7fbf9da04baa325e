"""The exchanges of a run as rules read them.

Order is that of the machine's clock, the only one shared by an espace and the installation's journal. Spans
of time are those of the espace's clock, so that a run may let half an hour pass without anybody waiting; on a
stepped clock a span is a second per exchange.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from simulators.core.journal.model import Exchange
from simulators.scenarios.conditions import Setting, test
from simulators.scenarios.language import Selection
from simulators.scenarios.people import People, Recognition


def began(exchange: Exchange) -> datetime:
    """When the exchange began, on the espace's clock."""
    return exchange.started


def ended(exchange: Exchange) -> datetime:
    """When the exchange ended, on the espace's clock."""
    return exchange.started + timedelta(microseconds=exchange.duration_us)


def order(exchange: Exchange) -> tuple[datetime, int]:
    """What exchanges are sorted by: the machine's time of their beginning, then their number."""
    return exchange.recorded - timedelta(microseconds=exchange.duration_us), exchange.seq


class View:
    """What a rule may look at. `attestations` are answers of a person, by check id: True when confirmed."""

    def __init__(
        self, exchanges: Sequence[Exchange], people: People, attestations: Mapping[str, bool] | None = None
    ) -> None:
        self.exchanges = sorted(exchanges, key=order)
        self.people = people
        self.attestations = attestations or {}
        self.setting = Setting(people)
        self._rank = {id(one): rank for rank, one in enumerate(self.exchanges)}
        self._selected: dict[Selection, tuple[Exchange, ...]] = {}
        self._concerned: dict[str, frozenset[int]] = {}

    def select(self, selection: Selection) -> tuple[Exchange, ...]:
        """The selected exchanges, in order of beginning. An unknown person selects nothing."""
        if selection not in self._selected:
            self._selected[selection] = tuple(one for one in self.exchanges if self._chosen(selection, one))
        return self._selected[selection]

    def rank(self, exchange: Exchange) -> int:
        """The place of an exchange in the run, from 0."""
        return self._rank[id(exchange)]

    def _chosen(self, selection: Selection, exchange: Exchange) -> bool:
        if selection.services and exchange.service not in selection.services:
            return False
        if selection.operations and exchange.operation not in selection.operations:
            return False
        if selection.person and self.rank(exchange) not in self._about(selection.person):
            return False
        return all(test(condition, exchange, self.setting).holds for condition in selection.where)

    def _about(self, person: str) -> frozenset[int]:
        if person not in self._concerned:
            self._concerned[person] = self._recognised(person)
        return self._concerned[person]

    def _recognised(self, person: str) -> frozenset[int]:
        personne = self.people.get(person)
        if personne is None:
            return frozenset()
        recognition = Recognition(personne)
        return frozenset(rank for rank, one in enumerate(self.exchanges) if recognition.concerns(one))
