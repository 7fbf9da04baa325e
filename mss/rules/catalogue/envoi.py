"""Rules on the SMTP transaction: sender, recipients, size, lines."""

from typing import Final

from mss.rules.catalogue.base import ERROR, REF2, WARNING, rule
from simulators.core.basis import assumed, standard
from simulators.core.rule import Refusal

_5321: Final = standard("RFC 5321")

EXPEDITEUR: Final = rule(
    "envoi.expediteur",
    ERROR,
    (
        "L'adresse d'expéditeur n'est pas celle de la boîte authentifiée.",
        "The sender address is not that of the authenticated box.",
    ),
    ("Mettez l'adresse de la boîte dans MAIL FROM.", "Put the address of the box in MAIL FROM."),
    REF2,
    Refusal("expediteur_refuse", assumed("code supposé"), always=True),
)
DOMAINE: Final = rule(
    "envoi.domaine",
    ERROR,
    (
        "Le domaine du destinataire n'est pas dans la liste blanche de l'espace de confiance.",
        "The recipient's domain is not in the white list of the trust space.",
    ),
    (
        "Cherchez l'adresse MSSanté du destinataire dans l'annuaire ; n'envoyez rien par un autre canal.",
        "Look for the recipient's MSSanté address in the directory; send nothing by another channel.",
    ),
    REF2,
    Refusal("domaine_refuse", assumed("code supposé"), always=True),
    ("SC.MSS/CONF.08",),
)
INCONNU: Final = rule(
    "envoi.inconnu",
    ERROR,
    ("Cette boîte n'existe pas chez cet opérateur.", "This box does not exist at this operator."),
    (
        "Cherchez à nouveau le destinataire dans l'annuaire, puis prévenez l'utilisateur.",
        "Look the recipient up again in the directory, then warn the user.",
    ),
    standard("RFC 3463 §3.2"),
    Refusal("destinataire_inconnu", standard("RFC 3463 §3.2"), always=True),
    ("SC.MSS/CONF.20",),
)
PLEINE: Final = rule(
    "envoi.pleine",
    WARNING,
    ("La boîte du destinataire est pleine.", "The recipient's box is full."),
    (
        "C'est temporaire : réessayez plus tard, peu de fois et de plus en plus espacées.",
        "This is temporary: try again later, few times and further and further apart.",
    ),
    standard("RFC 3463 §3.3"),
    Refusal("boite_pleine", standard("RFC 3463 §3.3"), always=True),
)
SUSPENDUE: Final = rule(
    "envoi.suspendue",
    ERROR,
    ("La boîte du destinataire est suspendue.", "The recipient's box is suspended."),
    ("Prévenez l'utilisateur : ce refus est définitif.", "Warn the user: this refusal is final."),
    standard("RFC 3463 §3.3"),
    Refusal("boite_suspendue", standard("RFC 3463 §3.3"), always=True),
)
TROP_GROS: Final = rule(
    "envoi.trop_gros",
    ERROR,
    (
        "Le courriel dépasse la taille annoncée par l'opérateur.",
        "The mail is over the size told by the operator.",
    ),
    (
        "Lisez SIZE dans la réponse à EHLO, et prévenez l'utilisateur avant d'envoyer.",
        "Read SIZE in the answer to EHLO, and warn the user before sending.",
    ),
    standard("RFC 1870 §6"),
    Refusal("message_trop_gros", standard("RFC 1870 §6"), always=True),
    ("MSS/va1.13",),
)
LIGNE: Final = rule(
    "envoi.ligne_longue",
    ERROR,
    ("Une ligne du courriel dépasse 998 octets.", "A line of the mail is over 998 octets."),
    (
        "Encodez les pièces en base64 et le texte en quoted-printable.",
        "Encode attachments in base64 and text in quoted-printable.",
    ),
    standard("RFC 5321 §4.5.3.1.6, RFC 5322 §2.1.1"),
    Refusal("ligne_trop_longue", standard("RFC 5321 §4.5.3.1.6")),
)
FIN_DE_LIGNE: Final = rule(
    "envoi.fin_de_ligne",
    ERROR,
    ("Une fin de ligne du courriel n'est pas CRLF.", "A line end of the mail is not CRLF."),
    (
        "Écrivez chaque fin de ligne CR LF : une fin nue permet de glisser un second courriel.",
        "Write each line end as CR LF: a bare one lets a second mail be smuggled in.",
    ),
    standard("RFC 5321 §2.3.8"),
    Refusal("fin_de_ligne_nue", standard("RFC 5321 §2.3.8")),
)
NUL: Final = rule(
    "envoi.nul",
    ERROR,
    ("Le courriel contient un octet nul.", "The mail holds a NUL byte."),
    ("Encodez les contenus binaires en base64.", "Encode binary content in base64."),
    _5321,
    Refusal("octet_nul", _5321),
)
COUPE: Final = rule(
    "envoi.coupe",
    ERROR,
    (
        "La connexion s'est arrêtée avant la fin du courriel : il n'est pas accepté.",
        "The connection stopped before the end of the mail: it is not accepted.",
    ),
    (
        "Gardez le courriel en attente et renvoyez-le : sans réponse 250, rien n'est parti.",
        "Keep the mail waiting and send it again: without a 250 reply, nothing has left.",
    ),
    standard("RFC 5321 §4.1.1.4"),
    requirements=("SC.MSS/CONF.08",),
)
REELLES: Final = rule(
    "donnees_reelles",
    WARNING,
    (
        "Données réelles ? Ce matricule n'est dans aucune des listes de matricules fictifs.",
        "Real data? This matricule is in no list of fictional ones.",
    ),
    (
        "N'envoyez ici que des personnes fictives ; si c'est une vraie personne, purgez-la du journal.",
        "Send only fictional persons here; if this is a real person, purge them from the journal.",
    ),
    assumed("règle du simulateur : aucune donnée réelle"),
)
