"""What a call asks, or the rule that says why it cannot be understood."""

import re
from typing import Final

from dmp.fhir.data import noms
from dmp.fhir.data.servi import RESSOURCES
from dmp.fhir.model.appel import (
    Appel,
    Capacites,
    Demande,
    Lecture,
    Modification,
    Publication,
    Recherche,
    Transaction,
)
from dmp.fhir.rules import formats
from dmp.fhir.rules.catalogue import appel as catalogue
from dmp.fhir.rules.catalogue import correctif
from dmp.fhir.rules.criteres import lire_recherche
from dmp.xds.model import Remarque
from simulators.core.rule import Place

_ID: Final = re.compile(r"[A-Za-z0-9\-.]{1,64}")
FORMULAIRE: Final = "application/x-www-form-urlencoded"
CORRECTIFS: Final = frozenset({noms.JSON_PATCH, noms.XML_PATCH, noms.JSON, noms.XML})


def comprendre(appel: Appel, *, projet: bool) -> Demande | Remarque:
    """Reads the address, then the method, then the parameters. `projet` opens what is of the draft alone."""
    if appel.incident is not None:
        return Remarque(appel.incident)
    parts = [part for part in appel.chemin.split("/") if part]
    if not parts:
        return _racine(appel)
    if parts == ["metadata"]:
        return Capacites() if appel.methode in {"GET", "HEAD"} else _methode(appel)
    if parts == ["_history"] or parts == ["_search"]:
        return Remarque(catalogue.ADRESSE, appel.chemin[:100])
    known = RESSOURCES.get(parts[0])
    if known is None or (known.projet and not projet):
        return Remarque(catalogue.TYPE, parts[0][:64])
    match parts[1:]:
        case []:
            return _type(appel, known.type)
        case ["_search"]:
            return _recherche(appel, known.type) if appel.methode == "POST" else _methode(appel)
        case [own] if _ID.fullmatch(own):
            return _instance(appel, known.type, own)
        case [own, "_history", version] if _ID.fullmatch(own) and _ID.fullmatch(version):
            read = appel.methode in {"GET", "HEAD"} and "read" in known.interactions
            return Lecture(known.type, own, version) if read else _methode(appel)
        case _:
            return Remarque(catalogue.ADRESSE, appel.chemin[:100])


def _methode(appel: Appel) -> Remarque:
    return Remarque(catalogue.METHODE, appel.methode)


def _racine(appel: Appel) -> Demande | Remarque:
    if appel.methode != "POST":
        return _methode(appel)
    return _corps(appel) or Transaction()


def _type(appel: Appel, kind: str) -> Demande | Remarque:
    served = RESSOURCES[kind].interactions
    match appel.methode:
        case "GET" | "HEAD" if "search-type" in served:
            return _recherche(appel, kind)
        case "POST" if "create" in served:
            if appel.entete("if-none-exist"):
                place = Place("request", "header", "If-None-Exist")
                return Remarque(
                    catalogue.CREATION_CONDITIONNELLE, appel.entete("if-none-exist")[:100], place=place
                )
            return _corps(appel) or Publication()
        case "PATCH" if "patch" in served:
            return _conditionnelle(appel)
        case _:
            return _methode(appel)


def _instance(appel: Appel, kind: str, own: str) -> Demande | Remarque:
    served = RESSOURCES[kind].interactions
    if appel.methode in {"GET", "HEAD"} and "read" in served:
        return Lecture(kind, own)
    if appel.methode == "PATCH" and "patch" in served:
        return _correctif(appel) or Modification(id=own)
    return _methode(appel)


def _conditionnelle(appel: Appel) -> Demande | Remarque:
    """PATCH by identifier: one parameter, one value."""
    named = [one.valeur for one in appel.parametres if one.nom == "identifier"]
    others = [one.nom for one in appel.parametres if one.nom not in {"identifier", "_format", "_pretty"}]
    if len(named) != 1 or not named[0] or "," in named[0] or others:
        found = " ".join((*named, *others))[:100]
        return Remarque(
            correctif.AMBIGU, found, "identifier=system|value", place=Place("request", "query", "identifier")
        )
    return _correctif(appel) or Modification(identifiant=named[0])


def _correctif(appel: Appel) -> Remarque | None:
    kind = formats.media(appel)
    if kind in CORRECTIFS:
        return None
    return Remarque(catalogue.MEDIA, kind, noms.JSON_PATCH, place=Place("request", "header", "Content-Type"))


def _corps(appel: Appel) -> Remarque | None:
    if formats.recu(appel) is not None:
        return None
    return Remarque(
        catalogue.MEDIA,
        formats.media(appel)[:100],
        noms.JSON,
        place=Place("request", "header", "Content-Type"),
    )


def _recherche(appel: Appel, kind: str) -> Recherche | Remarque:
    if appel.methode == "POST" and formats.media(appel) != FORMULAIRE:
        place = Place("request", "header", "Content-Type")
        return Remarque(catalogue.MEDIA, formats.media(appel)[:100], FORMULAIRE, place=place)
    return lire_recherche(kind, appel.parametres, post=appel.methode == "POST")


def arrivee(appel: Appel) -> list[Remarque]:
    """What is noted of a call that can be understood: clear text, generic content types."""
    told = [Remarque(catalogue.EN_CLAIR, "http", "https")] if appel.clair else []
    kind = formats.media(appel)
    if appel.corps and kind in formats.GENERIQUES and appel.methode == "POST":
        place = Place("request", "header", "Content-Type")
        told.append(Remarque(catalogue.MEDIA_LARGE, kind, noms.JSON, place=place))
    return told
