"""Rules on how a call comes: address, method, size, clear text."""

from typing import Final

from psc.rules.catalogue.base import ANS, INFO, OAUTH, WARNING, refus, rule
from simulators.core.basis import assumed, seen, standard

_HTTP: Final = standard("RFC 9110")
_LIMITE: Final = assumed("limite du simulateur")

CHEMIN: Final = refus(
    "http.chemin",
    "chemin_inconnu",
    (
        "Cette adresse n'existe pas sur cet hôte de Pro Santé Connect.",
        "This address does not exist on this host of Pro Santé Connect.",
    ),
    (
        "Prenez les adresses dans la découverte : le portail et le serveur sont deux hôtes.",
        "Take the addresses from the discovery: portal and server are two hosts.",
    ),
    _HTTP,
)
METHODE: Final = refus(
    "http.methode",
    "methode_refusee",
    ("Cette adresse ne répond pas à cette méthode.", "This address does not answer to this method."),
    ("Utilisez la méthode prévue par la norme.", "Use the method the standard asks for."),
    _HTTP,
)
TYPE: Final = refus(
    "http.type_de_contenu",
    "type_refuse",
    (
        "Le corps n'est pas du type que cette adresse attend.",
        "The body is not of the type this address takes.",
    ),
    (
        "Envoyez un formulaire en application/x-www-form-urlencoded ; à l'inscription d'un client, du JSON.",
        "Send a form as application/x-www-form-urlencoded; to register a client, JSON.",
    ),
    OAUTH,
)
TROP_GROS: Final = refus(
    "http.corps_trop_gros",
    "corps_trop_gros",
    ("Le message dépasse la taille acceptée.", "The message is larger than accepted."),
    ("N'envoyez que les paramètres prévus.", "Send only the expected parameters."),
    _LIMITE,
)
TROP_LENT: Final = refus(
    "http.corps_trop_lent",
    "corps_trop_lent",
    ("Le message n'est pas arrivé en entier à temps.", "The message did not come whole in time."),
    ("Envoyez le message d'une traite.", "Send the message in one go."),
    _LIMITE,
)
TROP_DE_CHAMPS: Final = refus(
    "http.champs_trop_nombreux",
    "champs_trop_nombreux",
    ("Le message porte trop de paramètres.", "The message carries too many parameters."),
    ("N'envoyez que les paramètres prévus.", "Send only the expected parameters."),
    _LIMITE,
)
EN_CLAIR: Final = rule(
    "http.en_clair",
    WARNING,
    (
        "L'appel est arrivé en clair ; le vrai service n'existe qu'en TLS.",
        "The call came in clear; the real service exists only over TLS.",
    ),
    ("Appelez les adresses https du simulateur.", "Call the simulator's https addresses."),
    ANS,
)
CERTIFICAT_ABSENT: Final = rule(
    "http.sans_certificat",
    INFO,
    (
        "L'appel de serveur à serveur vient sans certificat d'organisation.",
        "The server-to-server call comes without an organisation certificate.",
    ),
    (
        "Présentez le certificat d'organisation : l'espace de confiance l'exige.",
        "Present the organisation certificate: the trusted space requires it.",
    ),
    seen("FAQ industriels : TLS mutuel obligatoire dans l'espace de confiance (EXI PSC 24)"),
)
