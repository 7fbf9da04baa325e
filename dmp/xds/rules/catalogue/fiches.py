"""Rules on the metadata of documents, and their agreement with the documents."""

from typing import Final

from dmp.xds.rules.catalogue.base import (
    ERROR,
    GUIDE,
    IHE,
    MESSAGES,
    VOLET,
    WARNING,
    refuse,
    rule,
)
from simulators.core.basis import assumed, reported, seen, standard

_CODE_VU: Final = seen("k-jefferson/Dehempe, code vu")
_NOMENCLATURES: Final = seen("ansforge/IG-terminologie-de-sante, jeux de valeurs J57 à J66")
_COHERENCE: Final = reported("cda.md §3 : volet HV2, P4D, feuille de style TC3")
_LOI: Final = ("SC.DMP/va1.01",)

METADONNEE: Final = rule(
    "fiche.illisible",
    ERROR,
    (
        "Une métadonnée n'est pas écrite dans le format attendu.",
        "A metadata value is not written in the expected format.",
    ),
    ("Écrivez la valeur dans le format de l'exemple.", "Write the value in the format of the example."),
    IHE,
    refuse("XDSRegistryMetadataError", IHE),
)
PATIENT_LOT: Final = rule(
    "fiche.patient",
    ERROR,
    (
        "Le patient d'un document n'est pas celui du lot ou du VIHF.",
        "The patient of a document is not that of the set or of the assertion.",
    ),
    (
        "Un lot ne concerne qu'un patient : celui du VIHF.",
        "A set is about one patient: that of the assertion.",
    ),
    standard("IHE ITI TF-3 §4.2.3.2.16"),
    refuse("XDSPatientIdDoesNotMatch", _CODE_VU),
)
OBLIGATOIRE: Final = rule(
    "fiche.champ_absent",
    ERROR,
    ("Une métadonnée obligatoire manque.", "A compulsory metadata value is missing."),
    ("Renseignez cette métadonnée.", "Fill in this metadata value."),
    standard("IHE ITI TF-3 §4.3.1.1"),
    refuse("XDSRegistryMetadataError", IHE),
)
UNIQUE_ID: Final = rule(
    "fiche.unique_id",
    ERROR,
    (
        "L'identifiant unique n'est pas un OID seul ; le DMP n'accepte pas d'extension.",
        "The unique identifier is not a bare OID; the DMP accepts no extension.",
    ),
    (
        "Donnez à chaque document et à chaque lot un OID entier, sans « ^ ».",
        "Give each document and each set a whole OID, without “^”.",
    ),
    VOLET,
    refuse("XDSRegistryMetadataError", VOLET),
)
AUTEUR_STRUCTURE: Final = rule(
    "auteur.structure",
    ERROR,
    (
        "Aucune structure d'auteur du document n'est celle du VIHF.",
        "No author institution of the document is that of the assertion.",
    ),
    (
        "Mettez la structure qui alimente dans authorInstitution.",
        "Put the structure that feeds in authorInstitution.",
    ),
    reported("doc.devbox-sante.fr, texte vu"),
    refuse("XDSRegistryMetadataError", reported("doc.devbox-sante.fr, texte vu ; code supposé")),
)
CUMUL: Final = rule(
    "confidentialite.cumul",
    ERROR,
    (
        "Un document ne peut pas être à la fois masqué aux professionnels et invisible au patient.",
        "A document cannot be both masked to professionals and hidden from the patient.",
    ),
    ("Choisissez l'un des deux.", "Choose one of the two."),
    GUIDE,
    refuse("XDSRegistryMetadataError", GUIDE),
    ("DMP/va1.17", "DMP/va1.18"),
)
CONFIDENTIALITE_N: Final = rule(
    "confidentialite.normal_absent",
    WARNING,
    (
        "Le niveau de confidentialité N, R ou V manque à côté des masquages.",
        "The confidentiality level N, R or V is missing beside the maskings.",
    ),
    ("Gardez N à côté des autres codes.", "Keep N beside the other codes."),
    MESSAGES,
    requirements=("DMP/va1.18",),
)
CLASSE: Final = rule(
    "fiche.classe",
    ERROR,
    (
        "La classe du document n'est pas celle que la nomenclature associe à son type.",
        "The class of the document is not the one that the nomenclature gives to its type.",
    ),
    ("Prenez la classe associée au type.", "Use the class associated with the type."),
    _NOMENCLATURES,
    refuse("XDSRegistryMetadataError"),
    _LOI,
)
JEU_DE_VALEURS: Final = rule(
    "fiche.jeu_de_valeurs",
    ERROR,
    (
        "Un code ne fait pas partie du jeu de valeurs du DMP.",
        "A code is not part of the DMP's value set.",
    ),
    ("Prenez un code du jeu de valeurs, avec son système.", "Use a code of the set, with its system."),
    _NOMENCLATURES,
    refuse("XDSRegistryMetadataError"),
    _LOI,
)
COHERENCE_TITRE: Final = rule(
    "coherence.titre",
    WARNING,
    (
        "Le titre de la fiche n'est pas celui du document CDA.",
        "The title of the entry is not that of the CDA document.",
    ),
    ("Recopiez le titre du CDA.", "Copy the title of the CDA."),
    _COHERENCE,
    requirements=("SC.CDA/META.01",),
)
COHERENCE_REMPLACEMENT: Final = rule(
    "coherence.remplacement",
    WARNING,
    (
        "Le document CDA et le lot ne disent pas la même chose du remplacement.",
        "The CDA document and the set do not tell the same about the replacement.",
    ),
    (
        "Une nouvelle version se dit deux fois : relatedDocument dans le CDA, association RPLC dans le lot.",
        "A new version is told twice: relatedDocument in the CDA, RPLC association in the set.",
    ),
    assumed("usage attendu, jamais vu comme contrôle du DMP"),
    requirements=("DMP/va1.16",),
)
SECRETE: Final = rule(
    "fiche.connexion_secrete",
    ERROR,
    (
        "En connexion secrète d'un mineur, un document n'est pas caché à ses représentants légaux.",
        "In a minor's secret connection a document is not hidden from the legal representatives.",
    ),
    (
        "Ajoutez INVISIBLE_REPRESENTANTS_LEGAUX à la confidentialité de chaque document.",
        "Add INVISIBLE_REPRESENTANTS_LEGAUX to the confidentiality of each document.",
    ),
    GUIDE,
    refuse("XDSRegistryMetadataError"),
    ("EX_2.1-1050",),
)
AUTO_PRESENTABLE: Final = rule(
    "fiche.auto_presentable",
    ERROR,
    (
        "Le mimeType ne dit pas si le document vient seul ou dans sa propre feuille de style.",
        "The mimeType does not tell whether the document comes alone or inside its own style sheet.",
    ),
    (
        "Mettez text/xml pour un CDA seul, application/xslt+xml pour un CDA auto-présentable.",
        "Put text/xml for a CDA alone, application/xslt+xml for a self-presenting one.",
    ),
    reported("Structuration minimale V1.16.8 §3.9 ; métadonnées P4D"),
    refuse("XDSRepositoryMetadataError"),
)
