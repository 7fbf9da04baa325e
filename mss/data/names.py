"""Names of the trust space and of the journal (mss.md §1, §3)."""

from typing import Final

from simulators.core.rule import Text

NAME: Final = "mss"

# Mon espace santé is an operator of its own; the first domain is the real one, which a DUI may have built in.
DOMAINES_USAGERS: Final = ("patient.mssante.fr", "patient.demo.mssante.fr")
EXPEDITEUR_REBONDS: Final = "mailer-daemon@patient.mssante.fr"
# Who writes the delivery reports of the operator itself.
EXPEDITEUR_AVIS: Final = "mailer-daemon@mss.demo.mssante.fr"

X_NIL: Final = "X-MSS-NIL"
X_CODECDA: Final = "X-MSS-CODECDA"
X_INS: Final = "X-MSS-INS"
X_MES: Final = "X-MSS-MES"
FIN: Final = "FIN"
PREFIXE_XDM: Final = "XDM/1.0/DDM+"
TYPE_ACCUSE: Final = "message/disposition-notification"
NOM_ARCHIVE: Final = "ihe_xdm.zip"

# 10 MB is the common limit of an operator (assumed); Mon espace santé takes 25 MB (reported).
TAILLE_MAX: Final = 10_485_760
TAILLE_MAX_USAGER: Final = 26_214_400
LIGNE_MAX: Final = 998
# What a citizen's box is not handed: programs, by the end of their name or their type (assumed).
PROGRAMMES: Final = (
    *(".exe", ".com", ".bat", ".cmd", ".scr", ".pif", ".msi", ".jar", ".js", ".vbs", ".wsf", ".ps1"),
    *(".hta", ".lnk", ".dll"),
)
TYPES_PROGRAMMES: Final = frozenset(
    {"application/x-msdownload", "application/x-dosexec", "application/java-archive", "text/javascript"}
)

# The only suites of TLS 1.2 that the norm admits (mss.md §1.3), by OpenSSL's names.
SUITES: Final = (
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES256-SHA384",
    "ECDHE-RSA-AES128-SHA256",
)

# Where the test authority of IGC-Santé publishes the list of the organisations' servers.
CHEMIN_CRL: Final = "/CRL/ACI-EL-ORG-TEST.crl"
HOTE_CRL: Final = "igc-sante.esante.gouv.fr"

LISTE_CRL: Final = "mss.liste_de_revocation"
ACCUEIL: Final = "mss.accueil"
CONNEXION_SMTP: Final = "mss.smtp.connexion"
ENVOI: Final = "mss.envoi"
REMISE: Final = "mss.remise"
FICHIER: Final = "mss.fichier"
CONNEXION_IMAP: Final = "mss.imap.connexion"
SELECTION: Final = "mss.imap.selection"
LECTURE: Final = "mss.imap.lecture"
DEPOT: Final = "mss.imap.depot"
MARQUAGE: Final = "mss.imap.marquage"
DEPLACEMENT: Final = "mss.imap.deplacement"
PURGE: Final = "mss.imap.purge"
DOSSIER: Final = "mss.imap.dossier"
RECHERCHE: Final = "mss.imap.recherche"
REFUSEE: Final = "mss.imap.refusee"
FIN_SESSION: Final = "mss.fin_de_session"
ANNUAIRE_RECHERCHE: Final = "mss.annuaire.recherche"
ANNUAIRE_LECTURE: Final = "mss.annuaire.lecture"
ANNUAIRE_CAPACITES: Final = "mss.annuaire.capacites"
ANNUAIRE_REFUS: Final = "mss.annuaire.refus"
ANNUAIRE_EXTRACTION: Final = "mss.annuaire.extraction"
ANNUAIRE_MODIFICATION: Final = "mss.annuaire.modification"
LISTE: Final = "mss.liste_blanche"
AUTOCONFIGURATION: Final = "mss.autoconfiguration"
ANNUAIRES: Final = frozenset(
    {
        *(ANNUAIRE_RECHERCHE, ANNUAIRE_LECTURE, ANNUAIRE_CAPACITES, ANNUAIRE_REFUS, ANNUAIRE_EXTRACTION),
        *(ANNUAIRE_MODIFICATION, LISTE, AUTOCONFIGURATION),
    }
)

OPERATIONS: Final = {
    LISTE_CRL: Text("Liste de révocation", "Revocation list"),
    ACCUEIL: Text("Accueil sans STARTTLS", "Greeting without STARTTLS"),
    CONNEXION_SMTP: Text("Connexion pour envoyer", "Connection for sending"),
    ENVOI: Text("Envoi d'un courriel", "Sending of a mail"),
    REMISE: Text("Courriel déposé par le simulateur", "Mail put by the simulator"),
    FICHIER: Text("Courriel ou archive lus d'un fichier", "Mail or archive read from a file"),
    CONNEXION_IMAP: Text("Connexion pour relever", "Connection for reading"),
    SELECTION: Text("Ouverture d'un dossier", "Opening of a folder"),
    LECTURE: Text("Lecture de courriels", "Reading of mails"),
    DEPOT: Text("Dépôt d'un courriel dans un dossier", "Mail put in a folder"),
    MARQUAGE: Text("Marquage de courriels", "Flagging of mails"),
    DEPLACEMENT: Text("Copie ou déplacement de courriels", "Copy or move of mails"),
    PURGE: Text("Effacement de courriels", "Removal of mails"),
    DOSSIER: Text("Gestion des dossiers", "Management of folders"),
    RECHERCHE: Text("Recherche de courriels", "Search of mails"),
    REFUSEE: Text("Commande refusée", "Command refused"),
    FIN_SESSION: Text("Session fermée par l'opérateur", "Session closed by the operator"),
    ANNUAIRE_RECHERCHE: Text("Recherche dans l'annuaire", "Search in the directory"),
    ANNUAIRE_LECTURE: Text("Lecture d'une fiche de l'annuaire", "Reading of a directory entry"),
    ANNUAIRE_CAPACITES: Text("Capacités de l'annuaire", "Capabilities of the directory"),
    ANNUAIRE_EXTRACTION: Text("Extraction des boîtes de l'annuaire", "Extraction of the directory's boxes"),
    ANNUAIRE_MODIFICATION: Text("Boîte modifiée dans l'annuaire", "Mailbox changed in the directory"),
    LISTE: Text("Liste blanche de l'espace de confiance", "White list of the trust space"),
    AUTOCONFIGURATION: Text("Réglages d'une boîte cherchés", "Settings of a box looked up"),
    ANNUAIRE_REFUS: Text("Appel à l'annuaire non compris", "Call to the directory not understood"),
}
