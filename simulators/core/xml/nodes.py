"""Names of elements."""

from lxml import etree

Node = etree._Element


def tag(node: Node) -> str:
    """The qualified name, `{namespace}local`. Comments and instructions never reach a tree of ours."""
    return str(node.tag)


def local_name(node: Node) -> str:
    """The name without its namespace."""
    return str(node.tag).rpartition("}")[2]
