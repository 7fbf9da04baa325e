"""Puts each finding on the node, or the row, that it is about: the deepest one that holds its place."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from simulators.console.structure.model import Branch, Row, Span, Spot, View


def place(views: Iterable[View], spots: Sequence[Spot]) -> tuple[tuple[View, ...], frozenset[int]]:
    """The views with the numbers of the findings, each once, and the findings that found a place. Pure."""
    left = list(spots)
    told: list[View] = []
    for view in views:
        rows = tuple(_row(row, view.about, left) for row in view.rows)
        here = left if view.kind == "tree" else []
        folded = view.folded and not any(row.numbers for row in rows)
        told.append(
            replace(
                view, folded=folded, rows=rows, branches=tuple(_marked(one, here) for one in view.branches)
            )
        )
        if view.kind == "tree":
            # What the tree does not hold is looked for in the views that follow.
            held = {number for one in told[-1].branches for number in _numbers(one)}
            left = [spot for spot in left if spot.number not in held]
    return tuple(told), frozenset(spot.number for spot in spots) - {spot.number for spot in left}


def _row(row: Row, about: str, left: list[Spot]) -> Row:
    if not about or not row.key:
        return row
    here = [one for one in left if one.place.kind == about and one.place.path == row.key]
    for one in here:
        left.remove(one)
    return replace(row, numbers=tuple(one.number for one in here)) if here else row


def _marked(branch: Branch, spots: Sequence[Spot]) -> Branch:
    mine = [spot for spot in spots if _holds(branch, spot)]
    if not mine:
        return branch
    children: list[Branch] = []
    for child in branch.children:
        marked = _marked(child, mine)
        taken = set(_numbers(marked))
        mine = [spot for spot in mine if spot.number not in taken]
        children.append(marked)
    numbers = tuple(spot.number for spot in mine)
    opened = any(child.numbers or child.opened for child in children)
    return replace(branch, children=tuple(children), numbers=numbers, opened=opened)


def _holds(branch: Branch, spot: Spot) -> bool:
    """Whether the place is inside the node: by bytes, else by FHIRPath."""
    if spot.span is not None and branch.span is not None:
        return _within(spot.span, branch.span)
    if spot.place.kind == "fhirpath" and branch.path:
        rest = spot.place.path.removeprefix(branch.path)
        return spot.place.path.startswith(branch.path) and rest[:1] in {"", ".", "["}
    # A node without place of its own may hold one that has.
    return branch.span is None and any(_holds(child, spot) for child in branch.children)


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] < outer[1] and inner[1] <= outer[1]


def _numbers(branch: Branch) -> Iterable[int]:
    """The findings on a node and below; only marked branches are walked."""
    yield from branch.numbers
    if branch.opened:
        for child in branch.children:
            yield from _numbers(child)
