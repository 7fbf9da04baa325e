"""What would become of a mail written to somebody of an espace now, in words."""

from typing import Final

from mss.model import BoiteConnue
from simulators.core.rule import Text

_ABSENTE: Final = Text(
    "Cette personne n’a pas d’adresse de messagerie : un courriel revient.",
    "This person has no mail address: a mail comes back.",
)
_ETATS: Final = {
    "active": Text("Un courriel envoyé à cette personne arrive.", "A mail sent to this person arrives."),
    "fermee": Text(
        "Sa messagerie est fermée : le courriel est accepté, puis revient.",
        "The box is closed: the mail is accepted, then comes back.",
    ),
    "inconnue": Text(
        "Sa messagerie n’existe pas : le courriel est accepté, puis revient.",
        "The box does not exist: the mail is accepted, then comes back.",
    ),
    "invalide": Text(
        "Son adresse n’est pas valable : le courriel est accepté, puis revient.",
        "The address is not valid: the mail is accepted, then comes back.",
    ),
    "limite-25-mo": Text(
        "Un courriel arrive s’il ne dépasse pas 25 Mo.", "A mail arrives unless it is over 25 MB."
    ),
}


def predire(boite: BoiteConnue | None) -> tuple[Text, ...]:
    """What the state of a citizen's box makes of a mail."""
    found = _ABSENTE if boite is None else _ETATS.get(boite.etat)
    return () if found is None else (found,)
