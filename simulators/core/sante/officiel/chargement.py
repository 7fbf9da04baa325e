"""Reads an ISO Schematron file: inclusions, abstract patterns and rules, phases; what is left only tests.

ISO/IEC 19757-3: `include`, `pattern` (`abstract`, `is-a`, `param`), `rule` (`abstract`, `extends`), `let`,
`assert`, `report`, `value-of`, `name`, `phase`. Languages inside XPath or elements of others are not read.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from simulators.core.sante.officiel.fichiers import PLUS_DE_FICHIERS, Copie
from simulators.core.sante.officiel.modele import Appel, Let, Motif, Niveau, Regle, Schema, SchemaRefuse, Test
from simulators.core.xml.nodes import Node, local_name

ISO: Final = "http://purl.oclc.org/dsdl/schematron"
_S: Final = f"{{{ISO}}}"
_DEEP: Final = 20
_VALUES: Final[Mapping[str, Niveau]] = {
    "warning": Niveau.AVERTISSEMENT,
    "warn": Niveau.AVERTISSEMENT,
    "info": Niveau.INFORMATION,
    "information": Niveau.INFORMATION,
    "hint": Niveau.INFORMATION,
}
_ALL: Final = "#ALL"


def charger(copie: Copie, path: Path) -> Schema:
    """The schematron of that file. Raises `SchemaRefuse`; an included file that is absent is told."""
    reader = _Lecteur(copie)
    root = reader.racine(path)
    if root.tag != f"{_S}schema":
        raise SchemaRefuse(f"{copie.nom(path)} n'est pas un schématron ISO")
    patterns = list(root.iter(f"{_S}pattern"))
    reader.abstraites = {
        node.get("id", ""): node for node in root.iter(f"{_S}rule") if node.get("abstract") == "true"
    }
    chosen = _phase(root)
    wanted = [node for node in patterns if chosen is None or node.get("id") in chosen.actifs]
    binding = (root.get("queryBinding") or "xslt").lower()
    motifs = tuple(motif for node in wanted if (motif := reader.motif(node, patterns)) is not None)
    lets = [*_lets(root), *(chosen.lets if chosen else ()), *reader.lets]
    return Schema(
        chemin=path,
        xslt2=binding not in {"xslt", "xslt1", "xpath"},
        prefixes=tuple((one.get("prefix", ""), one.get("uri", "")) for one in root.iterchildren(f"{_S}ns")),
        variables=_uniques(lets, copie.nom(path)),
        motifs=motifs,
        partagees=tuple(reader.partagees.items()),
        manques=tuple(reader.manques),
    )


@dataclass(frozen=True, slots=True)
class _Phase:
    actifs: frozenset[str]
    lets: tuple[Let, ...]


def _phase(root: Node) -> _Phase | None:
    """The default phase, None when every pattern speaks."""
    name = root.get("defaultPhase", _ALL)
    for node in root.iterchildren(f"{_S}phase"):
        if node.get("id") == name:
            actives = frozenset(one.get("pattern", "") for one in node.iterchildren(f"{_S}active"))
            return _Phase(actives, tuple(_lets(node)))
    return None


def _lets(node: Node) -> Iterator[Let]:
    for one in node.iterchildren(f"{_S}let"):
        yield one.get("name", ""), one.get("value", "")


def _uniques(lets: list[Let], name: str) -> tuple[Let, ...]:
    """Lets of the schema, of its phase and of its patterns share one scope, as in the ISO implementation."""
    kept: dict[str, str] = {}
    for key, value in lets:
        if kept.setdefault(key, value) != value:
            raise SchemaRefuse(f"{name} : la variable {key} est définie deux fois")
    return tuple(kept.items())


@dataclass(slots=True)
class _Lecteur:
    """One schematron being read."""

    copie: Copie
    lus: int = 0
    manques: list[str] = field(default_factory=list)
    lets: list[Let] = field(default_factory=list)
    abstraites: dict[str, Node] = field(default_factory=dict)
    partagees: dict[str, tuple[Test, ...]] = field(default_factory=dict)

    def racine(self, path: Path, deep: int = 0) -> Node:
        """The root of a file, every `include` under it replaced by what it names."""
        if deep > _DEEP or self.lus > PLUS_DE_FICHIERS:
            raise SchemaRefuse(f"{self.copie.nom(path)} : trop d'inclusions")
        self.lus += 1
        root = self.copie.lire(path)
        for one in list(root.iter(f"{_S}include")):
            self._inclure(one, path, deep)
        return root

    def _inclure(self, one: Node, path: Path, deep: int) -> None:
        parent = one.getparent()
        href = one.get("href", "").partition("#")[0]
        found = self.copie.trouver(path.parent, href)
        if parent is None:
            return
        if found is None:
            self.manques.append(href)
            parent.remove(one)
            return
        parent.replace(one, self.racine(found, deep + 1))

    def motif(self, node: Node, patterns: list[Node]) -> Motif | None:
        """A pattern that tests something; None for an abstract one."""
        if node.get("abstract") == "true":
            return None
        model, values = node, dict[str, str]()
        if node.get("is-a"):
            model = self._abstrait(node.get("is-a", ""), patterns)
            values = {one.get("name", ""): one.get("value", "") for one in node.iterchildren(f"{_S}param")}
        write = _Ecriture(values)
        self.lets += [(name, write(value)) for name, value in _lets(model)]
        rules = [
            Regle(write(rule.get("context", "")), tuple(self._etapes(rule, write, 0)))
            for rule in model.iterchildren(f"{_S}rule")
            if rule.get("abstract") != "true"
        ]
        return Motif(node.get("id", ""), tuple(rules))

    def _abstrait(self, id_: str, patterns: list[Node]) -> Node:
        for node in patterns:
            if node.get("id") == id_ and node.get("abstract") == "true":
                return node
        raise SchemaRefuse(f"le motif abstrait {id_} manque")

    def _etapes(self, rule: Node, write: "_Ecriture", deep: int) -> Iterator[Let | Test | Appel]:
        if deep > _DEEP:
            raise SchemaRefuse(f"la règle {rule.get('id')} se prolonge elle-même")
        for node in rule.iterchildren(f"{_S}*"):
            name = local_name(node)
            if name == "let":
                yield node.get("name", ""), write(node.get("value", ""))
            elif name == "extends":
                yield from self._prolonger(node.get("rule", ""), write, deep)
            elif name in {"assert", "report"}:
                level = _VALUES.get((node.get("role") or "").lower(), Niveau.ERREUR)
                yield Test(write(node.get("test", "")), name == "report", level, tuple(_parts(node, write)))

    def _prolonger(self, id_: str, write: "_Ecriture", deep: int) -> Iterator[Let | Test | Appel]:
        """An abstract rule of tests alone is called; one that computes, or takes parameters, is copied."""
        model = self.abstraites.get(id_)
        if model is None:
            raise SchemaRefuse(f"la règle abstraite {id_} manque")
        if id_ not in self.partagees:
            steps = tuple(self._etapes(model, write, deep + 1))
            tests = tuple(step for step in steps if isinstance(step, Test))
            if write.values or len(tests) < len(steps):
                yield from steps
                return
            self.partagees[id_] = tests
        yield Appel(id_)


@dataclass(frozen=True, slots=True)
class _Ecriture:
    """Puts the parameters of an abstract pattern into its expressions."""

    values: Mapping[str, str]

    def __call__(self, expression: str) -> str:
        if not self.values:
            return expression
        return re.sub(r"\$([\w.-]+)", lambda m: self.values.get(m[1], m[0]), expression)


def _parts(node: Node, write: _Ecriture) -> Iterator[tuple[bool, str]]:
    """The message: text as it is, `value-of` and `name` as XPath."""
    yield False, node.text or ""
    for child in node:
        name = local_name(child)
        if name == "value-of":
            yield True, write(child.get("select", "."))
        elif name == "name":
            yield True, f"name({write(child.get('path', '.'))})"
        else:
            yield False, "".join(str(part) for part in child.itertext())
        yield False, child.tail or ""
