"""Rules on who may do what on whose record: people known, patient, matrix, authorisation."""

from typing import Final

from dmp.errors import DENIED
from dmp.xds.rules.catalogue.base import (
    CLIENTS,
    DEHEMPE,
    ERROR,
    GUIDE,
    INFO,
    MESSAGES,
    WARNING,
    refuse,
    rule,
)
from simulators.core.basis import assumed, reported, standard

_DSIG: Final = standard("XML Signature 1.1 §3.2, SAML 2.0 core §5")
_SAML: Final = standard("SAML 2.0 core §2.5.1.2")

STRUCTURE_INCONNUE: Final = rule(
    "vihf.structure_inconnue",
    ERROR,
    (
        "La structure du VIHF est inconnue ou inactive.",
        "The structure of the assertion is unknown or inactive.",
    ),
    (
        "Utilisez une structure de l'espace, ou ajoutez la vôtre à l'espace.",
        "Use a structure of the espace, or add yours to it.",
    ),
    DEHEMPE,
    refuse("td02_structure", DEHEMPE),
)
STRUCTURE_HORS_ESPACE: Final = rule(
    "vihf.structure_hors_espace",
    WARNING,
    (
        "La structure du VIHF n'est pas de cet espace.",
        "The structure of the assertion is not of this espace.",
    ),
    (
        "Utilisez une structure de l'espace, ou ajoutez la vôtre à l'espace.",
        "Use a structure of the espace, or add yours to it.",
    ),
    assumed("refus vu pour le seul test d'existence"),
)
PS_HORS_STRUCTURE: Final = rule(
    "vihf.ps_hors_structure",
    WARNING,
    (
        "Le professionnel n'exerce pas dans la structure du VIHF, selon cet espace.",
        "The professional does not practise in the structure of the assertion, as this espace knows it.",
    ),
    (
        "Choisissez la situation d'exercice du professionnel dans cette structure.",
        "Choose the professional's practice in that structure.",
    ),
    assumed("refus vu pour le seul test d'existence"),
)
PS_STRUCTURE: Final = rule(
    "vihf.ps_structure",
    ERROR,
    (
        "Le professionnel n'exerce pas dans la structure du VIHF.",
        "The professional does not practise in the structure of the assertion.",
    ),
    (
        "Choisissez la situation d'exercice du professionnel dans cette structure.",
        "Choose the professional's practice in that structure.",
    ),
    DEHEMPE,
    refuse("td02_ps_structure", DEHEMPE),
)
PS_INACTIF: Final = rule(
    "vihf.ps_inactif",
    ERROR,
    (
        "Le professionnel n'a plus d'activité, ou sa carte est en opposition.",
        "The professional is no longer active, or the card is opposed.",
    ),
    (
        "Utilisez l'identité d'un professionnel en activité.",
        "Use the identity of an active professional.",
    ),
    GUIDE,
    refuse(DENIED, reported("un professionnel sans exercice n'a pas de droit : PDT-INF-526")),
)
PS_INCONNU: Final = rule(
    "vihf.ps_inconnu",
    INFO,
    (
        "Le professionnel du VIHF n'est pas de cet espace.",
        "The professional of the assertion is not of this espace.",
    ),
    (
        "Rien à faire si c'est votre professionnel de test ; sinon ajoutez-le à l'espace.",
        "Nothing to do if this is your own test professional; otherwise add it to the espace.",
    ),
    assumed("le simulateur ne connaît que ses professionnels"),
)
RESSOURCE: Final = rule(
    "vihf.patient",
    ERROR,
    (
        "L'identifiant du patient manque dans le VIHF, ou n'a pas la forme attendue.",
        "The patient identifier is missing from the assertion, or has not the expected shape.",
    ),
    (
        "Écrivez resource-id sous la forme INS^^^&OID&ISO^NH.",
        "Write resource-id as INS^^^&OID&ISO^NH.",
    ),
    MESSAGES,
    refuse("vihf_champ", reported("texte vu pour un autre champ : k-jefferson/Dehempe")),
)
PATIENT_DIFFERENT: Final = rule(
    "vihf.patient_different",
    ERROR,
    (
        "Le patient du VIHF n'est pas celui de la demande.",
        "The patient of the assertion is not that of the request.",
    ),
    ("Signez un VIHF pour le patient de la demande.", "Sign an assertion for the patient of the request."),
    GUIDE,
    refuse("XDSPatientIdDoesNotMatch", reported("code vu au DMP, place déduite du nom")),
)
OID_PRODUCTION: Final = rule(
    "patient.oid_production",
    ERROR,
    (
        "L'INS porte l'identifiant de la production (.8) ; la plateforme de test attend celui de test (.10).",
        "The INS bears the production identifier (.8); the test platform expects the test one (.10).",
    ),
    (
        "Réglez l'OID par environnement : .10 en test, .8 en production.",
        "Set the OID by environment: .10 for tests, .8 in production.",
    ),
    DEHEMPE,
    refuse("XDSUnknownPatientId"),
)
OID_INCONNU: Final = rule(
    "patient.oid",
    ERROR,
    (
        "L'identifiant du patient n'est pas un INS de cette plateforme.",
        "The patient identifier is not an INS of this platform.",
    ),
    (
        "Envoyez l'INS avec l'OID de test, 1.2.250.1.213.1.4.10.",
        "Send the INS with the test OID, 1.2.250.1.213.1.4.10.",
    ),
    DEHEMPE,
)
HOMOLOGATION: Final = rule(
    "vihf.homologation",
    WARNING,
    (
        "Le numéro d'homologation DMP du logiciel n'est pas connu de cet espace.",
        "The software's DMP approval number is unknown to this espace.",
    ),
    (
        "Renseignez le numéro donné par le CNDA, ou adoptez ce logiciel dans l'espace.",
        "Give the number obtained from the CNDA, or adopt this software into the espace.",
    ),
    CLIENTS,
)
DROITS: Final = rule(
    "droits.matrice",
    ERROR,
    (
        "La matrice des droits n'ouvre pas cette transaction à cet utilisateur dans ce mode.",
        "The rights matrix does not open this transaction to this user in this mode.",
    ),
    (
        "Alimentez en mode indirect ou direct ; consultez en mode direct ou AIR.",
        "Feed in indirect or direct mode; consult in direct or AIR mode.",
    ),
    reported("PDT-INF-526 v1.8 et PDT-INF-606"),
    refuse(DENIED, reported("PDT-INF-526, PDT-INF-527")),
)
BLOQUE: Final = rule(
    "droits.bloque",
    ERROR,
    ("Le patient a bloqué ce professionnel.", "The patient has blocked this professional."),
    (
        "N'insistez pas : seul le patient peut lever le blocage.",
        "Do not insist: only the patient can lift it.",
    ),
    reported("PDT-INF-526"),
    refuse(DENIED, reported("PDT-INF-526, PDT-INF-527")),
    ("SC.DMP/CONF.06",),
)
SANS_AUTORISATION: Final = rule(
    "droits.sans_autorisation",
    ERROR,
    (
        "Le professionnel n'est pas autorisé à consulter ce DMP.",
        "The professional is not authorised to consult this record.",
    ),
    (
        "Après accord du patient, déclarez l'autorisation (TD0.3), puis consultez.",
        "Once the patient agrees, declare the authorisation (TD0.3), then consult.",
    ),
    reported("PDT-INF-526 ; autorisation VALIDE demandée pour consulter"),
    refuse(DENIED, reported("PDT-INF-526, PDT-INF-527")),
    ("SC.DMP/UX.08",),
)
OPPOSITION_URGENCE: Final = rule(
    "droits.opposition_urgence",
    ERROR,
    (
        "Le patient s'est opposé à l'accès d'urgence à son DMP.",
        "The patient has opposed emergency access to the record.",
    ),
    ("Demandez l'accord du patient.", "Ask for the patient's agreement."),
    reported("PDT-INF-526"),
    refuse(DENIED, reported("PDT-INF-526, PDT-INF-527")),
)
