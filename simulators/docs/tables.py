"""Markdown of the generated pages: tables, and texts that must be read as they are written."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from simulators.core.basis import Basis, BasisKind
from simulators.core.rule import Text
from simulators.docs.english import said

# What Markdown would take for its own in a sentence.
_MARKS: Final = re.compile(r"([\\`*_\[\]{}~$#])")
KINDS: Final = {
    BasisKind.SEEN: Text("vu", "seen"),
    BasisKind.REPORTED: Text("rapporté", "reported"),
    BasisKind.STANDARD: Text("norme", "standard"),
    BasisKind.ASSUMED: Text("supposé", "assumed"),
}


def section(
    title: str | Text, heads: Sequence[str], rows: Iterable[Sequence[str]], lang: str, text: str = ""
) -> str:
    """A titled section: an introduction if any (in its language), then the table.

    The heads are given in French, and the title when it is not a text of the product.
    """
    named = said(title, lang) if isinstance(title, str) else title.in_language(lang)
    told = table([said(head, lang) for head in heads], rows)
    return "\n".join([f"## {named}", "", *([text, ""] if text else []), told])


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, an empty line after it; nothing when it has no row."""
    told = [row(one) for one in rows]
    return "\n".join([row(heads), row(["---"] * len(heads)), *told, ""]) if told else "—\n"


def row(cells: Sequence[str]) -> str:
    """One line of a table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def plain(text: str) -> str:
    """A text of the product as Markdown that shows it unchanged, on one line."""
    told = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKS.sub(r"\\\1", told)


def code(text: str) -> str:
    """A name or a code, as it is typed."""
    return f"`{' '.join(text.split())}`" if text else ""


def kind(basis: Basis, lang: str) -> str:
    """The kind of a basis, in words."""
    return KINDS[basis.kind].in_language(lang)


def founded(basis: Basis, lang: str) -> str:
    """A basis: its kind in words, and its source as it is noted (in French)."""
    return f"{kind(basis, lang)} : {plain(basis.source)}" if lang == "fr" else _english(basis)


def _english(basis: Basis) -> str:
    return f"{kind(basis, 'en')}: {plain(basis.source)}"
