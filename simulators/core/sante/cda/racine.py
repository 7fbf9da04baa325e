"""Where the CDA of a file is: its root, or inside the style sheet it brings with it (cda.md §1)."""

from typing import Final

from simulators.core.xml.nodes import Node

HL7: Final = "urn:hl7-org:v3"
DOCUMENT: Final = f"{{{HL7}}}ClinicalDocument"
_XSL: Final = "http://www.w3.org/1999/XSL/Transform"
_SHEETS: Final = frozenset({f"{{{_XSL}}}stylesheet", f"{{{_XSL}}}transform"})


def auto_presentable(root: Node) -> bool:
    """Whether a file is a style sheet: what a self-presenting document is, seen from outside."""
    return root.tag in _SHEETS


def document_de(root: Node) -> Node | None:
    """The `ClinicalDocument` of a file: its root, or the only one that a style sheet holds; None otherwise.

    Rule of selectCDA.xsl (ansforge/TestContenuCDA): the root of a self-presenting document is a style sheet,
    and its `ClinicalDocument` stands anywhere below. The style sheet itself is never run.
    """
    if root.tag == DOCUMENT:
        return root
    held = list(root.iter(DOCUMENT)) if auto_presentable(root) else []
    return held[0] if len(held) == 1 else None
