"""Rules on how a message comes: address, content type, certificate, assertion."""

from typing import Final

from ins.rules.catalogue.base import CLIENTS, ERROR, WARNING, rule
from simulators.core.basis import assumed, seen, standard
from simulators.core.rule import Refusal

TYPE_DE_CONTENU: Final = rule(
    "http.type_de_contenu",
    ERROR,
    ("Le type de contenu annoncé n'est pas celui attendu.", "The content type is not that of SOAP 1.2."),
    (
        "Envoyez l'en-tête Content-Type avec application/soap+xml.",
        "Send the Content-Type header with application/soap+xml.",
    ),
    standard("SOAP 1.2 part 2 §7.5.2.2"),
    Refusal("type_refuse", standard("SOAP 1.2 part 2 §7.5.2.2 (415)")),
    ("SC.INS/va1.34",),
)
EN_CLAIR: Final = rule(
    "http.en_clair",
    WARNING,
    (
        "L'appel est arrivé en clair ; le vrai service n'existe que chiffré, avec un certificat.",
        "The call came in clear; the real service exists only over TLS with a client certificate.",
    ),
    (
        "Appelez l'adresse https du simulateur avec un certificat INSI-AUTO ou INSI-MANU.",
        "Call the simulator's https address with an INSI-AUTO or INSI-MANU certificate.",
    ),
    CLIENTS,
    requirements=("SC.INS/va1.65",),
)
TROP_GROS: Final = rule(
    "http.corps_trop_gros",
    ERROR,
    ("Le message dépasse la taille acceptée.", "The message is larger than accepted."),
    (
        "Envoyez une seule recherche par message : elle tient en quelques kilo-octets.",
        "Send one search per message: it fits in a few kilobytes.",
    ),
    assumed("limite du simulateur"),
    Refusal("corps_trop_gros", assumed("limite du simulateur"), always=True),
)
TROP_LENT: Final = rule(
    "http.corps_trop_lent",
    ERROR,
    ("Le message n'est pas arrivé en entier à temps.", "The message did not come whole in time."),
    ("Envoyez le message d'une traite.", "Send the message in one go."),
    assumed("limite du simulateur"),
    Refusal("corps_trop_lent", assumed("limite du simulateur"), always=True),
)
INTERROMPU: Final = rule(
    "http.corps_interrompu",
    ERROR,
    (
        "Le client a fermé la connexion avant la fin de son message.",
        "The client closed the connection before the end of its message.",
    ),
    (
        "Attendez la fin de l'envoi et la réponse avant de fermer la connexion.",
        "Wait for the end of the sending and the answer before closing the connection.",
    ),
    standard("RFC 9110 §6.1"),
    Refusal("requete_illisible", standard("RFC 9110 §6.1"), always=True),
)
METHODE: Final = rule(
    "http.methode",
    ERROR,
    ("La recherche n'est pas envoyée par la méthode attendue.", "A search is sent with the POST method."),
    ("Envoyez l'enveloppe SOAP par POST.", "Send the SOAP envelope with POST."),
    standard("SOAP 1.2 part 2 §7"),
    Refusal("methode_refusee", standard("RFC 9110 §15.5.6"), always=True),
)
CHEMIN: Final = rule(
    "http.chemin",
    ERROR,
    ("Cette adresse n'est pas celle du téléservice.", "This address is not that of the service."),
    ("Terminez l'adresse par /lps.", "End the address with /lps."),
    CLIENTS,
    Refusal("chemin_inconnu", standard("RFC 9110 §15.5.5"), always=True),
)

CERTIFICAT_CN: Final = rule(
    "certificat.cn",
    ERROR,
    (
        "Le nom du certificat client n'est ni INSI-AUTO ni INSI-MANU.",
        "The client certificate is named neither INSI-AUTO nor INSI-MANU.",
    ),
    (
        "Utilisez le certificat d'organisation émis pour INSi.",
        "Use the organisation certificate issued for INSi.",
    ),
    seen("padoa/tlsi-ins"),
    Refusal("desir_560", seen("padoa/tlsi-ins"), always=True),
    ("SC.INS/va1.65",),
)
CERTIFICAT_ABSENT: Final = rule(
    "certificat.absent",
    ERROR,
    ("Aucun certificat client n'a été présenté.", "No client certificate was presented."),
    (
        "Configurez dans votre client le certificat d'organisation et sa clé.",
        "Set the organisation certificate and its key in your client.",
    ),
    CLIENTS,
    Refusal("certificat_absent", CLIENTS, always=True),
    ("SC.INS/va1.65",),
)
DONNEES_REELLES: Final = rule(
    "donnees_reelles",
    ERROR,
    (
        "Données réelles ? Ce matricule n'est pas dans les listes de matricules fictifs.",
        "Real data? This matricule is in no list of fictional ones.",
    ),
    (
        "N'envoyez ici que des personnes fictives ; si c'est une vraie personne, purgez-la du journal.",
        "Send only fictional persons here; if this is a real person, purge them from the journal.",
    ),
    assumed("règle du simulateur : aucune donnée réelle"),
)
