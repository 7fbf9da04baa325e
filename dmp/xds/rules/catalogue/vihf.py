"""Rules on the content of the assertion: issuer, time, attributes, roles."""

from typing import Final

from dmp.xds.rules.catalogue.base import (
    DEHEMPE,
    ERROR,
    GUIDE,
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
MODE: Final = rule(
    "vihf.mode",
    ERROR,
    (
        "Le mode d'authentification n'est pas un des trois modes du DMP.",
        "The authentication mode is not one of the three modes of the DMP.",
    ),
    (
        "Écrivez DIRECTE, INDIRECTE ou INDIRECTE_RENFORCEE.",
        "Write DIRECTE, INDIRECTE or INDIRECTE_RENFORCEE.",
    ),
    MESSAGES,
    refuse(
        "vihf_champ", reported("les trois modes des exemples ; aucun droit n'existe hors d'eux"), always=True
    ),
)
USAGE: Final = rule(
    "vihf.purposeofuse",
    ERROR,
    (
        "Le mode d'accès (purposeofuse) n'est pas écrit comme un élément codé.",
        "The access mode (purposeofuse) is not written as a coded element.",
    ),
    (
        "Mettez dans l'attribut un élément PurposeOfUse de type CE.",
        "Put a PurposeOfUse element of type CE in the attribute.",
    ),
    DEHEMPE,
    refuse("vihf_valeur_vide", DEHEMPE),
)
USAGE_CODE: Final = rule(
    "vihf.purposeofuse_code",
    ERROR,
    ("Le mode d'accès n'est pas connu.", "The access mode is unknown."),
    (
        "Écrivez normal, bris_de_glace ou centre_15.",
        "Write normal, bris_de_glace or centre_15.",
    ),
    MESSAGES,
    refuse("vihf_refuse"),
)
SPECIALITE: Final = rule(
    "vihf.specialite",
    ERROR,
    (
        "Un médecin ou un pharmacien doit indiquer sa spécialité dans un second rôle.",
        "A doctor or a pharmacist must give the speciality in a second role.",
    ),
    ("Ajoutez le savoir-faire comme second rôle.", "Add the savoir-faire as a second role."),
    DEHEMPE,
    refuse("vihf_specialite", DEHEMPE),
)
STRUCTURE_OU: Final = rule(
    "vihf.structure_certificat",
    ERROR,
    (
        "La structure du VIHF n'est pas celle du certificat de la structure.",
        "The structure of the assertion is not that of the structure's certificate.",
    ),
    (
        "Recopiez dans Identifiant_Structure l'identifiant porté par le certificat (OU).",
        "Copy into Identifiant_Structure the identifier of the certificate (OU).",
    ),
    GUIDE,
    refuse("vihf_refuse", GUIDE),
)
SIGNATAIRE_CARTE: Final = rule(
    "vihf.signataire_carte",
    ERROR,
    (
        "Le VIHF direct n'est pas signé par la carte du professionnel qu'il nomme.",
        "The direct assertion is not signed by the card of the professional it names.",
    ),
    (
        "Signez avec la carte du professionnel nommé dans le sujet.",
        "Sign with the card of the professional named in the subject.",
    ),
    GUIDE,
    refuse("vihf_refuse", GUIDE),
)
SUJET_FORME: Final = rule(
    "vihf.sujet_forme",
    WARNING,
    (
        "Le sujet du VIHF n'a pas la forme d'un identifiant national.",
        "The subject of the assertion has not the shape of a national identifier.",
    ),
    (
        "Écrivez 8 suivi du RPPS pour un professionnel.",
        "Write 8 followed by the RPPS for a professional.",
    ),
    MESSAGES,
    requirements=("SC.DMP/AIRS.06",),
)
AIR_PREUVE: Final = rule(
    "vihf.air_preuve",
    ERROR,
    (
        "Le mode renforcé (AIR) n'indique pas la preuve de l'authentification forte.",
        "The reinforced mode (AIR) does not tell the proof of the strong authentication.",
    ),
    (
        "Ajoutez AuthnContextDecl ; CONF_EXI_PGSSIS est la valeur de l'AIR simplifiée.",
        "Add AuthnContextDecl; CONF_EXI_PGSSIS is the value of simplified AIR.",
    ),
    GUIDE,
    refuse("vihf_champ"),
    ("SC.DMP/AIRS.06",),
)
AIR_PREUVE_VALEUR: Final = rule(
    "vihf.air_preuve_valeur",
    WARNING,
    (
        "La preuve d'authentification du mode AIR n'est pas une valeur connue.",
        "The proof of authentication of AIR mode is not a known value.",
    ),
    ("Écrivez CONF_EXI_PGSSIS.", "Write CONF_EXI_PGSSIS."),
    GUIDE,
)
AIR_SUJET: Final = rule(
    "vihf.air_sujet",
    ERROR,
    (
        "En mode AIR, le sujet doit être l'identifiant national du professionnel, pas un compte générique.",
        "In AIR mode the subject must be the professional's own national identifier, not a generic account.",
    ),
    ("Écrivez 8 suivi du RPPS du professionnel connecté.", "Write 8 and the RPPS of the user."),
    GUIDE,
    refuse("vihf_refuse", GUIDE),
    ("SC.DMP/AIRS.06",),
)
CONTEXTE_AIR: Final = rule(
    "vihf.air_contexte",
    WARNING,
    (
        "En mode AIR, la classe d'authentification n'est pas celle d'une authentification forte.",
        "In AIR mode the authentication class is not that of a strong authentication.",
    ),
    (
        "Pour Pro Santé Connect, écrivez MobileTwoFactorUnregistered.",
        "For Pro Santé Connect write MobileTwoFactorUnregistered.",
    ),
    MESSAGES,
    requirements=("SC.DMP/PSC.01",),
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
BRIS_SANS_RAISON: Final = rule(
    "vihf.bris_sans_raison",
    ERROR,
    (
        "L'accès en bris de glace ne dit pas sa raison.",
        "The break-the-glass access does not tell its reason.",
    ),
    (
        "Faites saisir la raison par l'utilisateur et mettez-la dans Mode_Acces_Raison.",
        "Have the user type the reason and put it in Mode_Acces_Raison.",
    ),
    assumed("dmp_xds.md §3.2 : attribut demandé, refus jamais vu"),
    refuse("vihf_champ"),
)
