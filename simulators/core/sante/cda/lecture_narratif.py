"""Reads what a person would read of a document: sections, their narrative, recipients."""

from collections.abc import Iterator
from typing import Final

from simulators.core.sante.cda.lecture import HL7, CdaLu
from simulators.core.sante.cda.lecture_blocs import blocs, texte
from simulators.core.sante.cda.narratif import Lisible, SectionNarrative
from simulators.core.sante.codes import Code
from simulators.core.xml import base64
from simulators.core.xml.nodes import Node, local_name

_H: Final = f"{{{HL7}}}"
_RECIPIENT: Final = f"{_H}informationRecipient/{_H}intendedRecipient"


def lisible(lu: CdaLu) -> Lisible:
    """The document as a person reads it."""
    root = lu.racine
    bodies = root.iterfind(f"{_H}component/{_H}structuredBody")
    found = tuple(section for body in bodies for section in _sections(body))
    names = tuple(filter(None, map(_destinataire, root.iterfind(_RECIPIENT))))
    return Lisible(lu.entete, found, names)


def _destinataire(node: Node) -> str:
    person = node.find(f"{_H}informationRecipient/{_H}name")
    place = node.find(f"{_H}receivedOrganization/{_H}name")
    parts = sorted(person, key=lambda part: local_name(part) == "family") if person is not None else []
    told = " ".join(texte(part) for part in parts if local_name(part) in {"given", "family"})
    return ", ".join(filter(None, (told, "" if place is None else texte(place))))


def _sections(body: Node) -> Iterator[SectionNarrative]:
    for node in body.iterfind(f"{_H}component/{_H}section"):
        title, code, narrative = (node.find(_H + name) for name in ("title", "code", "text"))
        yield SectionNarrative(
            titre="" if title is None else texte(title),
            code=Code("") if code is None else _code(code),
            gabarits=tuple(one.get("root") or "" for one in node.iterchildren(f"{_H}templateId")),
            blocs=() if narrative is None else blocs(narrative),
            sections=tuple(_sections(node)),
            copie=_copie(node),
        )


def _code(node: Node) -> Code:
    return Code(node.get("code") or "", node.get("codeSystem") or "", node.get("displayName") or "")


def _copie(section: Node) -> bytes:
    """The first PDF of the section's own entries; nothing for what is no base64."""
    for value in section.iterfind(f"{_H}entry//{_H}observationMedia/{_H}value"):
        if value.get("mediaType") == "application/pdf":
            try:
                return base64.decode("".join(value.itertext()).encode())
            except ValueError:
                return b""
    return b""
