"""The transaction of ITI-65: `pdsm-comprehensive-provide-document-bundle` (§2.4, §3.2)."""

from typing import Final

from dmp.fhir.rules.catalogue.base import (
    ERROR,
    FHIR,
    INVARIANT,
    LOT,
    LOT_TOUJOURS,
    MHD,
    PDSM,
    REQUIS,
    STRUCTURE,
    VALEUR,
    VALIDATION,
    WARNING,
    ligne,
)
from simulators.core.basis import seen, standard
from simulators.core.rule import Refusal

_HASH: Final = standard("IHE ITI MHD 4.2.3, ITI-65 §2:3.65.4.1.2.1")
_DOCUMENT_ABSENT: Final = Refusal("XDSMissingDocument", VALIDATION, always=True)

PROFIL: Final = ligne(
    "bundle.profil",
    ERROR,
    REQUIS,
    "meta.profile",
    ("Le lot ne dit pas quel profil il suit.", "The bundle does not tell its profile."),
    (
        "Mettez pdsm-comprehensive-provide-document-bundle dans meta.profile.",
        "Put pdsm-comprehensive-provide-document-bundle in meta.profile.",
    ),
    PDSM,
    LOT,
    "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/"
    "pdsm-comprehensive-provide-document-bundle",
    ("SC.DMP/va1.01",),
)
TYPE: Final = ligne(
    "bundle.type",
    ERROR,
    VALEUR,
    "type",
    ("Une alimentation est une transaction.", "A feeding is a transaction."),
    ("Écrivez le type transaction.", "Write the type transaction."),
    MHD,
    LOT_TOUJOURS,
    "transaction",
)
ENTREES: Final = ligne(
    "bundle.entry",
    ERROR,
    REQUIS,
    "entry",
    ("Le lot est vide.", "The bundle is empty."),
    ("Mettez une List, une fiche et son document.", "Put a List, an entry and its document."),
    PDSM,
    LOT_TOUJOURS,
    "1..*",
)
ADRESSE_DOUBLE: Final = ligne(
    "bundle.full_url",
    ERROR,
    INVARIANT,
    "entry.fullUrl",
    ("Deux entrées ont le même fullUrl (bdl-7).", "Two entries have the same fullUrl (bdl-7)."),
    ("Donnez un urn:uuid: nouveau à chaque entrée.", "Give each entry a new urn:uuid:."),
    standard("HL7 FHIR R4, invariant bdl-7"),
    LOT_TOUJOURS,
)
ADRESSE_ABSENTE: Final = ligne(
    "bundle.full_url_absent",
    WARNING,
    REQUIS,
    "entry.fullUrl",
    (
        "Une entrée créée n'a pas de fullUrl : rien ne peut la désigner.",
        "A created entry has no fullUrl: nothing can name it.",
    ),
    ("Donnez un urn:uuid: à l'entrée.", "Give the entry a urn:uuid:."),
    FHIR,
    attendu="urn:uuid:…",
)
REQUETE: Final = ligne(
    "bundle.request",
    ERROR,
    REQUIS,
    "entry.request",
    (
        "Une entrée de transaction dit quoi faire : request.method et request.url (bdl-3).",
        "An entry of a transaction tells what to do: request.method and request.url (bdl-3).",
    ),
    ("Ajoutez request.", "Add request."),
    standard("HL7 FHIR R4, invariant bdl-3"),
    LOT_TOUJOURS,
    "method, url",
)
ENTREE: Final = ligne(
    "bundle.entree",
    ERROR,
    STRUCTURE,
    "entry",
    (
        "Cette entrée n'a pas de place dans un lot : le découpage du profil est fermé.",
        "This entry has no place in the bundle: the slicing of the profile is closed.",
    ),
    (
        "Gardez List, DocumentReference, Binary, Bundle document, Parameters de PATCH, un Patient.",
        "Keep List, DocumentReference, Binary, document Bundle, PATCH Parameters, one Patient.",
    ),
    PDSM,
    LOT_TOUJOURS,
    "List, DocumentReference, Binary, Bundle, Parameters, Patient",
)
METHODE: Final = ligne(
    "bundle.methode",
    ERROR,
    VALEUR,
    "entry.request.method",
    (
        "Cette méthode n'est pas permise pour cette ressource.",
        "This method is not allowed here.",
    ),
    (
        "POST pour List, DocumentReference et Binary ; PATCH pour Parameters ; GET, POST, PUT pour Patient.",
        "POST for List, DocumentReference and Binary; PATCH for Parameters; GET, POST or PUT for Patient.",
    ),
    PDSM,
    LOT_TOUJOURS,
)
CIBLE_REQUETE: Final = ligne(
    "bundle.request_url",
    ERROR,
    VALEUR,
    "entry.request.url",
    ("L'adresse demandée n'est pas celle du type de la ressource.", "The address asked is not of that type."),
    ("Écrivez le nom du type : List, DocumentReference, Binary.", "Write the name of the type."),
    FHIR,
    LOT,
)
UN_LOT: Final = ligne(
    "bundle.lot",
    ERROR,
    STRUCTURE,
    "entry",
    ("Une alimentation porte un lot de soumission, et un seul.", "A feeding holds one submission set."),
    ("Mettez une List de code submissionset.", "Put one List with the code submissionset."),
    PDSM,
    LOT_TOUJOURS,
    "1..1",
)
SANS_FICHE: Final = ligne(
    "bundle.fiche",
    WARNING,
    STRUCTURE,
    "entry",
    ("Le lot ne porte aucune fiche.", "The bundle holds no entry."),
    ("Mettez au moins une DocumentReference.", "Put at least one DocumentReference."),
    seen("PDSm 3.1.1 : 0..* dans le profil, 1..* dans le texte"),
    attendu="1..*",
)
UN_PATIENT: Final = ligne(
    "bundle.patient_entree",
    ERROR,
    STRUCTURE,
    "entry",
    ("Un lot porte au plus un Patient.", "A bundle holds one Patient at most."),
    ("Gardez un seul Patient.", "Keep one Patient."),
    PDSM,
    LOT,
    "0..1",
)
