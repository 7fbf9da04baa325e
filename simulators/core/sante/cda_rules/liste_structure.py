"""Rules on a level 3 body, by the model that the document names (cda.md §6)."""

from typing import Final

from simulators.core.sante.cda_rules.base import ERROR, TC3, WARNING, Regle

STRUCTURE: Final = (
    Regle(
        "N3-CORPS",
        ERROR,
        ("Le corps structuré n'a aucune section.", "The structured body has no section."),
        ("Mettez au moins un component/section.", "Put at least one component/section."),
    ),
    Regle(
        "N3-SECTION",
        ERROR,
        ("Il manque une section que le modèle exige.", "A section that the model demands is missing."),
        (
            "Ajoutez la section dont le templateId est attendu, même pour dire qu'il n'y a rien.",
            "Add the section whose templateId is expected, even to say that there is nothing.",
        ),
        TC3,
    ),
    Regle(
        "N3-SECTION-DOUBLE",
        ERROR,
        (
            "Une section que le modèle veut unique est répétée.",
            "A section that the model wants only once is repeated.",
        ),
        (
            "Réunissez les deux contenus en une section, ou retirez le templateId de la seconde.",
            "Join both contents in one section, or remove the templateId from the second.",
        ),
        TC3,
    ),
    Regle(
        "N3-SECTION-CODE",
        ERROR,
        (
            "Le code LOINC d'une section n'est pas celui de son templateId.",
            "The LOINC code of a section is not that of its templateId.",
        ),
        (
            "Mettez dans code le code attendu, avec codeSystem 2.16.840.1.113883.6.1.",
            "Put the expected code in code, with codeSystem 2.16.840.1.113883.6.1.",
        ),
        TC3,
    ),
    Regle(
        "N3-NARRATIF",
        WARNING,
        ("Une section n'a rien à lire.", "A section has nothing to read."),
        (
            "Écrivez dans text ce que la section dit, ou mettez-y des sous-sections.",
            "Write in text what the section says, or put sections inside it.",
        ),
    ),
    Regle(
        "N3-ENTREE",
        WARNING,
        (
            "Une section ne dit rien aux logiciels : l'entrée codée de son modèle manque.",
            "A section says nothing to software: the coded entry of its model is missing.",
        ),
        (
            "Ajoutez l'entrée dont le templateId est attendu, y compris pour coder qu'il n'y a rien.",
            "Add the entry whose templateId is expected, even to code that there is nothing.",
        ),
        TC3,
    ),
    Regle(
        "N3-ACTE",
        ERROR,
        (
            "Le code de l'acte documenté n'est pas celui que le modèle veut.",
            "The code of the documented event is not the one that the model wants.",
        ),
        (
            "Mettez le code attendu dans documentationOf/serviceEvent/code.",
            "Put the expected code in documentationOf/serviceEvent/code.",
        ),
        TC3,
    ),
    Regle(
        "N3-TRAITANT",
        ERROR,
        ("Le médecin traitant n'est pas nommé.", "The GP is not named."),
        (
            "Ajoutez participant, typeCode INF, avec le functionCode PCP (Médecin Traitant).",
            "Add participant, typeCode INF, with functionCode PCP (GP).",
        ),
        TC3,
    ),
    Regle(
        "N3-CODE",
        WARNING,
        ("Le type du document n'est pas celui de son modèle.", "The document's type is not its model's."),
        (
            "Mettez le code que ce modèle porte dans les exemples publiés, ou changez de modèle.",
            "Use the code that this model carries in the published examples, or another model.",
        ),
        TC3,
    ),
)
