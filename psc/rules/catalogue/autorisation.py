"""Rules on the authorization request (psc.md §2.1, §2.3)."""

from typing import Final

from psc.rules.catalogue.base import ANS, BCP, INFO, OAUTH, OIDC, PKCE, WARNING, ecart, refus, rule
from simulators.core.basis import assumed, seen

CLIENT_INCONNU: Final = refus(
    "client.inconnu",
    "client_inconnu",
    ("Ce client n'est pas enregistré.", "This client is not registered."),
    (
        "Vérifiez l'identifiant du client, ou adoptez ce client depuis cet échange.",
        "Check the client identifier, or adopt this client from this exchange.",
    ),
)
CLIENT_DESACTIVE: Final = refus(
    "client.desactive",
    "client_desactive",
    ("Ce client est désactivé.", "This client is disabled."),
    (
        "Réactivez le client dans les réglages de l'espace.",
        "Enable the client in the settings of the espace.",
    ),
)
REDIRECT_URI: Final = refus(
    "redirect_uri.non_declaree",
    "redirect_uri_refusee",
    (
        "L'adresse de retour n'est pas une de celles déclarées, au caractère près.",
        "The redirect address is not exactly one of those registered.",
    ),
    (
        "Envoyez exactement l'adresse déclarée, ou déclarez celle-ci pour ce client.",
        "Send exactly the registered address, or register this one for the client.",
    ),
)
REDIRECT_HTTP: Final = rule(
    "redirect_uri.en_clair",
    WARNING,
    (
        "L'adresse de retour est en clair : le code passe sans protection.",
        "The redirect address is in clear: the code travels unprotected.",
    ),
    (
        "Déclarez une adresse de retour en https (http ne convient qu'au poste du développeur).",
        "Register an https redirect address (http only suits a developer's own machine).",
    ),
    BCP,
)
RESPONSE_TYPE_ABSENT: Final = refus(
    "response_type.absent",
    "response_type_absent",
    ("Le type de réponse manque.", "The response type is missing."),
    ("Ajoutez response_type=code.", "Add response_type=code."),
)
RESPONSE_TYPE_INCONNU: Final = refus(
    "response_type.inconnu",
    "response_type_inconnu",
    ("Ce type de réponse n'existe pas.", "This response type does not exist."),
    ("Envoyez response_type=code.", "Send response_type=code."),
)
FLUX_IMPLICITE: Final = refus(
    "response_type.implicite",
    "flux_implicite",
    (
        "La demande veut recevoir un jeton par le navigateur, ce qui est fermé.",
        "The request wants a token through the browser, which is closed.",
    ),
    ("Envoyez response_type=code.", "Send response_type=code."),
)
RESPONSE_MODE: Final = refus(
    "response_mode.inconnu",
    "response_mode_refuse",
    ("Ce mode de réponse n'existe pas.", "This response mode does not exist."),
    ("Retirez response_mode, ou envoyez query.", "Remove response_mode, or send query."),
)
PARAMETRE_REPETE: Final = ecart(
    "autorisation.parametre_repete",
    "parametre_repete_autorisation",
    ("Un paramètre est répété.", "A parameter is repeated."),
    ("Envoyez chaque paramètre une seule fois.", "Send each parameter only once."),
    OAUTH,
)
OBJET: Final = refus(
    "autorisation.objet",
    "objet_refuse",
    (
        "La demande est portée par un objet signé, que PSC n'utilise pas.",
        "The request is carried by a signed object, which PSC does not use.",
    ),
    ("Envoyez les paramètres dans l'adresse.", "Send the parameters in the address."),
    OIDC,
)
OBJET_URI: Final = refus(
    "autorisation.objet_uri",
    "objet_uri_refuse",
    (
        "La demande renvoie à une adresse extérieure, que PSC n'ira pas lire.",
        "The request refers to an outside address, which PSC will not read.",
    ),
    ("Envoyez les paramètres dans l'adresse.", "Send the parameters in the address."),
    OIDC,
)
PORTEE_INCONNUE: Final = ecart(
    "scope.inconnu",
    "portee_inconnue",
    ("Une portée demandée n'existe pas.", "A scope asked for does not exist."),
    ("Demandez openid et scope_all.", "Ask for openid and scope_all."),
    OAUTH,
)
OPENID_ABSENT: Final = rule(
    "scope.sans_openid",
    WARNING,
    (
        "La portée openid manque : aucun jeton d'identité ne sera rendu.",
        "The openid scope is missing: no identity token will be given.",
    ),
    ("Demandez openid et scope_all.", "Ask for openid and scope_all."),
    OIDC,
)
SCOPE_ALL_ABSENT: Final = rule(
    "scope.sans_scope_all",
    WARNING,
    ("La portée scope_all manque.", "The scope_all scope is missing."),
    ("Demandez openid et scope_all.", "Ask for openid and scope_all."),
    ANS,
)
STATE_ABSENT: Final = ecart(
    "state.absent",
    "state_absent",
    (
        "Le paramètre state manque : le retour ne peut pas être rattaché à la demande.",
        "The state parameter is missing: the return cannot be tied to the request.",
    ),
    (
        "Envoyez un state imprévisible et comparez-le au retour.",
        "Send an unpredictable state and compare it on return.",
    ),
    seen("exigé par l'ANS ; RFC 6749 §10.12"),
)
NONCE_ABSENT: Final = ecart(
    "nonce.absent",
    "nonce_absent",
    (
        "Le paramètre nonce manque : un jeton d'identité pourrait être rejoué.",
        "The nonce parameter is missing: an identity token could be replayed.",
    ),
    (
        "Envoyez un nonce imprévisible et comparez-le à celui du jeton d'identité.",
        "Send an unpredictable nonce and compare it with that of the identity token.",
    ),
    seen("exigé par l'ANS ; clients publiés"),
)
ACR_ABSENT: Final = ecart(
    "acr_values.absent",
    "acr_absent",
    (
        "Le niveau d'authentification voulu n'est pas demandé.",
        "The wanted authentication level is not asked for.",
    ),
    ("Ajoutez acr_values=eidas1.", "Add acr_values=eidas1."),
    ANS,
    ("SC.PSC.08",),
)
ACR_AUTRE: Final = rule(
    "acr_values.autre",
    WARNING,
    (
        "Le niveau demandé n'est pas celui que l'ANS exige.",
        "The level asked for is not the one ANS requires.",
    ),
    ("Envoyez acr_values=eidas1.", "Send acr_values=eidas1."),
    ANS,
    requirements=("SC.PSC.08",),
)
ACR_MAL_NOMME: Final = rule(
    "acr_values.mal_nomme",
    WARNING,
    (
        "Le niveau est envoyé sous un nom que personne ne lit.",
        "The level is sent under a name nobody reads.",
    ),
    ("Envoyez acr_values=eidas1 et non acr.", "Send acr_values=eidas1, not acr."),
    OIDC,
    requirements=("SC.PSC.08",),
)
PKCE_ABSENT: Final = rule(
    "pkce.absent",
    INFO,
    (
        "La demande n'est pas protégée par PKCE.",
        "The request is not protected by PKCE.",
    ),
    (
        "Ajoutez code_challenge et code_challenge_method=S256.",
        "Add code_challenge and code_challenge_method=S256.",
    ),
    BCP,
)
PKCE_PLAIN: Final = rule(
    "pkce.plain",
    WARNING,
    (
        "PKCE est utilisé sans empreinte : il ne protège plus rien.",
        "PKCE is used without a hash: it protects nothing.",
    ),
    ("Envoyez code_challenge_method=S256.", "Send code_challenge_method=S256."),
    BCP,
)
_PKCE_CONSEIL: Final = (
    "Envoyez code_challenge_method=S256 et un code_challenge de 43 caractères.",
    "Send code_challenge_method=S256 and a code_challenge of 43 characters.",
)
PKCE_METHODE_ABSENTE: Final = refus(
    "pkce.methode_absente",
    "pkce_methode_absente",
    ("Ce client doit utiliser PKCE.", "This client must use PKCE."),
    _PKCE_CONSEIL,
    PKCE,
)
PKCE_METHODE_DIFFERENTE: Final = refus(
    "pkce.methode_differente",
    "pkce_methode_differente",
    (
        "La méthode PKCE n'est pas celle convenue pour ce client.",
        "The PKCE method is not the one agreed for this client.",
    ),
    _PKCE_CONSEIL,
    PKCE,
)
PKCE_METHODE_INCONNUE: Final = refus(
    "pkce.methode_inconnue",
    "pkce_methode_inconnue",
    ("Cette méthode PKCE n'existe pas.", "This PKCE method does not exist."),
    _PKCE_CONSEIL,
    PKCE,
)
PKCE_DEFI_ABSENT: Final = refus(
    "pkce.defi_absent",
    "pkce_defi_absent",
    ("La méthode PKCE est annoncée sans défi.", "A PKCE method is announced without a challenge."),
    _PKCE_CONSEIL,
    PKCE,
)
PKCE_DEFI_REFUSE: Final = refus(
    "pkce.defi_refuse",
    "pkce_defi_refuse",
    ("Le défi PKCE n'a pas la bonne forme.", "The PKCE challenge is malformed."),
    _PKCE_CONSEIL,
    PKCE,
)
CONNEXION_REQUISE: Final = refus(
    "prompt.connexion_requise",
    "connexion_requise",
    (
        "La demande exclut toute page, et personne n'est connecté dans ce navigateur.",
        "The request allows no page, and nobody is connected in this browser.",
    ),
    ("Refaites la demande sans prompt=none.", "Ask again without prompt=none."),
    OIDC,
)
PORTAIL_NATIF: Final = rule(
    "autorisation.adresse_native",
    INFO,
    (
        "La demande passe par l'adresse du serveur et non par celle du portail.",
        "The request goes to the server's own address, not to the portal's.",
    ),
    (
        "Utilisez l'adresse d'autorisation annoncée par la découverte du portail.",
        "Use the authorization address announced by the portal's discovery.",
    ),
    seen("commentaire d'un client Node public : l'ANS recommande le portail"),
)
CLAIMS_IGNORE: Final = rule(
    "autorisation.claims",
    INFO,
    ("Le paramètre claims est ignoré.", "The claims parameter is ignored."),
    ("Demandez des portées plutôt que des attributs.", "Ask for scopes rather than claims."),
    assumed("aucun client connu ne l'utilise"),
)
