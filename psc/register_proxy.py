"""What the register says of the proxy e-Santé: its contract was seen, the rest is ours."""

from collections.abc import Iterator
from typing import Final

from psc.register_clients import default
from simulators.core.basis import assumed, seen
from simulators.core.rule import Default

_CONTRAT: Final = seen("ansforge/psc-edc-proxy-esante, contrat et contrôleurs")


def proxy() -> Iterator[Default]:
    """The choices behind /connect, /disconnect, /send and /traces."""
    yield default(
        "proxy",
        "Le proxy e-Santé répond à /connect quand le professionnel a répondu, par un cookie et la "
        "session ouverte ; 304 si elle l'était déjà.",
        "The proxy e-Santé answers /connect once the professional did, by a cookie and the session "
        "opened; 304 if it already was.",
        _CONTRAT,
    )
    yield default(
        "proxy_place",
        "Le proxy est servi à la racine de l'hôte du serveur et connaît tous les clients de l'espace.",
        "The proxy is served at the root of the server's host and knows every client of the espace.",
        assumed("un vrai proxy a son hôte et ne connaît que les logiciels de son opérateur"),
    )
    yield default(
        "proxy_session",
        "La session du proxy finit avec celle de Pro Santé Connect, ou quatre heures après /connect.",
        "The session of the proxy ends with Pro Santé Connect's, four hours after /connect at most.",
        assumed("l'exemple de l'ANS compte quatre heures d'inactivité et ne suit pas la session"),
    )
    yield default(
        "proxy_refus",
        "Un refus du professionnel est dit aussitôt ; un identifiant national inconnu donne 404.",
        "A refusal by the professional is told at once; an unknown national identifier gives 404.",
        assumed("le contrat dit 404 ; l'exemple de l'ANS rend 401 et attend la fin de la demande"),
    )
    yield default(
        "proxy_relais",
        "Rien n'est relayé : l'API de conformité (POST /send/conformite/signsessiondata) répond de la "
        "session, dmp et mss rendent 502.",
        "Nothing is relayed: the conformity API (POST /send/conformite/signsessiondata) answers from the "
        "session, dmp and mss give 502.",
        assumed("choix du simulateur ; noms des API, contrôle et forme de la signature vus nulle part"),
    )
    yield default(
        "proxy_traces",
        "Les traces écrivent l'adresse seule et ont pour dn le CN déclaré du client ; les dix mille "
        "dernières sont gardées.",
        "The traces write the address alone and have as dn the CN registered for the client; the last "
        "ten thousand are kept.",
        assumed("l'exemple de l'ANS écrit l'adresse comme Java, et tout le sujet de son certificat sortant"),
    )
