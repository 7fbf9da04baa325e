"""The professionals and the structures of an espace."""

from typing import Final

from simulators.console.words import Table
from simulators.core.rule import Text

STAFF: Final[Table] = {
    "title": Text("Professionnels", "Professionals"),
    "lead": Text(
        "Ceux qui se connectent, signent et écrivent. Inscrivez un agent comme sur le portail RPPS+, "
        "activez son "
        "e-CPS, ou retirez-lui sa carte.",
        "Those who log in, sign and write. Register staff as on the portail RPPS+, activate their e-CPS, "
        "or take "
        "their card away.",
    ),
    "name": Text("Nom", "Name"),
    "job": Text("Métier", "Job"),
    "number": Text("RPPS", "RPPS"),
    "card": Text("Carte", "Card"),
    "state": Text("État", "State"),
    "sees": Text("Pour voir…", "To see…"),
    "places": Text("Travaille à", "Works at"),
    "back": Text("Tous les professionnels", "All professionals"),
    "none": Text("aucun", "none"),
    "certificates": Text("Sa carte, à télécharger", "Their card, to download"),
    "certificates_lead": Text(
        "Fabriqués ici à la demande ; le mot de passe est dans le nom du fichier téléchargé.",
        "Made here on demand; the password is in the name of the downloaded file.",
    ),
    "changes": Text("Changer quelque chose", "Change something"),
    "telephone": Text("Son téléphone (e-CPS)", "Their telephone (e-CPS)"),
}
# What each certificate made on demand is for.
CERTIFICATES: Final[Table] = {
    "insi_auto": Text("INSi, appels automatiques", "INSi, automatic calls"),
    "insi_manu": Text("INSi, appels d’un agent", "INSi, calls by staff"),
    "org_auth_cli": Text("Authentification de la structure", "Authentication of the organisation"),
    "org_sign": Text("Cachet de la structure", "Seal of the organisation"),
    "cps_auth": Text("Authentification", "Authentication"),
    "cps_sign": Text("Signature", "Signature"),
}
CARDS: Final[Table] = {
    "CPS": Text("CPS", "CPS"),
    "CPE": Text("CPE", "CPE"),
    "e-CPS": Text("e-CPS", "e-CPS"),
    "opposee": Text("carte opposée", "card opposed"),
    "aucune": Text("aucune carte", "no card"),
}
STATES: Final[Table] = {
    "actif": Text("actif", "active"),
    "e-cps-non-activee": Text("e-CPS non activée", "e-CPS not activated"),
    "enrole-du-jour": Text("inscrit, pas encore connu", "registered, not known yet"),
    "activite-terminee": Text("activité terminée", "activity ended"),
    "sans-exercice": Text("sans exercice", "not practising"),
}

PLACES: Final[Table] = {
    "title": Text("Structures", "Organisations"),
    "lead": Text(
        "Les établissements de ce monde et leurs identifiants, à recopier dans le DUI.",
        "The establishments of this world and their identifiers, to copy into the DUI.",
    ),
    "name": Text("Nom", "Name"),
    "kind": Text("Genre", "Kind"),
    "finess": Text("FINESS", "FINESS"),
    "identifier": Text("Identifiant national", "National identifier"),
    "town": Text("Ville", "Town"),
    "back": Text("Toutes les structures", "All organisations"),
    "certificates": Text("Ses certificats, à télécharger", "Its certificates, to download"),
    "certificates_lead": Text(
        "Fabriqués ici à la demande ; le mot de passe est dans le nom du fichier téléchargé.",
        "Made here on demand; the password is in the name of the downloaded file.",
    ),
    "changes": Text("Changer quelque chose", "Change something"),
}
PLACE_KINDS: Final[Table] = {
    "EJ": Text("entité juridique", "legal entity"),
    "EG": Text("établissement", "establishment"),
    "EXT": Text("extérieure", "outside"),
}
