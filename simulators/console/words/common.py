"""What every page says."""

from typing import Final

from simulators.console.words import Table
from simulators.core.rule import Text

COMMON: Final[Table] = {
    "banner": Text(
        "Simulateur, données fictives uniquement. N’y saisissez jamais une vraie personne.",
        "Simulator, fictional data only. Never enter a real person here.",
    ),
    "product": Text("Socle, simulateur", "Socle, simulator"),
    "skip": Text("Aller au contenu", "Skip to content"),
    "menu": Text("Menu principal", "Main menu"),
    "home": Text("Accueil", "Home"),
    "traffic": Text("Échanges", "Exchanges"),
    "scenarios": Text("Scénarios", "Scenarios"),
    "rehearsal": Text("Répétition", "Rehearsal"),
    "people": Text("Personnes", "People"),
    "professionals": Text("Professionnels", "Professionals"),
    "structures": Text("Structures", "Organisations"),
    "records": Text("DMP", "DMP"),
    "mail": Text("Messagerie", "Mail"),
    "ecps": Text("e-CPS", "e-CPS"),
    "faults": Text("Pannes", "Faults"),
    "clock": Text("Horloge", "Clock"),
    "workspaces": Text("Espaces", "Workspaces"),
    "training": Text("Formation", "Training"),
    "fidelity": Text("Fidélité", "Fidelity"),
    "help": Text("Aide", "Help"),
    "page_help": Text("Aide de cette page", "Help for this page"),
    "search": Text("Chercher", "Search"),
    "show_all": Text("Tout afficher", "Show all"),
    "more_one": Text("{n} de plus : précisez la recherche.", "{n} more: narrow the search."),
    "more_many": Text("{n} de plus : précisez la recherche.", "{n} more: narrow the search."),
    "not_done": Text("Rien n’a été changé.", "Nothing was changed."),
    "partly_done": Text("C’est fait, sauf ceci.", "It is done, but for this."),
    "trainer": Text("Le formateur {told} ({at}).", "The trainer {told} ({at})."),
    "language": Text("English", "Français"),
    "espace": Text("Espace", "Workspace"),
    "installation": Text("Connexions refusées", "Refused connections"),
    "change": Text("Changer", "Change"),
    "copy": Text("Copier", "Copy"),
    "copied": Text("Copié", "Copied"),
    "footer": Text(
        "Ce simulateur ne remplace ni l’autorisation du CNDA, ni l’habilitation Pro Santé Connect, ni les "
        "preuves du référencement.",
        "This simulator replaces neither the CNDA authorisation, nor the Pro Santé Connect habilitation, nor "
        "the official proofs.",
    ),
    "verdict_refuse": Text("Refusé", "Refused"),
    "verdict_corriger": Text("À corriger", "To be fixed"),
    "verdict_surveiller": Text("À surveiller", "To be watched"),
    "verdict_conforme": Text("Rien à signaler", "Nothing to report"),
    "severity_error": Text("À corriger", "To be fixed"),
    "severity_warning": Text("À surveiller", "To be watched"),
    "severity_info": Text("À savoir", "Good to know"),
    "basis_seen": Text("Vu", "Seen"),
    "basis_reported": Text("Rapporté", "Reported"),
    "basis_standard": Text("Norme", "Standard"),
    "basis_assumed": Text("Supposé", "Assumed"),
    "live_on": Text("Suivi en direct", "Following live"),
    "live_off": Text("Suivi suspendu", "Paused"),
    "live_lost": Text("Connexion perdue, nouvel essai…", "Connection lost, trying again…"),
    "live_new": Text("Nouvel échange :", "New exchange:"),
    "pause": Text("Suspendre", "Pause"),
    "resume": Text("Reprendre", "Resume"),
    "refresh": Text("Actualiser la liste", "Refresh the list"),
    "column_time": Text("Heure", "Time"),
    "column_service": Text("Service", "Service"),
    "column_summary": Text("Ce qui s’est passé", "What happened"),
    "column_verdict": Text("Verdict", "Verdict"),
    "remarks_one": Text("{n} remarque", "{n} remark"),
    "remarks_many": Text("{n} remarques", "{n} remarks"),
    "connection": Text("Connexion", "Connection"),
    "recording": Text("Journal", "Journal"),
    "refused_title": Text(
        "Connexions refusées avant tout échange", "Connections refused before any exchange"
    ),
    "refused_lead": Text(
        "Le chiffrement ou le certificat n’a pas convenu : le service n’a reçu aucun message.",
        "Encryption or the certificate did not suit: the service received no message.",
    ),
    "ask_vendor": Text(
        "Transmettez à l’éditeur du DUI le détail technique de cet échange.",
        "Give the DUI’s vendor the technical details of this exchange.",
    ),
    "summary_refused": Text("Un message a été refusé.", "A message was refused."),
    "summary_answered": Text("Un message a reçu sa réponse.", "A message was answered."),
    "unknown_exchange": Text("Échange de nature inconnue", "Exchange of an unknown kind"),
    "gap_summary": Text(
        "Le simulateur s’est arrêté : des échanges ont pu manquer ici.",
        "The simulator stopped: exchanges may be missing here.",
    ),
}

ERRORS: Final[Table] = {
    "title_401": Text("Cette page demande le lien de démarrage", "This page needs the start link"),
    "text_401": Text(
        "Ouvrez la console par l’adresse que « socle serve » affiche au démarrage : elle contient un jeton. "
        "Si le simulateur a été réinstallé, l’ancien lien ne vaut plus.",
        "Open the console by the address that “socle serve” prints when it starts: it holds a token. "
        "If the simulator was installed again, the former link is no longer valid.",
    ),
    "title_invitation": Text("Ce lien ne vaut plus", "This link is over"),
    "text_invitation": Text(
        "Le lien d’un stagiaire vaut jusqu’à ce que le formateur remette les espaces à zéro, pour un autre "
        "groupe. Demandez-lui le nouveau lien, ou photographiez le nouveau code affiché au mur. S’il vient "
        "de vous le donner, vérifiez qu’il est entier.",
        "A trainee’s link is worth something until the trainer resets the workspaces, for another group. "
        "Ask them for the new link, or photograph the new code. If they have just given it to you, check "
        "that it is whole.",
    ),
    "title_404": Text("Page introuvable", "Page not found"),
    "text_404": Text(
        "Rien ne se trouve à cette adresse. Un échange n’est visible que dans l’espace où il a eu lieu, et "
        "disparaît quand l’espace est remis à zéro.",
        "There is nothing at this address. An exchange is visible only in the workspace where it happened, "
        "and disappears when the workspace is reset.",
    ),
    "title_service": Text("Ce service n’est pas simulé ici", "This service is not simulated here"),
    "text_service": Text(
        "Le simulateur a été démarré sans ce service (option --only). Redémarrez-le avec lui pour voir "
        "cette page.",
        "The simulator was started without this service (option --only). Start it again with it to see "
        "this page.",
    ),
    "title_installation": Text("L’installation n’a qu’un journal", "The installation has a journal only"),
    "text_installation": Text(
        "Elle n’a ni personnes, ni boîtes, ni réglages : son journal se lit sous « Trafic ». Pour cette "
        "page, choisissez un espace.",
        "It has no people, boxes or settings: its journal is read under “Traffic”. For this page, choose a "
        "workspace.",
    ),
    "title_400": Text("Formulaire illisible", "Unreadable form"),
    "text_400": Text(
        "Ce qui a été envoyé n’est pas un formulaire de cette console. Revenez à la page et recommencez.",
        "What was sent is no form of this console. Go back to the page and try again.",
    ),
    "title_403": Text("Formulaire d’une autre page", "A form of another page"),
    "text_403": Text(
        "Un changement ne se demande que depuis une page de cette console. Rechargez la page et recommencez.",
        "A change is asked for from a page of this console only. Load the page again and try again.",
    ),
    "title_405": Text("Cette page se lit seulement", "This page is read only"),
    "text_405": Text(
        "Rien ne se change à cette adresse : les changements se font sur leur propre page.",
        "Nothing changes at this address: changes are made on their own page.",
    ),
    "title_408": Text("Le formulaire n’est pas arrivé", "The form did not arrive"),
    "text_408": Text(
        "L’envoi s’est interrompu : rien n’a été changé. Recommencez.",
        "The sending stopped halfway: nothing was changed. Try again.",
    ),
    "title_413": Text("Formulaire trop gros", "Form too large"),
    "text_413": Text(
        "Deux mégaoctets au plus : partagez l’envoi en plusieurs.",
        "Two megabytes at most: share it between several.",
    ),
    "title_500": Text("La console a rencontré un défaut", "The console met a defect"),
    "text_500": Text(
        "Les services continuent de répondre. Rechargez la page ; si cela se répète, signalez-le.",
        "The services keep answering. Load the page again; if it happens again, report it.",
    ),
    "back": Text("Revenir à l’accueil", "Back to the home page"),
}
