"""What a call asks, or why it cannot be understood."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from mss.annuaire.data import parametres as p
from mss.annuaire.data.systemes import BASE, TYPES
from mss.annuaire.model import (
    Appel,
    Capacites,
    Critere,
    Demande,
    Lecture,
    Modification,
    Parametre,
    Recherche,
    Refus,
)
from mss.annuaire.rules.criteres import intervalle

_RECHERCHE: Final = "_search"
# What of a value is repeated in an answer.
_MONTRE: Final = 100
_ECHAPPE: Final = "\0"


def comprendre(appel: Appel) -> Demande | Refus:
    """Reads the method, the address, then each parameter; the first thing wrong answers."""
    base, _, rest = appel.chemin.partition(BASE)
    parts = rest.strip("/").split("/") if rest.startswith("/") or not rest else []
    if base or not appel.chemin.startswith(BASE) or not parts or len(parts) > 2:
        return Refus("annuaire_adresse")
    searching = parts[1:] == [_RECHERCHE]
    if appel.methode == "PATCH" and parts[0] in p.MODIFIABLES and not searching:
        return _modification(parts, appel)
    if appel.methode != "GET" and not (appel.methode == "POST" and (searching or not parts[0])):
        return Refus("annuaire_methode")
    if not parts[0]:
        return Refus("annuaire_lot")
    if appel.trop:
        return Refus("annuaire_trop")
    if wrong := _format(appel):
        return wrong
    if parts == ["metadata"]:
        return Capacites()
    if parts[0] not in TYPES:
        return Refus("annuaire_type", {"type": parts[0][:_MONTRE], "types": ", ".join(TYPES)})
    if len(parts) == 2 and not searching:
        return Lecture(parts[0], parts[1])
    return _recherche(parts[0], appel.parametres)


def _modification(parts: list[str], appel: Appel) -> Modification | Refus:
    """By technical identifier, else by one or two business ones (both ways of the guide are taken)."""
    kind, ident = parts[0], parts[1] if len(parts) == 2 else ""
    if appel.trop:
        return Refus("annuaire_trop")
    if appel.illisible is not None:
        return appel.illisible
    criteres = tuple(
        Critere(one.nom, "token", "", _valeurs(one.valeur))
        for one in appel.parametres
        if one.nom in p.MODIFIABLES[kind]
    )
    if not ident and (len(criteres) != len(appel.parametres) or not criteres):
        return Refus("annuaire_valeur", {"nom": "identifier"})
    return Modification(kind, ident, () if ident else criteres, appel.operations)


def _format(appel: Appel) -> Refus | None:
    asked = [one.valeur for one in appel.parametres if one.nom == "_format"]
    if any(one not in p.FORMATS for one in asked):
        return Refus("annuaire_format")
    accepted = [one.partition(";")[0].strip().lower() for one in appel.accepte.split(",")]
    if asked or any(one in {"", "*/*", "application/*"} or one.endswith("json") for one in accepted):
        return None
    # A browser that asks for pages is answered in JSON; only a client that wants XML alone is refused.
    return Refus("annuaire_format") if all("xml" in one for one in accepted) else None


def _recherche(kind: str, parametres: tuple[Parametre, ...]) -> Recherche | Refus:
    if len(parametres) > p.PARAMETRES_MAX:
        return Refus("annuaire_trop")
    found = Recherche(kind, nombre=p.PAGE, parametres=parametres)
    for one in parametres:
        read = _resultat(found, one) if one.nom in p.RESULTAT else _critere(found, one)
        if isinstance(read, Refus):
            return read
        found = read
    return found


def _critere(found: Recherche, one: Parametre) -> Recherche | Refus:
    name, _, modifier = p.ALIAS.get(one.nom, one.nom).partition(":")
    kind = p.PARAMETRES[found.type].get(name)
    if kind is None or modifier not in p.MODIFICATEURS[kind]:
        return Refus("annuaire_parametre", {"nom": one.nom[:_MONTRE]})
    values = _valeurs(one.valeur)
    if len(values) > p.VALEURS_MAX:
        return Refus("annuaire_trop")
    if not values or (kind == "date" and not _dates(values)):
        return Refus("annuaire_valeur", {"nom": one.nom[:_MONTRE]})
    return replace(found, criteres=(*found.criteres, Critere(name, kind, modifier, values)))


def _valeurs(text: str) -> tuple[str, ...]:
    r"""Alternatives are separated by commas; `\,` is a comma of the value."""
    parts = text.replace("\\,", _ECHAPPE).split(",")
    return tuple(part.replace(_ECHAPPE, ",") for part in parts if part)


def _dates(values: Iterable[str]) -> bool:
    try:
        for one in values:
            intervalle(one)
    except (ValueError, OverflowError):
        return False
    return True


def _resultat(found: Recherche, one: Parametre) -> Recherche | Refus:
    match one.nom:
        case "_count":
            if not (one.valeur.isascii() and one.valeur.isdigit() and len(one.valeur) < 10):
                return Refus("annuaire_valeur", {"nom": "_count"})
            return replace(found, nombre=min(int(one.valeur), p.PAGE_MAX))
        case "_total":
            if one.valeur not in p.TOTAUX:
                return Refus("annuaire_valeur", {"nom": "_total"})
            return replace(found, total=one.valeur)
        case "_page_token":
            return replace(found, jeton=one.valeur)
        case "_elements":
            return replace(found, elements=found.elements | {part for part in one.valeur.split(",") if part})
        case "_include" | "_revinclude":
            return _inclusion(found, one)
        case _:
            return found


def _inclusion(found: Recherche, one: Parametre) -> Recherche | Refus:
    wrong = Refus("annuaire_inclusion", {"nom": one.nom, "valeur": one.valeur[:_MONTRE]})
    if one.nom == "_revinclude":
        source, _, link = one.valeur.partition(":")
        if one.valeur not in p.REVERSES or p.INCLUSIONS[source][link] != found.type:
            return wrong
        return replace(found, inverses=(*found.inverses, one.valeur))
    links = p.INCLUSIONS[found.type]
    if one.valeur in {"*", f"{found.type}:*"}:
        return replace(found, inclus=(*found.inclus, *links))
    source, _, link = one.valeur.partition(":")
    if source != found.type or link not in links:
        return wrong
    return replace(found, inclus=(*found.inclus, link))
