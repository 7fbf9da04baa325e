"""Rules on who the assertion is about: mode, usage, structure, card, strong authentication."""

from typing import Final

from dmp.xds.rules.catalogue.base import (
    DEHEMPE,
    ERROR,
    GUIDE,
    MESSAGES,
    WARNING,
    refuse,
    rule,
)
from simulators.core.basis import assumed, reported, standard

_DSIG: Final = standard("XML Signature 1.1 §3.2, SAML 2.0 core §5")
_SAML: Final = standard("SAML 2.0 core §2.5.1.2")

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
