"""The pages as they are written: their titles, their links, what they tell to type."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
DOCS: Final = ROOT / "docs"
LANGUAGES: Final = ("fr", "en")
NOT_RUN: Final = re.compile(r"<!-- not run: (\S.*?) -->")
_FENCE: Final = re.compile(r"( *)(```+|:::+)\s*(\S*)")
_HEADING: Final = re.compile(r"(#+) \S")
_TYPED: Final = re.compile(r"(?:^|[(;&|] *)(socle [^#;&|)>\n]*)", re.MULTILINE)
_CODE: Final = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, its lines, where it begins (from 1), why it is not run if it is not."""

    language: str
    text: str
    line: int
    not_run: str = ""


def names(lang: str) -> list[str]:
    """The pages of a tree, by their path in it; the catalogues are made by the build."""
    tree = DOCS / lang
    found = (path.relative_to(tree).as_posix() for path in tree.rglob("*.md"))
    return sorted(name for name in found if not name.startswith("catalogues/"))


def readme() -> str:
    """The text of the page that meets a newcomer."""
    return (ROOT / "README.md").read_text("utf-8")


def read(lang: str, name: str) -> str:
    """The text of a page."""
    return (DOCS / lang / name).read_text("utf-8")


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a page, directives included."""
    found, lines = [], text.splitlines()
    number, before = 0, ""
    while number < len(lines):
        opening = _FENCE.match(lines[number])
        if opening is None:
            before = lines[number].strip() or before
            number += 1
            continue
        indent, fence, language = opening.groups()
        end = next((n for n in range(number + 1, len(lines)) if lines[n].strip() == fence), len(lines))
        body = "\n".join(line.removeprefix(indent) for line in lines[number + 1 : end])
        reason = NOT_RUN.fullmatch(before)
        found.append(Block(language, body, number + 1, reason.group(1) if reason else ""))
        number, before = end + 1, ""
    return found


def prose(text: str) -> str:
    """A page without its fenced blocks, line for line."""
    lines = text.splitlines()
    for block in blocks(text):
        for number in range(block.line - 1, block.line + block.text.count("\n") + 2):
            if number < len(lines):
                lines[number] = ""
    return "\n".join(lines)


def headings(text: str) -> list[int]:
    """The depth of each title, in order."""
    matches = (_HEADING.match(line) for line in prose(text).splitlines())
    return [len(one.group(1)) for one in matches if one]


def inline_code(text: str) -> Iterator[str]:
    """What stands between backquotes in the sentences."""
    return (one.group(1) for one in _CODE.finditer(prose(text)))


def commands(text: str) -> Iterator[str]:
    """Each `socle …` that a text tells to type, in its sentences or its blocks, one line each."""
    for said in inline_code(text):
        if said.startswith("socle "):
            yield said
    for block in blocks(text):
        if block.language == "sh":
            yield from _TYPED.findall(block.text.replace("\\\n", " "))
