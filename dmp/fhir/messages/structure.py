"""The base structure of a resource: the R4B classes judge it, and what they let pass is judged here.

They raise for a resource of unknown type, and accept empty arrays and objects, numbers written as strings
and any base64.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import islice
from typing import Any, Final

from dmp.fhir.messages.modeles import RESSOURCE, Champ, Modeles, Primitif
from dmp.fhir.model.ressource import DefautStructure, GenreDefaut, Json, Noeud, Objet, racine
from simulators.core.xml.base64 import head
from simulators.core.xml.parser import parse
from simulators.core.xml.refusal import XmlRefusedError

_CONNUS: Final[Mapping[str, GenreDefaut]] = {
    "extra_forbidden": GenreDefaut.INCONNU,
    "missing": GenreDefaut.MANQUANT,
    "model_field_validation.missing": GenreDefaut.MANQUANT,
    "list_type": GenreDefaut.FORME,
    "string_type": GenreDefaut.FORME,
    "model_validation_format": GenreDefaut.FORME,
}
_JSON: Final[Mapping[Primitif, tuple[type, ...]]] = {
    Primitif.CHAINE: (str,),
    Primitif.BOOLEEN: (bool,),
    Primitif.ENTIER: (int,),
    Primitif.DECIMAL: (int, float),
}
XHTML: Final = "http://www.w3.org/1999/xhtml"
_MONTRE: Final = 80
_DEFAUTS: Final = 100
_ETAPES: Final = re.compile(r"[.\[]")


def structure(tree: Objet, modeles: Modeles) -> tuple[DefautStructure, ...]:
    """The breaches of FHIR R4 in a resource read whole, a hundred at most. Never raises."""
    top = racine(tree)
    if not modeles.ressource(top.chemin):
        return (DefautStructure(GenreDefaut.TYPE, "resourceType", top.chemin[:_MONTRE]),)
    found = tuple(islice(_element(top, top.chemin, modeles), _DEFAUTS))
    if len(found) == _DEFAUTS or any(one.genre is GenreDefaut.TYPE for one in found):
        return found
    places = {one.chemin for one in found}
    judged = (one for one in _classes(tree, top.chemin, modeles) if not _dedans(one.chemin, places))
    return found + tuple(islice(judged, _DEFAUTS - len(found)))


def _dedans(path: str, places: Set[str]) -> bool:
    """Whether a place is one of those, or inside one."""
    return path in places or any(path[: cut.start()] in places for cut in _ETAPES.finditer(path))


def _classes(tree: Objet, kind: str, modeles: Modeles) -> Iterator[DefautStructure]:
    from pydantic import ValidationError

    try:
        modeles.classe(kind).model_validate(tree)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            yield _constat(kind, one["type"], one["loc"], one.get("input"))
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        yield DefautStructure(GenreDefaut.FORME, kind, type(error).__name__)


def _constat(kind: str, told: str, place: Sequence[int | str], value: Any) -> DefautStructure:
    genre = _CONNUS.get(told, GenreDefaut.VALEUR)
    steps = [step for step in place if step != "root"]
    path = kind
    for step in steps:
        path += f"[{step}]" if isinstance(step, int) else f".{step}"
    if told == "value_error" and isinstance(value, Mapping):
        genre = GenreDefaut.CHOIX
    return DefautStructure(genre, path, "" if genre is GenreDefaut.MANQUANT else _montre(value))


def _montre(value: Json) -> str:
    """A value as a finding shows it: short, and never a whole object."""
    if isinstance(value, Mapping):
        return "{…}" if value else "{}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[…]" if value else "[]"
    text = str(value).lower() if isinstance(value, bool | None) else str(value)
    return text if len(text) <= _MONTRE else f"{text[:_MONTRE]}…"


def _element(node: Noeud, kind: str, modeles: Modeles) -> Iterator[DefautStructure]:
    fields = modeles.champs(kind)
    for name, field in fields.items():
        if field.requis and name not in node.objet and f"_{name}" not in node.objet:
            yield DefautStructure(GenreDefaut.MANQUANT, f"{node.chemin}.{name}")
    for name, value in node.objet.items():
        known = fields.get(name.removeprefix("_"))
        here = Noeud(f"{node.chemin}.{name}", value)
        if known is None or (name.startswith("_") and known.primitif is None):
            if name != "resourceType" or not modeles.ressource(kind):
                yield DefautStructure(GenreDefaut.INCONNU, here.chemin, _montre(value))
            continue
        if value is None or value in ({}, [], ""):
            yield DefautStructure(GenreDefaut.VIDE, here.chemin, _vu(value))
        elif not name.startswith("_"):
            yield from _valeurs(node, here, known, modeles)


def _valeurs(node: Noeud, here: Noeud, field: Champ, modeles: Modeles) -> Iterator[DefautStructure]:
    if field.liste != isinstance(here.valeur, list):
        wanted = "[…]" if field.liste else ""
        yield DefautStructure(GenreDefaut.FORME, here.chemin, _montre(here.valeur), wanted)
        return
    beside = node.objet.get(f"_{field.nom}")
    for one in node.elements(field.nom):
        if one.valeur is None and field.primitif is not None and isinstance(beside, list):
            continue
        if one.valeur is None or one.valeur in ({}, [], ""):
            yield DefautStructure(GenreDefaut.VIDE, one.chemin, _vu(one.valeur))
        elif field.primitif is not None:
            yield from _primitif(one, field, field.primitif)
        else:
            yield from _complexe(one, field, modeles)


def _primitif(one: Noeud, field: Champ, wanted: Primitif) -> Iterator[DefautStructure]:
    value = one.valeur
    boolean = isinstance(value, bool)
    if not isinstance(value, _JSON[wanted]) or boolean != (wanted is Primitif.BOOLEEN):
        yield DefautStructure(GenreDefaut.FORME, one.chemin, _montre(value), wanted.value)
    elif field.base64 and not _base64(one.texte):
        yield DefautStructure(GenreDefaut.VALEUR, one.chemin, _montre(value), "base64")
    elif field.xhtml and not _xhtml(one.texte):
        yield DefautStructure(GenreDefaut.VALEUR, one.chemin, _montre(value), f'<div xmlns="{XHTML}">…</div>')


def _base64(text: str) -> bool:
    try:
        head(text.encode(), 0)
    except ValueError:
        return False
    return True


def _xhtml(text: str) -> bool:
    try:
        return parse(text.encode()).root.tag == f"{{{XHTML}}}div"
    except XmlRefusedError:
        return False


def _complexe(one: Noeud, field: Champ, modeles: Modeles) -> Iterator[DefautStructure]:
    if not isinstance(one.valeur, Mapping):
        yield DefautStructure(GenreDefaut.FORME, one.chemin, _montre(one.valeur), "{…}")
        return
    kind = field.genre
    if kind == RESSOURCE:
        kind = one.champ("resourceType").texte
        if not modeles.ressource(kind):
            yield DefautStructure(GenreDefaut.TYPE, f"{one.chemin}.resourceType", kind[:_MONTRE])
            return
    yield from _element(one, kind, modeles)


def _vu(value: Json) -> str:
    return '""' if value == "" else "null" if value is None else _montre(value)
