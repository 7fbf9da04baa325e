"""The defaults of PSC that a client meets by how it is registered: proofs, answers, ends of sessions."""

from collections.abc import Iterator

from simulators.core.basis import Basis, assumed, seen, standard
from simulators.core.rule import Default, Text


def default(key: str, fr: str, en: str, basis: Basis) -> Default:
    """One default of PSC, `key` completing its identifier."""
    return Default(f"psc.{key}", Text(fr, en), basis)


def des_clients() -> Iterator[Default]:
    """Those of clients."""
    yield default(
        "deconnexion_arriere",
        "La fin d'une session est dite au client qui a déclaré une adresse : deux essais de cinq secondes.",
        "The end of a session is told to a client that registered an address: two tries of five seconds.",
        standard("OpenID Connect Back-Channel Logout 1.0"),
    )
    yield default(
        "deconnexion_arriere_forme",
        "L'avis de fin de session porte typ Logout, vit 120 secondes, et attend cinq secondes sa réponse.",
        "The notice of a session's end bears typ Logout, lives 120 seconds, awaits its answer for five.",
        assumed("usage d'un Keycloak, non vu sur PSC"),
    )
    yield default(
        "deconnexion_arriere_session",
        "L'avis de fin de session nomme la personne (sub), et la session (sid) au client qui l'exige.",
        "The notice of a session's end names the person (sub), and the session (sid) to whom requires it.",
        seen("keycloak/keycloak, DefaultTokenManager"),
    )
    yield default(
        "deconnexion_session_exigee",
        "Un client qui n'en dit rien exige que la fin de session nomme la session.",
        "A client that does not say requires the end of a session to name the session.",
        assumed("case cochée par la console d'un Keycloak ; la norme dit le contraire"),
    )
    yield default(
        "deconnexion_avant",
        "Le navigateur qui part charge l'adresse déclarée de chaque logiciel (sid et iss) avant le retour. "
        "Le serveur ne prévient alors que les autres.",
        "The browser that leaves loads the address each software registered (sid and iss), then goes on. The "
        "server then tells only the others.",
        seen("keycloak/keycloak, FrontChannelLogoutHandler et AuthenticationManager"),
    )
    yield default(
        "annonces_fermees",
        "La connexion par un appareil et l'inscription d'un client sont annoncées, et fermées à tous.",
        "The connection by a device and the registration of a client are announced, and closed to all.",
        assumed("réglages d'un Keycloak neuf ; ceux de PSC sont inconnus"),
    )
    yield default(
        "reponse_signee",
        "En mode jwt, query.jwt, fragment.jwt ou form_post.jwt, le retour au client est un seul jeton signé "
        "(response).",
        "In mode jwt, query.jwt, fragment.jwt or form_post.jwt, what goes back to the client is one signed "
        "token (response).",
        seen("keycloak/keycloak, OIDCRedirectUriBuilder ; modes annoncés par PSC, usage non vu"),
    )
    yield default(
        "assertion",
        "L'assertion d'un client (private_key_jwt) sert une fois, par son jti, à toutes les adresses.",
        "The assertion of a client (private_key_jwt) serves once, by its jti, whatever the address.",
        seen("keycloak/keycloak, JWTClientValidator ; usage à PSC annoncé, non vu"),
    )
    yield default(
        "assertion_audience",
        "L'assertion d'un client s'adresse à l'émetteur, ou à l'adresse des jetons, de l'introspection, des "
        "demandes poussées ou de CIBA.",
        "The assertion of a client is meant for the issuer, or the address of tokens, introspection, pushed "
        "requests or CIBA.",
        seen("keycloak/keycloak, JWTClientValidator"),
    )
    yield default(
        "poussee",
        "Une demande poussée (PAR) vit 60 secondes et sert une seule fois.",
        "A pushed request (PAR) lives 60 seconds and serves once.",
        seen("keycloak/keycloak : AuthzEndpointParParser ; adresse annoncée par PSC"),
    )
