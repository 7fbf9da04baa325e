"""Search tokens: `system|code`, `code`, `|code`, `system|` (HL7 FHIR R4, search)."""

import uuid
from typing import NamedTuple

from dmp.fhir.data import systemes as s
from simulators.core.sante.codes import Code


class Jeton(NamedTuple):
    """One token: `systeme` is None when any will do, empty when there must be none."""

    systeme: str | None
    code: str

    def porte(self, code: Code) -> bool:
        """Whether a code is the one sought."""
        return self.code in {"", code.code} and self.systeme in {None, code.system}


def jeton(text: str) -> Jeton:
    """Reads one token."""
    system, bar, value = text.partition("|")
    if not bar:
        return Jeton(None, text)
    return Jeton(s.oid(system), value)


def uniques(one: Jeton) -> tuple[str, ...]:
    """What an identifier sought may be called in the registry: an OID, a UUID, an OID made from a UUID."""
    value = one.code.strip()
    found = [value, value.removeprefix(s.URN_OID)]
    if value.startswith(s.URN_UUID):
        try:
            found.append(f"{s.ARC_UUID}{uuid.UUID(value.removeprefix(s.URN_UUID)).int}")
        except ValueError:
            return (value,)
    if one.systeme and one.systeme[:1].isdigit():
        found.append(f"{one.systeme}^{value}")
    return tuple(dict.fromkeys(found))
