"""Writes a schematron as XSLT: one mode per pattern, one template per rule, the first to match being the one.

A schematron of XPath 1 becomes XSLT 1, one of XPath 2 XSLT 3, where a test that cannot be evaluated (a value
set that the copy lacks) costs only itself. Answer: `<constats><c p="0/3/1" a="value" n="error">message</c>`…;
`p` is the rank of each element among its brothers, from the root down, `a` the attribute when the context was
one; `<x>` says why a test could not be evaluated.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from simulators.core.sante.officiel.modele import Appel, Let, Motif, Regle, Schema, SchemaRefuse, Test
from simulators.core.xml.nodes import Node

XSL: Final = "http://www.w3.org/1999/XSL/Transform"
_X: Final = f"{{{XSL}}}"
_XML_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
# Files that the expressions name: value sets, mostly.
_NAMED: Final = re.compile(r"""['"]([^'"]+\.xml)['"]""")
# What the sheet remembers of the schematron: an element of the user's own, which XSLT ignores.
MANQUE: Final = "{urn:socle:schematron}manque"
_ERR: Final = "http://www.w3.org/2005/xqt-errors"
# Changes whenever what is written does: a style sheet kept from an earlier version is not used.
VERSION: Final = "1"


def ecrire(schema: Schema, racine: Path) -> bytes:
    """The style sheet. Raises `SchemaRefuse` when the schematron names things no style sheet can."""
    prefixes = {
        "xsl": XSL,
        "err": _ERR,
        **{prefix: uri for prefix, uri in schema.prefixes if prefix and uri != _XML},
    }
    try:
        sheet = etree.Element(f"{_X}stylesheet", nsmap=prefixes)
        sheet.set("version", "3.0" if schema.xslt2 else "1.0")
        sheet.set(_XML_BASE, _base(schema, racine).as_uri() + "/")
        excluded = " ".join(prefix for prefix in prefixes if prefix != "xsl")
        if excluded:
            sheet.set("exclude-result-prefixes", excluded)
        etree.SubElement(sheet, f"{_X}output", method="xml", encoding="UTF-8")
        for href in schema.manques:
            etree.SubElement(sheet, MANQUE, href=href)
        for let in schema.variables:
            _variable(sheet, let)
        _entree(sheet, schema.motifs)
        for rank, motif in enumerate(schema.motifs):
            _motif(sheet, rank, motif, schema)
        for id_, tests in schema.partagees:
            shared = etree.SubElement(sheet, f"{_X}template", name=f"r.{id_}")
            for test in tests:
                _test(shared, test, schema)
        _chemin(sheet)
        return etree.tostring(sheet, encoding="UTF-8")
    except ValueError as error:
        raise SchemaRefuse(f"{schema.chemin.name} : {error}") from None


def _base(schema: Schema, racine: Path) -> Path:
    """The folder from which the files named in expressions are found: authors ran from various places."""
    named = sorted({name for text in _expressions(schema) for name in _NAMED.findall(text)})[:50]
    folders = [schema.chemin.parent]
    while folders[-1] != racine and racine in folders[-1].parents:
        folders.append(folders[-1].parent)
    return max(folders, key=lambda folder: sum((folder / name).is_file() for name in named))


def _expressions(schema: Schema) -> Iterator[str]:
    yield from (value for _, value in schema.variables)
    for motif in schema.motifs:
        for regle in motif.regles:
            yield regle.contexte
            for step in regle.etapes:
                yield step.xpath if isinstance(step, Test) else step[-1]


def _entree(sheet: Node, motifs: tuple[Motif, ...]) -> None:
    start = etree.SubElement(sheet, f"{_X}template", match="/")
    answer = etree.SubElement(start, "constats")
    for rank, motif in enumerate(motifs):
        if motif.regles:
            etree.SubElement(answer, f"{_X}apply-templates", select="/", mode=f"m{rank}")


def _motif(sheet: Node, rank: int, motif: Motif, schema: Schema) -> None:
    """Priorities fall from the first rule to the last; the walk goes on below whatever matched."""
    mode, walked = f"m{rank}", _parcours(motif)
    for place, regle in enumerate(motif.regles):
        priority = str(1_000 + len(motif.regles) - place)
        made = etree.SubElement(sheet, f"{_X}template", match=regle.contexte, mode=mode, priority=priority)
        _regle(made, regle, schema)
        etree.SubElement(made, f"{_X}apply-templates", select=walked, mode=mode)
    walk = etree.SubElement(sheet, f"{_X}template", match="*|/", mode=mode, priority="-1")
    etree.SubElement(walk, f"{_X}apply-templates", select=walked, mode=mode)
    etree.SubElement(sheet, f"{_X}template", match="@*|text()", mode=mode, priority="-2")


def _parcours(motif: Motif) -> str:
    """What has to be visited: elements, and attributes or texts when a context ends on one."""
    ends = " ".join(_sans_predicats(regle.contexte) for regle in motif.regles)
    visited = ["*"]
    if "@" in ends or "attribute::" in ends:
        visited.insert(0, "@*")
    if "text()" in ends or "node()" in ends:
        visited.append("text()")
    return "|".join(visited)


def _sans_predicats(expression: str) -> str:
    depth, kept = 0, []
    for sign in expression:
        depth += (sign == "[") - (sign == "]")
        if depth == 0:
            kept.append(sign)
    return "".join(kept)


def _regle(made: Node, regle: Regle, schema: Schema) -> None:
    for step in regle.etapes:
        if isinstance(step, Test):
            _test(made, step, schema)
        elif isinstance(step, Appel):
            etree.SubElement(made, f"{_X}call-template", name=f"r.{step.regle}")
        else:
            _variable(made, step)


def _variable(parent: Node, let: Let) -> None:
    name, value = let
    etree.SubElement(parent, f"{_X}variable", name=name, select=value)


def _test(made: Node, test: Test, schema: Schema) -> None:
    broken = test.xpath if test.rapport else f"not({test.xpath})"
    attempt = etree.SubElement(made, f"{_X}try") if schema.xslt2 else made
    told = etree.SubElement(etree.SubElement(attempt, f"{_X}if", test=broken), "c", n=test.niveau.value)
    etree.SubElement(told, f"{_X}call-template", name="chemin")
    for computed, content in test.parts:
        if computed:
            etree.SubElement(told, f"{_X}value-of", select=content)
        elif content:
            etree.SubElement(told, f"{_X}text").text = content
    if schema.xslt2:
        why = etree.SubElement(etree.SubElement(attempt, f"{_X}catch"), "x")
        etree.SubElement(why, f"{_X}value-of", select="$err:description")


def _chemin(sheet: Node) -> None:
    """The attributes that tell the place of the context node."""
    made = etree.SubElement(sheet, f"{_X}template", name="chemin")
    path = etree.SubElement(made, f"{_X}attribute", name="p")
    each = etree.SubElement(path, f"{_X}for-each", select="ancestor-or-self::*")
    etree.SubElement(each, f"{_X}value-of", select="count(preceding-sibling::*)")
    etree.SubElement(etree.SubElement(each, f"{_X}if", test="position() != last()"), f"{_X}text").text = "/"
    attribute = etree.SubElement(made, f"{_X}if", test="not(self::*) and parent::*")
    written = etree.SubElement(attribute, f"{_X}attribute", name="a")
    etree.SubElement(written, f"{_X}value-of", select="name(.)")
