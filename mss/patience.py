"""How long a mail client is waited for, and the ends of a conversation."""

from dataclasses import dataclass


class ConnectionGone(Exception):  # noqa: N818 - an end, not a failure
    """The client left (or never ends): nothing more can be read."""


class TooSlow(Exception):  # noqa: N818 - an end, not a failure
    """The client did not say the rest in time."""


class LineTooLong(Exception):  # noqa: N818
    """A line over its limit; it was thrown away up to its end."""


@dataclass(frozen=True, slots=True)
class Delays:
    """How long a client may stay silent, in seconds: before its login, after, in the middle of something.

    `write` bounds a client that no longer reads; `pulse` is how often a waiting session looks whether it may
    go on.
    """

    greeting: float = 60.0
    command: float = 300.0
    idle: float = 1_800.0
    middle: float = 60.0
    handshake: float = 10.0
    write: float = 60.0
    pulse: float = 5.0
