"""What runs a style sheet: libxslt for XPath 1, SaxonC-HE (extra `schematron`) for XPath 2."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from lxml import etree

from simulators.core.sante.officiel.modele import SchemaRefuse
from simulators.core.xml.nodes import Node

Applique = Callable[[Node], bytes]
_MODULE: Final = "saxonche"
_FEATURE: Final = "http://saxon.sf.net/feature/"


def saxon_installe() -> bool:
    """True when the extra `schematron` is installed; nothing is loaded to know."""
    return find_spec(_MODULE) is not None


def compiler_xslt1(sheet: bytes) -> Applique:
    """Runs in libxslt: files of the machine may be read, nothing else. Raises `SchemaRefuse`."""
    control = etree.XSLTAccessControl(
        read_network=False, write_file=False, create_dir=False, write_network=False
    )
    try:
        transform = etree.XSLT(etree.fromstring(sheet), access_control=control)
    except etree.XSLTParseError as error:
        raise SchemaRefuse(str(error)) from None

    def apply(root: Node) -> bytes:
        try:
            return etree.tostring(transform(root))
        except etree.XSLTApplyError as error:
            raise SchemaRefuse(str(error)) from None

    return apply


class Saxon:
    """SaxonC-HE. Raises ImportError when it is not installed."""

    def __init__(self) -> None:
        self._module: Any = import_module(_MODULE)
        self._processor = self._module.PySaxonProcessor(license=False)
        self._processor.set_configuration_property(f"{_FEATURE}allowedProtocols", "file")
        self._processor.set_configuration_property(f"{_FEATURE}allow-external-functions", "off")
        self._xslt = self._processor.new_xslt30_processor()

    def compiler(self, sheet: bytes) -> Applique:
        """Raises `SchemaRefuse`, as does what is returned."""
        try:
            compiled = self._xslt.compile_stylesheet(stylesheet_text=sheet.decode())
        except self._module.PySaxonApiError as error:
            raise SchemaRefuse(_short(error)) from None

        def apply(root: Node) -> bytes:
            try:
                node = self._processor.parse_xml(xml_text=etree.tostring(root, encoding="unicode"))
                return str(compiled.transform_to_string(xdm_node=node)).encode()
            except self._module.PySaxonApiError as error:
                raise SchemaRefuse(_short(error)) from None

        return apply


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
