"""What each page is for, and what the words of the field mean."""

from typing import Final

from simulators.console.words import Table
from simulators.core.rule import Text

HELP: Final[Table] = {
    "title": Text("Aide", "Help"),
    "lead": Text(
        "Socle tient lieu des services nationaux pendant vos essais. Voici ce que fait chaque page, et "
        "ce que "
        "veulent dire les mots.",
        "Socle stands in for the national services during your trials. Here is what each page does, and "
        "what the "
        "words mean.",
    ),
    "pages": Text("Les pages", "The pages"),
    "glossary": Text("Les mots", "The words"),
    "control": Text("L’interface de pilotage", "The control interface"),
    "control_lead": Text(
        "Tout ce que ces pages changent, un script peut le changer aussi.",
        "All that these pages change, a script can change too.",
    ),
    "see_control": Text("Voir toutes les opérations", "See every operation"),
}

GLOSSARY: Final[Table] = {
    "CDA": Text(
        "Forme des documents de santé déposés au DMP ou joints aux courriels.",
        "Form of the health documents fed to the DMP or joined to mails.",
    ),
    "CPS, CPE": Text(
        "Cartes à puce des professionnels, ou des agents d’un établissement.",
        "Smart cards of professionals, or of an establishment’s staff.",
    ),
    "DMP": Text(
        "Dossier médical partagé : le carnet de santé numérique d’une personne, dans Mon espace santé.",
        "Shared medical record: somebody’s digital health record, in Mon espace santé.",
    ),
    "DUI": Text(
        "Dossier de l’usager informatisé : le logiciel de l’établissement.",
        "The establishment’s software, which holds the record of each person.",
    ),
    "e-CPS": Text(
        "La carte du professionnel sur son téléphone.", "The professional’s card on the telephone."
    ),
    "Espace": Text("Un monde isolé du simulateur.", "An isolated world of the simulator."),
    "FINESS": Text("Numéro d’un établissement.", "Number of an establishment."),
    "Identité qualifiée": Text(
        "Identité vérifiée auprès d’INSi et sur une pièce d’identité : la seule qui circule avec un "
        "matricule.",
        "Identity checked with INSi and on an identity document: the only one that travels with a matricule.",
    ),
    "INS": Text(
        "Identité nationale de santé : le matricule et les traits d’une personne.",
        "National health identity: somebody’s matricule and traits.",
    ),
    "INSi": Text("Le téléservice qui donne et vérifie l’INS.", "The service that gives and checks the INS."),
    "MSSanté": Text(
        "Messageries sécurisées de santé, entre professionnels et avec l’usager.",
        "Secure health mail, between professionals and with the person.",
    ),
    "Pro Santé Connect": Text(
        "Connexion unique des professionnels, avec leur carte ou leur téléphone.",
        "Single login of professionals, with their card or telephone.",
    ),
    "Profil": Text(
        "L’exigence du simulateur : comme le vrai service, stricte, ou qui accepte tout en le disant.",
        "The strictness of the simulator: as the real service, strict, or accepting all and telling.",
    ),
    "RPPS": Text("Numéro national d’un professionnel.", "National number of a professional."),
    "Traits d’identité": Text(
        "Nom de naissance, prénoms, sexe, date et lieu de naissance.",
        "Birth name, given names, sex, date and place of birth.",
    ),
}

OPERATIONS: Final[Table] = {
    "title": Text("Interface de pilotage", "Control interface"),
    "lead": Text(
        "Chaque opération, telle que le simulateur la sert. Le jeton et l’adresse sont dans le fichier "
        "d’annonce ; "
        "la description complète est téléchargeable.",
        "Each operation, as the simulator serves it. The token and the address are in the ready file; "
        "the whole "
        "description can be downloaded.",
    ),
    "download": Text("Description OpenAPI", "OpenAPI description"),
    "operation": Text("Opération", "Operation"),
    "address": Text("Adresse", "Address"),
    "does": Text("Ce qu’elle fait", "What it does"),
}
