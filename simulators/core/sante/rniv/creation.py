"""A record is opened (ins.md §9.3): five strict traits, and the status its origin gives."""

from dataclasses import replace
from types import MappingProxyType
from typing import Final

from simulators.core.rule import Text
from simulators.core.sante.rniv.codes import Document, Provenance
from simulators.core.sante.rniv.coherence import is_consistent
from simulators.core.sante.rniv.dates import Etat, etat
from simulators.core.sante.rniv.dossier import Dossier, Identite, Statut, Traits
from simulators.core.sante.rniv.table import TABLE, Evenement
from simulators.core.sante.rniv.transitions import TransitionError, take_over

_STRICT: Final = MappingProxyType(
    {
        "nom_naissance": Text("le nom de naissance", "the birth name"),
        "prenoms": Text("le premier prénom", "the first given name"),
        "sexe": Text("le sexe", "the sex"),
        "date_naissance": Text("la date de naissance", "the birth date"),
        "lieu_naissance": Text("le lieu de naissance", "the place of birth"),
    }
)
_BY_HAND: Final = MappingProxyType(
    {
        Provenance.SAISIE: Evenement.CREATION_SAISIE,
        Provenance.CARTE_VITALE: Evenement.CREATION_CARTE_VITALE,
        Provenance.DATAMATRIX: Evenement.CREATION_DATAMATRIX,
        Provenance.RFID: Evenement.CREATION_SAISIE,
    }
)
_DATES: Final = MappingProxyType(
    {
        Etat.INCOMPLETE: Text(
            "la date de naissance est incomplète : la compléter d'abord",
            "the birth date is incomplete: complete it first",
        ),
        Etat.HORS_CALENDRIER: Text(
            "la date de naissance n'est pas une date du calendrier", "the birth date is no calendar date"
        ),
        Etat.ILLISIBLE: Text(
            "la date de naissance n'est pas de la forme AAAA-MM-JJ", "the birth date is not AAAA-MM-JJ"
        ),
    }
)
_INCONSISTENT: Final = Text(
    "la réponse ne correspond pas aux traits saisis", "the answer does not match the traits typed"
)


def why_no_creation(traits: Traits) -> Text | None:
    """Why these traits cannot open a record: one of the five is missing, or the date is not complete."""
    missing = [label for name, label in _STRICT.items() if not getattr(traits, name)]
    if missing:
        fr, en = (", ".join(labels) for labels in zip(*missing, strict=True))
        return Text(f"il manque {fr}", f"{en} missing")
    return _DATES.get(etat(traits.date_naissance))


def create(identifier: str, traits: Traits, provenance: Provenance = Provenance.SAISIE) -> Dossier:
    """A record typed, read from a card or from a datamatrix: provisional.

    Raises TransitionError when a strict trait is missing, for an incomplete date, and for the two origins
    that bring an INS (`create_from_insi`, `create_from_appli`).
    """
    if provenance not in _BY_HAND:
        raise TransitionError(Text("cette provenance apporte un INS", "this origin brings an INS"))
    return _opened(identifier, traits, provenance, _BY_HAND[provenance])


def create_from_flow(identifier: str, traits: Traits) -> Dossier:
    """A person another domain sent, unknown here: provisional, without the INS received until verified."""
    return _opened(identifier, traits, Provenance.SAISIE, Evenement.CREATION_FLUX)


def create_from_insi(identifier: str, traits: Traits, identite: Identite) -> Dossier:
    """INSi answered 00 to the traits typed, and the user compared: retrieved.

    Raises TransitionError when the answer is another person, or a trait is missing.
    """
    return _with_ins(identifier, traits, identite, Provenance.INSI, Evenement.CREATION_INSI)


def create_from_appli(identifier: str, identite: Identite) -> Dossier:
    """The identity of the appli carte Vitale: qualified at once. Raises TransitionError for a gap in it."""
    prenoms = tuple(identite.liste_prenoms.split())
    traits = Traits(
        identite.nom_naissance, prenoms, identite.sexe, identite.date_naissance, identite.lieu_naissance
    )
    event = Evenement.CREATION_APPLI_VITALE
    made = _with_ins(identifier, traits, identite, Provenance.APPLI_VITALE, event)
    return replace(made, document=Document.APPLI_VITALE)


def _with_ins(
    identifier: str, traits: Traits, identite: Identite, provenance: Provenance, event: Evenement
) -> Dossier:
    made = _opened(identifier, traits, provenance, event)
    if not is_consistent(traits, identite):
        raise TransitionError(_INCONSISTENT)
    return take_over(made, identite)


def _opened(identifier: str, traits: Traits, provenance: Provenance, event: Evenement) -> Dossier:
    reason = why_no_creation(traits)
    if reason is not None:
        raise TransitionError(reason)
    statut = TABLE[None, event].vers or Statut.PROV
    return Dossier(identifier, traits, statut, provenance=provenance)
