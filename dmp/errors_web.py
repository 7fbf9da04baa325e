"""What the web site answers instead of a page: the words shown, the HTTP status (dmp_xds.md §4.11)."""

from collections.abc import Iterator
from typing import Final

from simulators.core.basis import Basis, assumed, reported
from simulators.core.rule import ErrorEntry

PAGE: Final = "page"
_VU: Final = reported("PDT-INF-527 : message et lien vers TableauDeBord ; texte et statut HTTP supposés")
_SUPPOSE: Final = assumed("page réelle non vue")


def _page(key: str, label: str, basis: Basis, http: str = "200") -> ErrorEntry:
    return ErrorEntry(key, key, label, basis, {"forme": PAGE, "http": http}, on_demand=False)


def pages() -> Iterator[ErrorEntry]:
    """The entries of the table."""
    yield _page("web_adresse", "Cette page n'existe pas.", _SUPPOSE, "404")
    yield _page("web_methode", "Cette page s'ouvre par un lien (GET).", _SUPPOSE, "405")
    yield _page(
        "web_carte",
        "Aucune carte de professionnel n'a été présentée : insérez votre carte, puis rouvrez cette page.",
        reported("PDT-INF-527 : carte ou e-CPS demandée ; texte et statut HTTP supposés"),
        "403",
    )
    yield _page(
        "web_professionnel", "Cette carte n'est pas celle d'un professionnel en exercice.", _SUPPOSE, "403"
    )
    yield _page("web_droits", "Votre profession ne donne pas accès à cette page.", _SUPPOSE, "403")
    yield _page("web_inconnu", "Ce patient n'a pas de DMP.", _VU)
    yield _page("web_ferme", "Le DMP de ce patient est fermé.", _VU)
    yield _page("web_bloque", "Le patient vous a bloqué l'accès à son DMP.", _VU)
    yield _page(
        "web_sans_autorisation", "Vous n'êtes pas autorisé à consulter le DMP de ce patient.", _SUPPOSE
    )
    yield _page("erreur_page", "Erreur interne", assumed("panne du simulateur"), "500")
    yield _page(
        "web_donnees_reelles",
        "Ce matricule n'est pas dans les listes fictives : il n'est pas traité ici.",
        assumed("garde du simulateur"),
        "403",
    )
