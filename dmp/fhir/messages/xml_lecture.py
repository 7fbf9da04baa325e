"""FHIR XML to the JSON tree, the R4B classes telling which element repeats and what it holds.

The classes' own XML reader keeps the last of a repeated element, forgets the order and rewrites dates: here
the text of every value is kept, and such writings are refused (FHIR R4, xml.html and json.html).
"""

import math
import re
from collections.abc import Mapping
from typing import Any, Final

from lxml import etree

from dmp.fhir.messages.lecture import LIMITES, LimitesLecture
from dmp.fhir.messages.modeles import FHIR, RESSOURCE, Champ, Modeles, Primitif, attributs
from dmp.fhir.messages.structure import XHTML
from dmp.fhir.model.ressource import Json, Objet, RaisonLecture, RessourceIllisibleError
from simulators.core.xml.parser import parse
from simulators.core.xml.refusal import XmlReason, XmlRefusedError

_SCHEMA: Final = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_ENTIER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,18})")
_DECIMAL: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,4})?")
_RAISONS: Final[Mapping[XmlReason, RaisonLecture]] = {
    XmlReason.EMPTY: RaisonLecture.VIDE,
    XmlReason.MALFORMED: RaisonLecture.SYNTAXE,
    XmlReason.DTD: RaisonLecture.DTD,
    XmlReason.ENTITY: RaisonLecture.DTD,
    XmlReason.ENCODING: RaisonLecture.ENCODAGE,
    XmlReason.TOO_LARGE: RaisonLecture.TROP_GROS,
    XmlReason.TOO_DEEP: RaisonLecture.TROP_PROFOND,
    XmlReason.TOO_MANY: RaisonLecture.TROP_DE_NOEUDS,
}


def lire_xml(corps: bytes, modeles: Modeles, limites: LimitesLecture = LIMITES, charset: str = "") -> Objet:
    """The resource of an XML body as the JSON tree. Raises `RessourceIllisibleError` and nothing else."""
    try:
        root = parse(corps, limites.xml, charset).root
    except XmlRefusedError as error:
        where = f"ligne {error.line}" if error.line else ""
        raise RessourceIllisibleError(_RAISONS[error.reason], error.detail[:120], where) from None
    root.attrib.pop(_SCHEMA, None)
    return _ressource(root, _nom(root), modeles)


def _nom(element: etree._Element) -> str:
    name = etree.QName(element)
    if name.namespace != FHIR:
        raise RessourceIllisibleError(
            RaisonLecture.ESPACE_DE_NOMS, (name.namespace or "")[:80], f"ligne {element.sourceline}"
        )
    return name.localname


def _ressource(element: etree._Element, path: str, modeles: Modeles) -> dict[str, Json]:
    kind = _nom(element)
    if not modeles.ressource(kind):
        raise RessourceIllisibleError(RaisonLecture.TYPE_INCONNU, kind[:64], path)
    return {"resourceType": kind, **_complexe(element, path, kind, modeles)}


def _complexe(element: etree._Element, path: str, kind: str, modeles: Modeles) -> dict[str, Json]:
    fields = modeles.champs(kind)
    made: dict[str, Any] = {}
    attributes = attributs(kind, modeles)
    for name, value in element.attrib.items():
        if name not in attributes:
            raise RessourceIllisibleError(RaisonLecture.ELEMENT_INCONNU, str(name)[:64], f"{path}.@{name}")
        made[str(name)] = str(value)
    _sans_texte(element, path)
    last = -1
    ranks = {name: rank for rank, name in enumerate(fields)}
    for child in element:
        name = _enfant(child, fields, attributes, path)
        if ranks[name] < last:
            raise RessourceIllisibleError(RaisonLecture.ORDRE, name, f"{path}.{name}")
        last = ranks[name]
        _ajoute(made, child, fields[name], path, modeles)
    return made


def _enfant(child: etree._Element, fields: Mapping[str, Champ], attributes: frozenset[str], path: str) -> str:
    name = etree.QName(child)
    field = fields.get(name.localname) if name.localname not in attributes else None
    if field is None or name.namespace != (XHTML if field.xhtml else FHIR):
        raise RessourceIllisibleError(
            RaisonLecture.ELEMENT_INCONNU, name.localname[:64], f"{path}.{name.localname[:64]}"
        )
    return name.localname


def _sans_texte(element: etree._Element, path: str) -> None:
    texts = [element.text, *(child.tail for child in element)]
    if found := next((text.strip() for text in texts if text and text.strip()), ""):
        raise RessourceIllisibleError(RaisonLecture.SYNTAXE, found[:64], path)


def _ajoute(made: dict[str, Any], child: etree._Element, field: Champ, path: str, modeles: Modeles) -> None:
    rank = len(made.get(field.nom, made.get(f"_{field.nom}", ()))) if field.liste else 0
    here = f"{path}.{field.nom}" + (f"[{rank}]" if field.liste else "")
    if not field.liste and (field.nom in made or f"_{field.nom}" in made):
        raise RessourceIllisibleError(RaisonLecture.ELEMENT_REPETE, field.nom, here)
    if field.primitif is None or field.xhtml:
        value = _contenu(child, field, here, modeles)
        _range(made, field.nom, value, field)
        return
    primitive, extra = _primitif(child, field, here, modeles)
    if field.liste:
        _paire(made, field.nom, primitive, extra, rank)
        return
    if primitive is not None:
        made[field.nom] = primitive
    if extra:
        made[f"_{field.nom}"] = extra


def _range(made: dict[str, Any], name: str, value: Json, field: Champ) -> None:
    if field.liste:
        made.setdefault(name, []).append(value)
    else:
        made[name] = value


def _paire(made: dict[str, Any], name: str, value: Json, extra: dict[str, Json], rank: int) -> None:
    """Repeated primitives and their extensions: two arrays of the same length, nulls where nothing is."""
    made.setdefault(name, [None] * rank).append(value)
    if extra or f"_{name}" in made:
        made.setdefault(f"_{name}", [None] * rank).append(extra or None)


def _contenu(child: etree._Element, field: Champ, here: str, modeles: Modeles) -> Json:
    if field.xhtml:
        whole = etree.tostring(child, encoding="unicode", with_tail=False)
        return whole.replace(f' xmlns="{FHIR}"', "")
    if field.genre != RESSOURCE:
        return _complexe(child, here, field.genre, modeles)
    _sans_texte(child, here)
    if len(child) != 1 or child.attrib:
        raise RessourceIllisibleError(RaisonLecture.SYNTAXE, field.nom, here)
    return _ressource(child[0], here, modeles)


def _primitif(
    child: etree._Element, field: Champ, here: str, modeles: Modeles
) -> tuple[Json, dict[str, Json]]:
    text = child.attrib.pop("value", None)
    if text is None and not len(child) and not child.attrib:
        raise RessourceIllisibleError(RaisonLecture.SYNTAXE, "value", here)
    extra = _complexe(child, here, "Element", modeles)
    return (None if text is None else _valeur(str(text), field, here)), extra


def _valeur(text: str, field: Champ, here: str) -> Json:
    if field.primitif is Primitif.CHAINE:
        return text
    if field.primitif is Primitif.BOOLEEN and text in {"true", "false"}:
        return text == "true"
    if field.primitif is Primitif.ENTIER and _ENTIER.fullmatch(text):
        return int(text)
    if field.primitif is Primitif.DECIMAL and _DECIMAL.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    raise RessourceIllisibleError(RaisonLecture.SYNTAXE, text[:64], here)
