"""A training session: isolated espaces, their links, a wall that shows them all."""

from typing import Final

from simulators.console.words import Table
from simulators.console.words.leading import LEADING
from simulators.core.rule import Text

TRAINING: Final[Table] = {
    "title": Text("Formation", "Training"),
    "lead": Text(
        "Un espace par stagiaire ou par groupe : chacun le sien, avec son lien. Le mur montre où en est "
        "chacun.",
        "A workspace for each trainee or group, with its own link. The wall shows how far each one is.",
    ),
    "wall": Text("Le mur", "The wall"),
    "none": Text("Aucun espace de formation pour l’instant.", "No training workspace so far."),
    "name": Text("Espace", "Workspace"),
    "link": Text("Lien à donner", "Link to give"),
    "code": Text("Code à photographier", "Code to photograph"),
    "exchanges": Text("Échanges", "Exchanges"),
    "last": Text("Dernier échange", "Latest exchange"),
    "rehearsal": Text("Répétition", "Rehearsal"),
    "nothing": Text("rien encore", "nothing yet"),
    "step": Text("étape {n} sur {total}", "step {n} of {total}"),
    "over": Text("terminée", "over"),
    "paused": Text("en pause", "paused"),
    "trainer": Text("Dernier geste du formateur", "Latest act of the trainer"),
    "surprise": Text("(surprise)", "(surprise)"),
    "leading": LEADING["title"],
    "leading_lead": LEADING["lead"],
    "code_of": Text("Code du lien de {name}", "Code of the link of {name}"),
}
