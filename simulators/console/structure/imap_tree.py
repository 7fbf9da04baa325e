"""The answers to an IMAP command as a tree: a node per line, what a literal carries below (RFC 3501 §4.3)."""

import re
from collections.abc import Callable
from typing import Final

from simulators.console.structure.model import Branch, Budget, shortened
from simulators.console.words import Words

_LITERAL: Final = re.compile(rb"\{(\d{1,10})\+?\}\r?\n$")
# (bytes of a literal, their offset) -> its branches.
Literal = Callable[[bytes, int], tuple[Branch, ...]]


def imap_branches(body: bytes, words: Words, budget: Budget, literal: Literal) -> tuple[Branch, ...]:
    """Every line of the answers; a line that announces a literal goes on after it."""
    made: list[Branch] = []
    at = 0
    while at < len(body) and budget.take():
        branch, at = _line(body, at, words, budget, literal)
        if branch.name or branch.children:
            made.append(branch)
    return tuple(made)


def _line(body: bytes, start: int, words: Words, budget: Budget, literal: Literal) -> tuple[Branch, int]:
    texts: list[str] = []
    children: list[Branch] = []
    at = start
    while at < len(body):
        end = body.find(b"\n", at) + 1 or len(body)
        line = body[at:end]
        texts.append(line.decode("utf-8", "replace").strip())
        at = end
        announced = _LITERAL.search(line)
        if announced is None or not budget.take():
            break
        content = body[at : at + int(announced[1])]
        note = words.count("bytes", len(content))
        span = (at, at + len(content))
        children.append(Branch(words.literal, note=note, span=span, children=literal(content, at)))
        at = span[1]
    return Branch(shortened(" ".join(texts)), span=(start, at), children=tuple(children)), at
