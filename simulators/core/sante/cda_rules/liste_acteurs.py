"""Rules on the patient, the authors, the structure and the event (cda.md §2.1 to §2.3, §7)."""

from typing import Final

from simulators.core.sante.cda_rules.base import ERROR, TC3, WARNING, Regle

ACTEURS: Final = (
    Regle(
        "PAT-ID",
        ERROR,
        ("Le patient n'a pas d'identifiant utilisable.", "The patient has no usable identifier."),
        (
            "Mettez d'abord l'INS (racine et 15 caractères), puis l'IPP.",
            "Put the INS first (root and 15 characters), then the local identifier.",
        ),
    ),
    Regle(
        "PAT-INS-TRAITS",
        ERROR,
        ("Il manque un trait d'identité à côté de l'INS.", "A trait is missing beside the INS."),
        (
            "Avec une INS, donnez nom et premier prénom de naissance (BR), tous les prénoms, sexe, date et "
            "commune de naissance.",
            "With an INS give birth name and first given name (BR), all given names, sex, date and "
            "commune of birth.",
        ),
    ),
    Regle(
        "PAT-QUALIFIER",
        ERROR,
        (
            "Une partie du nom du patient a un qualificatif non admis.",
            "A part of the patient's name has a qualifier that is not allowed.",
        ),
        ("Utilisez BR pour la naissance et CL pour l'usage.", "Use BR for birth and CL for use."),
        TC3,
    ),
    Regle(
        "AUT-ID",
        WARNING,
        ("L'auteur n'a pas d'identifiant national.", "The author has no national identifier."),
        (
            "Mettez la racine 1.2.250.1.71.4.2.1 et l'identifiant national du professionnel.",
            "Use root 1.2.250.1.71.4.2.1 and the professional's national identifier.",
        ),
    ),
    Regle(
        "AUT-CODE-JDV",
        ERROR,
        (
            "La profession de l'auteur est absente ou inconnue.",
            "The author's profession is missing or unknown.",
        ),
        ("Prenez-la dans le jeu de valeurs JDV_J01.", "Take it from value set JDV_J01."),
        TC3,
    ),
    Regle(
        "AUT-DEVICE",
        ERROR,
        ("Le système auteur n'est pas décrit.", "The authoring device is not described."),
        (
            "Donnez manufacturerModelName et softwareName.",
            "Give manufacturerModelName and softwareName.",
        ),
    ),
    Regle(
        "CUST-ID",
        ERROR,
        (
            "La structure qui conserve le document n'est pas identifiée.",
            "The structure that keeps the document is not identified.",
        ),
        (
            "Mettez la racine 1.2.250.1.71.4.2.2 et l'identifiant national de la structure.",
            "Use root 1.2.250.1.71.4.2.2 and the structure's national identifier.",
        ),
    ),
    Regle(
        "LEGAL-ID",
        ERROR,
        ("Le responsable du document n'est pas identifié.", "The legal authenticator is not identified."),
        (
            "Mettez l'identifiant national d'un professionnel, ou l'INS du patient.",
            "Give a professional's national identifier, or the patient's INS.",
        ),
    ),
    Regle(
        "LEGAL-S",
        ERROR,
        ("La signature du responsable n'est pas déclarée.", "The signature is not declared."),
        ("Écrivez signatureCode avec le code S.", "Write signatureCode with code S."),
    ),
    Regle(
        "DOC-PRINCIPAL",
        ERROR,
        (
            "L'acte principal est absent, incomplet ou double.",
            "The main event is missing, incomplete or double.",
        ),
        (
            "Décrivez un seul acte avec sa date, son exécutant et son cadre d'exercice (JDV_J04).",
            "Describe one event with its date, its performer and its practice setting (JDV_J04).",
        ),
    ),
    Regle(
        "ENC",
        ERROR,
        ("La prise en charge n'est pas située.", "The encounter is not placed."),
        (
            "Donnez sa date et le type d'établissement (JDV_J02).",
            "Give its date and the type of facility (JDV_J02).",
        ),
    ),
)
