"""Children of an element sorted by name, their nodes noted so that a finding can point at them."""

from collections.abc import Mapping

from ins.model import Spot
from simulators.core.xml.nodes import Node, tag

Nodes = dict[tuple[Spot, int], Node]
Tags = Mapping[str, Spot]


def collect(parent: Node, tags: Tags, nodes: Nodes) -> dict[Spot, str]:
    """The text of the known children, first of each name; their nodes are noted."""
    values: dict[Spot, str] = {}
    for child in parent:
        spot = tags.get(tag(child))
        if spot is not None and spot not in values:
            values[spot] = child.text or ""
            nodes[(spot, 0)] = child
    return values


def sort_children(
    content: Node, tags: Tags, nodes: Nodes
) -> tuple[dict[Spot, list[Node]], tuple[str, ...], tuple[str, ...]]:
    """The children of the body root by spot, the names of the known ones in order, the unknown ones' tags."""
    found: dict[Spot, list[Node]] = {}
    elements: list[str] = []
    unknown: list[str] = []
    for child in content:
        spot = tags.get(tag(child))
        if spot is None:
            nodes[(Spot.CONTENT, len(unknown) + 1)] = child
            unknown.append(tag(child))
            continue
        same = found.setdefault(spot, [])
        nodes[(spot, len(same))] = child
        same.append(child)
        elements.append(spot.value)
    return found, tuple(elements), tuple(unknown)


def first_text(found: Mapping[Spot, list[Node]], spot: Spot) -> str | None:
    """The text of the first child of that name, None when there is none."""
    return (found[spot][0].text or "") if spot in found else None
