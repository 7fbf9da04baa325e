"""The WSDL and schemas of the service, read once, and the address they announce."""

from importlib.resources import files
from typing import Final
from xml.sax.saxutils import quoteattr

WSDL: Final = "DESIR_ICIR_EXP_1.5.0.wsdl"
_SUFFIXES = (".wsdl", ".xsd")
_DEFAULT_ADDRESS = b'"https://localhost:8441/lps"'


def _load() -> dict[str, bytes]:
    folder = files("ins.data")
    return {item.name: item.read_bytes() for item in folder.iterdir() if item.name.endswith(_SUFFIXES)}


DOCUMENTS: Final = _load()


def at_address(wsdl: bytes, address: str) -> bytes:
    """The description with the address where the service is called."""
    return wsdl.replace(_DEFAULT_ADDRESS, quoteattr(address).encode())
