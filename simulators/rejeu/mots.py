"""The words of the reports, in French and English."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from simulators.core.rule import Text
from simulators.rejeu.comparer import Etat

ETATS: Final[Mapping[Etat, Text]] = MappingProxyType(
    {
        Etat.EGAL: Text("égal", "equal"),
        Etat.DIFFERE: Text("diffère", "differs"),
        Etat.MANQUE: Text("manque", "missing"),
        Etat.EN_TROP: Text("en plus", "extra"),
        Etat.NON_REJOUE: Text("non rejoué", "not replayed"),
        Etat.SANS_OBJET: Text("sans objet", "nothing to replay"),
    }
)
MOTS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "titre": Text("Comparaison de deux journaux", "Comparison of two journals"),
        "equal": Text("Réponses égales.", "Equal answers."),
        "nothing": Text("Rien à comparer : aucun échange.", "Nothing to compare: no exchange."),
        "differ": Text("Les réponses ne sont pas toutes égales.", "Not all answers are equal."),
        "operation": Text("Opération", "Operation"),
        "etat": Text("Résultat", "Result"),
        "champ": Text("Champ", "Field"),
        "gauche": Text("Premier journal", "First journal"),
        "droite": Text("Second journal", "Second journal"),
        "absent": Text("(absent)", "(absent)"),
        "ignores": Text("Champs mis de côté", "Fields put aside"),
        "reserve": Text("réserve", "caution"),
        "autres": Text("autres champs", "other fields"),
        "bandeau": Text(
            "Socle : simulateur, données fictives uniquement", "Socle: simulator, fictional data only"
        ),
        "famille": Text("Famille", "Family"),
        "raison": Text("Pourquoi", "Why"),
    }
)


def mot(key: str, lang: str) -> str:
    """One word of the reports."""
    return MOTS[key].in_language(lang)
