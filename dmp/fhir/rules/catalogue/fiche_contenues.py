"""What an entry contains and names: actors, the patient, nothing left over (§2.1)."""

from typing import Final

from dmp.fhir.rules.catalogue.base import (
    ERROR,
    INVARIANT,
    PDSM,
    STRUCTURE,
    TOLEREE,
    XDS_DS,
    ligne,
)
from simulators.core.basis import assumed, standard
from simulators.core.rule import Refusal

_CONTENIR: Final = (
    "Mettez la ressource dans contained et désignez-la par « # » et son id.",
    "Put the resource in contained and name it by “#” and its id.",
)
_CIBLE: Final = ("Désignez une ressource d'un des types attendus.", "Name a resource of an expected type.")

CONTENUE_SANS_EMPLOI: Final = ligne(
    "contenue.sans_emploi",
    ERROR,
    INVARIANT,
    "contained",
    (
        "Une ressource contenue n'est désignée nulle part (dom-3).",
        "A contained resource is named nowhere (dom-3).",
    ),
    ("Désignez-la par « # » et son id, ou retirez-la.", "Name it by “#” and its id, or remove it."),
    standard("HL7 FHIR R4, invariant dom-3"),
    Refusal("fhir_profil", assumed("les exemples de PDSm ne respectent pas dom-3")),
    "#id",
)
CONTENUE_IMBRIQUEE: Final = ligne(
    "contenue.imbriquee",
    ERROR,
    INVARIANT,
    "contained.contained",
    (
        "Une ressource contenue en contient une autre (dom-2).",
        "A contained resource contains another (dom-2).",
    ),
    ("Mettez-les côte à côte dans contained.", "Put them side by side in contained."),
    standard("HL7 FHIR R4, invariant dom-2"),
    Refusal("fhir_structure", standard("HL7 FHIR R4, dom-2 ; MHD ITI-65 §2:3.65.4.1.3")),
)
REFERENCE_INTERNE: Final = ligne(
    "contenue.introuvable",
    ERROR,
    STRUCTURE,
    "reference",
    (
        "Une référence interne ne désigne aucune ressource contenue.",
        "An internal reference names no contained resource.",
    ),
    ("Contenez la ressource de cet id, ou corrigez la référence.", "Contain that resource, or correct it."),
    standard("HL7 FHIR R4, invariant ref-1"),
    Refusal("fhir_reference", standard("HL7 FHIR R4, ref-1 ; MHD ITI-65 §2:3.65.4.1.3")),
)
AUTEUR_CONTENU: Final = ligne(
    "fiche.author_contenu",
    ERROR,
    STRUCTURE,
    "author",
    ("L'auteur n'est pas contenu dans la fiche.", "The author is not contained in the entry."),
    _CONTENIR,
    PDSM,
    TOLEREE,
    "#id",
)
AUTEUR_TYPE: Final = ligne(
    "fiche.author_type",
    ERROR,
    STRUCTURE,
    "author",
    ("Une ressource de ce type ne peut pas être l'auteur.", "A resource of this type cannot be the author."),
    _CIBLE,
    PDSM,
    TOLEREE,
)
AUTHENTIFICATEUR_CONTENU: Final = ligne(
    "fiche.authenticator_contenu",
    ERROR,
    STRUCTURE,
    "authenticator",
    (
        "L'authentificateur n'est pas contenu dans la fiche.",
        "The authenticator is not contained.",
    ),
    _CONTENIR,
    PDSM,
    TOLEREE,
    "#id",
)
AUTHENTIFICATEUR_TYPE: Final = ligne(
    "fiche.authenticator_type",
    ERROR,
    STRUCTURE,
    "authenticator",
    (
        "Une ressource de ce type ne peut pas authentifier.",
        "A resource of this type cannot authenticate.",
    ),
    _CIBLE,
    PDSM,
    TOLEREE,
    "Practitioner, PractitionerRole, Organization",
)
PATIENT_SOURCE_CONTENU: Final = ligne(
    "fiche.source_patient_contenu",
    ERROR,
    STRUCTURE,
    "context.sourcePatientInfo",
    (
        "sourcePatientInfo ne désigne pas un Patient contenu dans la fiche.",
        "sourcePatientInfo does not name a Patient contained in the entry.",
    ),
    _CONTENIR,
    standard("IHE ITI MHD 4.2.3, ITI-65 §2:3.65.4.1.2.2"),
    Refusal("fhir_profil", XDS_DS),
    "#id",
)
