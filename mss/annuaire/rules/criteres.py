"""Whether an entry fits a condition (FHIR R4 search; mss.md §4.1)."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from mss.annuaire.data import systemes as s
from mss.annuaire.model import Critere, Fiche

Jeton = tuple[str, str]

_DATE: Final = re.compile(
    r"(eq|ne|gt|lt|ge|le|sa|eb|ap)?(\d{4})(?:-(\d\d)(?:-(\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?"
    r"(?:Z|[+-]\d\d:\d\d)?)?)?)?",
    re.ASCII,
)
_MODIFIE: Final = datetime.fromisoformat(s.MISE_A_JOUR)
_SOURCES: Final = {"Practitioner": "RPPS", "PractitionerRole": "RPPS"}


def convient(fiche: Fiche, critere: Critere) -> bool:
    """True when one of the values of the condition fits. Its values have been checked before."""
    match critere.genre:
        case "string":
            return _texte(_TEXTES.get(critere.nom, _rien)(fiche), critere)
        case "token":
            held = _JETONS.get(critere.nom, _aucun)(fiche)
            return any(_egal(one, valeur) for valeur in critere.valeurs for one in held)
        case "reference":
            return any(_vise(fiche, critere.nom, valeur) for valeur in critere.valeurs)
        case "date":
            return any(_dans(fiche.maj or _MODIFIE, valeur) for valeur in critere.valeurs)
        case _:
            return s.PROFILS[fiche.type] in critere.valeurs


def plie(text: str) -> str:
    """Without case nor accents, as names are compared."""
    split = unicodedata.normalize("NFKD", text)
    return "".join(one for one in split if not unicodedata.combining(one)).casefold()


def _texte(held: Iterable[str], critere: Critere) -> bool:
    if critere.modificateur == "exact":
        return any(one in critere.valeurs for one in held)
    folded = [plie(one) for one in held]
    wanted = [plie(one) for one in critere.valeurs]
    if critere.modificateur == "contains":
        return any(value in one for value in wanted for one in folded)
    return any(one.startswith(value) for value in wanted for one in folded)


def _egal(held: Jeton, wanted: str) -> bool:
    """`code`, `system|code`, `system|` or `|code` (a code without system)."""
    system, bar, code = wanted.rpartition("|")
    return (not bar or system == held[0]) and (code == held[1] or (bool(bar and system) and not code))


def _vise(fiche: Fiche, nom: str, valeur: str) -> bool:
    """`id`, `Type/id`, or an address that ends so."""
    kind, _, ident = valeur.rpartition("/")
    return any(
        lien.nom == nom and lien.id == ident and kind.rpartition("/")[2] in {"", lien.type}
        for lien in fiche.liens
    )


def intervalle(valeur: str) -> tuple[str, datetime, datetime]:
    """The prefix of a date and the instants it covers. Raises ValueError."""
    found = _DATE.fullmatch(valeur)
    if found is None:
        raise ValueError(valeur)
    prefix, year, month, day, rest = found.groups()
    start = datetime.fromisoformat(f"{year}-{month or '01'}-{day or '01'}{rest or ''}")
    start = start if start.tzinfo else start.replace(tzinfo=UTC)
    return prefix or "eq", start, start + _duree(start, month, day, rest)


def _duree(start: datetime, month: str | None, day: str | None, rest: str | None) -> timedelta:
    if rest:
        return timedelta(seconds=1 if rest.count(":") > 1 else 60)
    if day:
        return timedelta(days=1)
    year = start.year + (0 if month and start.month < 12 else 1)
    if year > 9999:
        raise ValueError(start.year)
    after = start.replace(year=year, month=start.month % 12 + 1) if month else start.replace(year=year)
    return after - start


def _dans(instant: datetime, valeur: str) -> bool:
    prefix, start, end = intervalle(valeur)
    match prefix:
        case "ne":
            return not start <= instant < end
        case "gt" | "sa":
            return instant >= end
        case "lt" | "eb":
            return instant < start
        case "ge":
            return instant >= start
        case "le":
            return instant < end
        case "ap":
            return start - timedelta(days=1) <= instant < end + timedelta(days=1)
        case _:
            return start <= instant < end


def _codes(fiche: Fiche) -> Iterable[Jeton]:
    return [(code.systeme, code.code) for group in fiche.codes for code in group]


def _rien(_: Fiche) -> Iterable[str]:
    return ()


def _aucun(_: Fiche) -> Iterable[Jeton]:
    return ()


def _nom(fiche: Fiche) -> Iterable[str]:
    if fiche.type != "Practitioner":
        return [fiche.nom] if fiche.nom else []
    return [one for one in (fiche.nom, fiche.prenom, fiche.civilite) if one]


_TEXTES: Final[Mapping[str, Callable[[Fiche], Iterable[str]]]] = {
    "name": _nom,
    "family": lambda fiche: [fiche.nom] if fiche.nom else [],
    "given": lambda fiche: [fiche.prenom] if fiche.prenom else [],
    "mailbox-mss": lambda fiche: [box.adresse for box in fiche.boites],
    "address": lambda fiche: [fiche.ville] if fiche.ville else [],
    "address-city": lambda fiche: [fiche.ville] if fiche.ville else [],
}
_JETONS: Final[Mapping[str, Callable[[Fiche], Iterable[Jeton]]]] = {
    "_id": lambda fiche: [("", fiche.id)],
    "active": lambda fiche: [("", "true" if fiche.actif else "false")],
    "identifier": lambda fiche: [(one.systeme, one.valeur) for one in fiche.identifiants],
    "identifier-type": lambda fiche: [(s.TYPE_IDENTIFIANT, one.genre) for one in fiche.identifiants],
    "data-information-system": lambda fiche: [("", _SOURCES.get(fiche.type, "FINESS"))],
    "qualification-code": _codes,
    "role": _codes,
    "type": _codes,
    "characteristic": _codes,
}
