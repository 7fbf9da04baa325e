"""What the page of a report says around its figures, in French and English."""

from collections.abc import Mapping
from typing import Final

from simulators.core.rule import Text

# French sets a space before a colon.
COLON: Final[Mapping[str, str]] = {"fr": " :", "en": ":"}
MOTS: Final[Mapping[str, Text]] = {
    "fictif": Text(
        "Répétition sur simulateur, données fictives uniquement",
        "Rehearsal on a simulator, fictional data only",
    ),
    "le": Text("Le", "On"),
    "du": Text("Du", "From"),
    "au": Text("au", "to"),
    "points": Text("À régler avant la mise en service", "To settle before going live"),
    "aucun_point": Text(
        "Rien : tout ce qui a été répété a réussi, et chaque étape de la mise en service est confirmée.",
        "Nothing: all that was rehearsed succeeded, and each step before going live is confirmed.",
    ),
    "par_usager": Text("Ce qui a été fait, usager par usager", "What was done, person by person"),
    "usager": Text("Usager", "Person"),
    "sans_nom": Text("Usager sans nom", "Person without a name"),
    "professionnels": Text("Professionnels connectés", "Professionals connected"),
    "aucun_professionnel": Text(
        "Personne ne s'est connecté par Pro Santé Connect.", "Nobody logged in through Pro Santé Connect."
    ),
    "refus": Text("Appels refusés", "Refused calls"),
    "arrive": Text("Ce qui s'est passé", "What happened"),
    "fois": Text("Fois", "Times"),
    "a_faire": Text("Ce qu'il faut faire", "What to do"),
    "repris": Text("Repris ensuite avec succès", "Done again later, with success"),
    "montrer": Text(
        "Montrez cet échange à l'éditeur de votre logiciel.", "Show this exchange to your software's vendor."
    ),
    "aucun_refus": Text("Aucun.", "None."),
    "indicateurs": Text("Les indicateurs", "The indicators"),
    "sans_seuil": Text("Aucun seuil n'est fixé d'avance", "No threshold is set in advance"),
    "vos_seuils": Text(" : ceux du tableau sont les vôtres", ": those of the table are yours"),
    "pas_paiement": Text(
        ". Comptés sur le simulateur, ils ne valent pas pour un paiement.",
        ". Counted on the simulator, they are worth nothing for a payment.",
    ),
    "indicateur": Text("Indicateur", "Indicator"),
    "ensemble": Text("Ensemble", "Whole"),
    "resultat": Text("Résultat", "Result"),
    "votre_seuil": Text("Votre seuil", "Your threshold"),
    "pas_de_resultat": Text("pas de résultat", "no result"),
    "a_fournir": Text(
        "à fournir : la file active de votre logiciel", "to be given: the file active of your software"
    ),
    "par_mois": Text("Mois par mois", "Month by month"),
    "mois": Text("Mois", "Month"),
    "compte": Text("Comment c'est compté", "How it is counted"),
    "une_fois": Text(
        "Une personne compte une fois par période. L'ensemble n'est donc pas toujours la somme des "
        "établissements.",
        "A person counts once in a period. The whole is therefore not always the sum of the establishments.",
    ),
    "tableau_de_bord": Text(
        "À comparer avec le tableau de bord de votre logiciel",
        "To compare with the dashboard of your software",
    ),
    "compteur": Text("Compteur", "Count"),
    "total": Text("Total", "Total"),
    "qualifiee": Text("dont identité qualifiée", "with a qualified identity"),
    "non_qualifiee": Text("dont non qualifiée", "without"),
    "votre_logiciel": Text("Votre logiciel", "Your software"),
    "mise_en_service": Text("Mise en service : la liste à tenir", "Going live: the list to keep"),
    "fait": Text("Fait", "Done"),
    "etape": Text("Étape", "Step"),
    "vu": Text("Vu pendant la répétition", "Seen during the rehearsal"),
    "par_qui": Text("Par qui, le", "By whom, on"),
    "limites": Text(
        "Ce que dit ce compte rendu, et ce qu'il ne dit pas",
        "What this report says, and what it does not",
    ),
    "limite_1": Text(
        "Il raconte ce que votre logiciel a envoyé au simulateur, avec des personnes et des certificats "
        "fictifs.",
        "It tells what your software sent to the simulator, with fictional people and certificates.",
    ),
    "limite_2": Text(
        "Il ne dit rien de ce qui se passe à l'écran ni dans l'équipe : droits, pièces d'identité, "
        "information des usagers.",
        "It says nothing of what happens on the screen or in the team: rights, identity documents, what "
        "people are told.",
    ),
    "limite_3": Text(
        "Il n'est pas une certification et n'en remplace aucune. L'autorisation du CNDA, l'habilitation Pro "
        "Santé Connect et les preuves du référencement Ségur restent à obtenir.",
        "It is not a certification and replaces none. The CNDA authorisation, the Pro Santé Connect "
        "habilitation and the Ségur proofs are still to be obtained.",
    ),
    "limite_4": Text(
        "Les indicateurs sont définis par nous, à confirmer avec votre agence régionale de santé.",
        "The indicators are defined by us, to be confirmed with your regional health agency.",
    ),
    "version": Text("Simulateur des services socles, version", "Simulator of the services socles, version"),
    "voir": Text("Voir", "See"),
    "oui": Text("Oui", "Yes"),
}
