"""The WSDL and schemas of the service, read once, and the address they announce."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Final
from xml.sax.saxutils import quoteattr

WSDL: Final = "DESIR_ICIR_EXP_1.5.0.wsdl"
WSDL_LOT2: Final = "INSiLot2_SIMULATEUR.wsdl"
# What completes the address to ask for a description, in lower case.
QUERIES: Final[Mapping[bytes, str]] = {b"wsdl": WSDL, b"wsdl=lot2": WSDL_LOT2}
_SUFFIXES = (".wsdl", ".xsd")
_DEFAULT_ADDRESS = b'"https://localhost:8441/lps"'


def _load() -> dict[str, bytes]:
    items = [item for room in ("ins.data", "ins.lot2.data") for item in files(room).iterdir()]
    return {item.name: item.read_bytes() for item in items if item.name.endswith(_SUFFIXES)}


DOCUMENTS: Final = _load()


def at_address(wsdl: bytes, address: str) -> bytes:
    """The description with the address where the service is called."""
    return wsdl.replace(_DEFAULT_ADDRESS, quoteattr(address).encode())
