"""Reads the YAML of scenarios with line numbers, and refuses what a data file has no use for.

Aliases, anchors, tags, several documents, deep nesting and large files are refused before any value is
built: a scenario may come from anybody. Plain scalars are integers, booleans, null or text, nothing else:
`2026-01-01` stays text, and a number with a leading zero is refused, since `00` is a code and not zero.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeVar

import yaml

T = TypeVar("T")
D = TypeVar("D")
W = TypeVar("W", bound=str)
Scalar = str | int | bool | None

MAX_BYTES = 256_000
MAX_DEPTH = 24
MAX_NODES = 20_000
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,15})")
_LEADING_ZERO = re.compile(r"-?0[0-9]+")
_WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None, "~": None, "": None}
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ScenarioError(ValueError):
    """A scenario file is refused: `file`, `line` (from 1) and `key` say where, `reason` why, in French."""

    def __init__(self, file: str, line: int, key: str, reason: str) -> None:
        self.file, self.line, self.key, self.reason = file, line, key, reason
        place = f", clé « {key} »" if key else ""
        super().__init__(f"{file}, ligne {line}{place} : {reason}")


@dataclass(slots=True)
class Entry:
    """One value of a file, with its place. Each accessor gives a typed value or raises `ScenarioError`."""

    file: str
    line: int
    key: str
    value: "Scalar | list[Entry] | dict[str, Entry]"
    used: set[str] = field(default_factory=set)

    def error(self, reason: str) -> ScenarioError:
        """The error to raise about this value."""
        return ScenarioError(self.file, self.line, self.key, reason)

    def text(self) -> str:
        """A non-empty text."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.error("attend un texte (les codes chiffrés s'écrivent entre guillemets)")
        return self.value.strip()

    def integer(self) -> int:
        """A whole number, zero or more."""
        if isinstance(self.value, bool) or not isinstance(self.value, int) or self.value < 0:
            raise self.error("attend un nombre entier, positif ou nul")
        return self.value

    def boolean(self) -> bool:
        """`true` or `false`."""
        if not isinstance(self.value, bool):
            raise self.error("attend true ou false")
        return self.value

    def scalar(self) -> str | int | bool:
        """A text, a whole number or a boolean."""
        if self.value is None or isinstance(self.value, list | dict):
            raise self.error("attend une valeur simple : texte, nombre entier, true ou false")
        return self.value

    def items(self) -> "list[Entry]":
        """The items of a list; a single value counts as a list of one."""
        if isinstance(self.value, list):
            return self.value
        if self.value is None:
            raise self.error("attend au moins une valeur")
        return [self]

    def texts(self) -> tuple[str, ...]:
        """A tuple of texts."""
        return tuple(item.text() for item in self.items())

    def one_of(self, *words: W) -> W:
        """A text among `words`."""
        text = self.text()
        for word in words:
            if word == text:
                return word
        raise self.error(f"« {text} » est inconnu ; valeurs admises : {', '.join(words)}")

    def mapping(self) -> "dict[str, Entry]":
        """Keys and values, without marking the keys as read."""
        if not isinstance(self.value, dict):
            raise self.error("attend une suite de clés et de valeurs")
        return self.value

    def get(self, key: str) -> "Entry":
        """The value of a compulsory key."""
        entry = self.find(key)
        if entry is None:
            near = get_close_matches(key, self.mapping().keys() - self.used, n=1)
            advice = f" (est-ce « {near[0]} », ligne {self.mapping()[near[0]].line} ?)" if near else ""
            raise self.error(f"la clé « {key} » manque{advice}")
        return entry

    def find(self, key: str) -> "Entry | None":
        """The value of an optional key."""
        self.used.add(key)
        return self.mapping().get(key)

    def maybe(self, key: str, read: "Callable[[Entry], T]", default: D) -> T | D:
        """What `read` makes of an optional key, or `default`."""
        entry = self.find(key)
        return default if entry is None else read(entry)

    def done(self) -> None:
        """Refuses the keys that nothing has read."""
        for key, entry in self.mapping().items():
            if key not in self.used:
                known = ", ".join(sorted(self.used))
                raise ScenarioError(entry.file, entry.line, key, f"clé inconnue ; clés admises : {known}")


def parse(text: str, file: str) -> Entry:
    """The root of a YAML text.

    Raises:
        ScenarioError: malformed YAML, several documents, alias, anchor, tag, duplicate key, depth over 24,
            more than 20,000 values or 256 kB.
    """
    if len(text.encode(errors="replace")) > MAX_BYTES:
        raise ScenarioError(file, 1, "", f"fichier trop grand (plus de {MAX_BYTES // 1000} ko)")
    try:
        _refuse_hostile(text, file)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ScenarioError(file, line, "", f"YAML mal formé ({error.problem})") from None
    except yaml.YAMLError:
        raise ScenarioError(file, 1, "", "YAML mal formé (caractère interdit)") from None
    if node is None:
        raise ScenarioError(file, 1, "", "fichier vide")
    return _entry(node, file, "")


def _refuse_hostile(text: str, file: str) -> None:
    depth = count = documents = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        documents += isinstance(event, yaml.DocumentStartEvent)
        count += isinstance(event, yaml.NodeEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise ScenarioError(file, line, "", "les ancres et alias YAML (& et *) sont refusés")
        if getattr(event, "tag", None):
            raise ScenarioError(file, line, "", "les étiquettes de type YAML (!…) sont refusées")
        if depth > MAX_DEPTH or count > MAX_NODES or documents > 1:
            raise ScenarioError(file, line, "", "fichier trop profond, trop long ou à plusieurs documents")


def _entry(node: yaml.Node, file: str, key: str) -> Entry:
    entry = Entry(file, node.start_mark.line + 1, key, None)
    if isinstance(node, yaml.ScalarNode):
        entry.value = _scalar(node, entry)
    elif isinstance(node, yaml.SequenceNode):
        entry.value = [_entry(item, file, key) for item in node.value]
    elif isinstance(node, yaml.MappingNode):
        entry.value = _mapping(node, file)
    return entry


def _mapping(node: yaml.MappingNode, file: str) -> dict[str, Entry]:
    values: dict[str, Entry] = {}
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
        line = key_node.start_mark.line + 1
        if not key:
            raise ScenarioError(file, line, "", "une clé doit être un mot")
        if key in values:
            raise ScenarioError(file, line, key, "clé écrite deux fois")
        values[key] = _entry(value_node, file, key)
        values[key].line = line if isinstance(value_node, yaml.ScalarNode) else values[key].line
    return values


def _scalar(node: yaml.ScalarNode, entry: Entry) -> Scalar:
    text: str = node.value
    if node.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _LEADING_ZERO.fullmatch(text):
        raise entry.error(f'écrivez "{text}" entre guillemets : c\'est un code, pas un nombre')
    return int(text) if _INTEGER.fullmatch(text) else text
