"""Rules on who may do what on whose record: people known, patient, matrix, authorisation."""

from typing import Final

from dmp.errors import DENIED
from dmp.xds.rules.catalogue.base import (
    DEHEMPE,
    ERROR,
    GUIDE,
    MESSAGES,
    refuse,
    rule,
)
from simulators.core.basis import reported, standard

_DSIG: Final = standard("XML Signature 1.1 §3.2, SAML 2.0 core §5")
_SAML: Final = standard("SAML 2.0 core §2.5.1.2")

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
