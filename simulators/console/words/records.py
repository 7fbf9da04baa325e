"""A person's DMP as a timeline, and as its owner sees it."""

from typing import Final

from simulators.console.words import Table
from simulators.core.rule import Text

RECORDS: Final[Table] = {
    "search": Text("Chercher une personne", "Look for somebody"),
    "title": Text("DMP", "DMP"),
    "lead": Text(
        "Ouvrez le dossier d’une personne : ses documents, qui est venu, et ce qu’elle en voit elle-même.",
        "Open somebody’s record: its documents, who came, and what its owner sees of it.",
    ),
    "person": Text("Personne", "Person"),
    "state": Text("DMP", "DMP"),
    "sees": Text("Pour voir…", "To see…"),
    "dmp_ouvert": Text("ouvert", "open"),
    "dmp_ferme": Text("fermé", "closed"),
    "dmp_absent": Text("aucun", "none"),
    "back": Text("Tous les DMP", "All records"),
    "record_of": Text("DMP de {name}", "DMP of {name}"),
    "card": Text("Fiche de la personne", "The person’s page"),
    "views": Text("Regarder comme", "Look as"),
    "view_": Text("Tout voir", "See everything"),
    "view_usager": Text("L’usager", "The person"),
    "view_representant": Text("Son représentant", "Their representative"),
    "view_note": Text(
        "Ce que montre Mon espace santé. Les documents cachés à cette personne n’y figurent pas.",
        "What Mon espace santé shows. Documents hidden from this person are not there.",
    ),
    "closed_view": Text("Mon espace santé ne montre aucun dossier.", "Mon espace santé shows no record."),
    "documents": Text("Documents", "Documents"),
    "no_document": Text("Aucun document.", "No document."),
    "document": Text("Document", "Document"),
    "day": Text("Date", "Date"),
    "from": Text("Venu de", "From"),
    "status": Text("État", "State"),
    "visits": Text("Qui est venu", "Who came"),
    "no_visit": Text("Personne n’est encore venu.", "Nobody came yet."),
    "when": Text("Quand", "When"),
    "who": Text("Qui", "Who"),
    "what": Text("Ce qui a été fait", "What was done"),
    "urgent": Text("accès d’urgence", "emergency access"),
    "acts": Text("Actions", "Actions"),
    "read": Text("Lire", "Read"),
    "reading": Text("Lecture du document", "Reading the document"),
    "not_readable": Text(
        "Ce document ne peut pas être affiché en mots : il porte un fichier, ou n’est pas un CDA.",
        "This document cannot be shown in words: it carries a file, or is no CDA.",
    ),
    "back_record": Text("Retour au DMP", "Back to the record"),
}

STATES: Final[Table] = {
    "Approved": Text("en vigueur", "current"),
    "Deprecated": Text("remplacé", "replaced"),
    "Archived": Text("archivé", "archived"),
    "Deleted": Text("supprimé", "deleted"),
}
HIDDEN: Final[Table] = {
    "MASQUE_PS": Text("masqué aux professionnels", "hidden from professionals"),
    "INVISIBLE_PATIENT": Text("invisible à l’usager", "hidden from the person"),
    "INVISIBLE_REPRESENTANTS_LEGAUX": Text("invisible aux représentants", "hidden from representatives"),
}
GESTURES: Final[Table] = {
    "autorisation": Text("autorisation déclarée ou retirée", "authorisation declared or taken away"),
    "donnees": Text("lecture des données administratives", "administrative data read"),
    "habilitations": Text("lecture des professionnels autorisés", "authorised professionals read"),
    "alimentation": Text("dépôt de documents", "documents fed"),
    "recherche": Text("recherche de documents", "documents looked for"),
    "consultation": Text("lecture de documents", "documents read"),
    "mise_a_jour": Text("changement d’un document", "a document changed"),
    "creation": Text("création du DMP", "record created"),
    "reactivation": Text("réactivation du DMP", "record reopened"),
    "modification": Text("modification des données", "data changed"),
    "fermeture": Text("fermeture du DMP", "record closed"),
    "page": Text("consultation par le site", "looked at on the site"),
}
