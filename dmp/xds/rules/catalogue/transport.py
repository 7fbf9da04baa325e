"""Rules on how a message comes: address, content type, package, certificate."""

from typing import Final

from dmp.xds.rules.catalogue.base import CLIENTS, ERROR, GUIDE, WARNING, refuse, rule
from simulators.core.basis import assumed, standard

_LIMITE: Final = assumed("limite du simulateur")
_MTOM: Final = standard("RFC 2387, RFC 2046 §5.1, XOP 1.0")

TYPE_DE_CONTENU: Final = rule(
    "http.type_de_contenu",
    ERROR,
    (
        "Le type de contenu n'est ni celui de SOAP 1.2 ni multipart/related.",
        "The content type is neither that of SOAP 1.2 nor multipart/related.",
    ),
    (
        "Envoyez application/soap+xml, ou multipart/related pour un message avec pièces.",
        "Send application/soap+xml, or multipart/related for a message with parts.",
    ),
    standard("SOAP 1.2 part 2 §7.1.4, MTOM §4"),
    refuse("type_refuse"),
)
EN_CLAIR: Final = rule(
    "http.en_clair",
    WARNING,
    (
        "L'appel est arrivé en clair ; le DMP n'existe qu'en TLS avec certificat client.",
        "The call came in clear; the DMP exists only over TLS with a client certificate.",
    ),
    ("Appelez l'adresse https avec un certificat client.", "Call the https address with a certificate."),
    CLIENTS,
)
TROP_GROS: Final = rule(
    "http.corps_trop_gros",
    ERROR,
    ("Le message dépasse la taille acceptée.", "The message is larger than accepted."),
    ("Restez sous 50 Mo par message.", "Stay under 50 MB per message."),
    assumed("limite de réception du client d'exemple KIT, appliquée au service"),
    refuse("corps_trop_gros", _LIMITE, always=True),
)
TROP_LENT: Final = rule(
    "http.corps_trop_lent",
    ERROR,
    ("Le message n'est pas arrivé en entier à temps.", "The message did not come whole in time."),
    ("Envoyez le message d'une traite.", "Send the message in one go."),
    _LIMITE,
    refuse("corps_trop_lent", _LIMITE, always=True),
)
INTERROMPU: Final = rule(
    "http.corps_interrompu",
    ERROR,
    (
        "Le client a fermé la connexion avant la fin de son message.",
        "The client closed the connection before the end of its message.",
    ),
    ("Attendez la réponse avant de fermer la connexion.", "Wait for the answer before closing."),
    standard("RFC 9110 §6.1"),
    refuse("requete_illisible", standard("RFC 9110 §6.1"), always=True),
)
METHODE: Final = rule(
    "http.methode",
    ERROR,
    ("Un appel au DMP s'envoie par la méthode POST.", "A call to the DMP is sent with POST."),
    ("Envoyez l'enveloppe SOAP par POST.", "Send the SOAP envelope with POST."),
    standard("SOAP 1.2 part 2 §7"),
    refuse("methode_refusee", standard("RFC 9110 §15.5.6"), always=True),
)
CHEMIN: Final = rule(
    "http.chemin",
    ERROR,
    (
        "Cette adresse n'est celle d'aucun service du DMP : la réponse est une page HTML, pas du SOAP.",
        "This is the address of no service of the DMP: the answer is an HTML page, not SOAP.",
    ),
    (
        "Finissez-la par repository, registry, patients, patientsSpecific, patientsPDQ ou habilitations.",
        "End it with repository, registry, patients, patientsSpecific, patientsPDQ or habilitations.",
    ),
    CLIENTS,
    refuse("chemin_inconnu", CLIENTS, always=True),
)
MTOM_ILLISIBLE: Final = rule(
    "mtom.illisible",
    ERROR,
    (
        "Le message en plusieurs parties est coupé ou mal formé.",
        "The multipart message is cut or badly formed.",
    ),
    (
        "Vérifiez la frontière (boundary), la partie désignée par start et la frontière finale.",
        "Check the boundary, the part named by start and the closing boundary.",
    ),
    _MTOM,
    refuse("mtom_refuse", _MTOM, always=True),
)
MTOM_DEMESURE: Final = rule(
    "mtom.demesure",
    ERROR,
    (
        "Le message a trop de parties ou une partie racine trop grosse.",
        "Too many parts, or too large a root.",
    ),
    ("Envoyez moins de documents par lot.", "Send fewer documents per set."),
    _LIMITE,
    refuse("mtom_refuse", _LIMITE, always=True),
)
TROP_DE_CONSTATS: Final = rule(
    "message.trop_de_constats",
    ERROR,
    (
        "Le message enfreint plus de mille règles : la suite n'a pas été lue.",
        "The message breaks more than a thousand rules: the rest was not read.",
    ),
    (
        "Corrigez les premiers constats, puis renvoyez le message.",
        "Mend the first findings, then send the message again.",
    ),
    _LIMITE,
    refuse("requete_illisible", _LIMITE, always=True),
)
CERTIFICAT_ABSENT: Final = rule(
    "certificat.absent",
    ERROR,
    ("Aucun certificat client n'a été présenté.", "No client certificate was presented."),
    (
        "Présentez un certificat d'authentification : carte CPS, ou ORG AUTH_CLI de la structure.",
        "Present an authentication certificate: CPS card, or the structure's ORG AUTH_CLI.",
    ),
    GUIDE,
    refuse("certificat_refuse"),
)
CERTIFICAT_NATURE: Final = rule(
    "certificat.nature",
    ERROR,
    (
        "Le certificat client n'est pas du genre que demande le mode d'authentification du VIHF.",
        "The client certificate is not of the kind that the assertion's mode asks for.",
    ),
    (
        "En mode direct, utilisez la carte du professionnel ; sinon, le certificat de la structure.",
        "In direct mode use the professional's card; otherwise the structure's certificate.",
    ),
    GUIDE,
    refuse("certificat_refuse", GUIDE),
    ("SC.DMP/AIRS.06",),
)
