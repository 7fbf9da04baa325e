"""The telephone of a professional, in words."""

from typing import Final

from simulators.console.words import Table
from simulators.core.rule import Text

ECPS: Final[Table] = {
    "title": Text("e-CPS : le téléphone", "e-CPS: the telephone"),
    "lead": Text(
        "Quand un logiciel demande à connecter un professionnel, sa demande arrive ici, sur son téléphone ou "
        "son lecteur de carte. Choisissez à qui est le téléphone.",
        "When software asks to connect a professional, its request arrives here, on their telephone or card "
        "reader. Choose whose telephone it is.",
    ),
    "whose": Text("À qui est ce téléphone ?", "Whose telephone is it?"),
    "search": Text("Nom d’un professionnel", "Name of a professional"),
    "nobody": Text("Personne de ce nom n’a de téléphone ni de carte.", "Nobody of that name holds any."),
    "name": Text("Professionnel", "Professional"),
    "holds": Text("Ce qu’il a", "What they hold"),
    "waiting": Text("Demandes", "Requests"),
    "telephone": Text("téléphone", "telephone"),
    "card": Text("carte", "card"),
    "both": Text("téléphone et carte", "telephone and card"),
    "none_waiting": Text("aucune", "none"),
    "count_one": Text("{n} demande attend", "{n} request waits"),
    "count_many": Text("{n} demandes attendent", "{n} requests wait"),
    "of": Text("Téléphone de {name}", "Telephone of {name}"),
    "back": Text("Un autre téléphone", "Another telephone"),
    "about": Text("Sa fiche", "Their page"),
    "quiet": Text("Aucune demande n’attend.", "No request waits."),
    "quiet_how": Text(
        "Demandez la connexion depuis le DUI : cette page se met à jour d’elle-même.",
        "Ask for the login from the DUI: this page updates itself.",
    ),
    "asks_mobile": Text(
        "{who} demande à vous connecter par votre e-CPS.", "{who} asks to connect you by your e-CPS."
    ),
    "asks_card": Text(
        "{who} demande à vous connecter par votre carte, dans le lecteur.",
        "{who} asks to connect you by your card, in the reader.",
    ),
    "number": Text("Nombre affiché par le logiciel", "Number shown by the software"),
    "compare": Text(
        "Le logiciel doit afficher le même nombre. Sinon, refusez.",
        "The software must show the same number. If not, refuse.",
    ),
    "no_number": Text(
        "Le logiciel n’a envoyé aucun nombre à comparer.", "The software sent no number to compare."
    ),
    "since": Text("Demandé à {at}", "Asked at {at}"),
    "left": Text("encore {n} s pour répondre", "{n} s left to answer"),
    "approve": Text("Approuver", "Approve"),
    "refuse": Text("Refuser", "Refuse"),
    "approved": Text(
        "Demande approuvée : le logiciel va recevoir la connexion.",
        "Request approved: the software will get the login.",
    ),
    "refused": Text("Demande refusée : le logiciel en est averti.", "Request refused: the software is told."),
    "request": Text("Demande", "Request"),
}
