"""Two runs side by side."""

from typing import Final

from simulators.console.words import Table
from simulators.core.rule import Text

RUNS: Final[Table] = {
    "title": Text("Comparer deux passages", "Compare two runs"),
    "lead": Text(
        "Deux espaces, ou deux moments du même : les échanges sont alignés opération par opération, "
        "et seuls les faits qui diffèrent sont montrés.",
        "Two workspaces, or two moments of one: exchanges are aligned operation by operation, and only "
        "the facts that differ are shown.",
    ),
    "back": Text("Tous les échanges", "All exchanges"),
    "un": Text("Premier passage", "First run"),
    "autre": Text("Second passage", "Second run"),
    "espace": Text("Espace", "Workspace"),
    "from": Text("Du numéro", "From number"),
    "to": Text("Au numéro", "To number"),
    "hint": Text(
        "Les numéros sont ceux des échanges de l’espace ; laissez vide pour tout prendre ({n} au plus).",
        "Numbers are those of the exchanges of the workspace; leave empty to take all ({n} at most).",
    ),
    "every": Text(
        "Montrer aussi les identifiants et les heures, nouveaux à chaque passage",
        "Show identifiers and times too, which are new at each run",
    ),
    "compare": Text("Comparer", "Compare"),
    "result": Text("Ce qui diffère", "What differs"),
    "same": Text("Rien ne diffère entre ces deux passages.", "Nothing differs between these two runs."),
    "alike_one": Text("{n} échange identique n’est pas montré.", "{n} identical exchange is not shown."),
    "alike_many": Text(
        "{n} échanges identiques ne sont pas montrés.", "{n} identical exchanges are not shown."
    ),
    "only_left": Text("seulement dans le premier passage", "in the first run only"),
    "only_right": Text("seulement dans le second passage", "in the second run only"),
    "changed": Text("diffère d’un passage à l’autre", "differs from one run to the other"),
    "nothing": Text("(rien)", "(nothing)"),
    "name": Text("Quoi", "What"),
    "side_by_side": Text("Voir les deux messages", "See the two messages"),
    "number": Text("n° {n}", "no. {n}"),
}
