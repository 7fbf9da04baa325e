"""A small PDF made here: pages of text, as PDF/A-1b asks (ISO 19005-1).

Its font is embedded (drawn by `traits`), its one colour is calibrated, nothing is compressed nor encrypted,
and the claim stands in the XMP metadata.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from simulators.core.plume import strokes
from simulators.core.sante.datamatrix.dessin import Planche
from simulators.core.sante.pdf.mise_en_page import (
    LINE,
    MARGIN,
    MODULE,
    PAGE,
    TOP,
    UNIT,
    Ligne,
    pages,
    top,
    wrapped,
)

_HEADER: Final = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
_GREY: Final = "[/CalGray << /WhitePoint [0.9505 1 1.089] /Gamma 2.2 >>]"


class Fiche(NamedTuple):
    """What the file says of itself."""

    titre: str
    auteur: str
    logiciel: str
    quand: datetime


def page_pdf(fiche: Fiche, lignes: Sequence[Ligne], code: Planche | None = None) -> bytes:
    """The file, the same bytes for the same lines; `code` is drawn at the top right of the first page.

    Raises ValueError for what does not fit on twenty pages."""
    cut = [piece for ligne in lignes for piece in wrapped(ligne)]
    codes = _codes(cut)
    first, *others = pages(cut, code)
    # The first page and its content keep their numbers whatever follows; the others come after the glyphs.
    extra = 8 + len(codes)
    kids = " ".join(["3 0 R", *(f"{extra + 2 * rank} 0 R" for rank in range(len(others)))])
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 4 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {1 + len(others)} >>".encode(),
        _page(5),
        _stream(_xmp(fiche), "/Type /Metadata /Subtype /XML "),
        _stream(_content(first, codes, code)),
        _font(codes),
        _stream(_unicode_map(codes)),
        *(_stream(_glyph(letter)) for letter in codes),
    ]
    for rank, page in enumerate(others):
        objects += [_page(extra + 2 * rank + 1), _stream(_content(page, codes, None))]
    return _file(objects)


def _page(content: int) -> bytes:
    resources = f"<< /Font << /F1 6 0 R >> /ColorSpace << /CS0 {_GREY} >> >>"
    width, height = PAGE
    return (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents {content} 0 R"
        f" /Resources {resources} >>"
    ).encode()


def _codes(lignes: Iterable[Ligne]) -> Mapping[str, int]:
    """One byte for each letter used, from 33 on: the font embeds no other."""
    used = sorted({letter for ligne in lignes for letter in ligne.texte} | {" "})
    if len(used) > 200:
        raise ValueError("trop de signes différents pour une police d'un octet")
    return {letter: 33 + rank for rank, letter in enumerate(used)}


def _content(lignes: Sequence[Ligne], codes: Mapping[str, int], code: Planche | None) -> bytes:
    drawn = ["/CS0 cs 0 sc /CS0 CS 0 SC", *(_symbol(code) if code else ()), "BT"]
    height = top(code)
    for ligne in lignes:
        height -= ligne.taille * LINE
        shown_codes = "".join(f"{codes[letter]:02X}" for letter in ligne.texte)
        drawn.append(f"/F1 {ligne.taille:g} Tf 1 0 0 1 {MARGIN} {height:.1f} Tm <{shown_codes}> Tj")
    return "\n".join([*drawn, "ET"]).encode()


def _symbol(code: Planche) -> Iterable[str]:
    """A symbol in vectors, its own units being modules from its top left corner."""
    left, top = PAGE[0] - MARGIN - code.largeur * MODULE, PAGE[1] - TOP
    yield f"q {MODULE} 0 0 -{MODULE} {left:.2f} {top} cm"
    yield " ".join(f"{bar.x} {bar.y} {bar.largeur} 1 re" for bar in code.barres) + " f"
    yield f"{code.epaisseur:.2f} w 1 J 1 j"
    for stroke in code.traits:
        yield " ".join(f"{x:.2f} {y:.2f} {'l' if rank else 'm'}" for rank, (x, y) in enumerate(stroke))
    yield "S Q"


def _font(codes: Mapping[str, int]) -> bytes:
    procedures = " ".join(f"/g{code} {8 + rank} 0 R" for rank, code in enumerate(codes.values()))
    names = " ".join(f"/g{code}" for code in codes.values())
    widths = " ".join(f"{strokes(letter)[0]:.3f}" for letter in codes)
    last = max(codes.values())
    return (
        f"<< /Type /Font /Subtype /Type3 /FontBBox [-1 -2 6 9] /FontMatrix [{UNIT} 0 0 {UNIT} 0 0]"
        f" /CharProcs << {procedures} >> /Encoding << /Type /Encoding /Differences [33 {names}] >>"
        f" /FirstChar 33 /LastChar {last} /Widths [{widths}] /Resources << >> /ToUnicode 7 0 R >>"
    ).encode()


def _glyph(letter: str) -> bytes:
    advance, lines = strokes(letter)
    paths = (
        " ".join(f"{x:.2f} {y:.2f} {'l' if rank else 'm'}" for rank, (x, y) in enumerate(line))
        for line in lines
    )
    return f"{advance:.3f} 0 -1 -2 6 9 d1 0.5 w 1 J 1 j {' '.join(paths)} S".encode()


def _unicode_map(codes: Mapping[str, int]) -> bytes:
    told = [f"<{code:02X}> <{letter.encode('utf-16-be').hex().upper()}>" for letter, code in codes.items()]
    blocks = (told[start : start + 100] for start in range(0, len(told), 100))
    chars = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Socle def /CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{chars}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()


def _xmp(fiche: Fiche) -> bytes:
    when = fiche.quand.isoformat(timespec="seconds")
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/"><pdfaid:part>1</pdfaid:part>'
        "<pdfaid:conformance>B</pdfaid:conformance>"
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(fiche.titre)}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:creator><rdf:Seq><rdf:li>{escape(fiche.auteur)}</rdf:li></rdf:Seq></dc:creator>"
        f"<xmp:CreateDate>{when}</xmp:CreateDate><xmp:CreatorTool>{escape(fiche.logiciel)}</xmp:CreatorTool>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def _stream(content: bytes, entries: str = "") -> bytes:
    return f"<< {entries}/Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    body, offsets = bytearray(_HEADER), []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    identity = hashlib.sha256(body).hexdigest()[:32].upper()
    start = len(body)
    body += f"xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n".encode()
    body += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    body += (
        f"trailer\n<< /Size {len(offsets) + 1} /Root 1 0 R /ID [<{identity}> <{identity}>] >>\n"
        f"startxref\n{start}\n%%EOF\n"
    ).encode()
    return bytes(body)
