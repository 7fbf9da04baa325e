"""What sending a request again comes to."""

from typing import NamedTuple

from simulators.core.journal.model import Message


class EnvoiError(Exception):
    """The request did not go, or no whole answer came; the text is a French sentence."""


class Recu(NamedTuple):
    """What went out, what came back, its outcome, how long it took (microseconds)."""

    demande: Message
    reponse: Message
    issue: str
    duree_us: int
