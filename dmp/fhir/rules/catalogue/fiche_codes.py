"""Codes and references of an entry: the invariants PDSm writes in words, and identifiers (§2.1, §2.7)."""

from typing import Final

from dmp.fhir.model.profil import RegleProfil
from dmp.fhir.rules.catalogue.base import (
    CODE,
    CONSTR,
    ERROR,
    FHIR,
    INVARIANT,
    MHD,
    TOLEREE,
    VALEUR,
    WARNING,
    XDS_DS,
    ligne,
)
from simulators.core.basis import Basis, assumed, seen, standard
from simulators.core.rule import Refusal

_SYSTEME: Final = (
    "Prenez un code d'un des systèmes attendus, le système écrit par son adresse.",
    "Use a code of one of the expected systems, the system written as its address.",
)


def _systeme(nom: str, chemin: str, attendu: str, basis: Basis = CONSTR) -> RegleProfil:
    titre = (
        f"Le code de {chemin} vient d'un système que PDSm ne permet pas.",
        f"The code of {chemin} comes from a system that PDSm does not allow.",
    )
    return ligne(f"fiche.{nom}", ERROR, CODE, chemin, titre, _SYSTEME, basis, TOLEREE, attendu)


BIND_TYPE: Final = _systeme("constr_bind_type", "type", "LOINC, TRE_A05, TRE_A12")
BIND_CLASSE: Final = _systeme("constr_bind_category", "category", "TRE_A03, TRE_A10")
BIND_FORMAT: Final = _systeme("constr_bind_format", "content.format", "TRE_A06, TRE_A11, TRE_A09, TRE_A10")
BIND_EVENEMENT: Final = _systeme("constr_bind_context_event", "context.event", "CCAM, CIM-10, TRE_A00")
BIND_SECTEUR: Final = _systeme("constr_bind_producteur_doc", "context.facilityType", "TRE_R02, TRE_A00")
BIND_CADRE: Final = _systeme(
    "systeme_cadre",
    "context.practiceSetting",
    "TRE_A01, TRE_A00, TRE_R02",
    seen("PDSm 3.1.1 : l'invariant nomme TRE_R02 et TRE_A00, le jeu J04 et les exemples TRE_A01"),
)
BIND_CONFIDENTIALITE: Final = _systeme(
    "constr_bind_security_label", "securityLabel", "v3-Confidentiality, TRE_A08, TRE_A07"
)
CONFIDENTIALITE_FAUSSE: Final = ligne(
    "fiche.security_label_faux",
    WARNING,
    CODE,
    "securityLabel",
    (
        "Ce système n'existe pas : « Status » pour « Statut », et N n'est pas dans TRE_A07.",
        "This system does not exist: “Status” for “Statut”, and N is not in TRE_A07.",
    ),
    (
        "Écrivez N sous http://terminology.hl7.org/CodeSystem/v3-Confidentiality.",
        "Write N under http://terminology.hl7.org/CodeSystem/v3-Confidentiality.",
    ),
    seen("PDSm 3.1.1, exemple ; NOS, TRE_A07 et TRE_A08"),
    attendu="http://terminology.hl7.org/CodeSystem/v3-Confidentiality",
)
REMPLACE_UN: Final = ligne(
    "fiche.constr_bind_relates_to",
    ERROR,
    INVARIANT,
    "relatesTo",
    (
        "Un remplacement remplace une fiche, et une seule.",
        "A replacement replaces one entry, and one only.",
    ),
    ("Gardez un seul relatesTo de code replaces.", "Keep a single relatesTo with the code replaces."),
    CONSTR,
    TOLEREE,
    "1..1",
)
REMPLACE_CIBLE: Final = ligne(
    "fiche.constr_bind_relates_to_target",
    ERROR,
    INVARIANT,
    "relatesTo.target",
    (
        "La cible d'une relation est une fiche : DocumentReference/<id>, ou son identifiant.",
        "The target of a relation is an entry: DocumentReference/<id>, or its identifier.",
    ),
    (
        "Désignez la fiche visée par DocumentReference/<id> ou target.identifier.",
        "Name the target by DocumentReference/<id> or target.identifier.",
    ),
    CONSTR,
    Refusal("fhir_reference", standard("HL7 FHIR R4, DocumentReference.relatesTo.target 1..1"), always=True),
    "DocumentReference/<id>",
)
RELATION_CODE: Final = ligne(
    "fiche.relates_to_code",
    ERROR,
    CODE,
    "relatesTo.code",
    ("Cette relation n'existe pas.", "This relation does not exist."),
    ("Prenez replaces, transforms, signs ou appends.", "Use replaces, transforms, signs or appends."),
    FHIR,
    Refusal("fhir_profil", standard("HL7 FHIR R4, liaison requise")),
    "replaces | transforms | signs | appends",
)
IDENTIFIANT_FORME: Final = ligne(
    "identifiant.forme",
    ERROR,
    VALEUR,
    "masterIdentifier",
    (
        "L'identifiant unique n'est pas un OID ou un UUID entier sous urn:ietf:rfc:3986.",
        "The unique identifier is not a whole OID or UUID under urn:ietf:rfc:3986.",
    ),
    (
        "Écrivez system urn:ietf:rfc:3986 et value urn:oid:… ou urn:uuid:…, sans fantaisie.",
        "Write system urn:ietf:rfc:3986 and value urn:oid:… or urn:uuid:…, to the letter.",
    ),
    MHD,
    Refusal("fhir_profil", XDS_DS),
    "urn:oid:… | urn:uuid:…",
)
IDENTIFIANT_MARQUE: Final = ligne(
    "identifiant.marque",
    ERROR,
    INVARIANT,
    "masterIdentifier",
    (
        "L'identifiant n'est pas marqué : MHD 4.2.3 (dont PDSm dépend) demande use, MHD 4.2.4 type.",
        "The identifier is not marked: MHD 4.2.3 (on which PDSm depends) asks for use, MHD 4.2.4 for type.",
    ),
    (
        "Écrivez les deux : use usual (official pour l'entryUUID) et type uniqueId (entryUUID) de "
        "IHE.MHD.MHDIdentifierType.",
        "Write both: use usual (official for the entryUUID) and type uniqueId (entryUUID) of "
        "IHE.MHD.MHDIdentifierType.",
    ),
    standard("IHE ITI MHD 4.2.3 : use ; 4.2.4 : type"),
    Refusal("fhir_profil", assumed("les guides ne s'accordent pas ; les exemples de PDSm4DMP n'ont ni l'un")),
)
ENTRY_UUID: Final = ligne(
    "identifiant.entry_uuid",
    ERROR,
    VALEUR,
    "identifier(entryUUID)",
    (
        "Un entryUUID est un urn:uuid: sous urn:ietf:rfc:3986.",
        "An entryUUID is a urn:uuid: under urn:ietf:rfc:3986.",
    ),
    ("Corrigez l'entryUUID, ou laissez le serveur le donner.", "Correct it, or let the server give it."),
    MHD,
    TOLEREE,
    "urn:uuid:…",
)
