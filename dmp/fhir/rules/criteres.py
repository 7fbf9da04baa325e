"""The parameters of a search, read one by one; dates as intervals of UTC time (HL7 FHIR R4, search)."""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Final, NamedTuple

from dmp.fhir.data import servi
from dmp.fhir.model.appel import Champ, Critere, Recherche
from dmp.fhir.rules.catalogue import recherche as catalogue
from dmp.xds.model import Remarque
from simulators.core.rule import Place

_DATE: Final = re.compile(
    r"(eq|ne|gt|lt|ge|le|sa|eb|ap)?"
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,9})?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?"
)
_ECHAPPE: Final = "\0"
_MONTRE: Final = 100


class Intervalle(NamedTuple):
    """The values a date stands for: from included, to excluded; UTC, `yyyyMMddHHmmss` when written."""

    prefixe: str
    debut: datetime
    fin: datetime


def intervalle(text: str) -> Intervalle:
    """A search date, whatever its precision. Raises ValueError or OverflowError."""
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    prefix, year, month, day, hour, minute, second, zone = found.groups()
    own = (int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0))
    start = datetime(*own, tzinfo=_zone(zone))
    if month is None:
        end = start.replace(year=start.year + 1)
    elif day is None:
        end = start + timedelta(days=monthrange(start.year, start.month)[1])
    elif hour is None:
        end = start + timedelta(days=1)
    else:
        end = start + (timedelta(minutes=1) if second is None else timedelta(seconds=1))
    return Intervalle(prefix or "eq", start.astimezone(UTC), end.astimezone(UTC))


def _zone(text: str | None) -> timezone:
    """What is written without zone is read as UTC."""
    if text is None or text == "Z":
        return UTC
    shift = timedelta(hours=int(text[1:3]), minutes=int(text[4:6]))
    return timezone(-shift if text[0] == "-" else shift)


def lire_recherche(kind: str, champs: tuple[Champ, ...], *, post: bool = False) -> Recherche | Remarque:
    """Every parameter that this type has; the first that cannot be read answers."""
    if len(champs) > servi.PARAMETRES_MAX:
        return Remarque(catalogue.TROP, str(len(champs)), f"≤ {servi.PARAMETRES_MAX}")
    found = Recherche(kind, compte=servi.PAGE, parametres=champs, post=post)
    for one in champs:
        read = _resultat(found, one) if _result(one.nom) else _critere(found, one)
        if isinstance(read, Remarque):
            return read
        found = read
    return found


def lieu(nom: str, *, post: bool = False) -> Place:
    """Where a parameter sits."""
    return Place("request", "form" if post else "query", nom[:_MONTRE])


def inconnus(demande: Recherche) -> list[str]:
    """The parameters that this type has not."""
    known = servi.RESSOURCES[demande.type].parametres
    names = [one.nom for one in demande.parametres]
    return [name for name in dict.fromkeys(names) if nom_de(name)[0] not in known and not _result(name)]


def _result(name: str) -> bool:
    return name.partition(":")[0] in servi.RESULTAT


def nom_de(name: str) -> tuple[str, str]:
    """The name of a parameter and its modifier; the writings of the guides' examples are understood."""
    bare, _, modifier = name.rpartition(":") if name.endswith((":exact", ":contains")) else (name, "", "")
    bare = servi.ALIAS.get(bare, bare)
    head, colon, rest = bare.partition(":")
    return (head, rest) if colon else (bare, modifier)


def _critere(found: Recherche, one: Champ) -> Recherche | Remarque:
    name, modifier = nom_de(one.nom)
    known = servi.RESSOURCES[found.type].parametres.get(name)
    if known is None:
        chained = "." in name and name.partition(".")[0] in servi.RESSOURCES[found.type].parametres
        return (
            Remarque(catalogue.CHAINE, one.nom[:_MONTRE], place=lieu(one.nom, post=found.post))
            if chained
            else found
        )
    if modifier and modifier not in known.modificateurs:
        return Remarque(catalogue.CHAINE, one.nom[:_MONTRE], place=lieu(one.nom, post=found.post))
    values = _valeurs(one.valeur)
    if len(values) > servi.VALEURS_MAX:
        return Remarque(catalogue.TROP, str(len(values)), f"≤ {servi.VALEURS_MAX}", place=lieu(one.nom))
    wrong = Remarque(catalogue.VALEUR, one.valeur[:_MONTRE], place=lieu(one.nom, post=found.post))
    if not values or not _lisibles(known, values):
        return wrong
    return replace(found, criteres=(*found.criteres, Critere(name, known.type, modifier, values)))


def _lisibles(known: servi.Parametre, values: tuple[str, ...]) -> bool:
    if known.nom == "isArchived":
        return set(values) <= {"true", "false"}
    if known.type != "date":
        return True
    try:
        for one in values:
            intervalle(one)
    except (ValueError, OverflowError):
        return False
    return True


def _valeurs(text: str) -> tuple[str, ...]:
    r"""Alternatives are separated by commas; `\,` is a comma of the value."""
    parts = text.replace("\\,", _ECHAPPE).split(",")
    return tuple(part.replace(_ECHAPPE, ",").strip() for part in parts if part.strip())


def _resultat(found: Recherche, one: Champ) -> Recherche | Remarque:
    wrong = Remarque(catalogue.VALEUR, one.valeur[:_MONTRE], place=lieu(one.nom, post=found.post))
    match one.nom:
        case "_count":
            if not (one.valeur.isascii() and one.valeur.isdigit() and len(one.valeur) < 12):
                return wrong
            return replace(found, compte=min(int(one.valeur), servi.PAGE_MAX))
        case "_page":
            return replace(found, page=one.valeur)
        case "_sort":
            name = one.valeur.removeprefix("-")
            if name not in servi.TRIS:
                return wrong
            return replace(found, tri=(name, one.valeur.startswith("-")))
        case "_summary":
            return (
                replace(found, sommaire=one.valeur)
                if one.valeur in {"count", "false", "true", "data"}
                else wrong
            )
        case "_include":
            return wrong if one.valeur else found
        case _:
            return found
