"""Rules on order, identifiers, times and other participations (cda.md §2)."""

from typing import Final

from simulators.core.basis import standard
from simulators.core.sante.cda_rules.base import ERROR, SM, TC3, WARNING, Regle

_CDA: Final = standard("HL7 CDA R2, POCD_MT000040 ; CI-SIS, Structuration minimale V1.16.8, tableau 1")
_FR: Final = (
    "Écrivez {what}, comme 20260101120000+0100 : à la seconde, avec le décalage horaire.",
    "Write {what} like 20260101120000+0100: to the second, with the offset.",
)


def _moment(what: str) -> tuple[str, str]:
    return _FR[0].format(what=what), _FR[1].format(what=what)


TIERS: Final = (
    Regle(
        "HDR-ORDRE",
        ERROR,
        ("Un élément de l'en-tête n'est pas à sa place.", "An element of the header is out of its place."),
        (
            "Déplacez-le avant l'élément nommé, dans l'ordre du schéma CDA.",
            "Move it before the element named, in the order of the CDA schema.",
        ),
        _CDA,
    ),
    Regle(
        "HDR-ELEMENT",
        ERROR,
        ("L'en-tête a un élément inconnu du CDA.", "The header has an element that CDA does not know."),
        ("Retirez-le, ou corrigez son nom.", "Remove it, or correct its name."),
        _CDA,
    ),
    Regle(
        "ID-PS",
        WARNING,
        (
            "L'identifiant du professionnel n'a pas la forme nationale.",
            "The professional's identifier has not the national shape.",
        ),
        (
            "Écrivez 8 suivi des 11 chiffres du RPPS, ou le préfixe et le numéro de la structure, "
            "une barre et l'identifiant interne.",
            "Write 8 and the 11 digits of the RPPS, or the prefix and number of the structure, a slash and "
            "the internal identifier.",
        ),
    ),
    Regle(
        "ID-STRUCTURE",
        WARNING,
        (
            "L'identifiant de la structure n'a pas la forme nationale.",
            "The structure's identifier has not the national shape.",
        ),
        (
            "Écrivez 1 suivi des 9 caractères du FINESS, ou 2 et le SIREN, ou 3 et le SIRET.",
            "Write 1 and the 9 characters of the FINESS, or 2 and the SIREN, or 3 and the SIRET.",
        ),
    ),
    Regle(
        "PAT-INS-CLE",
        WARNING,
        ("La clé de l'INS n'est pas celle de son numéro.", "The key of the INS is not that of its number."),
        (
            "Recopiez les 15 caractères rendus par INSi, sans les ressaisir.",
            "Copy the 15 characters that INSi returned, without typing them again.",
        ),
    ),
    Regle(
        "PAT-NAISSANCE",
        ERROR,
        ("La date de naissance est mal écrite.", "The birth date is badly written."),
        ("Écrivez birthTime comme 19790301.", "Write birthTime like 19790301."),
    ),
    Regle(
        "AUT-TIME",
        ERROR,
        (
            "La date de participation de l'auteur manque ou est incomplète.",
            "The author's time is missing or incomplete.",
        ),
        _moment("author/time"),
    ),
    Regle(
        "LEGAL-TIME",
        ERROR,
        (
            "La date de prise de responsabilité manque ou est incomplète.",
            "The legal authenticator's time is missing or incomplete.",
        ),
        _moment("legalAuthenticator/time"),
    ),
    Regle(
        "EVT-TIME",
        ERROR,
        (
            "Une date d'acte ou de prise en charge est mal écrite.",
            "The time of an event or encounter is badly written.",
        ),
        (
            "Écrivez un jour (20260101), ou une heure à la minute avec son décalage (202601011200+0100).",
            "Write a day (20260101), or a time to the minute with its offset (202601011200+0100).",
        ),
    ),
    Regle(
        "ADDR",
        ERROR,
        ("L'usage d'une adresse est inconnu.", "The use of an address is unknown."),
        ("Écrivez H, HP, HV, WP ou TMP.", "Write H, HP, HV, WP or TMP."),
    ),
    Regle(
        "FONCTION",
        ERROR,
        ("Le rôle fonctionnel est inconnu.", "The functional role is unknown."),
        (
            "Prenez functionCode dans le jeu de valeurs JDV_J47, ou retirez-le.",
            "Take functionCode from value set JDV_J47, or remove it.",
        ),
        TC3,
    ),
    Regle(
        "CUST-NOM",
        ERROR,
        (
            "La structure qui conserve le document n'est pas nommée.",
            "The structure that keeps the document is not named.",
        ),
        ("Donnez son nom dans name.", "Give its name in name."),
    ),
    Regle(
        "PART-ROLE",
        ERROR,
        ("Le rôle d'un participant manque ou n'est pas admis.", "A participant's role is missing or wrong."),
        (
            "Décrivez-le par associatedEntity, de classCode PROV pour un professionnel ou AGNT.",
            "Describe it by associatedEntity, with classCode PROV for a professional, or AGNT.",
        ),
    ),
    Regle(
        "INFORMANT",
        ERROR,
        (
            "Un informateur n'est ni un professionnel ni un proche.",
            "An informant is neither a professional nor a relative.",
        ),
        (
            "Décrivez-le par assignedEntity, ou par relatedEntity : ECON, NOK, CON, CAREGIVER ou PAT.",
            "Describe it by assignedEntity, or by relatedEntity: ECON, NOK, CON, CAREGIVER or PAT.",
        ),
    ),
    Regle(
        "SAISIE",
        ERROR,
        ("L'opérateur de saisie est incomplet.", "The data enterer is incomplete."),
        ("Donnez time et assignedEntity.", "Give both time and assignedEntity."),
    ),
    Regle(
        "DESTINATAIRE",
        ERROR,
        ("Un destinataire n'est pas décrit.", "A recipient is not described."),
        ("Décrivez-le par intendedRecipient.", "Describe it by intendedRecipient."),
    ),
    Regle(
        "PRESCRIPTION",
        ERROR,
        ("La prescription exécutée n'est pas identifiée.", "The order fulfilled is not identified."),
        ("Donnez son identifiant dans order/id.", "Give its identifier in order/id."),
    ),
    Regle(
        "VALIDEUR",
        ERROR,
        ("La signature d'un valideur n'est pas déclarée.", "An authenticator's signature is not declared."),
        ("Écrivez signatureCode avec le code S.", "Write signatureCode with code S."),
    ),
    Regle(
        "CONSENTEMENT",
        ERROR,
        ("Le consentement n'est pas déclaré acquis.", "The consent is not declared given."),
        (
            "Écrivez consent/statusCode avec le code completed.",
            "Write consent/statusCode with code completed.",
        ),
    ),
    Regle(
        "REL-TYPE",
        ERROR,
        (
            "Le lien avec un autre document n'est pas un remplacement.",
            "The link to another document is no replacement.",
        ),
        ("Écrivez relatedDocument avec le typeCode RPLC.", "Write relatedDocument with typeCode RPLC."),
    ),
    Regle(
        "REL-SOI",
        ERROR,
        ("Le document dit se remplacer lui-même.", "The document says that it replaces itself."),
        (
            "Donnez un nouvel identifiant au document ; dans parentDocument, celui de la version précédente.",
            "Give the document a new identifier; in parentDocument, that of the previous version.",
        ),
    ),
    Regle(
        "VERSION-LIEN",
        WARNING,
        (
            "Le numéro de version annonce un remplacement, sans document remplacé.",
            "The version number tells of a replacement, without a document replaced.",
        ),
        (
            "Ajoutez relatedDocument avec l'identifiant de la version précédente.",
            "Add relatedDocument with the identifier of the previous version.",
        ),
        SM,
    ),
)
