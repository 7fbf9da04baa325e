"""The extraction as a ZIP of one text file, the same bytes for the same boxes on the same day."""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime

from mss.annuaire.data.extraction import NOM


def nom(quand: datetime) -> str:
    """The name without its ending: the file is that of the day."""
    return f"{NOM}{quand:%Y%m%d}0500"


def archive(lignes: Iterable[tuple[str, ...]], quand: datetime) -> bytes:
    """UTF-8, a bar between the columns, one line each."""
    text = "".join("|".join(line) + "\n" for line in lignes).encode()
    entry = zipfile.ZipInfo(f"{nom(quand)}.txt", (quand.year, quand.month, quand.day, 5, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        file.writestr(entry, text)
    return written.getvalue()
