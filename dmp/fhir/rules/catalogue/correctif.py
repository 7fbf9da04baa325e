"""Rules on patches of an entry (flux 03, TD3.3)."""

from typing import Final

from dmp.fhir.rules.catalogue.appel import HTTP, PDSM, PROJET
from dmp.xds.rules.catalogue.base import ERROR, WARNING, refuse, rule
from simulators.core.basis import assumed, seen, standard

_6902: Final = standard("RFC 6902")
_GUIDES: Final = seen("PDSm 3.1.1 : 405 ; PDSm4DMP 0.1.0 : 422")

ILLISIBLE: Final = rule(
    "fhir.correctif.illisible",
    ERROR,
    ("Le correctif ne se lit pas.", "The patch cannot be read."),
    (
        "Envoyez un tableau d'opérations RFC 6902, un correctif XML RFC 5261, ou Parameters.",
        "Send an array of RFC 6902 operations, an RFC 5261 XML patch, or Parameters.",
    ),
    _6902,
    refuse("fhir_patch_illisible", HTTP, always=True),
)
OPERATION: Final = rule(
    "fhir.correctif.operation",
    ERROR,
    ("Cette opération ne s'applique pas.", "This operation does not apply."),
    (
        "Utilisez replace, add ou remove, avec une valeur de la forme attendue.",
        "Use replace, add or remove, with a value of the expected shape.",
    ),
    _6902,
    refuse("fhir_patch", PROJET, always=True),
)
ELEMENT: Final = rule(
    "fhir.correctif.element",
    ERROR,
    (
        "Seuls status, securityLabel et l'extension isArchived se modifient.",
        "Only status, securityLabel and the extension isArchived may be changed.",
    ),
    (
        "Retirez l'opération ; pour un autre contenu, déposez un document qui remplace. PDSm répond 405, "
        "PDSm4DMP "
        "422 : option dmp.fhir.statut_patch=422.",
        "Remove the operation; for other content, feed a document that replaces. PDSm answers 405, "
        "PDSm4DMP 422: "
        "option dmp.fhir.statut_patch=422.",
    ),
    _GUIDES,
    refuse("fhir_patch_element", PDSM, always=True),
)
CHEMIN_ALIAS: Final = rule(
    "fhir.correctif.chemin",
    WARNING,
    (
        "Le chemin est celui d'un exemple des guides : ce n'est pas un pointeur JSON (RFC 6901).",
        "The path is that of an example of the guides: it is no JSON pointer (RFC 6901).",
    ),
    (
        "Écrivez /extension/- avec l'extension entière, ou /extension/0/valueBoolean.",
        "Write /extension/- with the whole extension, or /extension/0/valueBoolean.",
    ),
    standard("RFC 6901, RFC 6902"),
    refuse("fhir_patch", assumed("compris là où le sens est sûr ; le profil strict refuse")),
)
EXEMPLE_FAUX: Final = rule(
    "fhir.correctif.exemple_faux",
    ERROR,
    (
        "La valeur est celle d'un exemple publié de PDSm, qui n'a pas la forme de l'élément.",
        "The value is that of a published example of PDSm, which has not the shape of the element.",
    ),
    (
        "Reprenez le corps donné en diagnostic : CodeableConcept pour securityLabel, booléen pour "
        "isArchived.",
        "Use the body given as diagnostic: CodeableConcept for securityLabel, boolean for isArchived.",
    ),
    seen("PDSm 3.1.1, exemples de mise à jour"),
    refuse("fhir_patch", HTTP, always=True),
)
STATUT: Final = rule(
    "fhir.correctif.statut",
    ERROR,
    ("Ce changement d'état n'est pas permis.", "This change of status is not allowed."),
    (
        "Une fiche périmée ne redevient pas courante ; entered-in-error est du projet PDSm4DMP (option "
        "dmp.fhir.pdsm4dmp).",
        "A superseded entry does not become current again; entered-in-error belongs to the PDSm4DMP "
        "draft (option "
        "dmp.fhir.pdsm4dmp).",
    ),
    seen("MHD 4.2.3, DocumentReferenceStats ; PDSm4DMP 0.1.0, TD3.3c"),
    refuse("fhir_patch", assumed("transition non décrite par PDSm"), always=True),
)
SUPPRESSION: Final = rule(
    "fhir.correctif.suppression",
    WARNING,
    (
        "Les pages du projet PDSm4DMP divergent : suppression par entered-in-error ou par superseded ; "
        "les deux "
        "suppriment ici.",
        "The pages of the PDSm4DMP draft disagree: deletion by entered-in-error or by superseded; both "
        "delete here.",
    ),
    (
        "Suivez la page TD3.3c (entered-in-error) et attendez la version publiée.",
        "Follow page TD3.3c (entered-in-error) and wait for the published version.",
    ),
    PROJET,
)
ETIQUETTE: Final = rule(
    "fhir.correctif.etiquette",
    ERROR,
    (
        "Ce niveau de confidentialité n'est pas de ceux du DMP.",
        "This confidentiality is not one of the DMP's.",
    ),
    (
        "Prenez un code de JDV_J58 : N, R, V, MASQUE_PS, INVISIBLE_PATIENT, INVISIBLE_REPRESENTANTS_LEGAUX.",
        "Use a code of JDV_J58: N, R, V, MASQUE_PS, INVISIBLE_PATIENT, INVISIBLE_REPRESENTANTS_LEGAUX.",
    ),
    seen("ansforge/IG-terminologie-de-sante, JDV_J58"),
    refuse("fhir_patch", assumed("refus non dit"), always=True),
)
SANS_EFFET: Final = rule(
    "fhir.correctif.sans_effet",
    WARNING,
    ("Le correctif ne change rien.", "The patch changes nothing."),
    ("Rien à faire si c'était voulu.", "Nothing to do if that was meant."),
    assumed("idempotence"),
)
AMBIGU: Final = rule(
    "fhir.correctif.plusieurs",
    ERROR,
    ("Plusieurs fiches répondent à la condition.", "Several entries match the condition."),
    ("Désignez une seule fiche par son masterIdentifier.", "Name one entry by its masterIdentifier."),
    HTTP,
    refuse("fhir_plusieurs", HTTP, always=True),
)
VERSION: Final = rule(
    "fhir.correctif.version",
    ERROR,
    ("La fiche a changé depuis la version annoncée.", "The entry has changed since the announced version."),
    ("Relisez la fiche et son ETag.", "Read the entry and its ETag again."),
    HTTP,
    refuse("fhir_version", HTTP, always=True),
)
