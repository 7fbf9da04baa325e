"""Rules on what a message is: XML, SOAP envelope, addressing."""

from typing import Final

from ins.rules.catalogue.base import CLIENTS, ERROR, INFO, SOAP, WARNING, WSDL, XML, rule
from simulators.core.basis import Basis, assumed, standard
from simulators.core.rule import Refusal


def _unreadable(basis: Basis) -> Refusal:
    return Refusal("requete_illisible", basis, always=True)


def _envelope(basis: Basis) -> Refusal:
    return Refusal("enveloppe_refusee", basis, always=True)


VIDE: Final = rule(
    "xml.vide",
    ERROR,
    ("Le message est vide.", "The message is empty."),
    ("Mettez l'enveloppe SOAP dans le corps de la requête.", "Put the SOAP envelope in the request body."),
    XML,
    _unreadable(XML),
)
MALFORME: Final = rule(
    "xml.malforme",
    ERROR,
    ("Le message est mal écrit : il ne peut pas être lu.", "The message is not well-formed XML."),
    (
        "Fermez toutes les balises, échappez & et <, et vérifiez que le message n'est pas coupé.",
        "Close all tags, escape & and <, and check that the message is not cut.",
    ),
    XML,
    _unreadable(XML),
)
DTD: Final = rule(
    "xml.dtd",
    ERROR,
    (
        "Le message contient une déclaration de type de document, interdite ici.",
        "The message holds a DOCTYPE declaration, which SOAP forbids.",
    ),
    ("Retirez la déclaration DOCTYPE.", "Remove the DOCTYPE declaration."),
    SOAP,
    _unreadable(SOAP),
)
ENTITE: Final = rule(
    "xml.entite",
    ERROR,
    ("Le message utilise une entité inconnue.", "The message uses an unknown entity."),
    (
        "Remplacez l'entité par le caractère lui-même.",
        "Replace the entity with the character itself.",
    ),
    XML,
    _unreadable(XML),
)
ENCODAGE: Final = rule(
    "xml.encodage",
    ERROR,
    (
        "Les octets du message ne correspondent pas à l'encodage annoncé.",
        "The bytes of the message do not match the encoding it announces.",
    ),
    (
        "Écrivez le message en UTF-8 et annoncez UTF-8 partout, ou nulle part.",
        "Write the message in UTF-8 and announce UTF-8 everywhere, or nowhere.",
    ),
    standard("XML 1.0 §4.3.3, RFC 7303 §3"),
    _unreadable(standard("XML 1.0 §4.3.3")),
)
DEMESURE: Final = rule(
    "xml.demesure",
    ERROR,
    (
        "Le message contient trop d'éléments ou trop de niveaux.",
        "The message holds too many elements or levels.",
    ),
    ("Envoyez une seule recherche par message.", "Send one search per message."),
    assumed("limite du simulateur"),
    _unreadable(assumed("limite du simulateur")),
)
UTF_16: Final = rule(
    "xml.utf16",
    INFO,
    ("Le message est dans un encodage inhabituel.", "The message is in UTF-16."),
    (
        "Écrivez-le en UTF-8, comme tous les clients connus du téléservice.",
        "Write it in UTF-8, as every known client of the service does.",
    ),
    CLIENTS,
)

PAS_SOAP: Final = rule(
    "soap.enveloppe",
    ERROR,
    ("Le message n'est pas dans l'enveloppe attendue.", "The root of the message is no SOAP envelope."),
    ("Placez la recherche dans une enveloppe SOAP 1.2.", "Put the search in a SOAP 1.2 envelope."),
    SOAP,
    _envelope(SOAP),
    ("SC.INS/va1.34",),
)
VERSION: Final = rule(
    "soap.version",
    ERROR,
    (
        "L'enveloppe est d'une version que le téléservice ne parle pas.",
        "The envelope is SOAP 1.1; the service speaks SOAP 1.2 only.",
    ),
    ("Réglez votre client sur SOAP 1.2.", "Set your client to SOAP 1.2."),
    WSDL,
    _envelope(standard("SOAP 1.2 part 1 §5.4.7")),
    ("SC.INS/va1.34",),
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
    _envelope(standard("SOAP 1.2 part 1 §5 ; WSDL 1.1 §3.5, document/literal")),
    ("SC.INS/va1.34",),
)
OPERATION: Final = rule(
    "soap.operation",
    ERROR,
    (
        "La demande ne porte pas le nom attendu : élément ou espace de noms inconnu du téléservice.",
        "The request does not bear the expected name: element or namespace unknown to the service.",
    ),
    (
        "Reprenez le nom et l'espace de noms exacts du WSDL.",
        "Use the exact name and namespace of the WSDL.",
    ),
    WSDL,
    Refusal("operation_inconnue", WSDL, always=True),
    ("SC.INS/va1.34",),
)
ACTION_DIVERGENTE: Final = rule(
    "wsa.action_divergente",
    WARNING,
    (
        "L'action annoncée n'est pas celle de la demande contenue dans le corps.",
        "The announced action is not that of the request in the body.",
    ),
    (
        "Annoncez l'action du WSDL qui correspond à la demande.",
        "Announce the action that the WSDL gives to this request.",
    ),
    WSDL,
)
ACTION_ABSENTE: Final = rule(
    "wsa.action_absente",
    INFO,
    ("L'en-tête Action est absent.", "The Action header is absent."),
    ("Ajoutez-le : tous les clients connus l'envoient.", "Add it: every known client sends it."),
    CLIENTS,
)
MESSAGE_ID_ABSENT: Final = rule(
    "wsa.message_id_absent",
    ERROR,
    (
        "Le message n'a pas d'identifiant : une faute ne pourra pas être rapprochée de cet appel.",
        "The message has no identifier: a fault cannot be traced back to this call.",
    ),
    (
        "Ajoutez l'en-tête MessageID, différent à chaque appel.",
        "Add the MessageID header, different for each call.",
    ),
    WSDL,
    Refusal("contexte_absent", assumed("déclaré par le WSDL ; refus jamais vu")),
    ("SC.INS/va1.38",),
)
MESSAGE_ID_FORME: Final = rule(
    "wsa.message_id_forme",
    WARNING,
    (
        "L'identifiant du message n'a pas la forme des clients du téléservice.",
        "The message identifier has not the shape used by clients of the service.",
    ),
    (
        "Écrivez « uuid: » puis un UUID en minuscules, nouveau à chaque appel.",
        "Write “uuid:” and a lower case UUID, new for each call.",
    ),
    CLIENTS,
    requirements=("SC.INS/va1.38",),
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
