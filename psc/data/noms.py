"""Addresses, operations, lifetimes and constants of Pro Santé Connect (psc.md §1, §2.5, §3, §4)."""

from typing import Final

ROYAUME: Final = "/auth/realms/esante-wallet"
OIDC: Final = f"{ROYAUME}/protocol/openid-connect"

AUTORISATION_PORTAIL: Final = "/auth"
AUTORISATION_NATIVE: Final = f"{OIDC}/auth"
CONNEXION: Final = f"{ROYAUME}/login-actions/authenticate"
DECOUVERTE_PORTAIL: Final = f"{ROYAUME}/.well-known/wallet-openid-configuration"
DECOUVERTE_NATIVE: Final = f"{ROYAUME}/.well-known/openid-configuration"
JETON: Final = f"{OIDC}/token"
INTROSPECTION: Final = f"{OIDC}/token/introspect"
USERINFO: Final = f"{OIDC}/userinfo"
DECONNEXION: Final = f"{OIDC}/logout"
CERTIFICATS: Final = f"{OIDC}/certs"
REVOCATION: Final = f"{OIDC}/revoke"
DEMANDE_CIBA: Final = f"{OIDC}/ext/ciba/auth"
DEMANDE_POUSSEE: Final = f"{OIDC}/ext/par/request"
APPAREIL: Final = f"{OIDC}/auth/device"
INSCRIPTION: Final = f"{ROYAUME}/clients-registrations/openid-connect"
# The addresses a client's assertion may be meant for, beside the issuer.
AUDIENCES: Final = (JETON, INTROSPECTION, DEMANDE_POUSSEE, DEMANDE_CIBA)
# The servers of the APIs Pro Santé Connectées: each has its own realm (place and names are ours).
APIS: Final = ("dmp", "mss")
ROYAUME_API: Final = "/auth/realms/api-{api}"
JETON_API: Final = f"{ROYAUME_API}/protocol/openid-connect/token"
CERTIFICATS_API: Final = f"{ROYAUME_API}/protocol/openid-connect/certs"
# The proxy e-Santé: paths of its contract, at the root of the server's host (place is ours).
PROXY_CONNEXION: Final = "/connect"
PROXY_DECONNEXION: Final = "/disconnect"
PROXY_ENVOI: Final = "/send"
PROXY_TRACES: Final = "/traces"
COOKIE_PROXY: Final = "proxy_session_id"
# The API on which proxies are tested, and what it answers to; its name in /send is ours.
API_CONFORMITE: Final = "conformite"
SIGNATURE_DE_SESSION: Final = "/signsessiondata"
# Ours alone: the simulated telephone, where a person approves or refuses.
TELEPHONE: Final = f"{ROYAUME}/telephone"

# Operations, as in the journal.
OP_AUTORISATION: Final = "psc.autorisation"
OP_CONNEXION: Final = "psc.connexion"
OP_JETON: Final = "psc.jeton"
OP_RAFRAICHISSEMENT: Final = "psc.rafraichissement"
OP_USERINFO: Final = "psc.userinfo"
OP_INTROSPECTION: Final = "psc.introspection"
OP_REVOCATION: Final = "psc.revocation"
OP_DECONNEXION: Final = "psc.deconnexion"
OP_DECOUVERTE: Final = "psc.decouverte"
OP_JWKS: Final = "psc.jwks"
OP_CIBA: Final = "psc.ciba"
OP_CIBA_JETON: Final = "psc.ciba_jeton"
OP_POUSSEE: Final = "psc.demande_poussee"
OP_APPAREIL: Final = "psc.appareil"
OP_INSCRIPTION: Final = "psc.inscription"
OP_ECHANGE: Final = "psc.echange"
OP_TELEPHONE: Final = "psc.telephone"
OP_PROXY_CONNEXION: Final = "psc.proxy_connexion"
OP_PROXY_DECONNEXION: Final = "psc.proxy_deconnexion"
OP_PROXY_ENVOI: Final = "psc.proxy_envoi"
OP_PROXY_TRACES: Final = "psc.proxy_traces"
OPS_PROXY: Final = frozenset({OP_PROXY_CONNEXION, OP_PROXY_DECONNEXION, OP_PROXY_ENVOI, OP_PROXY_TRACES})
OP_INCONNUE: Final = "psc.inconnue"

# Grants of the announced document, those served first.
CODE: Final = "authorization_code"
RAFRAICHIR: Final = "refresh_token"
CIBA: Final = "urn:openid:params:grant-type:ciba"
ECHANGE: Final = "urn:ietf:params:oauth:grant-type:token-exchange"
TYPE_ACCES: Final = "urn:ietf:params:oauth:token-type:access_token"
TYPE_JWT: Final = "urn:ietf:params:oauth:token-type:jwt"
DEVICE: Final = "urn:ietf:params:oauth:grant-type:device_code"
MOT_DE_PASSE: Final = "password"
COMPTE_DE_SERVICE: Final = "client_credentials"

# Seconds.
VIE_ACCES: Final = 120
VIE_REFRESH: Final = 1800
VIE_SESSION: Final = 4 * 3600
INACTIVITE: Final = 1800
VIE_CODE: Final = 60
VIE_PAGE: Final = 1800
VIE_AVIS: Final = 120
VIE_ECHANGE: Final = 14_400
VIE_PROXY: Final = 14_400
VIE_POUSSEE: Final = 60
VIE_CIBA: Final = 120
INTERVALLE_CIBA: Final = 5
# How long a request that expired is still told so.
SURSIS_CIBA: Final = 15

# The prefix of `sub` in the sandbox; production's is unknown.
PREFIXE_SUB: Final = "f:550dc1c8-d97b-4b1e-ac8c-8eb4471cf9dd:"
CARTE: Final = "CARD"
MOBILE: Final = "MOBILE"
COOKIE_SESSION: Final = "KEYCLOAK_IDENTITY"
COOKIE_NAVIGATEUR: Final = "AUTH_SESSION_ID"
CODE_CARTE: Final = "1234"

EVENEMENT_DE_FIN: Final = "http://schemas.openid.net/event/backchannel-logout"
JWT_DE_CLIENT: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
# What a pushed authorization request is named by (RFC 9126 §2.2).
URI_POUSSEE: Final = "urn:ietf:params:oauth:request_uri:"

ACR: Final = ("eidas1", "eidas2", "eidas3")
ACR_DEMANDE: Final = "eidas1"
# Scopes every client is given besides what it asks.
PORTEES_AJOUTEES: Final = ("profile", "identity")
