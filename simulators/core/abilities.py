"""What a service may do besides the contract of `service.py`, which the roof asks it."""

from typing import Protocol, runtime_checkable


@runtime_checkable
class Stopping(Protocol):
    """A service with work of its own beside the calls: told to stop once nothing listens any more."""

    async def stop(self) -> None:
        """Ends that work; what is due stays in the store."""
