"""Rules on the exchange of a PSC token at the server of an API (RFC 8693)."""

from typing import Final

from psc.rules.catalogue.base import refus
from simulators.core.basis import seen, standard

_IG: Final = seen("ansforge/IG-securisation-transport-api-rest, API REST Pro Santé Connectée")
_RFC: Final = standard("RFC 8693")

CERTIFICAT: Final = refus(
    "echange.sans_certificat",
    "echange_certificat",
    (
        "L'échange de jetons vient sans le certificat de la structure.",
        "The token exchange comes without the certificate of the structure.",
    ),
    (
        "Présentez le certificat d'authentification de la structure : le jeton remis lui est lié.",
        "Present the authentication certificate of the structure: the token given is bound to it.",
    ),
    _IG,
)
GRANT: Final = refus(
    "echange.grant",
    "echange_grant",
    (
        "Le serveur d'une API n'échange que des jetons de Pro Santé Connect.",
        "The server of an API only exchanges tokens of Pro Santé Connect.",
    ),
    (
        "Envoyez grant_type=urn:ietf:params:oauth:grant-type:token-exchange, ou refresh_token.",
        "Send grant_type=urn:ietf:params:oauth:grant-type:token-exchange, or refresh_token.",
    ),
    _RFC,
)
SUJET_ABSENT: Final = refus(
    "echange.sans_sujet",
    "echange_sujet_absent",
    ("Le jeton à échanger manque.", "The token to exchange is missing."),
    ("Mettez le jeton d'accès dans subject_token.", "Put the access token in subject_token."),
    _RFC,
)
TYPE: Final = refus(
    "echange.type",
    "echange_type",
    (
        "Le type du jeton à échanger n'est pas celui d'un jeton d'accès.",
        "The type of the token to exchange is not that of an access token.",
    ),
    (
        "Envoyez subject_token_type=urn:ietf:params:oauth:token-type:access_token.",
        "Send subject_token_type=urn:ietf:params:oauth:token-type:access_token.",
    ),
    _RFC,
)
EMETTEUR: Final = refus(
    "echange.emetteur",
    "echange_emetteur",
    (
        "L'émetteur annoncé n'est pas Pro Santé Connect.",
        "The issuer announced is not Pro Santé Connect.",
    ),
    ("Envoyez subject_issuer=psc, ou rien.", "Send subject_issuer=psc, or nothing."),
    seen("ansforge/psc-edc-proxy-esante"),
)
SUJET: Final = refus(
    "echange.sujet",
    "echange_sujet_invalide",
    (
        "Le jeton à échanger ne vaut rien : faux, expiré, révoqué, ou lié à un autre certificat.",
        "The token to exchange is worthless: false, expired, revoked, or bound to another certificate.",
    ),
    (
        "Échangez un jeton d'accès vivant : il ne vit que deux minutes.",
        "Exchange a live access token: it only lives two minutes.",
    ),
    _RFC,
)
REFRESH: Final = refus(
    "echange.refresh",
    "echange_refresh_invalide",
    (
        "Le jeton de rafraîchissement de l'API ne vaut rien pour ce certificat.",
        "The refresh token of the API is worthless for this certificate.",
    ),
    (
        "Recommencez l'échange avec un jeton d'accès de Pro Santé Connect.",
        "Exchange an access token of Pro Santé Connect again.",
    ),
    _RFC,
)
