"""Rules on the opening of a page (dmp_xds.md §4.11)."""

from typing import Final

from dmp.xds.rules.catalogue.base import DROITS, ERROR, refuse, rule
from simulators.core.basis import assumed, reported, standard

_ADRESSES: Final = reported("adresses d'accès direct : PDT-INF-527 v1.7")
_MESSAGES: Final = reported("DMP fermé, inconnu ou bloqué : message, PDT-INF-527 v1.7")

ADRESSE: Final = rule(
    "web.adresse",
    ERROR,
    ("L'adresse n'est pas celle d'une page d'accès direct.", "The address is none of the direct pages."),
    (
        "Écrivez /AccesDirect/, le nom de la page, puis l'INS du patient.",
        "Write /AccesDirect/, the name of the page, then the INS of the patient.",
    ),
    _ADRESSES,
    refuse("web_adresse", _ADRESSES, always=True),
)
METHODE: Final = rule(
    "web.methode",
    ERROR,
    ("Une page d'accès direct s'ouvre par GET.", "A direct page is opened by GET."),
    ("Ouvrez l'adresse dans un navigateur.", "Open the address in a browser."),
    standard("RFC 9110 §15.5.6"),
    refuse("web_methode", standard("RFC 9110 §15.5.6"), always=True),
)
CARTE: Final = rule(
    "web.carte",
    ERROR,
    ("Aucune carte de professionnel n'est présentée.", "No professional's card is presented."),
    (
        "Ouvrez la page avec le certificat d'une carte (CPS, CPE) ; l'accès AIR (TD0.10) n'est pas joué.",
        "Open the page with the certificate of a card (CPS, CPE); the AIR access (TD0.10) is not played.",
    ),
    reported("carte ou e-CPS demandée : PDT-INF-527 v1.7"),
    refuse("web_carte", reported("PDT-INF-527 v1.7"), always=True),
)
PROFESSIONNEL: Final = rule(
    "web.professionnel",
    ERROR,
    (
        "La carte n'est pas celle d'un professionnel en exercice de cet espace.",
        "The card is not that of a practising professional of this espace.",
    ),
    (
        "Ouvrez la page avec la carte d'un professionnel de l'espace.",
        "Open the page with the card of a professional of the espace.",
    ),
    assumed("contrôle attendu, jamais vu"),
    refuse("web_professionnel", always=True),
)
DROITS_PAGE: Final = rule(
    "web.droits",
    ERROR,
    (
        "La matrice des droits ne donne pas cette page à ce professionnel.",
        "The rights matrix does not give this page to this professional.",
    ),
    ("Ouvrez une page permise à sa profession.", "Open a page allowed to the profession."),
    DROITS,
    refuse("web_droits", DROITS),
)
INCONNU: Final = rule(
    "web.inconnu",
    ERROR,
    ("Aucun DMP ne répond à cet INS.", "No record answers to this INS."),
    ("Vérifiez l'existence du DMP (TD0.2) avant d'ouvrir la page.", "Test that it exists (TD0.2) first."),
    _MESSAGES,
    refuse("web_inconnu", _MESSAGES, always=True),
)
FERME: Final = rule(
    "web.ferme",
    ERROR,
    ("Le DMP du patient est fermé.", "The patient's record is closed."),
    ("Vérifiez l'état du DMP (TD0.2) avant d'ouvrir la page.", "Test its state (TD0.2) first."),
    _MESSAGES,
    refuse("web_ferme", _MESSAGES),
)
BLOQUE: Final = rule(
    "web.bloque",
    ERROR,
    ("Le patient a bloqué ce professionnel.", "The patient has blocked this professional."),
    (
        "N'insistez pas : seul le patient peut lever le blocage.",
        "Do not insist: only the patient can lift it.",
    ),
    _MESSAGES,
    refuse("web_bloque", _MESSAGES),
)
SANS_AUTORISATION: Final = rule(
    "web.sans_autorisation",
    ERROR,
    (
        "Le professionnel n'est pas autorisé à consulter ce DMP.",
        "The professional is not authorised to consult this record.",
    ),
    (
        "Après accord du patient, déclarez l'autorisation (TD0.3), puis rouvrez la page.",
        "Once the patient agrees, declare the authorisation (TD0.3), then open the page again.",
    ),
    reported("PDT-INF-526 ; autorisation VALIDE demandée pour consulter"),
    refuse("web_sans_autorisation", reported("PDT-INF-526")),
)
DONNEES_REELLES: Final = rule(
    "web.donnees_reelles",
    ERROR,
    (
        "L'INS de l'adresse n'est pas dans les listes fictives connues.",
        "The INS of the address is in no known list of fictional ones.",
    ),
    (
        "N'utilisez que les personnes fictives de l'espace.",
        "Use the fictional people of the espace only.",
    ),
    assumed("garde du simulateur"),
    refuse("web_donnees_reelles"),
)
