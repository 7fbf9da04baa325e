"""Two exchanges side by side."""

from typing import Final

from simulators.console.words import Table
from simulators.core.rule import Text

COMPARISON: Final[Table] = {
    "title": Text("Comparer deux échanges", "Compare two exchanges"),
    "back": Text("Retour à l’échange", "Back to the exchange"),
    "first": Text("Premier", "First"),
    "second": Text("Second", "Second"),
    "facts": Text("Ce qui diffère", "What differs"),
    "name": Text("Quoi", "What"),
    "same": Text("Rien ne diffère.", "Nothing differs."),
    "request": Text("La demande", "The request"),
    "answer": Text("La réponse", "The answer"),
    "nothing": Text("(rien)", "(nothing)"),
    "removed": Text("seulement dans le premier", "in the first only"),
    "added": Text("seulement dans le second", "in the second only"),
    "too_long": Text("Trop long pour être comparé ligne à ligne.", "Too long to be compared line by line."),
}
