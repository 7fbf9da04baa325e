"""The scenarios, and what they cover of the requirements."""

from typing import Final

from simulators.console.words import Table
from simulators.core.rule import Text

SCENARIOS: Final[Table] = {
    "title": Text("Scénarios", "Scenarios"),
    "lead": Text(
        "Chaque scénario dit quoi faire dans le DUI et vérifie ce qui passe sur le fil. Le verdict "
        "est celui de sa "
        "dernière répétition dans cet espace.",
        "Each scenario says what to do in the DUI and checks what passes on the wire. The verdict is "
        "that of its "
        "latest rehearsal in this workspace.",
    ),
    "search": Text("Chercher un scénario", "Look for a scenario"),
    "search_hint": Text(
        "Un mot du titre, un identifiant, une exigence.", "A word of the title, an identifier, a requirement."
    ),
    "apply": Text("Chercher", "Search"),
    "clear": Text("Tout afficher", "Show all"),
    "scenario": Text("Scénario", "Scenario"),
    "requirements": Text("Exigences", "Requirements"),
    "verdict": Text("Dernier verdict ici", "Latest verdict here"),
    "never": Text("pas encore répété", "not rehearsed yet"),
    "none": Text("Aucun scénario ne correspond.", "No scenario matches."),
    "shown_one": Text("{n} scénario", "{n} scenario"),
    "shown_many": Text("{n} scénarios", "{n} scenarios"),
    "coverage": Text("Voir la couverture des exigences", "See the coverage of the requirements"),
}

COVERAGE: Final[Table] = {
    "title": Text("Couverture", "Coverage"),
    "lead": Text(
        "Chaque exigence du socle Ségur, les scénarios qui l’exercent et leur dernier verdict dans "
        "cet espace. Les "
        "identifiants sont indicatifs tant que leur usage pour le médico-social n’est pas confirmé.",
        "Each requirement of the Ségur socle, the scenarios that exercise it and their latest "
        "verdict in this "
        "workspace. Identifiers are indicative until their use for the medico-social sector is confirmed.",
    ),
    "note": Text(
        "Un verdict d’ici ne remplace aucune preuve officielle.",
        "A verdict given here replaces no official proof.",
    ),
    "requirement": Text("Exigence", "Requirement"),
    "says": Text("Ce qu’elle demande", "What it asks"),
    "seen": Text("Vue du simulateur", "Seen by the simulator"),
    "seen_full": Text("oui", "yes"),
    "seen_indirect": Text("en partie", "partly"),
    "seen_none": Text("non : à prouver autrement", "no: to be proven otherwise"),
    "scenarios": Text("Scénarios", "Scenarios"),
    "nothing": Text("aucun", "none"),
    "totals": Text(
        "{exercised} exigences sur {total} sont exercées par au moins un scénario. Scénarios conformes dans "
        "cet espace : {passed}, à corriger : {failed}.",
        "{exercised} requirements of {total} are exercised by at least one scenario. Scenarios as expected "
        "in this workspace: {passed}, to be fixed: {failed}.",
    ),
}
