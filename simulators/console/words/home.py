"""The home page, and what each address, account and certificate of the ready file is for."""

from typing import Final

from simulators.console.words import Table
from simulators.core.rule import Text

HOME: Final[Table] = {
    "title": Text("Le simulateur est prêt", "The simulator is ready"),
    "lead": Text(
        "Il tient lieu, pour vos essais, des services nationaux. Recopiez une adresse dans le DUI, "
        "choisissez un certificat, faites un appel : il apparaît ci-dessous avec son explication.",
        "It stands in for the national services during your trials. Copy an address into the DUI, pick a "
        "certificate, make a call: it appears below with its explanation.",
    ),
    "latest": Text("Derniers échanges", "Latest exchanges"),
    "all": Text("Voir tous les échanges", "See all exchanges"),
    "none": Text(
        "Aucun échange pour l’instant. Le premier appel du DUI apparaîtra ici sans recharger la page.",
        "No exchange so far. The first call of the DUI will appear here without loading the page again.",
    ),
    "addresses": Text("Adresses à recopier dans le DUI", "Addresses to copy into the DUI"),
    "usage": Text("Usage", "Use"),
    "address": Text("Adresse", "Address"),
    "settings": Text("À saisir dans le DUI", "To enter in the DUI"),
    "field": Text("Champ", "Field"),
    "value": Text("Valeur", "Value"),
    "certificates": Text("Certificats à télécharger", "Certificates to download"),
    "certificates_lead": Text(
        "Ces certificats et leurs clés sont fabriqués sur cette machine et ne valent nulle part ailleurs.",
        "These certificates and their keys are made on this machine and are worth nothing elsewhere.",
    ),
    "certificate": Text("Certificat", "Certificate"),
    "files": Text("Fichiers", "Files"),
    "password": Text("Mot de passe du P12", "P12 password"),
    "file_cert": Text("certificat", "certificate"),
    "file_key": Text("clé", "key"),
    "file_p12": Text("P12", "P12"),
    "authority": Text("Autorité à installer dans le DUI", "Authority to install in the DUI"),
    "ca": Text("Autorité de test", "Test authority"),
    "crl": Text("Liste de révocation", "Revocation list"),
    "bad": Text("Certificats volontairement mauvais", "Certificates that are bad on purpose"),
    "bad_lead": Text(
        "Pour voir comment le DUI réagit quand le service le refuse.",
        "To see how the DUI reacts when the service refuses it.",
    ),
    "documents": Text("Contrats à télécharger", "Contracts to download"),
    "nothing_yet": Text(
        "Les adresses s’affichent quand tous les services écoutent.",
        "The addresses show once every service listens.",
    ),
}

# Keys of the ready file under `services.<name>`.
ADDRESSES: Final[Table] = {
    "ins.mtls": Text("Avec certificat logiciel (TLS mutuel)", "With a software certificate (mutual TLS)"),
    "ins.assertion": Text("Avec assertion du professionnel", "With the professional’s assertion"),
    "dmp.xds": Text("DMP, profils XDS", "DMP, XDS profiles"),
    "dmp.fhir": Text("DMP, interface FHIR", "DMP, FHIR interface"),
    "psc.issuer": Text("Émetteur", "Issuer"),
    "psc.wallet": Text("Connexion du professionnel", "Professional’s login"),
    "psc.discovery": Text("Configuration", "Configuration"),
    "psc.telephone": Text("Téléphone de l’e-CPS", "Telephone of the e-CPS"),
    "psc.proxy": Text("Relais e-Santé (proxy)", "e-Santé proxy"),
    "psc.api_dmp": Text("Jetons pour l’API du DMP", "Tokens for the DMP API"),
    "psc.api_mss": Text("Jetons pour l’API MSSanté", "Tokens for the MSSanté API"),
    "mss.smtp": Text("Envoi (SMTP)", "Sending (SMTP)"),
    "mss.imap": Text("Réception (IMAP)", "Receiving (IMAP)"),
    "mss.smtp_app": Text("Envoi, boîte applicative", "Sending, application mailbox"),
    "mss.imap_app": Text("Réception, boîte applicative", "Receiving, application mailbox"),
    "mss.annuaire": Text("Annuaire", "Directory"),
    "mss.liste_blanche": Text("Liste blanche", "White list"),
    "mss.autoconfig": Text("Autoconfiguration (Thunderbird)", "Autoconfiguration (Thunderbird)"),
}

# Keys of the ready file under `accounts`.
ACCOUNTS: Final[Table] = {
    "lps.idam": Text("Numéro d’autorisation INSi", "INSi authorisation number"),
    "lps.name": Text("Nom du logiciel", "Software name"),
    "lps.version": Text("Version du logiciel", "Software version"),
    "lps.homologation_dmp": Text("Numéro d’homologation DMP", "DMP approval number"),
    "psc_client.client_id": Text("Client Pro Santé Connect", "Pro Santé Connect client"),
    "psc_client.client_secret": Text("Secret Pro Santé Connect", "Pro Santé Connect secret"),
}

# Keys of the ready file under `pki.clients`; those in BAD are shown apart.
CERTIFICATES: Final[Table] = {
    "insi_auto": Text("INSi, logiciel (appels automatiques)", "INSi, software (automatic calls)"),
    "insi_manu": Text("INSi, logiciel (appels d’un agent)", "INSi, software (calls by staff)"),
    "org_auth_cli": Text("Structure, authentification", "Organisation, authentication"),
    "org_sign": Text("Structure, signature", "Organisation, signature"),
    "cps_auth": Text("Carte de l’infirmière, authentification", "Nurse’s card, authentication"),
    "cps_sign": Text("Carte de l’infirmière, signature", "Nurse’s card, signature"),
    "expired": Text("Certificat périmé", "Expired certificate"),
    "revoked": Text("Certificat révoqué", "Revoked certificate"),
    "wrong_cn": Text("Nom que le service n’admet pas", "Name the service does not admit"),
    "wrong_ou": Text("Identifiant de structure erroné", "Wrong organisation identifier"),
    "wrong_usage": Text("Certificat d’un autre usage", "Certificate for another use"),
    "unknown_ca": Text("Autorité inconnue", "Unknown authority"),
}
BAD: Final = frozenset({"expired", "revoked", "wrong_cn", "wrong_ou", "wrong_usage", "unknown_ca"})
