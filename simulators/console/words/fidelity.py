"""The fidelity register."""

from typing import Final

from simulators.console.words import Table
from simulators.core.rule import Text

FIDELITY: Final[Table] = {
    "title": Text("Fidélité du simulateur", "Fidelity of the simulator"),
    "lead": Text(
        "Pour chaque erreur, chaque règle et chaque choix du simulateur : ce qui le fonde. Un comportement "
        "supposé ne fait pas refuser un message qui se comprend, sauf si vous demandez le profil strict.",
        "For each error, rule and choice of the simulator: what it stands on. An assumed behaviour is "
        "not a reason to refuse a message that can be understood, unless you ask for the strict profile.",
    ),
    "seen": Text(
        "lu dans une source qui montre le service réel", "read in a source that shows the real service"
    ),
    "reported": Text("rapporté par quelqu’un qui l’a rencontré", "told by somebody who met it"),
    "standard": Text("exigé par une norme publique", "required by a public standard"),
    "assumed": Text("choisi par nous, faute de source", "chosen by us, for lack of a source"),
    "number": Text("Nombre", "Number"),
    "origin": Text("Origine", "Origin"),
    "meaning": Text("Ce que cela veut dire", "What it means"),
    "filter": Text("N’afficher que", "Show only"),
    "every": Text("Tout afficher", "Show all"),
    "errors": Text("Erreurs documentées", "Documented errors"),
    "rules": Text("Règles", "Rules"),
    "defaults": Text("Choix du simulateur", "Choices of the simulator"),
    "code": Text("Code", "Code"),
    "label": Text("Libellé", "Label"),
    "rule": Text("Règle", "Rule"),
    "advice": Text("Que faire", "What to do"),
    "level": Text("Niveau", "Level"),
    "refusal": Text("Refus", "Refusal"),
    "never_refused": Text("jamais", "never"),
    "choice": Text("Choix", "Choice"),
    "source": Text("Source ou raison", "Source or reason"),
    "none": Text("Rien dans cette catégorie.", "Nothing in this category."),
}
