"""The leaves of XML and of a page: texts and attributes by path of local names, prefixes put aside."""

from collections.abc import Iterator

from lxml import etree, html

from simulators.core.xml.nodes import Node
from simulators.core.xml.parser import parse
from simulators.core.xml.refusal import XmlRefusedError


def xml_leaves(path: str, body: bytes) -> Iterator[tuple[str, str]]:
    """Texts as `a/b`, attributes as `a/b@c`, a namespace as `a/b#` where it is not that of the parent.

    Nothing when the body is not XML that a service would read.
    """
    try:
        root = parse(body, blanks=False).root
    except XmlRefusedError:
        return
    yield from _element(path, root, "")


def _element(path: str, node: Node, outer: str, mark: str = "") -> Iterator[tuple[str, str]]:
    name = etree.QName(node)
    here = f"{path}/{name.localname}{mark}"
    if (name.namespace or "") != outer:
        yield f"{here}#", name.namespace or ""
    for key in sorted(node.attrib):
        yield f"{here}@{etree.QName(key).localname}", str(node.attrib[key])
    text = "".join([node.text or "", *(child.tail or "" for child in node)]).strip()
    if text or not (len(node) or node.attrib):
        yield here, text
    met: dict[str, int] = {}
    for child in node:
        tag = str(child.tag)
        count = met[tag] = met.get(tag, 0) + 1
        yield from _element(here, child, name.namespace or "", f"[{count}]" if count > 1 else "")


def html_leaves(path: str, body: bytes) -> Iterator[tuple[str, str]]:
    """What a page shows and what its forms send back: title, text, addresses and fields of the forms."""
    try:
        page = html.document_fromstring(body.decode("utf-8", "replace"))
    except (etree.LxmlError, ValueError):
        return
    for form in page.iter("form"):
        yield f"{path}/formulaire/action", form.get("action") or ""
        for field in form.iter("input", "button"):
            if field.get("name"):
                yield f"{path}/formulaire/{field.get('name')}", field.get("value") or ""
    for hidden in list(page.iter("script", "style")):
        hidden.drop_tree()
    yield f"{path}/texte", " ".join(str(page.text_content()).split())
