"""The documented errors of Pro Santé Connect: a Keycloak's codes and texts (psc.md §2.3, §2.6, §4.2, §5).

`wire` holds the family (which endpoint), the HTTP status, and the shape: `redirection` (to the client, by the
browser), `page` (HTML), `json`, `entete` (a WWW-Authenticate header and nothing else), `vide`,
`alteration` (no error: on demand, what is given is spoilt and the client must notice).
"""

from collections.abc import Iterator, Mapping
from typing import Final

from psc.errors_client import annonces, assertions, poussees
from psc.errors_forme import ALTERATION, IMPLICITE, JSON, PAGE, REDIRECTION
from psc.errors_forme import KEYCLOAK as _KC
from psc.errors_forme import USAGE as _USAGE
from psc.errors_forme import entree_de as _entree
from psc.errors_proxy import proxy
from simulators.core.basis import Basis, assumed, seen, standard
from simulators.core.rule import ErrorEntry

_LIMITE: Final = assumed("limite du simulateur")
_A_LA_DEMANDE: Final = assumed("panne du simulateur, pour éprouver les contrôles du client")
_PORTAIL: Final = assumed("message du vrai portail inconnu")


def _page(key: str, label: str, basis: Basis, famille: str = "autorisation") -> ErrorEntry:
    return _entree(famille, PAGE, key, 400, "page_erreur", label, basis)


def _renvoi(key: str, code: str, label: str, basis: Basis = _KC) -> ErrorEntry:
    return _entree("autorisation", REDIRECTION, key, 302, code, label, basis)


def _jeton(key: str, code: str, label: str, basis: Basis = _KC, http: int = 400) -> ErrorEntry:
    return _entree("jeton", JSON, key, http, code, label, basis)


def _pages() -> Iterator[ErrorEntry]:
    yield _page("client_inconnu", "Client not found.", _USAGE)
    yield _page("client_desactive", "Client disabled.", _USAGE)
    yield _page("redirect_uri_refusee", "Invalid parameter: redirect_uri", _KC)
    yield _page(
        "cookie_perdu",
        "Cookie not found. Please make sure cookies are enabled in your browser.",
        _USAGE,
        "connexion",
    )
    yield _page("page_expiree", "Page has expired", _USAGE, "connexion")
    yield _page("deconnexion_sans_indice", "Missing parameters: id_token_hint", _KC, "deconnexion")
    yield _page("deconnexion_redirection", "Invalid redirect uri", _KC, "deconnexion")
    yield _page("deconnexion_indice", "Invalid parameter: id_token_hint", _USAGE, "deconnexion")
    yield _page("deconnexion_client", "Invalid parameter: client_id", _USAGE, "deconnexion")


def _renvois() -> Iterator[ErrorEntry]:
    invalid = "invalid_request"
    yield _renvoi("response_type_absent", invalid, "Missing parameter: response_type")
    yield _renvoi("response_type_inconnu", "unsupported_response_type", "")
    yield _renvoi("response_mode_refuse", invalid, "Invalid parameter: response_mode")
    yield _renvoi("flux_implicite", "unauthorized_client", IMPLICITE)
    yield _renvoi("parametre_repete_autorisation", invalid, "duplicated parameter", _USAGE)
    yield _renvoi("portee_inconnue", "invalid_scope", "Invalid scopes: {detail}")
    yield _renvoi("pkce_methode_absente", invalid, "Missing parameter: code_challenge_method")
    yield _renvoi("pkce_defi_absent", invalid, "Missing parameter: code_challenge")
    yield _renvoi(
        "pkce_methode_differente",
        invalid,
        "Invalid parameter: code challenge method is not matching the configured one",
    )
    yield _renvoi(
        "pkce_methode_inconnue", invalid, "Invalid parameter: invalid code_challenge_method", _USAGE
    )
    yield _renvoi("pkce_defi_refuse", invalid, "Invalid parameter: code_challenge")
    core = standard("OpenID Connect Core 1.0 §6")
    yield _renvoi("objet_refuse", "request_not_supported", "", core)
    yield _renvoi("objet_uri_refuse", "request_uri_not_supported", "", core)
    yield _renvoi("acr_absent", invalid, "Missing parameter: acr_values", assumed("refus du profil strict"))
    yield _renvoi("state_absent", invalid, "Missing parameter: state", assumed("refus du profil strict"))
    yield _renvoi("nonce_absent", invalid, "Missing parameter: nonce", assumed("refus du profil strict"))
    yield _renvoi("connexion_requise", "login_required", "", standard("OpenID Connect Core 1.0 §3.1.2.6"))
    yield _renvoi("acces_refuse", "access_denied", "", standard("RFC 6749 §4.1.2.1"))
    yield _renvoi("connexion_expiree", "temporarily_unavailable", "authentication_expired", _USAGE)


def _echange() -> Iterator[ErrorEntry]:
    rfc = assumed("codes des RFC 8693 et 6749, textes et statut supposés")

    def entree(key: str, code: str, label: str, http: int = 400) -> ErrorEntry:
        return _entree("echange", JSON, key, http, code, label, rfc)

    invalid = "invalid_request"
    yield entree("echange_certificat", "invalid_client", "Invalid client credentials", 401)
    yield entree("echange_grant", "unsupported_grant_type", "Unsupported grant_type")
    yield entree("echange_sujet_absent", invalid, "Missing parameter: subject_token")
    yield entree("echange_type", invalid, "Unsupported subject_token_type")
    yield entree("echange_emetteur", invalid, "Unknown subject_issuer")
    yield entree("echange_sujet_invalide", invalid, "Invalid subject_token")
    yield entree("echange_refresh_invalide", "invalid_grant", "Invalid refresh token")


def _refus_de_connexion() -> Iterator[ErrorEntry]:
    textes = {
        "carte_opposee": "Votre carte est en opposition.",
        "ecps_non_activee": "Votre e-CPS n'est pas activée.",
        "enrolement_en_attente": "Votre enregistrement date de moins de 48 heures.",
        "activite_terminee": "Aucune activité en cours n'est enregistrée pour vous.",
        "moyen_absent": "Vous n'avez pas ce moyen d'identification.",
        "professionnel_inconnu": "Identifiant national inconnu.",
        "code_carte_faux": "Le code de la carte est faux.",
        "ecps_refusee": "La demande a été refusée sur le téléphone.",
    }
    for key, texte in textes.items():
        yield _entree("connexion", PAGE, key, 200, "connexion_refusee", texte, _PORTAIL)


def _jetons() -> Iterator[ErrorEntry]:
    invalid, grant = "invalid_request", "invalid_grant"
    yield _jeton("grant_absent", invalid, "Missing form parameter: grant_type")
    yield _jeton("grant_inconnu", "unsupported_grant_type", "Unsupported grant_type")
    yield _jeton("parametre_repete", invalid, "duplicated parameter")
    yield _jeton("client_id_absent", "invalid_client", "Missing client_id parameter")
    faux = "Invalid client or Invalid client credentials"
    yield _jeton("secret_faux", "unauthorized_client", faux, http=401)
    yield _jeton("client_inconnu_jeton", "invalid_client", faux, _USAGE, 401)
    yield _jeton("certificat_refuse", "invalid_client", faux, _USAGE, 401)
    yield _jeton("code_absent", invalid, "Missing parameter: code")
    yield _jeton("code_refuse", grant, "Code not valid")
    yield _jeton("code_expire", grant, "Code is expired")
    yield _jeton("redirect_differente", grant, "Incorrect redirect_uri")
    yield _jeton("code_autre_client", grant, "Auth error: Found different client_id in clientSession")
    yield _jeton("session_terminee", grant, "Session not active")
    yield _jeton("verificateur_absent", grant, "PKCE code verifier not specified")
    yield _jeton("verificateur_malforme", grant, "PKCE verification failed: Invalid code verifier")
    yield _jeton("verificateur_faux", grant, "PKCE verification failed: Code mismatch")
    sans = "PKCE code verifier specified but challenge not present in authorization"
    yield _jeton("verificateur_sans_defi", grant, sans)
    yield _jeton("refresh_absent", invalid, "No refresh token", _USAGE)
    yield _jeton("refresh_expire", grant, "Token is not active", seen("fils publics d'éditeurs"))
    yield _jeton("refresh_invalide", grant, "Invalid refresh token", _USAGE)
    autre = "Invalid refresh token. Token client and authorized client don't match"
    yield _jeton("refresh_autre_client", grant, autre, _USAGE)
    lie = "Client certificate missing, or its thumbprint and one in the refresh token did NOT match"
    yield _jeton("refresh_certificat", grant, lie)
    yield _jeton("refresh_portee", "invalid_scope", "Invalid scopes: {detail}", _USAGE)
    yield _jeton("professionnel_desactive", grant, "User disabled", _USAGE)
    yield _jeton("ciba_ferme", grant, "Client not allowed OIDC CIBA Grant")
    ferme = "Client not allowed for direct access grants"
    yield _jeton("mot_de_passe_ferme", "unauthorized_client", ferme, _USAGE)
    ferme = "Client not enabled to retrieve service account"
    yield _jeton("compte_de_service_ferme", "unauthorized_client", ferme, _USAGE, 401)
    ferme = (
        "Client is not allowed to initiate OAuth 2.0 Device Authorization Grant. The flow is disabled for "
        "the client."
    )
    yield _jeton("appareil_ferme", "unauthorized_client", ferme, _USAGE)


def _ciba() -> Iterator[ErrorEntry]:
    def demande(key: str, code: str, label: str, basis: Basis = _KC, http: int = 400) -> ErrorEntry:
        return _entree("ciba", JSON, key, http, code, label, basis)

    invalid = "invalid_request"
    yield demande("ciba_portee_absente", invalid, "missing parameter : scope")
    yield demande("ciba_portee_inconnue", "invalid_scope", "Invalid scopes: {detail}")
    yield demande("ciba_indice_absent", invalid, "missing parameter : login_hint")
    yield demande("ciba_indice_inconnu", invalid, "invalid user")
    yield demande("ciba_code_utilisateur", invalid, "User code not supported")
    ping = "Client Notification token supported only for the ping mode"
    yield demande("ciba_notification", invalid, ping)
    message = (
        "the binding_message value has to be max 50 characters in length and must contain only basic "
        "plain-text characters without spaces"
    )
    yield demande("ciba_message_refuse", "invalid_binding_message", message)
    yield demande("ciba_envoi", "server_error", "Failed to send authentication request", _KC, 503)
    yield demande("ciba_appareil", "server_error", "Unexpected response from authentication device", _KC, 503)
    yield _jeton("ciba_demande_absente", invalid, "Missing parameter: auth_req_id")
    yield _jeton("ciba_demande_illisible", "invalid_grant", "Invalid Auth Req ID")
    yield _jeton("ciba_demande_inconnue", "invalid_grant", "Invalid auth_req_id")
    yield _jeton("ciba_expiree", "expired_token", "authentication timed out")
    yield _jeton("ciba_trop_tot", "slow_down", "too early to access")
    yield _jeton("ciba_refusee", "access_denied", "not authorized")
    attente = "The authorization request is still pending as the end-user hasn't yet been authenticated."
    yield _jeton("ciba_en_attente", "authorization_pending", attente)


def _userinfo() -> Iterator[ErrorEntry]:
    def entree(key: str, http: int, code: str, label: str, basis: Basis, forme: str = JSON) -> ErrorEntry:
        return _entree("userinfo", forme, key, http, code, label, basis)

    invalid = "invalid_token"
    yield entree("jeton_absent", 401, "jeton_absent", "", _USAGE, "entete")
    yield entree("jeton_invalide", 401, invalid, "Token verification failed", _USAGE)
    yield entree("session_expiree", 401, invalid, "Session expired", _KC)
    detachee = "User session not found or doesn't have client attached on it"
    yield entree("session_introuvable", 401, invalid, detachee, _KC)
    yield entree("professionnel_desactive_userinfo", 401, invalid, "User disabled", _USAGE)
    yield entree("portee_insuffisante", 403, "insufficient_scope", "Missing openid scope", _USAGE)
    lie = "Client certificate missing, or its thumbprint and one in the refresh token did NOT match"
    yield entree("jeton_lie", 401, "unauthorized_client", lie, _KC)


def _introspection_et_revocation() -> Iterator[ErrorEntry]:
    def intro(key: str, http: int, label: str) -> ErrorEntry:
        return _entree("introspection", JSON, key, http, "invalid_request", label)

    def revoc(key: str, http: int, code: str, label: str) -> ErrorEntry:
        return _entree("revocation", JSON, key, http, code, label)

    yield intro("introspection_jeton_absent", 400, "Token not provided.")
    yield intro("introspection_repete", 400, "duplicated parameter")
    yield intro("introspection_type", 400, "Unsupported token type.")
    yield intro("introspection_refusee", 401, "Authentication failed.")
    yield revoc("revocation_jeton_absent", 400, "invalid_request", "Token not provided")
    yield revoc("revocation_repete", 400, "invalid_request", "duplicated parameter")
    yield revoc("revocation_jeton_invalide", 200, "invalid_token", "Invalid token")
    yield revoc("revocation_type", 400, "unsupported_token_type", "Unsupported token type")
    yield revoc("revocation_autre_client", 400, "invalid_request", "Unmatching clients")


def _alterations() -> Iterator[ErrorEntry]:
    textes = {
        "jeton_nonce_faux": "jeton d'identité au nonce d'un autre",
        "jeton_iss_faux": "jeton d'identité d'un autre émetteur",
        "jeton_kid_inconnu": "jeton d'identité signé d'une clé non publiée",
        "jeton_signature_fausse": "jeton d'identité dont la signature est fausse",
        "jeton_ne_expire": "jeton d'identité expiré dès sa naissance",
        "jeton_horloge_avance": "jeton d'identité d'une horloge en avance de dix minutes",
        "jeton_horloge_retard": "jeton d'identité d'une horloge en retard de dix minutes",
        "jeton_acr_eidas3": "jeton d'identité de niveau eidas3",
        "redirection_iss_faux": "retour au client au nom d'un autre émetteur",
        "redirection_state_faux": "retour au client avec l'état d'une autre demande",
        "userinfo_vide": "userinfo dont toutes les valeurs sont vides, sub excepté",
        "userinfo_sans_exercice": "userinfo d'un professionnel sans exercice ni structure",
    }
    for key, texte in textes.items():
        yield _entree("alteration", ALTERATION, key, 200, key, texte, _A_LA_DEMANDE)


def _http() -> Iterator[ErrorEntry]:
    def entree(key: str, http: int, texte: str, basis: Basis) -> ErrorEntry:
        return _entree("http", JSON, key, http, f"HTTP {http} {texte}", "", basis)

    yield entree("chemin_inconnu", 404, "Not Found", _USAGE)
    yield entree("methode_refusee", 405, "Method Not Allowed", _USAGE)
    yield entree("type_refuse", 415, "Unsupported Media Type", _USAGE)
    yield entree("corps_trop_gros", 413, "Request Entity Too Large", _LIMITE)
    yield entree("corps_trop_lent", 408, "Request Timeout", _LIMITE)
    yield entree("champs_trop_nombreux", 400, "Bad Request", _LIMITE)


ERRORS: Final[Mapping[str, ErrorEntry]] = {
    entree.key: entree
    for entrees in (
        _pages(),
        _renvois(),
        poussees(),
        annonces(),
        _echange(),
        _refus_de_connexion(),
        _jetons(),
        assertions(),
        _ciba(),
        _userinfo(),
        _introspection_et_revocation(),
        proxy(),
        _alterations(),
        _http(),
    )
    for entree in entrees
}
