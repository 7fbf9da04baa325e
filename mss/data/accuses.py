"""Receipts: the codes an integration error bears, the words of the volet, why a receipt is not sent."""

from typing import Final

# IG-LPS-MSS, table of ERR-5 (applicationErrorCode); 902 as its MDN example writes it.
ERREURS_INTEGRATION: Final[dict[str, str]] = {
    "900": "Version du document incorrecte lors d'une demande de remplacement/suppression",
    "901": "Auteur non autorisé à remplacer ou supprimer un document",
    "902": "Identifiant de patient inconnu",
    "903": "INS non présent dans le document",
    "904": "L'INS transmis ne correspond pas exactement à celui stocké dans la base du consommateur",
    "905": "L'INS transmis n'est pas complet",
    "906": "Erreur 'Autre'",
}
# Volet LPS-MSS 1.1.2 writes the error inside Disposition, the later 1.1.3 in a field of its own.
ERREUR_1_1_2: Final = "{code}^{libelle}^messageErrorCondition| E^Error^errorSeverity"
ERREUR_1_1_3: Final = "{code}^{libelle}^applicationErrorCondition| E^Error^errorSeverity"
SUJET_ERREUR: Final = "[KO Intégration système !][{code}] {sujet}"

CORPS_ACCUSE: Final[dict[str, str]] = {
    "displayed": "Votre message à {lecteur} a été ouvert.\r\n\r\nObjet : {sujet}\r\n",
    "deleted": "Votre message à {lecteur} a été supprimé.\r\n\r\nObjet : {sujet}\r\n",
    "dispatched": "Votre message à {lecteur} a été transmis.\r\n\r\nObjet : {sujet}\r\n",
    "processed": "Votre message à {lecteur} a été intégré.\r\n\r\nObjet : {sujet}\r\n",
}
CORPS_ERREUR: Final = (
    "Votre message à {lecteur} n'a pas été intégré.\r\n\r\nErreur {code} : {libelle}\r\n\r\n"
    "Objet : {sujet}\r\n"
)

# Why no receipt is sent (`mss.rules.accuse.Refus`).
REFUS_ACCUSE: Final[dict[str, str]] = {
    "non_demande": "Ce courriel ne demande pas d'accusé (Disposition-Notification-To)",
    "rapport": "Ce courriel est lui-même un accusé ou un avis : on n'y répond pas",
    "non_recu": "Ce courriel n'a pas été reçu par cette boîte : elle l'a écrit ou rangé elle-même",
    "deja_envoye": "L'accusé de ce courriel a déjà été envoyé ($MDNSent)",
    "autre_adresse": (
        "L'accusé est demandé pour une autre adresse que celle de l'expéditeur : il ne part pas tout seul, "
        "seulement par un geste du lecteur (displayed, deleted)"
    ),
    "usager": "Un usager ne fait qu'ouvrir ou supprimer son courriel (displayed, deleted)",
    "hors_espace": "L'accusé est demandé pour une adresse hors de l'espace de confiance ou sans boîte",
}
