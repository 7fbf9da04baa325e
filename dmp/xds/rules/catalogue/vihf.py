"""Rules on the content of the assertion: issuer, time, attributes, roles."""

from typing import Final

from dmp.xds.rules.catalogue.base import (
    DEHEMPE,
    ERROR,
    MESSAGES,
    VOLET,
    WARNING,
    refuse,
    rule,
)
from simulators.core.basis import assumed, reported, standard

_DSIG: Final = standard("XML Signature 1.1 §3.2, SAML 2.0 core §5")
_SAML: Final = standard("SAML 2.0 core §2.5.1.2")

ISSUER_FORMAT: Final = rule(
    "vihf.issuer_format",
    ERROR,
    ("L'émetteur du VIHF n'annonce pas son format.", "The assertion's issuer does not tell its format."),
    (
        "Ajoutez à Issuer l'attribut Format, valeur X509SubjectName.",
        "Add the Format attribute to Issuer, with the value X509SubjectName.",
    ),
    DEHEMPE,
    refuse("vihf_champ", DEHEMPE),
)
ISSUER_NOM: Final = rule(
    "vihf.issuer_nom",
    WARNING,
    (
        "L'émetteur du VIHF n'est pas le nom du certificat qui signe.",
        "The assertion's issuer is not the name of the signing certificate.",
    ),
    (
        "Recopiez dans Issuer le nom (DN) du certificat de signature, écrit selon la RFC 2253.",
        "Copy the DN of the signature certificate into Issuer, written as in RFC 2253.",
    ),
    MESSAGES,
)
CONDITIONS: Final = rule(
    "vihf.conditions",
    ERROR,
    (
        "Le VIHF est hors de la période de validité qu'il annonce.",
        "The assertion is outside the validity period that it announces.",
    ),
    (
        "Signez une assertion neuve pour chaque appel, et mettez l'horloge du poste à l'heure.",
        "Sign a fresh assertion for each call, and set the clock of the machine.",
    ),
    _SAML,
    refuse("vihf_refuse", _SAML),
)
FENETRE: Final = rule(
    "vihf.trop_ancien",
    ERROR,
    (
        "Le VIHF a été émis il y a plus d'une heure, ou dans le futur.",
        "The assertion was issued more than an hour ago, or in the future.",
    ),
    (
        "Signez une assertion neuve pour chaque appel, et mettez l'horloge du poste à l'heure.",
        "Sign a fresh assertion for each call, and set the clock of the machine.",
    ),
    assumed("durée de vie du VIHF non trouvée"),
    refuse("vihf_refuse"),
)
EMISSION: Final = rule(
    "vihf.emission",
    ERROR,
    ("La date d'émission du VIHF manque ou n'est pas une date.", "The issue instant is missing or no date."),
    ("Écrivez IssueInstant en UTC, par exemple 2026-01-01T08:00:00Z.", "Write IssueInstant in UTC."),
    standard("SAML 2.0 core §1.3.3, §2.3.3"),
    refuse("vihf_champ", standard("SAML 2.0 core §2.3.3")),
)
CHAMP: Final = rule(
    "vihf.champ_absent",
    ERROR,
    (
        "Un champ obligatoire du VIHF manque ou est vide.",
        "A compulsory field of the assertion is missing or empty.",
    ),
    ("Renseignez ce champ.", "Fill in this field."),
    MESSAGES,
    refuse("vihf_champ", reported("texte vu pour un autre champ : k-jefferson/Dehempe")),
)
CHAMP_SECONDAIRE: Final = rule(
    "vihf.champ_attendu",
    ERROR,
    (
        "Un champ attendu du VIHF manque ou est vide.",
        "An expected field of the assertion is missing or empty.",
    ),
    ("Renseignez ce champ.", "Fill in this field."),
    MESSAGES,
    refuse("vihf_champ"),
)
VERSION: Final = rule(
    "vihf.version",
    WARNING,
    ("La version du VIHF n'est pas 2.0, 3.0 ou 4.0.", "The assertion's version is not 2.0, 3.0 or 4.0."),
    ("Écrivez 3.0 dans VIHF_Version.", "Write 3.0 in VIHF_Version."),
    MESSAGES,
)
SECTEUR: Final = rule(
    "vihf.secteur",
    WARNING,
    ("Le secteur d'activité n'a pas la forme attendue.", "The activity sector has not the expected shape."),
    (
        "Écrivez par exemple SA17^1.2.250.1.71.4.2.4.",
        "Write for instance SA17^1.2.250.1.71.4.2.4.",
    ),
    VOLET,
)
RESSOURCE_URN: Final = rule(
    "vihf.ressource_urn",
    WARNING,
    ("La ressource visée n'est pas le DMP.", "The target resource is not the DMP."),
    ("Écrivez urn:dmp dans Ressource_URN.", "Write urn:dmp in Ressource_URN."),
    MESSAGES,
)
DOUBLE: Final = rule(
    "vihf.attribut_double",
    WARNING,
    ("Un attribut du VIHF est présent plusieurs fois.", "An attribute of the assertion is there twice."),
    ("N'envoyez chaque attribut qu'une fois.", "Send each attribute once."),
    MESSAGES,
)
