"""A rehearsal, in words: what to do now, what was seen, what a person attests."""

from typing import Final

from simulators.console.words import Table
from simulators.console.words.leading import LEADING
from simulators.core.rule import Text

REHEARSAL: Final[Table] = {
    "title": Text("Répétition", "Rehearsal"),
    "lead": Text(
        "Choisissez un parcours, faites dans le DUI ce qui est demandé : chaque étape se juge "
        "d’elle-même et dit ce "
        "qui manque.",
        "Choose a journey, do in the DUI what is asked: each step is judged by itself and tells what is "
        "missing.",
    ),
    "going": Text("Répétitions de cet espace", "Rehearsals of this workspace"),
    "none": Text("Aucune répétition pour l’instant.", "No rehearsal so far."),
    "state_over": Text("terminée", "over"),
    "state_going": Text("en cours, étape {n} sur {total}", "going on, step {n} of {total}"),
    "journeys": Text("Parcours", "Journeys"),
    "single": Text("Scénarios, un par un", "Scenarios, one by one"),
    "steps_one": Text("{n} étape", "{n} step"),
    "steps_many": Text("{n} étapes", "{n} steps"),
    "begin": Text("Commencer", "Begin"),
    "begun_on": Text("Commencée le", "Begun on"),
    "back": Text("Toutes les répétitions", "All rehearsals"),
    "step_of": Text("Étape {n} sur {total}", "Step {n} of {total}"),
    "given": Text("La situation", "The situation"),
    "people": Text("Les personnes", "The people"),
    "todo": Text("À faire maintenant dans le DUI", "To do now in the DUI"),
    "expected": Text("Ce qui doit se passer", "What must happen"),
    "seen": Text("Ce qui a été vu", "What was seen"),
    "nothing_seen": Text("Rien n’est encore arrivé.", "Nothing came yet."),
    "came_one": Text("{n} échange reçu", "{n} exchange received"),
    "came_many": Text("{n} échanges reçus", "{n} exchanges received"),
    "to_attest": Text("À vous de dire", "For you to tell"),
    "to_attest_lead": Text(
        "Cela ne se voit pas dans les échanges : répondez d’après ce que montre le DUI.",
        "Exchanges do not show this: answer from what the DUI shows.",
    ),
    "paused": Text(
        "En pause : ce qui arrive maintenant ne compte pas.", "Paused: what comes now does not count."
    ),
    "led": Text(
        "Le formateur mène : les étapes avancent pour tout le groupe.",
        "The trainer leads: steps go on for the whole group.",
    ),
    "leading": LEADING["title"],
    "yes": Text("Oui, c’est conforme", "Yes, it conforms"),
    "no": Text("Non", "No"),
    "said_yes": Text("répondu oui", "answered yes"),
    "said_no": Text("répondu non", "answered no"),
    "see": Text("Voir l’échange", "See the exchange"),
    "advice": Text("Que faire", "What to do"),
    "stages": Text("Toutes les étapes", "All steps"),
    "report": Text("Compte rendu", "Report"),
    "report_of": Text("Compte rendu de répétition", "Report of the rehearsal"),
    "report_note": Text(
        "Ce compte rendu dit ce qui a été vu pendant la répétition. Il ne remplace ni l’autorisation du "
        "CNDA, ni "
        "l’habilitation Pro Santé Connect, ni les preuves du référencement.",
        "This report tells what was seen during the rehearsal. It replaces neither the CNDA "
        "authorisation, nor the "
        "Pro Santé Connect habilitation, nor the official proofs.",
    ),
    "back_to": Text("La répétition", "The rehearsal"),
    "keep_html": Text("La page, à garder", "The page, to keep"),
    "keep_csv": Text("Le tableau (CSV)", "The table (CSV)"),
    "keep_json": Text("Les chiffres (JSON)", "The figures (JSON)"),
    "print": Text("Imprimer", "Print"),
    "declare": Text("Compléter le compte rendu", "Complete the report"),
    "declare_lead": Text(
        "Ce qu’aucun échange ne montre : votre effectif, ce qui est prêt pour la mise en service, et la file "
        "active de votre logiciel.",
        "What no exchange shows: your staff, what is ready for going live, and the file active of your "
        "software.",
    ),
    "declare_do": Text("Enregistrer", "Save"),
    "declared": Text("Le compte rendu en tient compte.", "The report takes it into account."),
    "staff": Text("Professionnels de l’établissement", "Professionals of the establishment"),
    "active_file": Text("File active", "File active"),
    "active_file_hint": Text(
        "CSV en UTF-8 : dossier;entree, et si possible sortie et mouvement. Aucun nom n’est demandé.",
        "CSV in UTF-8: dossier;entree, and if possible sortie and mouvement. No name is asked.",
    ),
    "to_settle": Text("Contrôles à corriger", "Checks to fix"),
    "nothing_to_settle": Text("Aucun contrôle à corriger.", "No check to fix."),
    "done": Text("Étapes faites", "Steps done"),
    "indicative": Text("indicatif", "indicative"),
    "requirements": Text("Exigences exercées", "Requirements exercised"),
}

# What became of a check, or of a whole scenario.
STATES: Final[Table] = {
    "passed": Text("conforme", "as expected"),
    "failed": Text("à corriger", "to be fixed"),
    "not_seen": Text("pas encore vu", "not seen yet"),
    "attestation": Text("à vous de dire", "for you to tell"),
    "incomplete": Text("journal interrompu", "journal interrupted"),
}
