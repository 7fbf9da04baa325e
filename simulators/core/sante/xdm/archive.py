"""Opens a ZIP as if its sender meant harm: nothing is written nor followed, sizes are believed last."""

import re
import stat
import struct
import zipfile
import zlib
from io import BytesIO
from typing import Final

from simulators.core.sante.xdm.modele import Ecart, EcartXdm, RaisonXdm, XdmLimits, XdmRefuseError

_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_LOCATOR64: Final = b"PK\x06\x07"
_LOCATOR64_SIZE: Final = 20
_LONGEST_COMMENT: Final = 65_535
_ENTRY: Final = 46
_LONGEST_NAME: Final = 255
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ZIP: Final = b"PK\x03\x04"
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
_UNIX: Final = 3
_CHUNK: Final = 65_536
# All that `zipfile` raises on bytes that are not the archive they claim to be.
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    IndexError,
    struct.error,
    zlib.error,
)


def ouvrir(data: bytes, limits: XdmLimits) -> tuple[dict[str, bytes], list[EcartXdm]]:
    """The files of the archive by their normal path, and how its names depart from the norm.

    Raises `XdmRefuseError`.
    """
    if len(data) > limits.size:
        raise XdmRefuseError(RaisonXdm.TROP_GROS, str(len(data)))
    _refuse_directory(data, limits)
    departures: list[EcartXdm] = []
    files: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > limits.entries:
                raise XdmRefuseError(RaisonXdm.TROP_DE_FICHIERS, str(len(entries)))
            room = limits.total
            for entry in entries:
                path = _path(entry, departures)
                if path.casefold() in {name.casefold() for name in files}:
                    raise XdmRefuseError(RaisonXdm.DOUBLE, path)
                if not entry.is_dir():
                    files[path] = _content(archive, entry, room, limits)
                    room -= len(files[path])
    except _UNREADABLE as error:
        raise XdmRefuseError(RaisonXdm.ILLISIBLE, type(error).__name__) from None
    return files, departures


def _refuse_directory(data: bytes, limits: XdmLimits) -> None:
    """Looks at the end record before a library makes an object of each entry: half a million cost memory."""
    at = data.rfind(_END, max(0, len(data) - _END_SIZE - _LONGEST_COMMENT))
    if at < 0 or at + _END_SIZE > len(data):
        raise XdmRefuseError(RaisonXdm.ILLISIBLE, "end of central directory")
    if at >= _LOCATOR64_SIZE and data.startswith(_LOCATOR64, at - _LOCATOR64_SIZE):
        raise XdmRefuseError(RaisonXdm.TROP_GROS, "ZIP64")
    count, size = struct.unpack_from("<HI", data, at + 10)
    if count > limits.entries or size > limits.entries * (_ENTRY + 4 * _LONGEST_NAME):
        raise XdmRefuseError(RaisonXdm.TROP_DE_FICHIERS, str(count))


def _path(entry: zipfile.ZipInfo, departures: list[EcartXdm]) -> str:
    """The path of an entry with `/`, refused as soon as it could lead outside or be a link."""
    name = entry.orig_filename
    if "\\" in name:
        departures.append(EcartXdm(Ecart.ANTISLASH, name))
        name = name.replace("\\", "/")
    name = name.removeprefix("./")
    parts = name.rstrip("/").split("/")
    bad = "\0" in name or len(name) > _LONGEST_NAME or _DRIVE.match(name)
    if bad or any(part in {"", ".", ".."} for part in parts):
        raise XdmRefuseError(RaisonXdm.CHEMIN, name[:_LONGEST_NAME])
    mode = entry.external_attr >> 16
    if entry.create_system == _UNIX and stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise XdmRefuseError(RaisonXdm.LIEN, name)
    return "/".join(parts)


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int, limits: XdmLimits) -> bytes:
    name = entry.orig_filename
    if entry.flag_bits & _ENCRYPTED:
        raise XdmRefuseError(RaisonXdm.CHIFFRE, name)
    if entry.compress_type not in _METHODS:
        raise XdmRefuseError(RaisonXdm.COMPRESSION, name)
    if entry.file_size > room:
        raise XdmRefuseError(RaisonXdm.TROP_GROS, name)
    most = max(limits.leger, entry.compress_size * limits.ratio)
    if entry.file_size > most:
        raise XdmRefuseError(RaisonXdm.BOMBE, name)
    content = _read(archive, entry, min(room, most))
    if content.startswith(_ZIP) or name.lower().endswith(".zip"):
        raise XdmRefuseError(RaisonXdm.IMBRIQUE, name)
    return content


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Reads no more than was promised: the sizes of the directory may lie."""
    chunks: list[bytes] = []
    left = most
    with archive.open(entry) as opened:
        while chunk := opened.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise XdmRefuseError(RaisonXdm.BOMBE, entry.orig_filename)
            chunks.append(chunk)
    return b"".join(chunks)
