"""Rules on searches and readings (ITI-66, ITI-67, ITI-68, Patient)."""

from typing import Final

from dmp.fhir.rules.catalogue.appel import HTTP, MHD
from dmp.xds.rules.catalogue.base import ERROR, WARNING, refuse, rule
from simulators.core.basis import assumed, seen

PATIENT: Final = rule(
    "fhir.recherche.patient",
    ERROR,
    ("La recherche ne nomme pas de patient.", "The search names no patient."),
    (
        "Ajoutez patient.identifier=urn:oid:1.2.250.1.213.1.4.10|<INS>.",
        "Add patient.identifier=urn:oid:1.2.250.1.213.1.4.10|<INS>.",
    ),
    MHD,
    refuse("fhir_requis", assumed("obligation du consommateur ; refus non dit")),
)
SANS_CLE: Final = rule(
    "fhir.recherche.sans_cle",
    ERROR,
    (
        "Sans patient ni identifiant, la recherche porterait sur tous les dossiers.",
        "Without patient or identifier the search would be about every record.",
    ),
    ("Donnez patient.identifier, identifier ou _id.", "Give patient.identifier, identifier or _id."),
    assumed("le DMP ne cherche que dans un dossier"),
    refuse("fhir_requis", assumed("le DMP ne cherche que dans un dossier"), always=True),
)
STATUT: Final = rule(
    "fhir.recherche.statut",
    ERROR,
    ("La recherche ne dit pas l'état voulu.", "The search does not tell the wanted status."),
    ("Ajoutez status=current.", "Add status=current."),
    MHD,
    refuse("fhir_requis", assumed("obligation du consommateur ; refus non dit")),
)
CODE: Final = rule(
    "fhir.recherche.code",
    ERROR,
    (
        "La recherche de lots ne dit pas quel genre de liste.",
        "The search of sets does not tell which kind of list.",
    ),
    (
        "Ajoutez code=https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes|submissionset.",
        "Add code=https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes|submissionset.",
    ),
    MHD,
    refuse("fhir_requis", assumed("obligation du consommateur ; refus non dit")),
)
PARAMETRE_INCONNU: Final = rule(
    "fhir.recherche.parametre_inconnu",
    WARNING,
    (
        "Ce paramètre n'existe pas pour ce type : il n'a pas été regardé.",
        "This parameter does not exist for this type: it was not looked at.",
    ),
    ("Prenez un paramètre annoncé par /metadata.", "Use a parameter announced by /metadata."),
    MHD,
)
PARAMETRE_STRICT: Final = rule(
    "fhir.recherche.strict",
    ERROR,
    (
        "Prefer: handling=strict demande de refuser ce paramètre inconnu.",
        "Prefer: handling=strict asks that this unknown parameter be refused.",
    ),
    (
        "Prenez un paramètre annoncé par /metadata, ou handling=lenient.",
        "Use a parameter announced by /metadata, or handling=lenient.",
    ),
    HTTP,
    refuse("fhir_parametre", HTTP, always=True),
)
VALEUR: Final = rule(
    "fhir.recherche.valeur",
    ERROR,
    ("La valeur de ce paramètre ne se lit pas.", "The value of this parameter cannot be read."),
    (
        "Corrigez la valeur : systeme|code pour un jeton, ge2026-01-01 pour une date.",
        "Correct the value: system|code for a token, ge2026-01-01 for a date.",
    ),
    HTTP,
    refuse("fhir_parametre", HTTP, always=True),
)
CHAINE: Final = rule(
    "fhir.recherche.chaine",
    ERROR,
    (
        "Cette recherche chaînée, ou ce modificateur, n'est pas servi.",
        "This chained search, or this modifier, is not served.",
    ),
    (
        "Les seules chaînes servies sont patient.identifier, author.* et source.*.",
        "The only chains served are patient.identifier, author.* and source.*.",
    ),
    HTTP,
    refuse("fhir_parametre", HTTP, always=True),
)
TROP: Final = rule(
    "fhir.recherche.trop",
    ERROR,
    ("La recherche a trop de paramètres.", "The search has too many parameters."),
    ("Cherchez en plusieurs appels.", "Search in several calls."),
    assumed("limite du simulateur"),
    refuse("fhir_couteux", assumed("limite du simulateur"), always=True),
)
PAGE: Final = rule(
    "fhir.recherche.page",
    ERROR,
    (
        "Le lien de page n'est pas celui de cette recherche.",
        "The page link is not that of this search.",
    ),
    ("Suivez le lien « next » tel quel.", "Follow the “next” link as it is."),
    HTTP,
    refuse("fhir_page", HTTP, always=True),
)
CODE_HTTP: Final = rule(
    "fhir.recherche.code_http",
    WARNING,
    (
        "Le système du code est écrit en http, comme dans les exemples de PDSm ; il est en https.",
        "The system of the code is written http, as in PDSm's examples; it is https.",
    ),
    (
        "Écrivez https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes.",
        "Write https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes.",
    ),
    seen("PDSm 3.1.1, exemples de ITI-66 ; MHD 4.2.3"),
)
INCONNUE: Final = rule(
    "fhir.absent",
    ERROR,
    ("Aucune ressource ne porte cet identifiant ici.", "No resource bears this identifier here."),
    (
        "Cherchez la fiche (ITI-67) : l'identifiant technique ne s'invente pas, et un document masqué ne "
        "se lit pas.",
        "Search for the entry (ITI-67): a technical id is not to be made up, and a masked document is "
        "not read.",
    ),
    MHD,
    refuse("fhir_absent", MHD, always=True),
)
DISPARU: Final = rule(
    "fhir.disparu",
    ERROR,
    ("Ce document a été remplacé.", "This document has been replaced."),
    ("Lisez le document qui le remplace.", "Read the document that replaces it."),
    MHD,
    refuse("fhir_disparu", MHD, always=True),
)
CONDITION: Final = rule(
    "fhir.if_unmodified_since",
    WARNING,
    (
        "If-Unmodified-Since ne doit pas accompagner la lecture d'un document.",
        "If-Unmodified-Since must not come with the reading of a document.",
    ),
    ("Retirez cet en-tête.", "Remove this header."),
    MHD,
)
