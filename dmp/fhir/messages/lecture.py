"""A JSON body read within limits: nothing of it is known yet, and nothing of it may hurt."""

import codecs
import json
import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from dmp.fhir.model.ressource import Json, Objet, RaisonLecture, RessourceIllisibleError
from simulators.core.xml.parser import XmlLimits

_UTF8: Final = frozenset({"", "utf-8", "utf8", "us-ascii", "ascii"})
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"{\0", b"\0{")
# What may stand for a lone surrogate, a control character or no character: UTF-8 or XML cannot carry them.
_SUSPECTS: Final = re.compile(rb"\\u(?:[dD][89a-fA-F]|00[01]|[fF]{3}[eEfF])|\xef\xbf[\xbe\xbf]")
_INTERDITS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class LimitesLecture:
    """What one body may hold. `taille` is in bytes, `noeuds` counts values, `profondeur` levels."""

    taille: int = 50_000_000
    noeuds: int = 50_000
    profondeur: int = 40

    @property
    def xml(self) -> XmlLimits:
        """The same, for the XML parser."""
        return XmlLimits(self.taille, self.noeuds, 2 * self.noeuds, self.profondeur)


LIMITES: Final = LimitesLecture()


def lire_json(corps: bytes, limites: LimitesLecture = LIMITES, charset: str = "") -> Objet:
    """The resource of a JSON body, its `resourceType` a string; the type itself is not judged here.

    `charset` is the parameter of the content type. Raises `RessourceIllisibleError` and nothing else.
    """
    tree = lire_arbre(corps, limites, charset)
    if not isinstance(tree, Mapping):
        raise RessourceIllisibleError(RaisonLecture.RACINE, type(tree).__name__)
    typer(tree)
    return tree


def lire_arbre(corps: bytes, limites: LimitesLecture = LIMITES, charset: str = "") -> Json:
    """Any JSON value, within the same limits. Raises `RessourceIllisibleError` and nothing else."""
    data = corps.removeprefix(codecs.BOM_UTF8)
    _bornes(data, limites, charset)
    tree = _arbre(data)
    if isinstance(tree, dict | list):
        _profondeur(tree, limites.profondeur)
        if _SUSPECTS.search(data):
            _caracteres(tree)
    return tree


def typer(tree: Objet, attendus: frozenset[str] = frozenset()) -> str:
    """The type a resource says it has, one of those expected if any.

    Raises `RessourceIllisibleError` when it has none, or another.
    """
    kind = tree.get("resourceType")
    if not isinstance(kind, str) or not kind:
        raise RessourceIllisibleError(RaisonLecture.TYPE_ABSENT, "", "resourceType")
    if attendus and kind not in attendus:
        raise RessourceIllisibleError(RaisonLecture.TYPE_INATTENDU, kind[:64], "resourceType")
    return kind


def _bornes(data: bytes, limites: LimitesLecture, charset: str) -> None:
    """Everything that can be told before building the tree: each value but the first follows one sign."""
    if len(data) > limites.taille:
        raise RessourceIllisibleError(RaisonLecture.TROP_GROS, str(len(data)))
    if not data or data.isspace():
        raise RessourceIllisibleError(RaisonLecture.VIDE)
    if charset.lower() not in _UTF8 or data.startswith(_UTF16):
        raise RessourceIllisibleError(RaisonLecture.ENCODAGE, charset[:40] or "UTF-16")
    if data.count(b",") + data.count(b"[") + data.count(b"{") > limites.noeuds:
        raise RessourceIllisibleError(RaisonLecture.TROP_DE_NOEUDS, f"> {limites.noeuds}")


def _arbre(data: bytes) -> Json:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        told = f"0x{data[error.start]:02X}"
        raise RessourceIllisibleError(RaisonLecture.ENCODAGE, told, f"ligne {line}") from None
    try:
        tree: Json = json.loads(
            text, object_pairs_hook=_objet, parse_float=_decimal, parse_constant=_constante
        )
    except json.JSONDecodeError as error:
        where = f"ligne {error.lineno}, colonne {error.colno}"
        raise RessourceIllisibleError(RaisonLecture.SYNTAXE, error.msg, where) from None
    except RecursionError:
        raise RessourceIllisibleError(RaisonLecture.TROP_PROFOND) from None
    except ValueError:
        # An integer of more digits than Python converts.
        raise RessourceIllisibleError(RaisonLecture.NOMBRE, "> 4300") from None
    return tree


def _objet(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise RessourceIllisibleError(RaisonLecture.CLE_DOUBLE, twice[:64], twice[:64])
    return made


def _decimal(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise RessourceIllisibleError(RaisonLecture.NOMBRE, text[:40])
    return value


def _constante(text: str) -> NoReturn:
    raise RessourceIllisibleError(RaisonLecture.NOMBRE, text)


def _profondeur(tree: Json, most: int) -> None:
    level: list[Any] = [tree]
    for _ in range(most):
        level = [
            one
            for holder in level
            for one in (holder.values() if isinstance(holder, dict) else holder)
            if isinstance(one, dict | list)
        ]
        if not level:
            return
    raise RessourceIllisibleError(RaisonLecture.TROP_PROFOND, f"> {most}")


def _caracteres(tree: Json) -> None:
    rest: list[Any] = [tree]
    while rest:
        one = rest.pop()
        if isinstance(one, str):
            if found := _INTERDITS.search(one):
                raise RessourceIllisibleError(RaisonLecture.ENCODAGE, f"U+{ord(found[0]):04X}")
        elif isinstance(one, dict):
            rest.extend((*one, *one.values()))
        elif isinstance(one, list):
            rest.extend(one)
