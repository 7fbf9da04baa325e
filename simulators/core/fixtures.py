"""Reads `fixtures/` (YAML) into the world an espace starts with.

Every scalar is read as text: a matricule, a birth date or a FINESS number never becomes a number or a date.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from simulators.core.monde.model import Logiciel, Monde

COLLECTIONS = ("personnes", "structures", "professionnels", "logiciels", "boites", "operateurs")
# Read by the scenarios' own loader.
NOT_THE_WORLD = "scenarios"
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_REASONS = {
    "extra_forbidden": "clé inconnue",
    "missing": "clé obligatoire absente",
    "string_pattern_mismatch": "valeur mal formée : « {input} »",
    "literal_error": "valeur « {input} » non admise (attendu : {expected})",
    "tuple_type": "une liste est attendue",
}


class FixtureError(ValueError):
    """A fixture that cannot be read: one French sentence that names the file, the line and the key."""

    def __init__(self, file: str, line: int, key: str, reason: str) -> None:
        self.file, self.line, self.key, self.reason = file, line, key, reason
        super().__init__(f"{file}, ligne {line}, clé « {key} » : {reason}.")


def fixtures_root() -> Path:
    """Where the fixtures are: inside the package in a wheel, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    packed = package / "_fixtures"
    return packed if packed.is_dir() else package.parent / "fixtures"


def load_monde(root: Path | None = None) -> Monde:
    """All the people, structures, professionals, software and boxes under `root` (default: ours).

    Raises FixtureError for unreadable YAML, an unknown key, a wrong value or an id used twice.
    """
    root = root or fixtures_root()
    monde: dict[str, list[Any]] = {name: [] for name in COLLECTIONS}
    seen: set[tuple[str, str]] = set()
    for path in _files(root):
        node = _compose(path, path.relative_to(root).as_posix())
        part = _read(node, path.relative_to(root).as_posix(), seen)
        for name in COLLECTIONS:
            monde[name].extend(getattr(part, name))
    return Monde.model_validate(monde)


def _files(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*.yaml")):
        if path.relative_to(root).parts[0] != NOT_THE_WORLD:
            yield path


def _compose(path: Path, file: str) -> yaml.Node:
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=_LOADER)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise FixtureError(file, mark.line + 1 if mark else 1, "", "le fichier n'est pas du YAML") from error
    if not isinstance(node, yaml.MappingNode):
        raise FixtureError(file, 1, "", f"une de ces clés est attendue : {', '.join(COLLECTIONS)}")
    return node


def _read(node: yaml.Node, file: str, seen: set[tuple[str, str]]) -> Monde:
    """One file, validated; `seen` collects the ids of all files, and the clients they declare."""
    try:
        part = Monde.model_validate(_value(node, file))
    except ValidationError as error:
        first = error.errors()[0]
        found, key = _locate(node, first["loc"])
        raise FixtureError(file, found.start_mark.line + 1, key, _reason(dict(first))) from error
    for name in COLLECTIONS:
        for index, item in enumerate(getattr(part, name)):
            if (name, item.id) in seen:
                found, _ = _locate(node, (name, index, "id"))
                raise FixtureError(file, found.start_mark.line + 1, "id", f"« {item.id} » est déjà pris")
            seen.add((name, item.id))
    _declared_once(part.logiciels, node, file, seen)
    return part


def _declared_once(
    logiciels: Iterable[Logiciel], node: yaml.Node, file: str, seen: set[tuple[str, str]]
) -> None:
    """Two software cannot declare the same client of Pro Santé Connect."""
    for index, one in enumerate(logiciels):
        if one.oidc is None:
            continue
        told = ("client_id", one.oidc.client_id)
        if told in seen:
            found, _ = _locate(node, ("logiciels", index, "oidc", "client_id"))
            reason = f"« {one.oidc.client_id} » est déjà pris"
            raise FixtureError(file, found.start_mark.line + 1, "client_id", reason)
        seen.add(told)


def _value(node: yaml.Node, file: str) -> object:
    """The node as texts, lists and mappings; a key written twice is refused."""
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, object] = {}
        for key, value in node.value:
            if key.value in mapping:
                raise FixtureError(file, key.start_mark.line + 1, key.value, "clé écrite deux fois")
            mapping[key.value] = _value(value, file)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_value(value, file) for value in node.value]
    return node.value


def _locate(node: yaml.Node, location: tuple[int | str, ...]) -> tuple[yaml.Node, str]:
    """The deepest node on the way to `location`, and the last key named on it."""
    key = ""
    for step in location:
        if isinstance(step, str):
            key = step
        inner = _child(node, step)
        if inner is None:
            break
        node = inner
    return node, key


def _child(node: yaml.Node, step: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        found: yaml.Node = node.value[step]
        return found
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    return None


def _reason(error: dict[str, Any]) -> str:
    context = error.get("ctx", {})
    expected = str(context.get("expected", "")).replace(" or ", " ou ")
    message = context.get("error", error["msg"])
    text = _REASONS.get(error["type"], "valeur refusée ({message})")
    return text.format(input=error.get("input"), expected=expected, message=message)
