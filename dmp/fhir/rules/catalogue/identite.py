"""The INS identity as FR Core writes it: fr-core-patient-ins, identity reliability (§10.1 to §10.3)."""

from typing import Final

from dmp.fhir.rules.catalogue.base import (
    CODE,
    ERROR,
    FR_CORE,
    INVARIANT,
    REQUIS,
    VALEUR,
    WARNING,
    ligne,
)
from simulators.core.basis import assumed, seen, standard
from simulators.core.rule import Refusal

_IDENTITE: Final = Refusal("fhir_identite", assumed("contrôle du DMP sur les traits FHIR inconnu"))
_RNIV: Final = seen("RNIV : l'INS n'accompagne qu'une identité qualifiée ; FR Core Patient INS")

INS_TYPE: Final = ligne(
    "identite.ins_type",
    ERROR,
    INVARIANT,
    "identifier.type",
    (
        "Le type de l'identifiant n'est pas celui de son OID.",
        "The type of the identifier is not that of its OID.",
    ),
    (
        "Accordez type et system : INS-NIR .8, INS-NIA .9, INS-NIR-TEST .10, INS-NIR-DEMO .11 ; NH est "
        "le NIR de facturation.",
        "Have type and system agree: INS-NIR .8, INS-NIA .9, INS-NIR-TEST .10, INS-NIR-DEMO .11; NH is the "
        "billing NIR.",
    ),
    FR_CORE,
    _IDENTITE,
)
INS_SANS_TYPE: Final = ligne(
    "identite.ins_sans_type",
    WARNING,
    REQUIS,
    "identifier.type",
    (
        "L'INS n'a pas de type : son OID .8 est aussi celui du NIR de facturation.",
        "The INS has no type: its OID .8 is also that of the billing NIR.",
    ),
    ("Donnez le type de fr-core-cs-v2-0203.", "Give the type of fr-core-cs-v2-0203."),
    seen("FR Core : découpage par type et use ; exemples de PDSm4DMP sans l'un ni l'autre"),
)
INS_USE: Final = ligne(
    "identite.ins_use",
    ERROR,
    INVARIANT,
    "identifier.use",
    (
        "Le use d'une INS est official, temp pour un NIA, old pour une ancienne.",
        "The use of an INS is official, temp for a NIA, old for a former one.",
    ),
    ("Corrigez use.", "Correct use."),
    FR_CORE,
    _IDENTITE,
)
INS_FORME: Final = ligne(
    "identite.ins_forme",
    ERROR,
    VALEUR,
    "identifier.value",
    (
        "Une INS a 15 signes : 13, et la clé qui leur correspond.",
        "An INS has 15 signs: 13, and the key that goes with them.",
    ),
    ("Recopiez le matricule et sa clé.", "Copy the matricule and its key."),
    standard("Référentiel INS ; ins.md §8.2"),
    Refusal("fhir_identite", assumed("une clé seule ne refuse rien (errata 16)")),
)
LIEU_NAISSANCE: Final = ligne(
    "identite.lieu_naissance",
    ERROR,
    REQUIS,
    "extension(patient-birthPlace)",
    (
        "Le lieu de naissance manque, ou son code INSEE.",
        "The birth place is missing, or its INSEE code.",
    ),
    (
        "Ajoutez patient-birthPlace : valueAddress avec l'extension inseeCode (COG).",
        "Add patient-birthPlace: valueAddress with the inseeCode extension (COG).",
    ),
    FR_CORE,
    _IDENTITE,
    "1..1",
)
COG_INCONNU: Final = ligne(
    "identite.cog_99999",
    WARNING,
    INVARIANT,
    "extension(patient-birthPlace)",
    (
        "Le code 99999 n'est pas un lieu connu : une identité validée ou qualifiée en a un.",
        "The code 99999 is no known place: a validated or qualified identity has one.",
    ),
    ("Reprenez le code lieu de naissance rendu par INSi.", "Take the birth place code that INSi gives."),
    seen("hl7.fhir.fr.core 2.2.0, change_notes"),
)
NOM: Final = ligne(
    "identite.nom",
    ERROR,
    REQUIS,
    "name",
    (
        "Le nom de naissance manque : name de use official, avec family et le premier prénom.",
        "The birth name is missing: name with use official, family and the first given name.",
    ),
    ("Ajoutez le nom de naissance, un seul given.", "Add the birth name, with one given."),
    FR_CORE,
    _IDENTITE,
    "use official, family, given 1..1",
)
PRENOMS: Final = ligne(
    "identite.prenoms",
    ERROR,
    REQUIS,
    "name.extension(birth-list-given-name)",
    (
        "La liste des prénoms de naissance manque.",
        "The list of birth given names is missing.",
    ),
    ("Ajoutez l'extension birth-list-given-name.", "Add the birth-list-given-name extension."),
    FR_CORE,
    _IDENTITE,
    "1..1",
)
SEXE: Final = ligne(
    "identite.sexe",
    ERROR,
    CODE,
    "gender",
    ("Le sexe est male, female ou unknown.", "The gender is male, female or unknown."),
    ("Donnez gender ; other n'est plus admis depuis 2.2.0.", "Give gender; other is gone since 2.2.0."),
    FR_CORE,
    _IDENTITE,
    "male | female | unknown",
)
NAISSANCE: Final = ligne(
    "identite.naissance",
    ERROR,
    REQUIS,
    "birthDate",
    ("La date de naissance manque.", "The birth date is missing."),
    ("Donnez birthDate.", "Give birthDate."),
    FR_CORE,
    _IDENTITE,
    "1..1",
)
SANS_IDENTIFIANT: Final = ligne(
    "identite.sans_identifiant",
    ERROR,
    REQUIS,
    "identifier",
    (
        "Un Patient qui dit suivre fr-core-patient-ins a au moins une INS.",
        "A Patient claiming fr-core-patient-ins has at least one INS.",
    ),
    ("Ajoutez l'INS, ou retirez le profil.", "Add the INS, or remove the profile."),
    FR_CORE,
    _IDENTITE,
    "1..*",
)
