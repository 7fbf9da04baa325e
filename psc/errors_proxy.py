"""The errors of the proxy e-Santé, as the sample of the ANS writes them: code, message, whose call."""

from collections.abc import Iterator

from psc.errors_forme import JSON, entree_de
from simulators.core.basis import Basis, assumed, seen
from simulators.core.rule import ErrorEntry

_SEEN = seen("ansforge/psc-edc-proxy-esante, contrat, contrôleurs et tests")
_RELAIS = assumed("choix du simulateur : ses serveurs n'ouvrent aucune connexion vers l'extérieur")


def proxy() -> Iterator[ErrorEntry]:
    """What a thick client is told; a specific text comes before the one that quotes Pro Santé Connect."""

    def entree(key: str, http: int, label: str, basis: Basis = _SEEN) -> ErrorEntry:
        return entree_de("proxy", JSON, key, http, str(http), label, basis)

    yield entree("proxy_demande", 400, "[{detail}]")
    yield entree("proxy_illisible", 400, "Failed to read request", assumed("texte d'un Spring usuel"))
    yield entree("proxy_inconnu", 404, "User National ID or Software Client ID Not Found.")
    yield entree("proxy_session_absente", 401, "Session ID not found.")
    yield entree("proxy_envoi_sans_session", 401, "No session found.")
    yield entree("proxy_authentification", 401, "{detail}")
    yield entree("proxy_indisponible", 503, "")
    yield entree("proxy_dates", 400, "start or end is not a date-time", assumed("texte vu nulle part"))
    yield entree("proxy_api_inconnue", 404, "No such API", assumed("réponse sans route vue nulle part"))
    yield entree("proxy_sans_relais", 502, "This proxy relays nothing to that API", _RELAIS)
    yield entree(
        "proxy_donnees", 400, "Session data do not match", assumed("texte et contrôle vus nulle part")
    )
