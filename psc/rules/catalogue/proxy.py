"""Rules on the proxy e-Santé, by which thick clients connect and call APIs (psc.md §8)."""

from typing import Final

from psc.rules.catalogue.base import refus
from simulators.core.basis import assumed, seen

_CONTRAT: Final = seen("ansforge/psc-edc-proxy-esante, contrat et contrôleurs")
_RELAIS: Final = assumed("choix du simulateur : ses serveurs n'ouvrent aucune connexion vers l'extérieur")

ILLISIBLE: Final = refus(
    "proxy.illisible",
    "proxy_illisible",
    (
        "Le corps de la demande de connexion n'est pas un objet JSON.",
        "The body of the connection request is not a JSON object.",
    ),
    (
        "Envoyez nationalId, bindingMessage, clientId et channel dans un objet JSON.",
        "Send nationalId, bindingMessage, clientId and channel in a JSON object.",
    ),
    _CONTRAT,
)
DEMANDE: Final = refus(
    "proxy.demande",
    "proxy_demande",
    (
        "La demande de connexion au proxy est incomplète ou mal remplie.",
        "The connection request to the proxy is incomplete or badly filled in.",
    ),
    (
        "Envoyez nationalId, bindingMessage, clientId, et channel à CARD ou MOBILE.",
        "Send nationalId, bindingMessage, clientId, and channel as CARD or MOBILE.",
    ),
    _CONTRAT,
)
INCONNU: Final = refus(
    "proxy.inconnu",
    "proxy_inconnu",
    (
        "Le proxy ne connaît pas ce professionnel ou ce logiciel.",
        "The proxy knows neither this professional nor this software.",
    ),
    (
        "Vérifiez l'identifiant national et le client_id déclaré pour le logiciel.",
        "Check the national identifier and the client_id registered for the software.",
    ),
    _CONTRAT,
)
SESSION: Final = refus(
    "proxy.sans_session",
    "proxy_session_absente",
    ("La session à fermer n'existe pas ou plus.", "The session to close does not exist, or no more."),
    (
        "Renvoyez le cookie proxy_session_id reçu à la connexion, une seule fois.",
        "Send back the cookie proxy_session_id received on connecting, once only.",
    ),
    _CONTRAT,
)
ENVOI_SANS_SESSION: Final = refus(
    "proxy.envoi_sans_session",
    "proxy_envoi_sans_session",
    ("L'appel d'API vient sans session vivante.", "The API call comes without a live session."),
    (
        "Connectez d'abord le professionnel, puis renvoyez le cookie proxy_session_id à chaque appel.",
        "Connect the professional first, then send the cookie proxy_session_id back with each call.",
    ),
    _CONTRAT,
)
AUTHENTIFICATION: Final = refus(
    "proxy.authentification",
    "proxy_authentification",
    (
        "Pro Santé Connect n'a pas authentifié le professionnel pour ce logiciel.",
        "Pro Santé Connect did not authenticate the professional for this software.",
    ),
    (
        "Lisez le message : il cite l'erreur de Pro Santé Connect ; proposez de recommencer.",
        "Read the message: it quotes Pro Santé Connect's error; offer to try again.",
    ),
    _CONTRAT,
)
INDISPONIBLE: Final = refus(
    "proxy.indisponible",
    "proxy_indisponible",
    (
        "Pro Santé Connect ne répond pas, ou ne peut joindre le professionnel.",
        "Pro Santé Connect does not answer, or cannot reach the professional.",
    ),
    (
        "Dites-le à la personne ; proposez l'autre moyen ou une nouvelle tentative.",
        "Tell the person; offer the other means or a new try.",
    ),
    _CONTRAT,
)
DATES: Final = refus(
    "proxy.dates",
    "proxy_dates",
    (
        "Les bornes des traces ne sont pas des dates complètes.",
        "The bounds of the traces are not complete dates.",
    ),
    (
        "Donnez start, et end au besoin, en ISO 8601 avec le fuseau : 2026-03-02T08:00:00Z.",
        "Give start, and end if need be, in ISO 8601 with the zone: 2026-03-02T08:00:00Z.",
    ),
    _CONTRAT,
)
API_INCONNUE: Final = refus(
    "proxy.api_inconnue",
    "proxy_api_inconnue",
    ("Le proxy n'a pas d'API de ce nom.", "The proxy has no API of that name."),
    (
        "Appelez /send/conformite/… ; dmp et mss sont connues sans être relayées.",
        "Call /send/conformite/…; dmp and mss are known without being relayed.",
    ),
    _RELAIS,
)
SANS_RELAIS: Final = refus(
    "proxy.sans_relais",
    "proxy_sans_relais",
    (
        "Le proxy du simulateur ne relaie pas cet appel : aucune connexion n'en sort.",
        "The simulator's proxy does not relay this call: no connection leaves it.",
    ),
    (
        "Échangez vous-même le jeton au serveur de l'API, puis appelez l'API du simulateur.",
        "Exchange the token yourself at the server of the API, then call the simulator's API.",
    ),
    _RELAIS,
)
DONNEES: Final = refus(
    "proxy.donnees",
    "proxy_donnees",
    (
        "Les données à signer ne sont pas celles de la session.",
        "The data to sign are not those of the session.",
    ),
    (
        "Envoyez nationalId, clientID, proxy_session_id et session_state tels que reçus à la connexion.",
        "Send nationalId, clientID, proxy_session_id and session_state as received on connecting.",
    ),
    assumed("contrôle vu nulle part"),
)
