"""Markdown tables of the generated pages."""

from collections.abc import Iterable, Sequence


def section(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], text: str = "") -> str:
    """A titled section: an introduction if any, then the table."""
    lines = [f"## {title}", "", *([text, ""] if text else []), row(heads), row(["---"] * len(heads))]
    return "\n".join([*lines, *(row(one) for one in rows), ""])


def row(cells: Sequence[str]) -> str:
    """One line of a table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
