"""Reads what a header tells beside its main actors: other participations, order of elements, sections."""

from collections.abc import Callable, Iterable
from typing import Final

from simulators.core.sante.cda.modele import SectionCda, Tiers
from simulators.core.sante.cda.valeurs import Coded, Element, Ident
from simulators.core.xml.nodes import Node, local_name, tag

_H: Final = "{urn:hl7-org:v3}"
_ROLES: Final = ("associatedEntity", "assignedEntity", "relatedEntity", "intendedRecipient")
# Where each says its one code, and the identifiers of what it names.
_CODES: Final = {
    "participant": "functionCode",
    "authenticator": "signatureCode",
    "authorization": "consent/statusCode",
}
_IDS: Final = {"inFulfillmentOf": "order/id"}
TIERS: Final = frozenset(
    {"participant", "informant", "dataEnterer", "authenticator", "informationRecipient", "authorization",
     "inFulfillmentOf"}
)  # fmt: skip

Repere = Callable[[Node], int]


def tiers(root: Node, repere: Repere) -> tuple[Tiers, ...]:
    """The participations of the header that have no value of their own, in document order."""
    return tuple([_un(node, name, repere) for node in root if (name := local_name(node)) in TIERS])


def _un(node: Node, name: str, repere: Repere) -> Tiers:
    own = repere(node)
    names = frozenset(local_name(child) for child in node)
    played = next((child for child in node if local_name(child) in _ROLES), None)
    return Tiers(
        name,
        own,
        names,
        "" if played is None else played.get("classCode") or "",
        tuple([_ident(one, repere) for one in node.iterfind(_path(_IDS.get(name, "id")))]),
        next((_coded(one, repere) for one in node.iterfind(_path(_CODES.get(name, "code")))), None),
    )


def _path(names: str) -> str:
    return "/".join(_H + name for name in names.split("/"))


def _ident(node: Node, repere: Repere) -> Ident:
    return Ident(node.get("root") or "", node.get("extension"), node.get("nullFlavor"), repere(node))


def _coded(node: Node, repere: Repere) -> Coded:
    system, label = node.get("codeSystem") or "", node.get("displayName") or ""
    return Coded(node.get("code"), system, label, node.get("nullFlavor"), repere(node))


def elements(nodes: Iterable[Node], repere: Repere) -> tuple[Element, ...]:
    """Elements of HL7 by name, with their `use`; those of other namespaces belong to extensions."""
    return tuple([Element(local_name(node), node.get("use"), repere(node)) for node in nodes if _hl7(node)])


def _hl7(node: Node) -> bool:
    return tag(node).startswith(_H)


def sections(body: Node, repere: Repere, rang: int = 1) -> tuple[SectionCda, ...]:
    """The sections of a structured body, at any depth, in document order."""
    found: list[SectionCda] = []
    for node in body.iterfind(f"{_H}component/{_H}section"):
        own, code = repere(node), node.find(f"{_H}code")
        inner = sections(node, repere, rang + 1)
        found.append(
            SectionCda(
                tuple([one.get("root") or "" for one in node.iterchildren(f"{_H}templateId")]),
                None if code is None else _coded(code, repere),
                rang,
                bool(inner) or node.find(f"{_H}text") is not None,
                _entrees(node),
                own,
            )
        )
        found.extend(inner)
    return tuple(found)


def _entrees(section: Node) -> frozenset[str]:
    return frozenset(
        one.get("root") or ""
        for entry in section.iterchildren(f"{_H}entry")
        for one in entry.iter(f"{_H}templateId")
    )
