"""Rules on what identifies a document (cda.md §2, §7)."""

from typing import Final

from simulators.core.sante.cda_rules.base import DMP_IDS, ERROR, SM, TC3, WARNING, Regle

ENTETE: Final = (
    Regle(
        "HDR-REALM",
        ERROR,
        ("Le document ne dit pas qu'il suit le profil français.", "The document is not marked as French."),
        ("Écrivez un seul realmCode, de code FR.", "Write one realmCode, with code FR."),
    ),
    Regle(
        "HDR-TYPEID",
        ERROR,
        ("L'identifiant du schéma CDA manque ou est faux.", "The CDA schema identifier is missing or wrong."),
        (
            "Écrivez typeId avec la racine 2.16.840.1.113883.1.3 et l'extension POCD_HD000040.",
            "Write typeId with root 2.16.840.1.113883.1.3 and extension POCD_HD000040.",
        ),
    ),
    Regle(
        "HDR-TPL-HL7FR",
        ERROR,
        ("La conformité à HL7 France n'est pas déclarée.", "Conformity to HL7 France is not declared."),
        ("Ajoutez le templateId 2.16.840.1.113883.2.8.2.1.", "Add templateId 2.16.840.1.113883.2.8.2.1."),
    ),
    Regle(
        "HDR-TPL-CISIS",
        ERROR,
        ("La conformité au CI-SIS n'est pas déclarée.", "Conformity to the CI-SIS is not declared."),
        ("Ajoutez le templateId 1.2.250.1.213.1.1.1.1.", "Add templateId 1.2.250.1.213.1.1.1.1."),
    ),
    Regle(
        "HDR-TPL-3",
        ERROR,
        (
            "Aucun templateId ne dit de quel modèle de document il s'agit.",
            "No templateId says which model the document follows.",
        ),
        (
            "Ajoutez le troisième templateId : celui du modèle, ou 1.3.6.1.4.1.19376.1.2.20 au niveau 1.",
            "Add the third templateId: that of the model, or 1.3.6.1.4.1.19376.1.2.20 for a level 1 body.",
        ),
    ),
    Regle(
        "HDR-N1-TPL",
        ERROR,
        (
            "Le niveau annoncé par les templateId n'est pas celui du corps.",
            "The level told by the templateIds is not that of the body.",
        ),
        (
            "Avec un corps nonXMLBody, mettez 1.3.6.1.4.1.19376.1.2.20 et aucun modèle ; "
            "sans ce corps, retirez-le.",
            "With nonXMLBody use 1.3.6.1.4.1.19376.1.2.20 and no model; without it, remove that templateId.",
        ),
        TC3,
    ),
    Regle(
        "HDR-ID",
        ERROR,
        ("Le document n'a pas d'identifiant.", "The document has no identifier."),
        ("Donnez un OID unique dans la racine de id.", "Give a unique OID as the root of id."),
    ),
    Regle(
        "HDR-ID-EXT",
        ERROR,
        (
            "L'identifiant du document a une extension : le DMP ne la prend pas.",
            "The document's identifier has an extension: the DMP does not take it.",
        ),
        (
            "Mettez tout l'identifiant dans la racine, en OID.",
            "Put the whole identifier in the root, as an OID.",
        ),
        DMP_IDS,
    ),
    Regle(
        "HDR-CODE-JDV",
        ERROR,
        ("Le type du document est absent ou inconnu.", "The document's type is missing or unknown."),
        (
            "Prenez code, codeSystem et displayName dans le jeu de valeurs JDV_J07.",
            "Take code, codeSystem and displayName from value set JDV_J07.",
        ),
        TC3,
    ),
    Regle(
        "HDR-TITLE",
        ERROR,
        ("Le document n'a pas de titre.", "The document has no title."),
        ("Donnez un titre.", "Give a title."),
    ),
    Regle(
        "HDR-TITLE-128",
        WARNING,
        ("Le titre dépasse 128 caractères.", "The title is over 128 characters."),
        ("Raccourcissez-le.", "Shorten it."),
    ),
    Regle(
        "HDR-TIME",
        ERROR,
        ("La date du document est absente ou incomplète.", "The document's time is missing or incomplete."),
        (
            "Écrivez effectiveTime à la seconde, comme 20260101120000+0100.",
            "Write effectiveTime to the second, like 20260101120000+0100.",
        ),
    ),
    Regle(
        "HDR-TIME-OFFSET",
        WARNING,
        ("La date du document n'a pas de décalage horaire.", "The document's time has no offset."),
        ("Ajoutez le décalage, comme +0100.", "Add the offset, like +0100."),
    ),
    Regle(
        "HDR-CONF",
        ERROR,
        ("Le niveau de confidentialité est absent ou inconnu.", "Confidentiality is missing or unknown."),
        (
            "Écrivez N, R ou V, du système 2.16.840.1.113883.5.25.",
            "Write N, R or V, of system 2.16.840.1.113883.5.25.",
        ),
        TC3,
    ),
    Regle(
        "HDR-LANG",
        ERROR,
        ("La langue du document est absente ou mal écrite.", "The language is missing or badly written."),
        ("Écrivez fr-FR, en respectant la casse.", "Write fr-FR, case included."),
        TC3,
    ),
    Regle(
        "HDR-LANG-FR",
        WARNING,
        ("La langue du document n'est pas le français.", "The document's language is not French."),
        ("Écrivez fr-FR.", "Write fr-FR."),
    ),
    Regle(
        "HDR-SETID",
        ERROR,
        ("L'identifiant commun aux versions manque.", "The identifier shared by versions is missing."),
        ("Ajoutez setId : le même pour toutes les versions.", "Add setId: the same for all versions."),
    ),
    Regle(
        "HDR-VERSION",
        ERROR,
        (
            "Le numéro de version manque ou n'est pas un entier.",
            "The version number is missing or no integer.",
        ),
        ("Écrivez 1 pour la première version, puis un de plus.", "Write 1 first, then one more each time."),
    ),
    Regle(
        "HDR-COPYTIME",
        WARNING,
        ("Le document utilise un élément abandonné.", "The document uses a withdrawn element."),
        ("Retirez copyTime.", "Remove copyTime."),
    ),
    Regle(
        "HDR-CARD",
        ERROR,
        ("Un élément unique de l'en-tête est répété.", "An element that must be unique is repeated."),
        ("N'en gardez qu'un.", "Keep only one."),
    ),
    Regle(
        "REL",
        ERROR,
        (
            "Le document en remplace un autre sans dire lequel.",
            "The document replaces another without naming it.",
        ),
        (
            "Mettez l'identifiant du document remplacé dans parentDocument/id.",
            "Put the identifier of the replaced document in parentDocument/id.",
        ),
    ),
    Regle(
        "TEL",
        ERROR,
        (
            "Un contact a une valeur et une raison d'absence, ou aucune des deux, ou un usage inconnu.",
            "A telecom has both a value and a nullFlavor, or neither, or an unknown use.",
        ),
        (
            "Gardez value (tel:, mailto:) ou nullFlavor, et un usage admis.",
            "Keep value (tel:, mailto:) or nullFlavor, and a known use.",
        ),
    ),
    Regle(
        "NULL",
        ERROR,
        ("Une raison d'absence n'est pas admise.", "A nullFlavor is not one of those allowed."),
        ("Utilisez UNK, NASK, ASKU, NAV ou MSK.", "Use UNK, NASK, ASKU, NAV or MSK."),
    ),
    Regle(
        "NULL-INTERDIT",
        ERROR,
        ("Un élément obligatoire est déclaré absent.", "A mandatory element is declared absent."),
        (
            "Donnez sa valeur : aucune raison d'absence n'y est admise.",
            "Give its value: no nullFlavor there.",
        ),
        SM,
    ),
)
