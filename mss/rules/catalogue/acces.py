"""Rules on the connection: TLS first, then the right mechanism, token or certificate, for the right box."""

from typing import Final

from mss.rules.catalogue.base import ERROR, REF2, WARNING, rule
from simulators.core.basis import assumed, reported, seen, standard
from simulators.core.rule import Refusal, Rule

_4954: Final = standard("RFC 4954 §6")
_REFUS: Final = Refusal("authentification_refusee", _4954, always=True)
_CONF07: Final = ("SC.MSS/CONF.07", "ECO.1.2.1")
_CONF12: Final = ("SC.MSS/CONF.12",)

AVANT_TLS: Final = rule(
    "acces.avant_tls",
    ERROR,
    ("La commande est arrivée avant STARTTLS.", "The command came before STARTTLS."),
    (
        "Passez en TLS par STARTTLS avant toute authentification.",
        "Go to TLS with STARTTLS before logging in.",
    ),
    standard("RFC 3207 §4, RFC 3501 §6.2.1"),
    Refusal("tls_exige", standard("RFC 3207 §4"), always=True),
    ("SC.MSS/CONF.05", "SC.MSS/CONF.06", "ECO.1.0.1", "ECO.1.0.2"),
)
INJECTION: Final = rule(
    "acces.injection",
    ERROR,
    (
        "Des octets suivaient STARTTLS sans attendre la réponse ; ils ont été jetés.",
        "Bytes followed STARTTLS without waiting for the answer; they were thrown away.",
    ),
    (
        "Attendez la réponse à STARTTLS avant d'écrire ; ne mettez rien derrière dans le même envoi.",
        "Wait for the answer to STARTTLS before writing; put nothing behind it in the same packet.",
    ),
    standard("RFC 3207 §4.2 (CVE-2011-0411)"),
)
MECANISME: Final = rule(
    "acces.mecanisme",
    ERROR,
    ("Ce mécanisme n'est pas admis sur cette adresse.", "This mechanism is not admitted on this address."),
    (
        "Boîte personnelle ou organisationnelle : XOAUTH2 avec le jeton Pro Santé Connect. Boîte "
        "applicative : certificat client et PLAIN, sur l'adresse applicative.",
        "Personal or organisational box: XOAUTH2 with the Pro Santé Connect token. Applicative box: client "
        "certificate and PLAIN, on the applicative address.",
    ),
    REF2,
    Refusal("mecanisme_refuse", _4954, always=True),
    (*_CONF07, *_CONF12),
)
ILLISIBLE: Final = rule(
    "acces.illisible",
    ERROR,
    ("La réponse d'authentification est illisible.", "The authentication answer cannot be read."),
    (
        "Encodez en base64 : user=<adresse>, octet 1, auth=Bearer <jeton>, octet 1, octet 1.",
        "Encode in base64: user=<address>, byte 1, auth=Bearer <token>, byte 1, byte 1.",
    ),
    assumed("format XOAUTH2 de Google et Microsoft"),
    _REFUS,
    _CONF07,
)
JETON_EXPIRE: Final = rule(
    "acces.jeton_expire",
    ERROR,
    ("Le jeton d'accès est expiré.", "The access token has expired."),
    (
        "Rafraîchissez le jeton auprès de Pro Santé Connect, puis rouvrez la session sans déranger "
        "l'utilisateur.",
        "Refresh the token at Pro Santé Connect, then open the session again without disturbing the user.",
    ),
    REF2,
    _REFUS,
    (*_CONF07, "SC.MSS/CONF.11", "ECO.1.2.7"),
)
JETON_REFUSE: Final = rule(
    "acces.jeton_refuse",
    ERROR,
    ("Le jeton d'accès n'est pas reconnu.", "The access token is not recognised."),
    (
        "Présentez l'access token délivré par Pro Santé Connect pour cet espace, tel quel.",
        "Present the access token issued by Pro Santé Connect for this espace, as it is.",
    ),
    REF2,
    _REFUS,
    _CONF07,
)
SESSION_REVOQUEE: Final = rule(
    "acces.session_revoquee",
    ERROR,
    (
        "La session Pro Santé Connect du professionnel est terminée.",
        "The professional's PSC session is over.",
    ),
    ("Demandez une nouvelle connexion au professionnel.", "Ask the professional to log in again."),
    REF2,
    _REFUS,
    ("SC.MSS/CONF.10", "ECO.1.2.6"),
)
PROFESSIONNEL: Final = rule(
    "acces.professionnel",
    ERROR,
    ("Le professionnel du jeton n'exerce plus.", "The professional of the token no longer practises."),
    ("Vérifiez sa situation dans l'annuaire.", "Check the professional's situation in the directory."),
    assumed("contrôle supposé"),
    _REFUS,
)
BOITE_INCONNUE: Final = rule(
    "acces.boite_inconnue",
    ERROR,
    ("Aucune boîte de l'opérateur n'a cette adresse.", "No box of the operator has this address."),
    (
        "Corrigez l'adresse de la boîte dans le paramétrage.",
        "Correct the address of the box in the settings.",
    ),
    REF2,
    _REFUS,
    _CONF07,
)
BOITE_FERMEE: Final = rule(
    "acces.boite_fermee",
    ERROR,
    ("La boîte existe mais elle est suspendue.", "The box exists but is suspended."),
    ("Contactez l'opérateur de la boîte.", "Contact the operator of the box."),
    assumed("refus supposé"),
    _REFUS,
)
BOITE_AUTRUI: Final = rule(
    "acces.boite_autrui",
    ERROR,
    (
        "Le jeton est bon, mais son porteur n'a pas de droit sur cette boîte.",
        "The token is good, but its holder has no right on this box.",
    ),
    (
        "Ouvrez la boîte du professionnel connecté, ou celle d'une organisation dont il est membre.",
        "Open the box of the professional logged in, or that of an organisation they belong to.",
    ),
    assumed("règle de droit supposée ; le refus lui-même va de soi"),
    Refusal("authentification_refusee", _4954, always=True),
    _CONF07,
)
SANS_PSC: Final = rule(
    "acces.sans_psc",
    ERROR,
    (
        "Pro Santé Connect n'est pas servi par ce simulateur : aucun jeton ne peut être vérifié.",
        "Pro Santé Connect is not served by this simulator: no token can be verified.",
    ),
    ("Démarrez le simulateur avec psc (sans --only).", "Start the simulator with psc (without --only)."),
    assumed("choix du simulateur"),
    _REFUS,
)
CERTIFICAT: Final = rule(
    "acces.certificat",
    ERROR,
    (
        "Le certificat présenté n'est pas celui de la structure de cette boîte applicative.",
        "The certificate presented is not that of the structure of this applicative box.",
    ),
    (
        "Utilisez le certificat ORG AUTH_CLI de la structure titulaire de la boîte.",
        "Use the ORG AUTH_CLI certificate of the structure that holds the box.",
    ),
    seen("doc.devbox-sante.fr, authentifications"),
    _REFUS,
    _CONF12,
)
BOITE_PAS_APP: Final = rule(
    "acces.boite_pas_app",
    ERROR,
    (
        "Cette boîte ne s'ouvre pas par certificat : ce n'est pas une boîte applicative.",
        "This box is not opened by certificate: it is not an applicative box.",
    ),
    (
        "Utilisez l'adresse et le mécanisme des boîtes personnelles et organisationnelles.",
        "Use the address and mechanism of personal and organisational boxes.",
    ),
    seen("doc.devbox-sante.fr, authentifications"),
    _REFUS,
    _CONF12,
)
MOT_DE_PASSE: Final = rule(
    "acces.app_par_jeton",
    ERROR,
    (
        "Une boîte applicative s'ouvre par certificat, pas par jeton.",
        "An applicative box is opened by certificate, not by token.",
    ),
    ("Utilisez l'adresse applicative et le certificat de la structure.", "Use the applicative address."),
    seen("doc.devbox-sante.fr, authentifications"),
    _REFUS,
    _CONF12,
)
DEFI_SANS_FIN: Final = rule(
    "acces.defi",
    WARNING,
    (
        "Le client n'a pas répondu par une ligne vide au motif du refus.",
        "The client did not answer the reason of the refusal with an empty line.",
    ),
    (
        "Après le défi JSON, envoyez une ligne vide et lisez la réponse finale.",
        "After the JSON challenge, send an empty line and read the final reply.",
    ),
    assumed("protocole XOAUTH2 de Google et Microsoft"),
    requirements=_CONF07,
)
SESSION_FINIE: Final = rule(
    "acces.session_finie",
    WARNING,
    (
        "L'opérateur a fermé la session : le refresh token Pro Santé Connect n'est plus valable.",
        "The operator closed the session: the Pro Santé Connect refresh token is no longer valid.",
    ),
    (
        "Demandez une nouvelle connexion au professionnel, puis rouvrez la session de messagerie.",
        "Ask the professional to log in again, then open the mail session again.",
    ),
    reported("Référentiel #2, CONF.10 ; errata 7"),
    requirements=("SC.MSS/CONF.10", "ECO.1.2.6"),
)

PAR_RAISON: Final[dict[str, Rule]] = {
    "illisible": JETON_REFUSE,
    "signature": JETON_REFUSE,
    "inconnu": JETON_REFUSE,
    "audience": JETON_REFUSE,
    "certificat": JETON_REFUSE,
    "expire": JETON_EXPIRE,
    "revoque": SESSION_REVOQUEE,
    "professionnel": PROFESSIONNEL,
}
