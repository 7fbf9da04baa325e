"""Replaying an exchange from its page."""

from typing import Final

from simulators.console.words import Table
from simulators.core.rule import Text

REPLAYING: Final[Table] = {
    "title": Text("Rejouer", "Replay"),
    "button": Text("Rejouer", "Replay"),
    "done": Text("L’échange a été rejoué.", "The exchange was replayed."),
    "note": Text(
        "La même demande est présentée de nouveau au service de cet espace, puis les deux réponses sont "
        "comparées. Ce qui est daté (jeton, assertion) peut être refusé parce que trop vieux.",
        "The same request is shown again to the service of this workspace, then both answers are compared. "
        "What is dated (token, assertion) may be refused for being too old.",
    ),
}
