"""What a structured view is made of."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, Literal, NamedTuple

from simulators.core.rule import Place

Span = tuple[int, int]
Fold = Literal["", "folded", "document"]

# Of one side of an exchange. Beyond, a page is slow to make and nobody reads it.
MOST_NODES: Final = 1_200
MOST_CHILDREN: Final = 300
MOST_DEPTH: Final = 64
_LONGEST: Final = 400
_UNFOLDED: Final = 3
_PREVIEWED: Final = 3
_LONGEST_PREVIEW: Final = 80


def shortened(text: str) -> str:
    """The first 400 characters of a value, as a page can be sent: half a surrogate pair has no UTF-8."""
    told = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return told.encode("utf-8", "replace").decode("utf-8")


@dataclass(frozen=True, slots=True)
class Branch:
    """One node of a tree: its name, what it holds, what is beside it (attributes, a size).

    `span` are its bytes in the body; `path` its FHIRPath in JSON. `numbers` are the findings about it,
    `opened` tells that one of them is below. `fold` is how it is first seen: folded, or as the root of a
    document.
    """

    name: str
    value: str = ""
    note: str = ""
    span: Span | None = None
    path: str = ""
    children: tuple["Branch", ...] = ()
    numbers: tuple[int, ...] = ()
    opened: bool = False
    fold: Fold = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One value of a table by its name in words. `key` is what a finding calls it: a claim, a form field."""

    label: str
    value: str
    note: str = ""
    key: str = ""
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """The same thing told twice, `differs` when both tell it and not alike."""

    label: str
    left: str
    right: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """One block of the structured view, `folded` when first seen; `about` is the kind of place of rows."""

    kind: Literal["tree", "rows", "pairs", "apology"]
    title: str
    note: str = ""
    branches: tuple[Branch, ...] = ()
    legend: tuple[tuple[str, str], ...] = ()
    rows: tuple[Row, ...] = ()
    pairs: tuple[Pair, ...] = ()
    columns: tuple[str, str] = ("", "")
    about: str = ""
    cut: bool = False
    folded: bool = False

    @property
    def steps(self) -> Iterator["Step"]:
        """The tree as a template reads it, whatever its depth: a node opens, leaves, a node closes."""
        for branch in self.branches:
            yield from _steps(branch, 0)


class Step(NamedTuple):
    """One moment of the walk of a tree; `shown` when the node is to be seen unfolded."""

    kind: Literal["open", "leaf", "close"]
    branch: Branch
    shown: bool = False
    preview: str = ""


def _values(branch: Branch, most: int = _PREVIEWED) -> Iterator[str]:
    """The first values below a node, a few levels deep: what a folded node hides."""
    for child in branch.children[:_PREVIEWED]:
        if child.value:
            yield child.value
        elif most:
            yield from _values(child, most - 1)


def _preview(branch: Branch) -> str:
    text = " · ".join(islice(_values(branch), _PREVIEWED))
    return text if len(text) <= _LONGEST_PREVIEW else f"{text[:_LONGEST_PREVIEW]}…"


def _steps(branch: Branch, depth: int) -> Iterator[Step]:
    if not branch.children:
        yield Step("leaf", branch)
        return
    level = 0 if branch.fold == "document" else depth
    seen = level < _UNFOLDED and branch.fold != "folded"
    shown = branch.opened or seen
    yield Step("open", branch, shown, "" if shown else _preview(branch))
    for child in branch.children:
        yield from _steps(child, level + 1)
    yield Step("close", branch)


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of finding `number`: the bytes when they are known, else what the rule said of it."""

    number: int
    place: Place
    span: Span | None = None


@dataclass(slots=True)
class Budget:
    """How many nodes may still be made; `cut` once one was left out."""

    left: int = MOST_NODES
    cut: bool = field(default=False)

    def take(self) -> bool:
        """Room for one more node."""
        if self.left <= 0:
            self.cut = True
            return False
        self.left -= 1
        return True
