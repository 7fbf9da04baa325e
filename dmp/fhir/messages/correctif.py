"""The three writings of a patch as operations of RFC 6902 (dmp_fhir.md §5.2).

JSON Patch as it is, XML Patch (RFC 5261) for the three elements that may change, FHIRPath Patch.
"""

import re
from collections.abc import Iterator
from typing import Final

from dmp.fhir.messages.lecture import LIMITES, lire_arbre
from dmp.fhir.messages.modeles import FHIR, Modeles
from dmp.fhir.messages.xml_lecture import lire_xml
from dmp.fhir.model.correctif import CorrectifIllisibleError, Operation
from dmp.fhir.model.ressource import Json, Noeud, RessourceIllisibleError, racine
from simulators.core.xml.nodes import Node
from simulators.core.xml.parser import parse
from simulators.core.xml.refusal import XmlRefusedError

_OPERATIONS: Final = 100
_PAS: Final = re.compile(r"(?:[A-Za-z][\w.-]*:)?([A-Za-z]+)(?:\[([0-9]{1,3})\])?")
_EXTENSION: Final = re.compile(r"\.?extension(?:\.where\(url ?= ?'([^']+)'\)|\('([^']+)'\))")


def lire_json(corps: bytes) -> tuple[Operation, ...]:
    """An array of operations. Raises `CorrectifIllisibleError`; `RessourceIllisibleError` for no JSON."""
    tree = lire_arbre(corps, LIMITES)
    if not isinstance(tree, list) or not tree or len(tree) > _OPERATIONS:
        raise CorrectifIllisibleError("un tableau d'opérations est attendu")
    return tuple(_operation(rank, one) for rank, one in enumerate(tree))


def _operation(rank: int, one: Json) -> Operation:
    node = Noeud(f"[{rank}]", one)
    op, path = node.champ("op").texte, node.champ("path").valeur
    if op not in {"add", "remove", "replace", "test", "move", "copy"} or not isinstance(path, str):
        raise CorrectifIllisibleError(f"opération {rank} : op et path sont attendus")
    if op in {"add", "replace", "test"} and "value" not in node.objet:
        raise CorrectifIllisibleError(f"opération {rank} : value est attendu")
    origin = node.champ("from").texte
    if op in {"move", "copy"} and not origin:
        raise CorrectifIllisibleError(f"opération {rank} : from est attendu")
    return Operation(op, path, node.objet.get("value"), origin, node.chemin)


def lire_parametres(tree: Noeud) -> tuple[Operation, ...]:
    """FHIRPath Patch: Parameters whose `operation`: type, path, value. Raises `CorrectifIllisibleError`."""
    if tree.champ("resourceType").texte != "Parameters":
        raise CorrectifIllisibleError("Parameters est attendu")
    found = tuple(_parametre(one) for one in tree.elements("parameter"))
    if not found or len(found) > _OPERATIONS:
        raise CorrectifIllisibleError("une opération est attendue")
    return found


def _parametre(one: Noeud) -> Operation:
    parts = {part.champ("name").texte: part for part in one.elements("part")}
    texts = {name: _valeur(part) for name, part in parts.items()}
    op, path = texts.get("type"), texts.get("path")
    if one.champ("name").texte != "operation" or not isinstance(op, str) or not isinstance(path, str):
        raise CorrectifIllisibleError("operation porte type et path")
    pointer = _pointeur(path)
    name = texts.get("name")
    if op == "add":
        if not isinstance(name, str):
            raise CorrectifIllisibleError("add porte name")
        listed = name in {"securityLabel", "extension"}
        pointer = f"{pointer}/{name}/-" if listed else f"{pointer}/{name}"
    kinds = {"add": "add", "replace": "replace", "delete": "remove"}
    if op not in kinds:
        raise CorrectifIllisibleError(f"type {op[:20]} n'est pas servi")
    return Operation(kinds[op], pointer, texts.get("value"), "", one.chemin)


def _valeur(part: Noeud) -> Json:
    found = [one for name, one in part.objet.items() if name.startswith("value")]
    if found:
        return found[0]
    held = {one.champ("name").texte: _valeur(one) for one in part.elements("part")}
    return held or None


def _pointeur(path: str) -> str:
    """`DocumentReference.securityLabel[0]` → `/securityLabel/0`; an extension named by its url keeps it."""
    rest = path.strip().removeprefix("DocumentReference")
    named = _EXTENSION.match(rest)
    if named is not None:
        tail = rest[named.end() :].removesuffix(".value")
        after = "/valueBoolean" if tail in {"", ".valueBoolean"} or rest.endswith(".value") else tail
        return f"/extension[url:'{named[1] or named[2]}']{after}"
    steps = [step for step in rest.split(".") if step]
    found = [_PAS.fullmatch(step) for step in steps]
    if any(one is None for one in found):
        raise CorrectifIllisibleError(f"chemin {path[:60]}")
    return "".join(f"/{one[1]}" + (f"/{one[2]}" if one[2] else "") for one in found if one is not None)


def lire_xml_patch(corps: bytes, modeles: Modeles) -> tuple[Operation, ...]:
    """An RFC 5261 document: `replace`, `add`, `remove` with `sel`. Raises `CorrectifIllisibleError`."""
    try:
        root = parse(corps, LIMITES.xml).root
    except XmlRefusedError as error:
        raise CorrectifIllisibleError(f"XML : {error.reason.value}") from None
    if str(root.tag).rpartition("}")[2] != "diff" or len(root) > _OPERATIONS:
        raise CorrectifIllisibleError("diff est attendu")
    found = tuple(one for rank, child in enumerate(root) for one in _diff(rank, child, modeles))
    if not found:
        raise CorrectifIllisibleError("une opération est attendue")
    return found


def _diff(rank: int, child: Node, modeles: Modeles) -> Iterator[Operation]:
    op, sel = str(child.tag).rpartition("}")[2], child.get("sel") or ""
    attribute = sel.endswith("/@value")
    steps = [step for step in sel.removesuffix("/@value").split("/") if step]
    found = [_PAS.fullmatch(step) for step in steps]
    if op not in {"replace", "add", "remove"} or not found or any(one is None for one in found):
        raise CorrectifIllisibleError(f"opération {rank} : sel {sel[:60]}")
    names = [(one[1], one[2]) for one in found if one is not None][1:]
    # XML counts from 1; an element that repeats is a place in a list.
    path = "".join(
        f"/{name}" + (f"/{int(at or 1) - 1}" if name in {"securityLabel", "extension", "coding"} else "")
        for name, at in names
    )
    where = f"diff/*[{rank + 1}]"
    if attribute or op == "remove":
        text = (child.text or "").strip()
        value: Json = (
            {"true": True, "false": False}.get(text, text) if path.endswith("valueBoolean") else text
        )
        yield Operation(op, path, value, "", where)
        return
    for held in child:
        tree = _element(held, modeles)
        name = str(held.tag).rpartition("}")[2]
        yield Operation(op, f"{path}/{name}/-" if op == "add" else path, tree, "", where)


def _element(held: Node, modeles: Modeles) -> Json:
    """One element as JSON, read inside a DocumentReference of its own."""
    from lxml import etree

    name = str(held.tag).rpartition("}")[2]
    shell = etree.Element(f"{{{FHIR}}}DocumentReference", None, {None: FHIR})
    shell.append(held)
    try:
        tree = lire_xml(etree.tostring(shell), modeles)
    except RessourceIllisibleError as error:
        raise CorrectifIllisibleError(f"{name} : {error.raison.value}") from None
    return racine(tree).premier(name).valeur
