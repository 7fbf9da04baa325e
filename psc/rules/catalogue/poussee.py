"""Rules on a pushed authorization request (RFC 9126)."""

from typing import Final

from psc.rules.catalogue.base import ecart, refus
from simulators.core.basis import standard

_PAR: Final = standard("RFC 9126")

REQUEST_URI: Final = refus(
    "poussee.request_uri",
    "poussee_request_uri",
    (
        "La demande poussée renvoie à une autre demande.",
        "The pushed request refers to another request.",
    ),
    ("Poussez les paramètres eux-mêmes.", "Push the parameters themselves."),
    _PAR,
)
REDIRECT_URI: Final = refus(
    "poussee.redirect_uri",
    "poussee_redirect_uri",
    (
        "L'adresse de retour poussée n'est pas une de celles déclarées, au caractère près.",
        "The pushed redirect address is not exactly one of those registered.",
    ),
    (
        "Poussez exactement l'adresse déclarée, ou déclarez celle-ci pour ce client.",
        "Push exactly the registered address, or register this one for the client.",
    ),
    _PAR,
)
RESPONSE_TYPE: Final = refus(
    "poussee.response_type",
    "poussee_response_type",
    ("Ce response_type n'existe pas.", "There is no such response_type."),
    ("Demandez response_type=code.", "Ask for response_type=code."),
    _PAR,
)
PORTEE: Final = ecart(
    "poussee.scope",
    "poussee_portee",
    ("Une des portées poussées n'existe pas.", "One of the pushed scopes does not exist."),
    ("Demandez « openid scope_all ».", "Ask for “openid scope_all”."),
    _PAR,
)
FLUX_IMPLICITE: Final = refus(
    "poussee.implicite",
    "poussee_flux_implicite",
    (
        "La demande poussée veut un jeton de la redirection même.",
        "The pushed request wants a token from the redirection itself.",
    ),
    ("Demandez response_type=code.", "Ask for response_type=code."),
    _PAR,
)
REFUSEE: Final = refus(
    "poussee.refusee",
    "poussee_refusee",
    (
        "Cette demande poussée n'existe pas, a déjà servi, est périmée, ou vient d'un autre client.",
        "This pushed request does not exist, was used, is too old, or is another client's.",
    ),
    (
        "Poussez une nouvelle demande à chaque connexion et utilisez-la dans la minute.",
        "Push a new request for each login and use it within the minute.",
    ),
    _PAR,
)
