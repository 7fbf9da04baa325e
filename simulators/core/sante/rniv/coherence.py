"""Whether an INSi answer is the person of the record (ins.md §9.5): pure comparison, trait by trait."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from simulators.core.basis import Basis, assumed, seen
from simulators.core.rule import Text
from simulators.core.sante.noms import convertir
from simulators.core.sante.rniv.dates import is_incomplete
from simulators.core.sante.rniv.dossier import Identite, Traits

_GUIDE: Final = seen("guide INS 3.0, cité par healthcare-domain (INSi-adaptations.md)")


@dataclass(frozen=True, slots=True)
class Ecart:
    """One trait (a field of `Traits`) that differs or is missing; a blocking one forbids to take over."""

    trait: str
    local: str
    insi: str
    bloquant: bool = True


def _nom(local: Traits, found: Identite) -> Ecart | None:
    held, told = local.nom_naissance, found.nom_naissance
    if told and convertir(held) == convertir(told):
        return None
    return Ecart("nom_naissance", held, told, bloquant=not told or _words(held) != _words(told))


def _premier_prenom(local: Traits, found: Identite) -> Ecart | None:
    first, given = _words(local.premier_prenom), _words(found.liste_prenoms)
    if first and given[: len(first)] == first:
        return None
    return Ecart("prenoms", local.premier_prenom, found.liste_prenoms)


def _date(local: Traits, found: Identite) -> Ecart | None:
    held, told = local.date_naissance, found.date_naissance
    return None if held == told and not is_incomplete(told) else Ecart("date_naissance", held, told)


def _sexe(local: Traits, found: Identite) -> Ecart | None:
    return None if local.sexe == found.sexe and found.sexe else Ecart("sexe", local.sexe, found.sexe)


def _lieu(local: Traits, found: Identite) -> Ecart | None:
    held, told = local.lieu_naissance, found.lieu_naissance
    return None if held in ("", told) else Ecart("lieu_naissance", held, told)


def _words(text: str) -> list[str]:
    return convertir(text).replace("-", " ").replace("'", " ").split()


class Regle(NamedTuple):
    """The rule of one trait: what is compared, its references, its origin, and the comparison itself."""

    trait: str
    enonce: Text
    regles: tuple[str, ...]
    basis: Basis
    comparer: Callable[[Traits, Identite], Ecart | None]


REGLES: Final[tuple[Regle, ...]] = (
    Regle(
        "nom_naissance",
        Text(
            "Égal une fois mis en capitales sans signe diacritique. Un trait d'union, une apostrophe ou une "
            "espace qui diffère est montré sans bloquer. Un nom rendu vide bloque.",
            "Equal in capitals without diacritics. A different hyphen, apostrophe or space is shown and does "
            "not block. An empty name returned blocks.",
        ),
        ("Règle 12",),
        assumed(
            "l'égalité est exigée ; que trait d'union et apostrophe ne bloquent pas est l'usage du terrain"
        ),
        _nom,
    ),
    Regle(
        "prenoms",
        Text(
            "Le premier prénom commence la liste des prénoms rendue ; traits d'union et apostrophes valent "
            "une espace. Une liste vide bloque.",
            "The first given name begins the list returned; hyphens and apostrophes count as spaces. An "
            "empty list blocks.",
        ),
        ("EXI ID 10", "Règle 12"),
        _GUIDE,
        _premier_prenom,
    ),
    Regle(
        "date_naissance",
        Text(
            "Égale et complète : une date rendue avec jour ou mois à 00, ou hors calendrier, n'est pas "
            "reprise.",
            "Equal and complete: a date returned with day or month 00, or outside the calendar, is not "
            "taken over.",
        ),
        ("EXI ID 11", "EXI PP 19"),
        _GUIDE,
        _date,
    ),
    Regle(
        "sexe",
        Text("Égal. Un sexe rendu vide bloque.", "Equal. An empty sex returned blocks."),
        ("Règle 12",),
        seen("exports de travail du socle Ségur (2022-2023), exigences SC.INS"),
        _sexe,
    ),
    Regle(
        "lieu_naissance",
        Text("Égal, ou inconnu dans le dossier.", "Equal, or unknown to the record."),
        (),
        assumed("un lieu jamais saisi ne contredit rien"),
        _lieu,
    ),
)


def compare(local: Traits, identite: Identite) -> tuple[Ecart, ...]:
    """The differences between the record and the answer, blocking or only shown, in the order of `REGLES`."""
    checks = (regle.comparer(local, identite) for regle in REGLES)
    return tuple(ecart for ecart in checks if ecart is not None)


def is_consistent(local: Traits, identite: Identite) -> bool:
    """True when nothing blocks: the user may accept the answer."""
    return not any(ecart.bloquant for ecart in compare(local, identite))
