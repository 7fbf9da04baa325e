"""The mailboxes, seen as their owners see them."""

from typing import Final

from simulators.console.words import Table
from simulators.core.rule import Text

MAIL: Final[Table] = {
    "search": Text("Chercher une boîte ou sa personne", "Look for a box or whose it is"),
    "title": Text("Messagerie", "Mail"),
    "lead": Text(
        "Ouvrez une boîte comme si elle était la vôtre : lisez ce que le DUI a envoyé, répondez comme "
        "l’usager, "
        "ou changez l’état de la boîte pour voir ce que le DUI fait d’un rebond.",
        "Open a box as if it were yours: read what the DUI sent, answer as the person would, or change "
        "the state "
        "of the box to see what the DUI does of a bounce.",
    ),
    "box": Text("Boîte", "Box"),
    "owner": Text("À qui", "Whose"),
    "kind": Text("Genre", "Kind"),
    "state": Text("État", "State"),
    "back": Text("Toutes les boîtes", "All boxes"),
    "empty": Text("Aucun courriel dans cette boîte.", "No mail in this box."),
    "subject": Text("Objet", "Subject"),
    "folder": Text("Dossier", "Folder"),
    "inbox": Text("réception", "inbox"),
    "read": Text("Lu", "Read"),
    "yes": Text("oui", "yes"),
    "no": Text("non", "no"),
    "changes": Text("Agir à sa place", "Act in its place"),
    "back_box": Text("Retour à la boîte", "Back to the box"),
    "from": Text("De", "From"),
    "to": Text("À", "To"),
    "copy": Text("Copie", "Copy"),
    "date": Text("Date", "Date"),
    "pieces": Text("Pièces jointes", "Attachments"),
    "documents": Text("Documents de santé joints", "Health documents joined"),
    "receipt": Text("Accusé", "Receipt"),
    "no_subject": Text("(sans objet)", "(no subject)"),
    "technical": Text("Voir l’échange et les remarques", "See the exchange and the remarks"),
}
KINDS: Final[Table] = {
    "PER": Text("un professionnel", "a professional"),
    "ORG": Text("une structure", "an organisation"),
    "APP": Text("un logiciel", "a software"),
    "CAB": Text("un cabinet", "a practice"),
    "USAGER": Text("un usager", "a person"),
}
STATES: Final[Table] = {
    "active": Text("ouverte", "open"),
    "liste-rouge": Text("en liste rouge", "unlisted"),
    "pleine": Text("pleine", "full"),
    "inconnue": Text("inconnue", "unknown"),
    "suspendue": Text("suspendue", "suspended"),
    "hors-liste-blanche": Text("hors liste blanche", "outside the white list"),
    "fermee": Text("fermée", "closed"),
    "invalide": Text("invalide", "invalid"),
    "limite-25-mo": Text("limitée à 25 Mo", "limited to 25 MB"),
}
