"""Rules on the XML of a message: before it is known to be SOAP."""

from typing import Final

from dmp.xds.rules.catalogue.base import (
    ERROR,
    SOAP,
    XML,
    refuse,
    rule,
)
from simulators.core.basis import assumed, standard

VIDE: Final = rule(
    "xml.vide",
    ERROR,
    ("Le message est vide.", "The message is empty."),
    ("Mettez l'enveloppe SOAP dans le corps de la requête.", "Put the SOAP envelope in the request body."),
    XML,
    refuse("requete_illisible", XML, always=True),
)
MALFORME: Final = rule(
    "xml.malforme",
    ERROR,
    ("Le message n'est pas du XML bien formé.", "The message is not well-formed XML."),
    (
        "Fermez toutes les balises, échappez & et <, et vérifiez que le message n'est pas coupé.",
        "Close all tags, escape & and <, and check that the message is not cut.",
    ),
    XML,
    refuse("requete_illisible", XML, always=True),
)
DTD: Final = rule(
    "xml.dtd",
    ERROR,
    (
        "Le message contient une déclaration DOCTYPE, interdite en SOAP.",
        "The message holds a DOCTYPE declaration, which SOAP forbids.",
    ),
    ("Retirez la déclaration DOCTYPE.", "Remove the DOCTYPE declaration."),
    SOAP,
    refuse("requete_illisible", SOAP, always=True),
)
ENTITE: Final = rule(
    "xml.entite",
    ERROR,
    ("Le message utilise une entité inconnue.", "The message uses an unknown entity."),
    ("Remplacez l'entité par le caractère lui-même.", "Replace the entity with the character itself."),
    XML,
    refuse("requete_illisible", XML, always=True),
)
ENCODAGE: Final = rule(
    "xml.encodage",
    ERROR,
    (
        "Les octets du message ne correspondent pas à l'encodage annoncé.",
        "The bytes of the message do not match the encoding it announces.",
    ),
    ("Écrivez le message en UTF-8.", "Write the message in UTF-8."),
    standard("XML 1.0 §4.3.3, RFC 7303 §3"),
    refuse("requete_illisible", XML, always=True),
)
DEMESURE: Final = rule(
    "xml.demesure",
    ERROR,
    (
        "Le message contient trop d'éléments ou trop de niveaux.",
        "The message holds too many elements or levels.",
    ),
    ("Envoyez moins de documents par lot.", "Send fewer documents per set."),
    assumed("limite du simulateur"),
    refuse("requete_illisible", assumed("limite du simulateur"), always=True),
)
