"""What a trainer does to the whole group, in words."""

from typing import Final

from simulators.console.words import Table
from simulators.core.rule import Text

LEADING: Final[Table] = {
    "title": Text("Mener la répétition", "Leading the rehearsal"),
    "lead": Text(
        "Ce que vous faites ici arrive dans chaque espace de la séance. Les stagiaires le lisent, sauf une "
        "surprise.",
        "What you do here happens in each workspace of the session. Trainees read it, but for a surprise.",
    ),
    "begin": Text("Commencer un parcours avec le groupe", "Begin a journey with the group"),
    "begin_do": Text("Commencer", "Begin"),
    "begun": Text("Le parcours commence pour tout le groupe.", "The journey begins for the whole group."),
    "journey": Text("Parcours", "Journey"),
    "suivant": Text("Étape suivante pour tous", "Next step for all"),
    "suivant_done": Text("Tout le groupe est à l’étape suivante.", "The whole group is at the next step."),
    "precedent": Text("Étape précédente pour tous", "Previous step for all"),
    "precedent_done": Text(
        "Tout le groupe est revenu à l’étape précédente.", "The whole group is back at the previous step."
    ),
    "pause": Text("Mettre en pause", "Pause"),
    "pause_done": Text(
        "En pause : ce qui arrive maintenant ne compte pas.", "Paused: what comes now does not count."
    ),
    "reprise": Text("Reprendre", "Resume"),
    "reprise_done": Text("La répétition reprend.", "The rehearsal goes on."),
    "rendre": Text("Laisser chacun avancer", "Let everybody go on"),
    "rendre_done": Text("Chacun avance à son rythme.", "Everybody goes on at their own pace."),
    "event": Text("Provoquer un événement", "Drop an event in"),
    "event_what": Text("Ce qui arrive", "What happens"),
    "event_where": Text("Où", "Where"),
    "everywhere": Text("dans tous les espaces", "in every workspace"),
    "surprise": Text("Une surprise : ne rien dire aux stagiaires", "A surprise: tell the trainees nothing"),
    "event_do": Text("Provoquer", "Make it happen"),
    "event_done": Text("C’est arrivé.", "It has happened."),
}
