"""The clock of an espace, and the espaces themselves."""

from typing import Final

from simulators.console.words import Table
from simulators.core.rule import Text

CLOCK: Final[Table] = {
    "title": Text("Horloge", "Clock"),
    "lead": Text(
        "Chaque espace a son heure. Avancez-la pour voir un jeton expirer ou un rebond arriver ; la "
        "vôtre ne bouge "
        "pas.",
        "Each workspace has its own time. Move it forward to see a token expire or a bounce arrive; "
        "yours does not "
        "move.",
    ),
    "now": Text("Il est, dans cet espace", "In this workspace it is"),
    "mode_real": Text("L’heure est la vraie.", "The time is the real one."),
    "mode_shifted": Text("L’heure est décalée.", "The time is shifted."),
    "mode_stepped": Text(
        "L’heure est arrêtée : elle avance d’une seconde à chaque échange.",
        "Time stands still: it moves by one second at each exchange.",
    ),
    "note": Text(
        "Les certificats vivent toujours à l’heure réelle.", "Certificates always live in real time."
    ),
    "change": Text("Changer l’heure", "Change the time"),
}

ESPACES: Final[Table] = {
    "title": Text("Espaces", "Workspaces"),
    "lead": Text(
        "Un espace est un monde à part : ses personnes, ses DMP, ses boîtes, son journal, son heure. Un "
        "par équipe, "
        "par stagiaire ou par essai.",
        "A workspace is a world apart: its people, DMPs, boxes, journal and time. One for each team, "
        "trainee or "
        "trial.",
    ),
    "name": Text("Espace", "Workspace"),
    "address": Text("À ajouter aux adresses", "To add to the addresses"),
    "no_prefix": Text("rien", "nothing"),
    "profile": Text("Exigence", "Strictness"),
    "open": Text("Ouvrir", "Open"),
    "acts": Text("Actions", "Actions"),
    "profile_terrain": Text("comme le vrai service", "as the real service"),
    "profile_strict": Text("tout écart est refusé", "every deviation is refused"),
    "profile_decouverte": Text("tout est accepté et signalé", "all is accepted and told"),
    "this_one": Text("L’espace « {name} »", "Workspace “{name}”"),
    "snapshots": Text("Instantanés", "Snapshots"),
    "no_snapshot": Text("Aucun instantané.", "No snapshot."),
}
