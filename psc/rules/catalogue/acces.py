"""Rules on userinfo, introspection, revocation and logout (psc.md §4, §5), and on tokens seen."""

from typing import Final

from psc.rules.catalogue.base import BCP, ERROR, OAUTH, OIDC, WARNING, ecart, refus, rule
from simulators.core.basis import seen, standard

_BEARER: Final = standard("RFC 6750")
_INTROSPECTION: Final = standard("RFC 7662")
_REVOCATION: Final = standard("RFC 7009")
_LOGOUT: Final = standard("OpenID Connect RP-Initiated Logout 1.0")
_DECONNEXION: Final = ("SC.PSC.01", "SC.SSI/IE.38")

JETON_ABSENT: Final = refus(
    "userinfo.jeton_absent",
    "jeton_absent",
    ("L'appel ne porte aucun jeton d'accès.", "The call carries no access token."),
    (
        "Envoyez l'en-tête Authorization de type Bearer avec le jeton d'accès.",
        "Send the Bearer Authorization header with the access token.",
    ),
    _BEARER,
)
JETON_INVALIDE: Final = refus(
    "userinfo.jeton_invalide",
    "jeton_invalide",
    (
        "Le jeton d'accès a expiré, ou n'est pas de ce serveur.",
        "The access token has expired, or is not of this server.",
    ),
    (
        "Un jeton d'accès vit deux minutes : rafraîchissez-le avant.",
        "An access token lives two minutes: refresh it before.",
    ),
    _BEARER,
    ("SC.PSC.01", "SC.PSC.10"),
)
SESSION_EXPIREE: Final = refus(
    "userinfo.session_expiree",
    "session_expiree",
    ("La session du professionnel a expiré.", "The professional's session has expired."),
    ("Demandez une nouvelle connexion au professionnel.", "Ask the professional to connect again."),
    _BEARER,
)
SESSION_INTROUVABLE: Final = refus(
    "userinfo.session_introuvable",
    "session_introuvable",
    (
        "La session du professionnel est fermée, ou ce client en a été détaché.",
        "The professional's session is closed, or this client was detached from it.",
    ),
    ("Demandez une nouvelle connexion au professionnel.", "Ask the professional to connect again."),
    _BEARER,
)
PROFESSIONNEL: Final = refus(
    "userinfo.professionnel",
    "professionnel_desactive_userinfo",
    ("Ce professionnel ne peut plus se connecter.", "This professional may no longer connect."),
    (
        "Vérifiez la carte et l'activité du professionnel dans l'espace.",
        "Check the professional's card and activity in the espace.",
    ),
    _BEARER,
)
PORTEE: Final = ecart(
    "userinfo.portee",
    "portee_insuffisante",
    (
        "Le jeton n'a pas la portée openid : un serveur récent refuserait.",
        "The token lacks the openid scope: a recent server would refuse.",
    ),
    ("Demandez openid et scope_all à l'autorisation.", "Ask for openid and scope_all at the authorization."),
    OIDC,
)
JETON_LIE: Final = refus(
    "userinfo.certificat",
    "jeton_lie",
    (
        "Le jeton est lié à un certificat qui n'est pas celui de cet appel.",
        "The token is bound to a certificate that is not the one of this call.",
    ),
    ("Présentez le même certificat à chaque appel.", "Present the same certificate at every call."),
    standard("RFC 8705 §3"),
)
JETON_DANS_URL: Final = rule(
    "userinfo.jeton_dans_url",
    WARNING,
    (
        "Un jeton voyage dans l'adresse : les journaux le garderont.",
        "A token travels in the address: logs will keep it.",
    ),
    ("Mettez le jeton dans l'en-tête Authorization.", "Put the token in the Authorization header."),
    BCP,
)
INTROSPECTION_ABSENT: Final = refus(
    "introspection.jeton_absent",
    "introspection_jeton_absent",
    ("Aucun jeton n'est soumis.", "No token is submitted."),
    ("Envoyez token dans le formulaire.", "Send token in the form."),
    _INTROSPECTION,
)
INTROSPECTION_REPETE: Final = refus(
    "introspection.parametre_repete",
    "introspection_repete",
    ("Un paramètre est répété.", "A parameter is repeated."),
    ("Envoyez chaque paramètre une seule fois.", "Send each parameter only once."),
)
INTROSPECTION_TYPE: Final = refus(
    "introspection.type",
    "introspection_type",
    ("Cette sorte de jeton n'existe pas.", "This kind of token does not exist."),
    ("Retirez token_type_hint, ou envoyez access_token.", "Remove token_type_hint, or send access_token."),
    _INTROSPECTION,
)
INTROSPECTION_REFUSEE: Final = refus(
    "introspection.client",
    "introspection_refusee",
    (
        "Le client ne s'est pas authentifié, ou mal.",
        "The client did not authenticate, or wrongly.",
    ),
    ("Authentifiez le client comme pour obtenir un jeton.", "Authenticate the client as for a token."),
    _INTROSPECTION,
)
REVOCATION_ABSENT: Final = refus(
    "revocation.jeton_absent",
    "revocation_jeton_absent",
    ("Aucun jeton n'est soumis.", "No token is submitted."),
    ("Envoyez token dans le formulaire.", "Send token in the form."),
    _REVOCATION,
)
REVOCATION_REPETE: Final = refus(
    "revocation.parametre_repete",
    "revocation_repete",
    ("Un paramètre est répété.", "A parameter is repeated."),
    ("Envoyez chaque paramètre une seule fois.", "Send each parameter only once."),
)
REVOCATION_INVALIDE: Final = refus(
    "revocation.jeton_invalide",
    "revocation_jeton_invalide",
    ("Ce jeton est inconnu ou ne vaut déjà plus rien.", "This token is unknown or already worthless."),
    ("Révoquez un jeton encore vivant.", "Revoke a token that still lives."),
    _REVOCATION,
)
REVOCATION_TYPE: Final = refus(
    "revocation.type",
    "revocation_type",
    ("Cette sorte de jeton ne se révoque pas.", "This kind of token cannot be revoked."),
    ("Révoquez le jeton de rafraîchissement.", "Revoke the refresh token."),
    _REVOCATION,
)
REVOCATION_CLIENT: Final = refus(
    "revocation.autre_client",
    "revocation_autre_client",
    ("Ce jeton appartient à un autre client.", "This token belongs to another client."),
    ("Révoquez avec le client qui a reçu le jeton.", "Revoke with the client that received the token."),
    _REVOCATION,
)
DECONNEXION_SANS_INDICE: Final = refus(
    "deconnexion.sans_indice",
    "deconnexion_sans_indice",
    (
        "La déconnexion demande un retour sans dire de quelle session.",
        "The logout asks for a return without saying which session.",
    ),
    (
        "Ajoutez le dernier jeton d'identité en id_token_hint.",
        "Add the last identity token as id_token_hint.",
    ),
    _LOGOUT,
    _DECONNEXION,
)
DECONNEXION_REDIRECTION: Final = refus(
    "deconnexion.redirection",
    "deconnexion_redirection",
    (
        "L'adresse de retour après déconnexion n'est pas déclarée.",
        "The address to return to after logout is not registered.",
    ),
    ("Déclarez cette adresse pour ce client.", "Register this address for the client."),
    _LOGOUT,
    _DECONNEXION,
)
DECONNEXION_INDICE: Final = refus(
    "deconnexion.indice",
    "deconnexion_indice",
    (
        "Le jeton d'identité joint n'est pas de ce serveur.",
        "The identity token given is not of this server.",
    ),
    ("Envoyez le dernier jeton d'identité reçu, même expiré.", "Send the last identity token, even expired."),
    _LOGOUT,
    _DECONNEXION,
)
DECONNEXION_CLIENT: Final = refus(
    "deconnexion.client",
    "deconnexion_client",
    (
        "Le client nommé n'est pas celui du jeton d'identité, ou n'existe pas.",
        "The client named is not that of the identity token, or does not exist.",
    ),
    ("Envoyez le client qui a reçu le jeton.", "Send the client that received the token."),
    _LOGOUT,
    _DECONNEXION,
)
DECONNEXION_LOCALE: Final = rule(
    "deconnexion.a_confirmer",
    WARNING,
    (
        "La déconnexion demande une confirmation à l'écran : la session reste ouverte d'ici là.",
        "The logout asks for a confirmation on screen: the session stays open until then.",
    ),
    (
        "Ajoutez le dernier jeton d'identité en id_token_hint.",
        "Add the last identity token as id_token_hint.",
    ),
    _LOGOUT,
    requirements=_DECONNEXION,
)
# Tokens saved to a file, or submitted to an endpoint.
FICHIER_EXPIRE: Final = rule(
    "jwt.expire",
    WARNING,
    ("Ce jeton a expiré.", "This token has expired."),
    ("Obtenez un jeton frais.", "Obtain a fresh token."),
    OAUTH,
)
FICHIER_SANS_SIGNATURE: Final = rule(
    "jwt.sans_signature",
    ERROR,
    ("Ce jeton n'est pas signé.", "This token is not signed."),
    ("Refusez tout jeton non signé.", "Refuse any unsigned token."),
    standard("RFC 8725 §3.1"),
)
FICHIER_ALGORITHME: Final = rule(
    "jwt.algorithme",
    WARNING,
    (
        "Ce jeton n'est pas signé comme le fait Pro Santé Connect.",
        "This token is not signed as Pro Santé Connect does.",
    ),
    ("N'acceptez que la signature RSA annoncée.", "Accept only the RSA signature announced."),
    seen("jetons réels : RS256"),
)
FICHIER_EMETTEUR: Final = rule(
    "jwt.emetteur",
    ERROR,
    ("L'émetteur de ce jeton n'est pas Pro Santé Connect.", "This token's issuer is not Pro Santé Connect."),
    ("Vérifiez d'où vient ce jeton.", "Check where this token comes from."),
    OIDC,
)
FICHIER_IDENTITE: Final = rule(
    "jwt.identite",
    WARNING,
    (
        "Ce jeton ne porte pas l'identifiant national du professionnel.",
        "This token lacks the professional's national identifier.",
    ),
    (
        "Lisez l'identifiant dans userinfo, ou par introspection.",
        "Read the identifier in userinfo, or by introspection.",
    ),
    seen("introspection : SubjectNameID"),
    requirements=("SC.PSC.02",),
)
