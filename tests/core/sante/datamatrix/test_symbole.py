"""Our symbols read by a foreign decoder, a foreign encoder's symbols read by us; and what is refused."""

import random
import re
import struct
import subprocess
import sys
import zlib
from io import BytesIO

import pytest
import zxingcpp
from lxml import etree
from PIL import Image

from simulators.core.sante.datamatrix import lecture
from simulators.core.sante.datamatrix.dessin import png, sheet, svg
from simulators.core.sante.datamatrix.lecture import LectureError, read_file
from simulators.core.sante.datamatrix.symbole import Modules, SymboleError, codewords, symbol
from tests.core.sante.datamatrix.test_texte import TEXT

SIDES = [10, 12, 14, 16, 18, 20, 22, 24, 26, 32, 36, 40, 44, 48, 52, 64, 72, 80, 88]


def foreign(image: bytes) -> list[str]:
    """What the foreign decoder reads in a PNG."""
    with Image.open(BytesIO(image)) as opened:
        found = zxingcpp.read_barcodes(
            opened,
            formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.DataMatrix),
            text_mode=zxingcpp.TextMode.Plain,
        )
    return [one.text for one in found]


def texts() -> dict[int, str]:
    """One text for each size of symbol, of the characters an INS holds."""
    drawn = random.Random(7)  # noqa: S311 (a corpus, not a secret)
    found: dict[int, str] = {}
    for length in range(2, 560, 2):
        text = "".join(drawn.choice("ABEINS0123456789.-' \x1d") for _ in range(length))
        found.setdefault(len(symbol(text)), text)
    return found


def test_every_size_is_made() -> None:
    assert [*texts()] == SIDES


@pytest.mark.parametrize("side", SIDES)
def test_a_foreign_decoder_reads_every_size(side: int) -> None:
    text = texts()[side]
    assert foreign(png(sheet(symbol(text)), 3)) == [text]


@pytest.mark.parametrize("pixels", [2, 3, 6, 11])
def test_a_foreign_decoder_reads_the_mentioned_drawing(pixels: int) -> None:
    assert foreign(png(sheet(symbol(TEXT)), pixels)) == [TEXT]


def test_an_ins_symbol_is_a_square_of_40_modules() -> None:
    modules = symbol(TEXT)
    assert [len(row) for row in modules] == [40] * 40
    assert all(row[0] for row in modules)
    assert all(modules[-1])


def test_codewords_are_those_of_the_norm() -> None:
    """The worked example of ISO/IEC 16022: 123456 is 142 164 186, then its correction."""
    assert codewords("123456") == [142, 164, 186]
    assert codewords("A1\x1d23") == [66, 50, 30, 153]


def test_the_smallest_symbol_is_drawn_as_the_norm_shows_it() -> None:
    shown = ["".join("#" if dark else "." for dark in row) for row in symbol("123456")]
    assert shown == [
        "#.#.#.#.#.",
        "##..#.##.#",
        "##.....#..",
        "##...###.#",
        "##....#...",
        "#.....####",
        "###.##....",
        "####.##..#",
        "#..###.#..",
        "##########",
    ]


def test_a_foreign_encoder_draws_the_same_modules() -> None:
    made = zxingcpp.create_barcode("123456", zxingcpp.BarcodeFormat.DataMatrix)
    image = Image.fromarray(made.to_image(scale=1, add_quiet_zones=False))
    drawn = [image.getpixel((x, y)) == 0 for y in range(10) for x in range(10)]
    assert image.size == (10, 10)
    assert drawn == [dark for row in symbol("123456") for dark in row]


def test_a_letter_above_ascii_or_too_long_a_text_has_no_symbol() -> None:
    with pytest.raises(SymboleError):
        symbol("É")
    with pytest.raises(SymboleError):
        symbol("A" * 577)


def test_a_symbol_of_a_foreign_encoder_is_read() -> None:
    made = zxingcpp.create_barcode(TEXT, zxingcpp.BarcodeFormat.DataMatrix)
    image = BytesIO()
    Image.fromarray(made.to_image(scale=4)).save(image, "PNG")
    assert read_file(image.getvalue()) == (TEXT,)


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_an_image_is_read_in_colour_turned_and_among_other_things(form: str) -> None:
    with Image.open(BytesIO(png(sheet(symbol(TEXT)), 5))) as drawn:
        page = Image.new("RGB", (900, 700), (250, 245, 230))
        page.paste(drawn.convert("RGB").rotate(90, expand=True), (400, 150))
    image = BytesIO()
    page.save(image, form)
    assert read_file(image.getvalue()) == (TEXT,)


def test_a_transparent_background_is_white() -> None:
    with Image.open(BytesIO(png(sheet(symbol(TEXT)), 5))) as drawn:
        clear = Image.new("RGBA", drawn.size, (0, 0, 0, 0))
        clear.paste((0, 0, 0, 255), mask=drawn.point(lambda grey: 255 - grey))
    image = BytesIO()
    clear.save(image, "PNG")
    assert read_file(image.getvalue()) == (TEXT,)


def test_the_ins_is_chosen_among_other_codes() -> None:
    page = Image.new("L", (700, 400), 255)
    for text, left in (("DC04FR000001", 20), (TEXT, 300)):
        with Image.open(BytesIO(png(sheet(symbol(text)), 5))) as drawn:
            page.paste(drawn, (left, 20))
    image = BytesIO()
    page.save(image, "PNG")
    assert read_file(image.getvalue()) == (TEXT,)


def _png_of(wide: int, high: int) -> bytes:
    """A PNG that announces a size and holds nothing."""
    header = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    made = b"\x89PNG\r\n\x1a\n"
    for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")):
        made += struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return made


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (_png_of(50_000, 50_000), "image"),
        (_png_of(8_000, 8_000), "image trop grande : 8000 × 8000 pixels"),
        (_png_of(10, 10), "image illisible"),
        (b"\x89PNG\r\n\x1a\nrien", "image illisible"),
        (b"\xff\xd8\xff\xe0rien", "image illisible"),
        (b"GIF89a", "image illisible"),
        (b"%PDF-1.4\nrien", "PDF illisible ou protégé"),
        (b"\0" * 20_000_001, r"fichier trop grand \(20 Mo au plus\)"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, why: str) -> None:
    with pytest.raises(LectureError, match=why):
        read_file(data)


def test_a_blank_image_holds_no_datamatrix() -> None:
    image = BytesIO()
    Image.new("L", (200, 200), 255).save(image, "PNG")
    with pytest.raises(LectureError, match="aucun datamatrix"):
        read_file(image.getvalue())


def test_without_the_extra_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    with pytest.raises(LectureError, match=re.escape('pip install "socle-simulators[datamatrix]"')):
        read_file(png(sheet(symbol(TEXT))))


def test_writing_loads_no_library_of_the_extra() -> None:
    script = (
        "import sys; from simulators.core.sante.datamatrix import dessin, lecture, symbole;"
        "dessin.png(dessin.sheet(symbole.symbol('IS01'))); print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert {"PIL", "zxingcpp", "pypdfium2"}.isdisjoint(loaded.stdout.split())


def test_the_svg_is_at_its_printed_size_with_its_quiet_zone() -> None:
    root = etree.fromstring(svg(sheet(symbol(TEXT))).encode())
    assert (root.get("width"), root.get("viewBox", "").split()[:3]) == ("22.00mm", ["0", "0", "44"])
    space = {"s": "http://www.w3.org/2000/svg"}
    assert root.findtext("s:title", namespaces=space) == "INS à scanner"
    bars = root.findall("s:path", space)[0].get("d", "")
    assert min(int(x) for x in re.findall(r"M(\d+) ", bars)) == 2


def test_the_svg_draws_the_same_modules_as_the_symbol() -> None:
    bars = etree.fromstring(svg(sheet(symbol(TEXT))).encode())[2].get("d", "")
    drawn = {
        (int(x) + step, int(y))
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", bars)
        for step in range(int(length))
    }
    modules: Modules = symbol(TEXT)
    assert drawn == {(x + 2, y + 2) for y, row in enumerate(modules) for x, dark in enumerate(row) if dark}


@pytest.mark.parametrize("pixels", [0, 41])
def test_an_image_too_small_or_too_large_is_not_made(pixels: int) -> None:
    with pytest.raises(ValueError, match="de 1 à 40"):
        png(sheet(symbol(TEXT)), pixels)


def test_limits_are_those_announced() -> None:
    assert (lecture.MOST_BYTES, lecture.MOST_PIXELS, lecture.MOST_PAGES) == (20_000_000, 40_000_000, 20)
