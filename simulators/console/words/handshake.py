"""Refused connections and unreadable requests: what happened, what to do. Keyed by cause."""

from typing import Final

from simulators.console.words import Table
from simulators.core.rule import Text

SUMMARY: Final[Table] = {
    "expired": Text("Connexion refusée : le certificat est périmé.", "Refused: the certificate has expired."),
    "not_yet": Text(
        "Connexion refusée : le certificat n’est pas encore valable.",
        "Refused: the certificate is not valid yet.",
    ),
    "revoked": Text("Connexion refusée : le certificat est révoqué.", "Refused: the certificate is revoked."),
    "unknown_ca": Text(
        "Connexion refusée : le certificat vient d’une autorité inconnue du simulateur.",
        "Refused: the certificate comes from an authority unknown to the simulator.",
    ),
    "wrong_usage": Text(
        "Connexion refusée : ce certificat n’est pas fait pour s’authentifier.",
        "Refused: this certificate is not meant for authentication.",
    ),
    "missing": Text(
        "Connexion refusée : le DUI n’a présenté aucun certificat.",
        "Refused: the DUI presented no certificate.",
    ),
    "client_distrusts": Text(
        "Connexion abandonnée par le DUI : il ne reconnaît pas le certificat du simulateur.",
        "Given up by the DUI: it does not trust the simulator’s certificate.",
    ),
    "clear": Text(
        "Connexion refusée : le DUI a parlé sans chiffrement.", "Refused: the DUI spoke without encryption."
    ),
    "version": Text(
        "Connexion refusée : version ou chiffrement trop ancien.", "Refused: version or cipher too old."
    ),
    "crl": Text(
        "Connexion refusée : la liste de révocation de l’autorité manque ou n’est plus à jour.",
        "Refused: the revocation list of the authority is missing or out of date.",
    ),
    "weak": Text(
        "Connexion refusée : la clé du certificat est trop faible.",
        "Refused: the key of the certificate is too weak.",
    ),
    "invalid": Text(
        "Connexion refusée : le certificat n’est pas valable.", "Refused: the certificate is not valid."
    ),
    "cut": Text(
        "Connexion coupée par le DUI avant la fin de l’ouverture.",
        "Cut by the DUI before the connection was open.",
    ),
    "unreadable": Text(
        "Demande refusée : elle n’a pas pu être lue.", "Refused: the request could not be read."
    ),
    "too_long": Text(
        "Demande refusée : son en-tête est trop long.", "Refused: the head of the request is too long."
    ),
    "slow": Text(
        "Demande refusée : elle n’est pas arrivée à temps.", "Refused: the request did not come in time."
    ),
    "other": Text("Connexion refusée avant tout échange.", "The connection was refused before any exchange."),
}

TODO: Final[Table] = {
    "expired": Text(
        "Installez dans le DUI un certificat en cours de validité.",
        "Install a certificate that is still valid in the DUI.",
    ),
    "not_yet": Text(
        "Vérifiez l’heure de la machine du simulateur et la date de début du certificat.",
        "Check the time of the simulator’s machine and the start date of the certificate.",
    ),
    "revoked": Text(
        "Remplacez ce certificat : une fois révoqué, il ne peut plus servir.",
        "Replace this certificate: once revoked, it can no longer be used.",
    ),
    "unknown_ca": Text(
        "Utilisez un certificat proposé sur la page d’accueil, ou déclarez votre propre autorité de test au "
        "lancement du simulateur.",
        "Use a certificate offered on the home page, or declare your own test authority when you start the "
        "simulator.",
    ),
    "wrong_usage": Text(
        "Choisissez le certificat d’authentification, non celui de signature ou de serveur.",
        "Choose the authentication certificate, not the one for signature or for a server.",
    ),
    "missing": Text(
        "Renseignez dans le DUI le certificat de la structure et sa clé, puis recommencez.",
        "Enter the organisation’s certificate and its key in the DUI, then try again.",
    ),
    "client_distrusts": Text(
        "Installez dans le DUI l’autorité de test téléchargeable sur la page d’accueil, et appelez le "
        "simulateur par un nom qu’il annonce.",
        "Install in the DUI the test authority found on the home page, and call the simulator by a name "
        "it announces.",
    ),
    "clear": Text(
        "Dans le DUI, remplacez le début de l’adresse par celui que donne la page d’accueil.",
        "In the DUI, replace the beginning of the address by the one given on the home page.",
    ),
    "version": Text(
        "Mettez à jour la bibliothèque de chiffrement du DUI.", "Update the encryption library of the DUI."
    ),
    "crl": Text(
        "Déclarez au lancement du simulateur la liste de révocation à jour, avec l’autorité.",
        "Declare the current revocation list with the authority when you start the simulator.",
    ),
    "weak": Text(
        "Demandez un certificat dont la clé et la signature suivent les règles actuelles.",
        "Ask for a certificate whose key and signature follow the present rules.",
    ),
    "invalid": Text(
        "Utilisez un certificat proposé sur la page d’accueil pour comparer.",
        "Use a certificate offered on the home page to compare.",
    ),
    "cut": Text(
        "Regardez le journal du DUI : il ferme la connexion de lui-même, souvent parce que le certificat du "
        "simulateur ne lui convient pas.",
        "Look at the DUI’s log: it closes the connection by itself, often because it does not like the "
        "simulator’s certificate.",
    ),
    "unreadable": Text(
        "Vérifiez l’adresse et le port saisis dans le DUI : il parle une autre langue que celle du service.",
        "Check the address and port entered in the DUI: it speaks another language than the service’s.",
    ),
    "too_long": Text(
        "Demandez à l’éditeur de raccourcir ce que le DUI envoie avant le message.",
        "Ask the vendor to shorten what the DUI sends before the message.",
    ),
    "slow": Text(
        "Vérifiez que le DUI envoie sa demande d’un trait, et que le réseau ne la retient pas.",
        "Check that the DUI sends its request in one go, and that the network does not hold it back.",
    ),
    "other": Text(
        "Montrez à l’éditeur le détail technique ci-dessous.", "Show the vendor the technical details below."
    ),
}

HANDSHAKE: Final[Table] = {
    "asked_request": Text("Le DUI a commencé une demande.", "The DUI began a request."),
    "answered_request": Text(
        "Le simulateur l’a refusée avant de la lire en entier.",
        "The simulator refused it before reading it whole.",
    ),
    "asked_named": Text(
        "Le DUI voulait ouvrir une connexion chiffrée avec le certificat « {name} ».",
        "The DUI wanted to open an encrypted connection with the certificate “{name}”.",
    ),
    "asked": Text(
        "Le DUI voulait ouvrir une connexion chiffrée.", "The DUI wanted to open an encrypted connection."
    ),
    "answered": Text(
        "Le simulateur a fermé la connexion : aucun message n’a été échangé.",
        "The simulator closed the connection: no message was exchanged.",
    ),
    "answered_client": Text(
        "Le DUI a fermé la connexion : aucun message n’a été échangé.",
        "The DUI closed the connection: no message was exchanged.",
    ),
    "accepted": Text("Connexion chiffrée ouverte.", "Encrypted connection opened."),
    "accepted_answered": Text(
        "Le simulateur a accepté la connexion.", "The simulator accepted the connection."
    ),
}
