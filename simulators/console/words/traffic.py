"""The list of exchanges."""

from typing import Final

from simulators.console.words import Table
from simulators.core.rule import Text

TRAFFIC: Final[Table] = {
    "title": Text("Échanges", "Exchanges"),
    "lead": Text("Les plus récents en premier.", "Latest first."),
    "filters": Text("Filtrer les échanges", "Filter the exchanges"),
    "service": Text("Service", "Service"),
    "operation": Text("Opération", "Operation"),
    "person": Text("Personne ou identifiant", "Person or identifier"),
    "person_hint": Text(
        "Nom, prénom, matricule, ou identifiant d’un échange.",
        "Name, given name, matricule, or the identifier of an exchange.",
    ),
    "verdict": Text("Verdict", "Verdict"),
    "every": Text("Tous", "All"),
    "every_operation": Text("Toutes", "All"),
    "apply": Text("Filtrer", "Filter"),
    "clear": Text("Tout afficher", "Show all"),
    "none": Text(
        "Aucun échange pour l’instant. Le prochain appel du DUI apparaîtra ici sans recharger la page.",
        "No exchange so far. The next call of the DUI will appear here without loading the page again.",
    ),
    "none_filtered": Text("Aucun échange ne correspond à ces filtres.", "No exchange matches these filters."),
    "compare_runs": Text("Comparer deux passages", "Compare two runs"),
    "older": Text("Échanges plus anciens", "Older exchanges"),
    "newest": Text("Revenir aux plus récents", "Back to the latest"),
    "bounded": Text(
        "La recherche s’est arrêtée après {n} échanges ; continuez vers les plus anciens.",
        "The search stopped after {n} exchanges; go on to the older ones.",
    ),
}
