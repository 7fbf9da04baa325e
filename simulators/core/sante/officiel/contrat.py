"""What a service fulfils for its documents to be judged by the official texts outside of a call."""

from typing import Protocol, runtime_checkable

from simulators.core.journal.model import Exchange
from simulators.core.rule import Finding


@runtime_checkable
class Porteur(Protocol):
    """A service whose messages carry CDA documents."""

    async def official(self, exchange: Exchange) -> tuple[Finding, ...]:
        """What `context.officiel`, if there is one, says of the documents of an exchange."""
