"""What a service may do besides the contract of `service.py`, which the roof and the faults ask it."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from simulators.core.espace import Espace
    from simulators.core.journal.model import Exchange
    from simulators.core.monde.model import Personne
    from simulators.core.rule import Text


@runtime_checkable
class Stopping(Protocol):
    """A service with work of its own beside the calls: told to stop once nothing listens any more."""

    async def stop(self) -> None:
        """Ends that work; what is due stays in the store."""


@runtime_checkable
class Foretelling(Protocol):
    """A service that can say what it would answer about somebody of an espace, as things stand."""

    async def foretell(self, espace: "Espace", personne: "Personne") -> "Sequence[Text]":
        """A few sentences in words, from the very rules of the live path; nothing is recorded."""


@runtime_checkable
class Registering(Protocol):
    """A service whose callers are clients registered in the espace."""

    def clients(self, espace: "Espace") -> Collection[str]:
        """The identifiers of those clients."""

    def caller(self, exchange: "Exchange") -> str:
        """Which client a request says it comes from, empty when it does not say."""
