"""Rules on what the discovery announces and PSC opens to no client."""

from typing import Final

from psc.rules.catalogue.base import refus
from simulators.core.basis import assumed, standard

# That they are closed at PSC is a guess; what a foreign token is worth there is not.
_FERME: Final = assumed("réglages d'un Keycloak neuf ; ceux de PSC sont inconnus")
_INSCRIPTION: Final = standard("OpenID Connect Dynamic Client Registration 1.0")
_DECLARER: Final = (
    "Le client se déclare auprès de l'ANS ; ici, par l'API de contrôle ou un fichier de logiciels.",
    "The client is registered with the ANS; here, by the control API or a file of software.",
)

APPAREIL: Final = refus(
    "appareil.ferme",
    "appareil_non_ouvert",
    (
        "La connexion par un autre appareil est annoncée, mais n'est ouverte à aucun client.",
        "The connection by another device is announced, but open to no client.",
    ),
    ("Passez par le code d'autorisation, ou par CIBA.", "Use the authorization code, or CIBA."),
    _FERME,
)
ANONYME: Final = refus(
    "inscription.anonyme",
    "inscription_anonyme",
    (
        "L'inscription d'un client par lui-même est annoncée, mais n'est ouverte à personne.",
        "The registration of a client by itself is announced, but open to nobody.",
    ),
    _DECLARER,
    _FERME,
)
JETON: Final = refus(
    "inscription.jeton",
    "inscription_jeton",
    (
        "Le jeton qui accompagne l'inscription n'est pas de ce serveur, ou a expiré.",
        "The token that comes with the registration is not of this server, or has expired.",
    ),
    _DECLARER,
    _INSCRIPTION,
)
INTERDITE: Final = refus(
    "inscription.interdite",
    "inscription_interdite",
    (
        "Le jeton d'un professionnel ne donne pas le droit d'inscrire un client.",
        "The token of a professional gives no right to register a client.",
    ),
    _DECLARER,
    _FERME,
)
