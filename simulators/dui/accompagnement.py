"""What the establishment agreed with its residents: the values that the nurse of the journey has at hand."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from simulators.dui.documents.ppa import Objectif, Plan

_PLANS: Final[Mapping[str, Plan]] = {
    "marguerite-delaunay": Plan(
        attentes=(
            "Garder ses habitudes du matin, jardiner, recevoir ses petits-enfants le dimanche.",
            "Rester à Valcourt-sur-Meuse, près de ses voisines ; continuer à lire le journal local.",
        ),
        besoins=(
            "Marche avec une canne, une chute en septembre ; audition appareillée ; appétit en baisse.",
        ),
        objectifs=(
            Objectif(
                "Prévenir les chutes",
                ("kinésithérapeute deux fois par semaine", "chaussage revu", "barre dans la douche"),
            ),
            Objectif(
                "Soutenir l'appétit",
                ("repas en petit groupe", "pesée chaque mois", "avis de la diététicienne"),
            ),
            Objectif("Participer", ("atelier jardin le mardi", "lecture du journal le vendredi")),
        ),
        referent="l'infirmière coordinatrice",
        reevaluation=date(2027, 3, 1),
        participation=True,
    )
}


def plan_de(personne: str) -> Plan:
    """The plan of a resident; an empty one when none was made yet."""
    return _PLANS.get(personne, Plan())
