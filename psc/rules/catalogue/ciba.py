"""Rules on the connection by telephone or card asked by a server (psc.md §7)."""

from typing import Final

from psc.rules.catalogue.base import ANS, WARNING, refus, rule
from simulators.core.basis import standard

CIBA: Final = standard("OpenID Connect CIBA Core 1.0")

PORTEE_ABSENTE: Final = refus(
    "ciba.portee_absente",
    "ciba_portee_absente",
    ("La demande ne dit pas sa portée.", "The request does not say its scope."),
    ("Envoyez scope=openid scope_all.", "Send scope=openid scope_all."),
    CIBA,
)
PORTEE_INCONNUE: Final = refus(
    "ciba.portee_inconnue",
    "ciba_portee_inconnue",
    ("La demande nomme une portée qui n'existe pas.", "The request names a scope that does not exist."),
    ("Envoyez scope=openid scope_all.", "Send scope=openid scope_all."),
    CIBA,
)
INDICE_ABSENT: Final = refus(
    "ciba.indice_absent",
    "ciba_indice_absent",
    ("La demande ne dit pas qui doit s'identifier.", "The request does not say who must identify."),
    ("Mettez l'identifiant national dans login_hint.", "Put the national identifier in login_hint."),
    CIBA,
)
INDICE_INCONNU: Final = refus(
    "ciba.indice_inconnu",
    "ciba_indice_inconnu",
    ("Personne n'a cet identifiant national.", "Nobody has this national identifier."),
    (
        "Vérifiez l'identifiant : 8 suivi du numéro RPPS, ou celui de la carte.",
        "Check the identifier: 8 and the RPPS number, or that of the card.",
    ),
    CIBA,
)
ENVOI: Final = refus(
    "ciba.envoi",
    "ciba_envoi",
    (
        "Ce professionnel ne peut pas s'identifier par ce moyen.",
        "This professional cannot identify by this means.",
    ),
    (
        "Vérifiez la carte ou l'e-CPS du professionnel, ou changez channel.",
        "Check the professional's card or e-CPS, or change channel.",
    ),
    CIBA,
)
APPAREIL: Final = refus(
    "ciba.appareil",
    "ciba_appareil",
    (
        "Le service qui joint le téléphone ou la carte a mal répondu.",
        "The service that reaches the telephone or card answered badly.",
    ),
    ("Proposez de recommencer, ou l'autre moyen.", "Offer to try again, or the other means."),
    CIBA,
)
MESSAGE_REFUSE: Final = refus(
    "ciba.message_refuse",
    "ciba_message_refuse",
    (
        "Le message de rapprochement a plus de 50 signes ou des signes interdits.",
        "The binding message has more than 50 characters or forbidden ones.",
    ),
    ("Envoyez deux chiffres dans binding_message.", "Send two digits in binding_message."),
    CIBA,
)
MESSAGE_AUTRE: Final = rule(
    "ciba.message_autre",
    WARNING,
    (
        "Le message de rapprochement n'est pas un nombre de deux chiffres.",
        "The binding message is not a number of two digits.",
    ),
    (
        "Affichez deux chiffres et envoyez les mêmes dans binding_message.",
        "Show two digits and send the same in binding_message.",
    ),
    ANS,
)
CANAL_AUTRE: Final = rule(
    "ciba.canal_autre",
    WARNING,
    ("Le canal n'est ni CARD ni MOBILE.", "The channel is neither CARD nor MOBILE."),
    ("Envoyez channel=MOBILE pour l'e-CPS, CARD pour la carte.", "Send channel=MOBILE or channel=CARD."),
    ANS,
)
CODE_UTILISATEUR: Final = refus(
    "ciba.code_utilisateur",
    "ciba_code_utilisateur",
    ("user_code n'est pas pris en charge.", "user_code is not supported."),
    ("Retirez user_code.", "Remove user_code."),
    CIBA,
)
NOTIFICATION: Final = refus(
    "ciba.notification",
    "ciba_notification",
    (
        "Le jeton de notification ne sert qu'au mode ping, que PSC n'offre pas.",
        "The notification token only serves the ping mode, which PSC does not offer.",
    ),
    ("Retirez client_notification_token et interrogez.", "Remove client_notification_token and poll."),
    CIBA,
)
DEMANDE_ABSENTE: Final = refus(
    "ciba.demande_absente",
    "ciba_demande_absente",
    ("L'interrogation ne dit pas quelle demande.", "The poll does not say which request."),
    ("Envoyez l'auth_req_id reçu.", "Send the auth_req_id received."),
    CIBA,
)
DEMANDE_ILLISIBLE: Final = refus(
    "ciba.demande_illisible",
    "ciba_demande_illisible",
    ("Cet auth_req_id n'a pas été fait ici.", "This auth_req_id was not made here."),
    ("Renvoyez l'auth_req_id tel que reçu, en entier.", "Send the auth_req_id as received, whole."),
    CIBA,
)
DEMANDE_INCONNUE: Final = refus(
    "ciba.demande_inconnue",
    "ciba_demande_inconnue",
    (
        "Cette demande est inconnue, oubliée, d'un autre client, ou a déjà donné ses jetons.",
        "This request is unknown, forgotten, another client's, or already gave its tokens.",
    ),
    ("Faites une nouvelle demande.", "Make a new request."),
    CIBA,
)
EXPIREE: Final = refus(
    "ciba.expiree",
    "ciba_expiree",
    ("Personne n'a répondu à temps à la demande.", "Nobody answered the request in time."),
    ("Proposez au professionnel une nouvelle demande.", "Offer the professional a new request."),
    CIBA,
)
TROP_TOT: Final = refus(
    "ciba.trop_tot",
    "ciba_trop_tot",
    ("L'interrogation vient trop tôt après la précédente.", "The poll comes too soon after the last."),
    ("Attendez `interval` secondes entre deux.", "Wait `interval` seconds between two."),
    CIBA,
)
REFUSEE: Final = refus(
    "ciba.refusee",
    "ciba_refusee",
    ("Le professionnel a refusé la demande.", "The professional refused the request."),
    ("Dites-le, et n'insistez pas sans son accord.", "Say so, and do not insist without their consent."),
    CIBA,
)
EN_ATTENTE: Final = refus(
    "ciba.en_attente",
    "ciba_en_attente",
    ("Le professionnel n'a pas encore répondu.", "The professional has not answered yet."),
    ("Interrogez de nouveau après `interval` secondes.", "Poll again after `interval` seconds."),
    CIBA,
)
