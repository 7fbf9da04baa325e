"""The JSON tree to FHIR XML, in the order of the standard (FHIR R4, xml.html)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lxml import etree

from dmp.fhir.messages.modeles import FHIR, RESSOURCE, Champ, Modeles, attributs
from dmp.fhir.model.ressource import Json, Objet
from simulators.core.xml.parser import parse

# XML has no writing for these; what is repeated of a request in an answer may hold them.
_INTERDITS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REMPLACANT: Final = "\ufffd"


def ecrire_xml(tree: Objet, modeles: Modeles) -> bytes:
    """A resource of known structure as XML; elements that FHIR does not know are left out."""
    kind = tree["resourceType"]
    root = etree.Element(f"{{{FHIR}}}{kind}", None, {None: FHIR})
    _ecrire(root, tree, str(kind), modeles)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _ecrire(parent: etree._Element, tree: Objet, kind: str, modeles: Modeles) -> None:
    attributes = attributs(kind, modeles)
    for name, field in modeles.champs(kind).items():
        value, extra = tree.get(name), tree.get(f"_{name}")
        if name in attributes:
            if value is not None:
                parent.set(name, str(value))
            continue
        for one, more in _couples(value, extra):
            _ecrire_un(parent, field, one, more, modeles)


def _couples(value: Json, extra: Json) -> Iterator[tuple[Json, Json]]:
    """Each value with its extension."""
    values = _liste(value)
    extras = _liste(extra)
    for rank in range(max(len(values), len(extras))):
        yield (
            values[rank] if rank < len(values) else None,
            extras[rank] if rank < len(extras) else None,
        )


def _liste(value: Json) -> Sequence[Json]:
    if value is None:
        return ()
    return value if isinstance(value, list | tuple) else (value,)


def _ecrire_un(parent: etree._Element, field: Champ, value: Json, extra: Json, modeles: Modeles) -> None:
    if field.xhtml:
        parent.append(parse(str(value).encode()).root)
        return
    child = etree.SubElement(parent, f"{{{FHIR}}}{field.nom}")
    if isinstance(value, Mapping):
        holder, kind = child, field.genre
        if kind == RESSOURCE:
            kind = str(value["resourceType"])
            holder = etree.SubElement(child, f"{{{FHIR}}}{kind}")
        _ecrire(holder, value, kind, modeles)
    elif value is not None:
        child.set("value", _texte(value))
    if isinstance(extra, Mapping):
        _ecrire(child, extra, "Element", modeles)


def _texte(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _INTERDITS.sub(_REMPLACANT, str(value))
