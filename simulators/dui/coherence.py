"""Whether an INSi answer is the person of the record (ins.md §9.5): pure comparison, trait by trait."""

from dataclasses import dataclass

from simulators.core.sante.noms import convertir
from simulators.dui.conversion import is_incomplete
from simulators.dui.dossier import Identite, Traits


@dataclass(frozen=True, slots=True)
class Ecart:
    """One trait (a field of `Traits`) that differs or is missing; a blocking one forbids to take over."""

    trait: str
    local: str
    insi: str
    bloquant: bool = True


def compare(local: Traits, identite: Identite) -> tuple[Ecart, ...]:
    """The differences between the record and the answer, blocking or only shown.

    The name is compared without case nor diacritics, hyphen, apostrophe and space differences being shown;
    the first given name must begin the list (EXI ID 10); date, sex and place must be equal, an unknown local
    place excepted; an answer without given name, sex or full date cannot be taken over (EXI ID 11, 12).
    """
    checks = (
        _nom(local.nom_naissance, identite.nom_naissance),
        _premier_prenom(local.premier_prenom, identite.liste_prenoms),
        _date(local.date_naissance, identite.date_naissance),
        _equal("sexe", local.sexe, identite.sexe),
        _equal("lieu_naissance", local.lieu_naissance or identite.lieu_naissance, identite.lieu_naissance),
    )
    return tuple(ecart for ecart in checks if ecart is not None)


def is_consistent(local: Traits, identite: Identite) -> bool:
    """True when nothing blocks: the user may accept the answer."""
    return not any(ecart.bloquant for ecart in compare(local, identite))


def _nom(local: str, insi: str) -> Ecart | None:
    if convertir(local) == convertir(insi):
        return None
    return Ecart("nom_naissance", local, insi, bloquant=_words(local) != _words(insi))


def _premier_prenom(local: str, liste: str) -> Ecart | None:
    first, given = _words(local), _words(liste)
    if first and given[: len(first)] == first:
        return None
    return Ecart("prenoms", local, liste)


def _date(local: str, insi: str) -> Ecart | None:
    if local == insi and not is_incomplete(insi):
        return None
    return Ecart("date_naissance", local, insi)


def _equal(trait: str, local: str, insi: str) -> Ecart | None:
    missing = trait == "sexe" and not insi
    return Ecart(trait, local, insi) if missing or local != insi else None


def _words(text: str) -> list[str]:
    return convertir(text).replace("-", " ").replace("'", " ").split()
