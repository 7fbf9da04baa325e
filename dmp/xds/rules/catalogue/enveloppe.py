"""Rules on what a message is: XML, SOAP envelope, addressing, operation."""

from typing import Final

from dmp.xds.rules.catalogue.base import (
    CLIENTS,
    DEHEMPE,
    ERROR,
    INFO,
    MESSAGES,
    SOAP,
    WARNING,
    refuse,
    rule,
)
from simulators.core.basis import assumed, seen, standard

PAS_SOAP: Final = rule(
    "soap.enveloppe",
    ERROR,
    ("La racine du message n'est pas une enveloppe SOAP.", "The root of the message is no SOAP envelope."),
    ("Placez la demande dans une enveloppe SOAP 1.2.", "Put the request in a SOAP 1.2 envelope."),
    SOAP,
    refuse("enveloppe_refusee", SOAP, always=True),
)
CORPS: Final = rule(
    "soap.corps",
    ERROR,
    (
        "L'enveloppe doit avoir un seul corps, et ce corps une seule demande.",
        "The envelope must have one body, and this body one request.",
    ),
    ("Envoyez une seule demande, dans un seul corps.", "Send one request, in one body."),
    SOAP,
    refuse("enveloppe_refusee", SOAP, always=True),
)
SOAP11: Final = rule(
    "soap.version_11",
    WARNING,
    (
        "L'enveloppe est en SOAP 1.1 ; le DMP la comprend, mais ses services sont décrits en SOAP 1.2.",
        "The envelope is SOAP 1.1; the DMP understands it, but its services are described in SOAP 1.2.",
    ),
    ("Réglez votre client sur SOAP 1.2.", "Set your client to SOAP 1.2."),
    MESSAGES,
)
OPERATION: Final = rule(
    "soap.operation",
    ERROR,
    (
        "La demande ne porte le nom d'aucune transaction du DMP.",
        "The request bears the name of no transaction of the DMP.",
    ),
    (
        "Reprenez le nom et l'espace de noms exacts de la description du service.",
        "Use the exact name and namespace of the service description.",
    ),
    CLIENTS,
    refuse("operation_inconnue", SOAP, always=True),
)
RETIREE: Final = rule(
    "soap.retiree",
    ERROR,
    (
        "Cette transaction a été retirée du DMP.",
        "This transaction was withdrawn from the DMP.",
    ),
    (
        "N'appelez plus la certification d'identité (fermée en 2023) ni les comptes internet (2024).",
        "Do not call the identity certification (closed in 2023) nor the web accounts (withdrawn in 2024).",
    ),
    seen("WSDL 2.01.04 du 11/06/2024, dans k-jefferson/Dehempe"),
    refuse("operation_inconnue", SOAP, always=True),
)
AUTRE_SERVICE: Final = rule(
    "soap.autre_adresse",
    INFO,
    (
        "La demande n'est pas envoyée à l'adresse de son service.",
        "The request is not sent to the address of its service.",
    ),
    ("Envoyez-la à l'adresse que donne la description du service.", "Send it to the described address."),
    CLIENTS,
)
SECURITY_COMPRIS: Final = rule(
    "soap.security_mustunderstand",
    ERROR,
    (
        "L'en-tête Security est marqué « à comprendre », et le DMP refuse cette marque.",
        "The Security header is marked mustUnderstand, and the DMP refuses that mark.",
    ),
    ("Retirez mustUnderstand de l'en-tête Security.", "Remove mustUnderstand from the Security header."),
    DEHEMPE,
    refuse("mustunderstand", DEHEMPE),
)
ADRESSAGE: Final = rule(
    "wsa.requis",
    ERROR,
    (
        "Un en-tête d'adressage obligatoire manque : MessageID, To ou Action.",
        "A required addressing header is missing: MessageID, To or Action.",
    ),
    (
        "Ajoutez l'en-tête ; To peut rester vide.",
        "Add the header; To may stay empty.",
    ),
    DEHEMPE,
    refuse("adressage", DEHEMPE),
)
REPONSE_A: Final = rule(
    "wsa.reply_to_absent",
    INFO,
    ("L'en-tête ReplyTo est absent.", "The ReplyTo header is absent."),
    ("Ajoutez-le avec l'adresse anonyme, comme les exemples.", "Add it, anonymous, as in the examples."),
    MESSAGES,
)
ENTETE_DOUBLE: Final = rule(
    "soap.entete_double",
    WARNING,
    ("Un en-tête est présent plusieurs fois.", "A header is present more than once."),
    (
        "Envoyez-le une fois ; souvent, la bibliothèque et votre code l'ajoutent tous deux.",
        "Send it once; often both the library and your code add it.",
    ),
    standard("WS-Addressing 1.0 SOAP Binding §3.2"),
)
ACTION: Final = rule(
    "wsa.action_divergente",
    WARNING,
    (
        "L'action annoncée n'est pas celle de la demande contenue dans le corps.",
        "The announced action is not that of the request in the body.",
    ),
    ("Annoncez l'action des exemples officiels.", "Announce the action of the official examples."),
    MESSAGES,
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
