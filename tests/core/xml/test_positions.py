"""Places in a document: their cost stays in proportion to what is told."""

from simulators.core.xml.parser import XmlLimits, parse
from simulators.core.xml.positions import Positions


def test_ten_thousand_namesakes_are_each_named_without_counting_them_again() -> None:
    document = parse(b"<a>" + b"<b/><!-- c -->" * 10_000 + b"<c/></a>", XmlLimits(elements=20_000))
    positions = Positions(document)
    paths = [positions.place(node).path for node in document.root.iterchildren("b")]
    assert (paths[0], paths[-1], len(set(paths))) == ("/a/b[1]", "/a/b[10000]", 10_000)
    assert positions.place(document.root[-1]).path == "/a/c"
