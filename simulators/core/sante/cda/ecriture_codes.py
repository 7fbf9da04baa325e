"""Codes, times and values as every part of a document writes them."""

from typing import Final

from simulators.core.sante.codes import Code
from simulators.core.xml.escape import attribute, text

LOINC: Final = "2.16.840.1.113883.6.1"
SNOMED: Final = "2.16.840.1.113883.6.96"
XSI: Final = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


def code_xml(name: str, code: Code) -> str:
    """A coded element with its three attributes."""
    return (
        f'<{name} code="{attribute(code.code)}" codeSystem="{attribute(code.system)}"'
        f' displayName="{attribute(code.label)}"/>'
    )


def valeur(kind: str, element: str) -> str:
    """A `value` element given its type."""
    return element.replace("<value ", f'<value {XSI} xsi:type="{kind}" ', 1)


def constat(value: bool | Code | str | None) -> str:
    """The value of an observation, of the type of what is known."""
    match value:
        case None:
            return f'<value {XSI} xsi:type="ST" nullFlavor="NA"/>'
        case bool():
            return f'<value {XSI} xsi:type="BL" value="{str(value).lower()}"/>'
        case str():
            return f'<value {XSI} xsi:type="ST">{text(value)}</value>'
        case _:
            return valeur("CD", code_xml("value", value))


def quand(when: str) -> str:
    """A time, told unknown when it is."""
    return f'<effectiveTime value="{attribute(when)}"/>' if when else '<effectiveTime nullFlavor="UNK"/>'


def borne(name: str, when: str) -> str:
    """One end of a period, told unknown when it is."""
    return f'<{name} value="{attribute(when)}"/>' if when else f'<{name} nullFlavor="UNK"/>'


def depuis(when: str) -> str:
    """A period still open."""
    return f"<effectiveTime>{borne('low', when)}</effectiveTime>"
