"""Reading a datamatrix from an image or a page of a PDF, with the libraries of the extra `datamatrix`.

Nothing of them is imported before a first reading; without them a sentence says what to install.
"""

from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from typing import Any, Final

from simulators.core.rule import Text
from simulators.core.sante.datamatrix.format import MARQUEUR

MOST_BYTES: Final = 20_000_000
MOST_PIXELS: Final = 40_000_000
MOST_PAGES: Final = 20
_DOTS_PER_POINT: Final = 300 / 72
_INSTALL: Final = Text(
    'pour lire une image ou un PDF : pip install "socle-simulators[datamatrix]"',
    'to read an image or a PDF: pip install "socle-simulators[datamatrix]"',
)


class LectureError(Exception):
    """Nothing could be read; `reason` says why."""

    def __init__(self, reason: Text) -> None:
        self.reason = reason
        super().__init__(reason.fr)


def read_file(data: bytes, pages: int = MOST_PAGES) -> tuple[str, ...]:
    """The texts of the INS datamatrix codes of a PNG, a JPEG or a PDF, by page then as found.

    Codes that are no INS datamatrix are given too when there is no other. Raises LectureError when the file
    is too large, unreadable, or holds no datamatrix.
    """
    if len(data) > MOST_BYTES:
        raise LectureError(_too_large())
    texts = _pdf(data, pages) if data.lstrip()[:5] == b"%PDF-" else _image(data)
    own = tuple(text for text in texts if text.startswith(MARQUEUR))
    if not texts:
        raise LectureError(Text("aucun datamatrix dans ce fichier", "no datamatrix in this file"))
    return own or texts


def is_image_or_pdf(data: bytes) -> bool:
    """True for what begins as a PNG, a JPEG or a PDF."""
    return data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")) or data.lstrip()[:5] == b"%PDF-"


def _image(data: bytes) -> tuple[str, ...]:
    images = _library("PIL.Image")
    try:
        with images.open(BytesIO(data), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MOST_PIXELS:
                raise LectureError(_too_many_pixels(image.width, image.height))
            grey = image.convert("RGBA")
            page = images.new("RGBA", grey.size, "white")
            page.alpha_composite(grey)
            return _codes(page.convert("L"))
    except (OSError, ValueError, SyntaxError, images.DecompressionBombError) as error:
        raise LectureError(
            Text(f"image illisible ({type(error).__name__})", f"unreadable image ({type(error).__name__})")
        ) from None


def _pdf(data: bytes, pages: int) -> tuple[str, ...]:
    library = _library("pypdfium2")
    _library("PIL.Image")
    try:
        document = library.PdfDocument(data)
    except library.PdfiumError:
        raise LectureError(Text("PDF illisible ou protégé", "unreadable or protected PDF")) from None
    try:
        found: list[str] = []
        for number in range(min(len(document), pages)):
            found += _page(document[number])
        return tuple(found)
    except library.PdfiumError:
        raise LectureError(Text("page de PDF illisible", "unreadable PDF page")) from None
    finally:
        document.close()


def _page(page: Any) -> tuple[str, ...]:
    wide, high = page.get_size()
    scale = min(_DOTS_PER_POINT, (MOST_PIXELS / max(wide * high, 1.0)) ** 0.5)
    return _codes(page.render(scale=scale, grayscale=True).to_pil())


def _codes(image: Any) -> tuple[str, ...]:
    library = _library("zxingcpp")
    found = library.read_barcodes(
        image, formats=library.BarcodeFormat.DataMatrix, text_mode=library.TextMode.Plain
    )
    return tuple(str(one.text) for one in found)


def _library(name: str) -> Any:
    load: Callable[[str], Any] = import_module
    try:
        return load(name)
    except ImportError:
        raise LectureError(_INSTALL) from None


def _too_large() -> Text:
    most = MOST_BYTES // 1_000_000
    return Text(f"fichier trop grand ({most} Mo au plus)", f"file too large ({most} MB at most)")


def _too_many_pixels(wide: int, high: int) -> Text:
    most = MOST_PIXELS // 1_000_000
    return Text(
        f"image trop grande : {wide} × {high} pixels ({most} millions au plus)",
        f"image too large: {wide} × {high} pixels ({most} million at most)",
    )
