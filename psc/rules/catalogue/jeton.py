"""Rules on the token endpoint and on how a client proves who it is (psc.md §2.4 to §2.7, §6)."""

from typing import Final

from psc.rules.catalogue.base import BCP, OAUTH, PKCE, WARNING, refus, rule
from simulators.core.basis import standard

GRANT_ABSENT: Final = refus(
    "jeton.grant_absent",
    "grant_absent",
    (
        "La demande de jeton ne dit pas ce qu'elle échange.",
        "The token request does not say what it exchanges.",
    ),
    ("Ajoutez grant_type dans le formulaire.", "Add grant_type to the form."),
)
GRANT_INCONNU: Final = refus(
    "jeton.grant_inconnu",
    "grant_inconnu",
    ("Cette façon d'obtenir un jeton n'existe pas.", "This way of obtaining a token does not exist."),
    (
        "Envoyez grant_type=authorization_code ou refresh_token.",
        "Send grant_type=authorization_code or refresh_token.",
    ),
)
GRANT_FERME: Final = {
    error: refus(
        f"jeton.{error}",
        error,
        (
            "Cette façon d'obtenir un jeton n'est pas ouverte à ce client.",
            "This way of obtaining a token is not open to this client.",
        ),
        ("Passez par le code d'autorisation.", "Use the authorization code."),
    )
    for error in ("ciba_ferme", "mot_de_passe_ferme", "compte_de_service_ferme", "appareil_ferme")
}
PARAMETRE_REPETE: Final = refus(
    "jeton.parametre_repete",
    "parametre_repete",
    ("Un paramètre est répété.", "A parameter is repeated."),
    ("Envoyez chaque paramètre une seule fois.", "Send each parameter only once."),
)
SECRET_DANS_URL: Final = rule(
    "jeton.dans_url",
    WARNING,
    (
        "Un secret ou un jeton voyage dans l'adresse : les journaux le garderont.",
        "A secret or a token travels in the address: logs will keep it.",
    ),
    (
        "Mettez secrets et jetons dans le corps ou dans un en-tête.",
        "Put secrets and tokens in the body or a header.",
    ),
    BCP,
)
TYPE_ABSENT: Final = rule(
    "jeton.type_absent",
    WARNING,
    ("Le formulaire ne dit pas son type.", "The form does not say its type."),
    (
        "Envoyez Content-Type: application/x-www-form-urlencoded.",
        "Send Content-Type: application/x-www-form-urlencoded.",
    ),
    OAUTH,
)
CODE_ABSENT: Final = refus(
    "code.absent",
    "code_absent",
    ("Le code d'autorisation manque.", "The authorization code is missing."),
    ("Envoyez le code reçu au retour.", "Send the code received on return."),
)
CODE_REFUSE: Final = refus(
    "code.refuse",
    "code_refuse",
    (
        "Ce code est inconnu ou a déjà servi ; s'il a servi, ses jetons ne valent plus rien.",
        "This code is unknown or was already used; if used, its tokens are now worthless.",
    ),
    (
        "N'échangez un code qu'une seule fois ; en cas d'échec, refaites une connexion.",
        "Exchange a code only once; after a failure, connect again.",
    ),
)
CODE_EXPIRE: Final = refus(
    "code.expire",
    "code_expire",
    ("Ce code a expiré : il ne vit qu'une minute.", "This code has expired: it lives one minute."),
    ("Échangez le code dès le retour.", "Exchange the code as soon as it comes back."),
)
REDIRECT_DIFFERENTE: Final = refus(
    "code.redirect_differente",
    "redirect_differente",
    (
        "L'adresse de retour n'est pas celle de la demande d'autorisation.",
        "The redirect address is not that of the authorization request.",
    ),
    ("Envoyez la même adresse de retour aux deux étapes.", "Send the same redirect address at both steps."),
)
CODE_AUTRE_CLIENT: Final = refus(
    "code.autre_client",
    "code_autre_client",
    ("Ce code a été remis à un autre client.", "This code was given to another client."),
    (
        "Échangez le code avec le client qui l'a demandé.",
        "Exchange the code with the client that asked for it.",
    ),
)
SESSION_TERMINEE: Final = refus(
    "session.terminee",
    "session_terminee",
    (
        "La session du professionnel est terminée.",
        "The professional's session is over.",
    ),
    (
        "Demandez une nouvelle connexion au professionnel.",
        "Ask the professional to connect again.",
    ),
    OAUTH,
    ("SC.PSC.01", "SC.MSS/CONF.10"),
)
VERIFICATEUR_ABSENT: Final = refus(
    "pkce.verificateur_absent",
    "verificateur_absent",
    (
        "La demande d'autorisation portait un défi PKCE, et sa réponse manque.",
        "The authorization request had a PKCE challenge, and its answer is missing.",
    ),
    ("Envoyez code_verifier avec le code.", "Send code_verifier with the code."),
    PKCE,
)
VERIFICATEUR_MALFORME: Final = refus(
    "pkce.verificateur_malforme",
    "verificateur_malforme",
    ("La réponse au défi PKCE n'a pas la bonne forme.", "The answer to the PKCE challenge is malformed."),
    (
        "Envoyez de 43 à 128 lettres, chiffres, points, tirets ou tildes.",
        "Send 43 to 128 letters, digits, dots, dashes or tildes.",
    ),
    PKCE,
)
VERIFICATEUR_FAUX: Final = refus(
    "pkce.verificateur_faux",
    "verificateur_faux",
    (
        "La réponse au défi PKCE ne correspond pas au défi.",
        "The answer to the PKCE challenge does not match it.",
    ),
    (
        "Envoyez le code_verifier dont le défi est l'empreinte.",
        "Send the code_verifier of which the challenge is the hash.",
    ),
    PKCE,
)
VERIFICATEUR_SANS_DEFI: Final = refus(
    "pkce.verificateur_sans_defi",
    "verificateur_sans_defi",
    (
        "Une réponse PKCE est envoyée alors que la demande d'autorisation n'avait pas de défi.",
        "A PKCE answer is sent though the authorization request had no challenge.",
    ),
    (
        "Ajoutez code_challenge à la demande d'autorisation.",
        "Add code_challenge to the authorization request.",
    ),
    PKCE,
)
REFRESH_ABSENT: Final = refus(
    "refresh.absent",
    "refresh_absent",
    ("Le jeton de rafraîchissement manque.", "The refresh token is missing."),
    ("Envoyez le dernier jeton de rafraîchissement reçu.", "Send the last refresh token received."),
)
REFRESH_EXPIRE: Final = refus(
    "refresh.expire",
    "refresh_expire",
    ("Le jeton de rafraîchissement a expiré.", "The refresh token has expired."),
    (
        "Rafraîchissez avant trente minutes, sinon demandez une nouvelle connexion.",
        "Refresh within thirty minutes, else ask for a new connection.",
    ),
    OAUTH,
    ("SC.PSC.01", "SC.MSS/CONF.10"),
)
REFRESH_INVALIDE: Final = refus(
    "refresh.invalide",
    "refresh_invalide",
    ("Ce n'est pas un jeton de rafraîchissement de ce serveur.", "This is no refresh token of this server."),
    (
        "Renvoyez le jeton de rafraîchissement tel que reçu.",
        "Send the refresh token back exactly as received.",
    ),
)
REFRESH_AUTRE_CLIENT: Final = refus(
    "refresh.autre_client",
    "refresh_autre_client",
    (
        "Ce jeton de rafraîchissement appartient à un autre client.",
        "This refresh token belongs to another client.",
    ),
    ("Rafraîchissez avec le client qui a reçu le jeton.", "Refresh with the client that received the token."),
)
REFRESH_CERTIFICAT: Final = refus(
    "refresh.certificat",
    "refresh_certificat",
    (
        "Le jeton est lié à un certificat qui n'est pas celui de cet appel.",
        "The token is bound to a certificate that is not the one of this call.",
    ),
    ("Présentez le même certificat à chaque appel.", "Present the same certificate at every call."),
    standard("RFC 8705 §3"),
)
REFRESH_PORTEE: Final = refus(
    "refresh.portee",
    "refresh_portee",
    (
        "Le rafraîchissement demande une portée qui n'avait pas été accordée.",
        "The refresh asks for a scope that was not granted.",
    ),
    (
        "Ne demandez pas plus que ce qui fut accordé, ou ne demandez rien.",
        "Ask no more than was granted, or ask nothing.",
    ),
)
PROFESSIONNEL: Final = refus(
    "professionnel.desactive",
    "professionnel_desactive",
    ("Ce professionnel ne peut plus se connecter.", "This professional may no longer connect."),
    (
        "Vérifiez la carte et l'activité du professionnel dans l'espace.",
        "Check the professional's card and activity in the espace.",
    ),
)
