"""The texts of the mails that the simulated operators write."""

from typing import Final

SUJET_REBOND: Final = "Message non distribué"
# Cause (`mss.model.Causes`) of a mail sent back: enhanced status (RFC 3463), sentence; the exact texts were
# not obtained.
REBONDS: Final[dict[str, tuple[str, str]]] = {
    "fermee": ("5.2.1", "la messagerie de l'usager est fermée"),
    "inconnue": ("5.1.1", "le patient n'a pas été trouvé"),
    "invalide": ("5.1.3", "l'adresse n'est pas valide"),
    "piece": ("5.6.1", "une pièce jointe n'est pas d'un type admis par Mon espace santé"),
    "trop_gros": ("5.3.4", "le message dépasse la taille admise par Mon espace santé"),
}
CORPS_REBOND: Final = (
    "Bonjour,\r\n\r\nVotre message à {adresse} n'a pas été distribué : {cause}.\r\n\r\n"
    "Objet : {sujet}\r\n\r\nMon espace santé\r\n"
)
SUJET_ECHEC: Final = "Undelivered Mail Returned to Sender"
CORPS_ECHEC: Final = (
    "Bonjour,\r\n\r\nVotre message à {adresse} n'a pas été remis : le serveur de ce domaine a répondu "
    "« {cause} ».\r\n\r\nObjet : {sujet}\r\n"
)
SUJET_RETARD: Final = "Message en attente"
STATUT_RETARD: Final = "4.4.7"
CORPS_RETARD: Final = (
    "Bonjour,\r\n\r\nVotre message à {adresse} n'est pas encore remis ; l'opérateur essaie encore : ne le "
    "renvoyez pas.\r\n\r\nObjet : {sujet}\r\n"
)
SUJET_AVIS: Final = "Message remis"
STATUT_REMIS: Final = "2.0.0"
CORPS_AVIS: Final = (
    "Bonjour,\r\n\r\nVotre message à {adresse} a été remis dans sa boîte.\r\n\r\nObjet : {sujet}\r\n"
)
REPONSE_USAGER: Final = "Bonjour,\r\n\r\nMerci, j'ai bien reçu votre message.\r\n"
