"""Identifiers as HL7 v2 data types inside XDS metadata, and national identifiers (dmp_xds.md §5.3).

The components are kept as written; what a value lacks is an empty string.
"""

import re
from dataclasses import dataclass
from typing import Final

from simulators.core.sante.oids import LIBELLES

IDENTIFIANT_PS: Final = "1.2.250.1.71.4.2.1"
IDENTIFIANT_STRUCTURE: Final = "1.2.250.1.71.4.2.2"

_ESCAPES: Final = (("\\", "E"), ("^", "S"), ("&", "T"), ("|", "F"), ("~", "R"))
_ESCAPED: Final = re.compile(r"\\([ESTFR])\\")
_SIGNS: Final = {letter: sign for sign, letter in _ESCAPES}
_CX_PARTS: Final = 7
_XCN_PARTS: Final = 13
_XON_PARTS: Final = 10
_BIRTH: Final = len("AAAAMMJJ")


class FormatInvalideError(ValueError):
    """Text that is not of the data type expected; the arguments are the type and the text."""


def _escape(value: str) -> str:
    for sign, letter in _ESCAPES:
        value = value.replace(sign, f"\\{letter}\\")
    return value


def _unescape(value: str) -> str:
    return _ESCAPED.sub(lambda found: _SIGNS[found[1]], value) if "\\" in value else value


def _parts(kind: str, text: str, least: int, most: int) -> list[str]:
    """The components, completed to `most`; trailing empty ones are forgiven, extra ones are not."""
    parts = text.rstrip("^").split("^")
    if not least <= len(parts) <= most:
        raise FormatInvalideError(kind, text)
    return parts + [""] * (most - len(parts))


def _authority(kind: str, text: str, component: str) -> str:
    """The OID of `&OID&ISO`."""
    namespace, _, rest = component.partition("&")
    oid, _, form = rest.partition("&")
    if namespace or form != "ISO" or not oid:
        raise FormatInvalideError(kind, text)
    return oid


@dataclass(frozen=True, slots=True)
class Cx:
    """`id^^^&oid&ISO^type[^^date]`: a patient identifier; `type` is NH (INS) or PI (local)."""

    id: str
    oid: str
    type: str = "NH"
    date: str = ""

    @property
    def ins(self) -> bool:
        """True when the OID is one of the four of the INS."""
        return self.oid in LIBELLES

    def __str__(self) -> str:
        """The value as metadata carry it."""
        dated = f"^^{self.date}" if self.date else ""
        return f"{_escape(self.id)}^^^&{self.oid}&ISO^{self.type}{dated}"


def lire_cx(text: str) -> Cx:
    """Reads a CX. Raises `FormatInvalideError`."""
    text = text.strip()
    parts = _parts("CX", text, 4, _CX_PARTS)
    if not parts[0] or parts[1] or parts[2] or parts[5]:
        raise FormatInvalideError("CX", text)
    return Cx(_unescape(parts[0]), _authority("CX", text, parts[3]), parts[4], parts[6])


@dataclass(frozen=True, slots=True)
class Xcn:
    """`id^nom^prénom^^^^^^&oid&ISO^D^^^type`: a person; `genre` is D (person) or U (system).

    `type` is IDNPS (national), EI (internal), RI, or NH when the patient is the author.
    """

    id: str
    nom: str = ""
    prenom: str = ""
    oid: str = IDENTIFIANT_PS
    genre: str = "D"
    type: str = "IDNPS"

    def __str__(self) -> str:
        """The value as metadata carry it."""
        named = f"{_escape(self.id)}^{_escape(self.nom)}^{_escape(self.prenom)}"
        return f"{named}^^^^^^&{self.oid}&ISO^{self.genre}^^^{self.type}"


def lire_xcn(text: str) -> Xcn:
    """Reads an XCN. Raises `FormatInvalideError`."""
    text = text.strip()
    parts = _parts("XCN", text, 1, _XCN_PARTS)
    if not parts[0]:
        raise FormatInvalideError("XCN", text)
    oid = _authority("XCN", text, parts[8]) if parts[8] else ""
    number, family, given = (_unescape(part) for part in parts[:3])
    return Xcn(number, family, given, oid, parts[9], parts[12])


@dataclass(frozen=True, slots=True)
class Xon:
    """`nom^^^^^&oid&ISO^IDNST^^^id`: an organisation."""

    nom: str
    id: str = ""
    oid: str = IDENTIFIANT_STRUCTURE
    type: str = "IDNST"

    def __str__(self) -> str:
        """The value as metadata carry it."""
        return f"{_escape(self.nom)}^^^^^&{self.oid}&ISO^{self.type}^^^{_escape(self.id)}"


def lire_xon(text: str) -> Xon:
    """Reads an XON. Raises `FormatInvalideError`."""
    text = text.strip()
    parts = _parts("XON", text, 1, _XON_PARTS)
    oid = _authority("XON", text, parts[5]) if parts[5] else ""
    return Xon(_unescape(parts[0]), _unescape(parts[9]), oid, parts[6])


@dataclass(frozen=True, slots=True)
class NomPatient:
    """One repetition of PID-5, `NOM^PRENOM^^^^^L`: `type` is L (legal), D (shown), S…"""

    nom: str
    prenom: str = ""
    type: str = "L"


@dataclass(frozen=True, slots=True)
class InfosPatient:
    """sourcePatientInfo: names (PID-5), birth date `yyyyMMdd` (7), sex (8), COG of birth (11)."""

    noms: tuple[NomPatient, ...] = ()
    naissance: str = ""
    sexe: str = ""
    lieu: str = ""

    @property
    def legal(self) -> NomPatient:
        """The first name written, the legal one; empty when there is none."""
        return next(iter(self.noms), NomPatient(""))

    @property
    def cle_patient(self) -> str:
        """`NOM|PRENOM|S|AAAA-MM-JJ`, by which the journal finds a person; empty when nobody is named."""
        if not self.legal.nom:
            return ""
        born = self.naissance
        date = f"{born[:4]}-{born[4:6]}-{born[6:8]}" if len(born) >= _BIRTH else born
        return f"{self.legal.nom}|{self.legal.prenom}|{self.sexe}|{date}".upper()

    def valeurs(self) -> tuple[str, ...]:
        """The values of the slot, in the order of the fields."""
        noms = (f"PID-5|{_escape(n.nom)}^{_escape(n.prenom)}^^^^^{n.type}" for n in self.noms)
        lieu = (f"PID-11|^^^^^^BDL^^{self.lieu}",) if self.lieu else ()
        return (*noms, f"PID-7|{self.naissance}", f"PID-8|{self.sexe}", *lieu)


def lire_infos_patient(values: tuple[str, ...]) -> InfosPatient:
    """Reads the slot in any order; fields that the DMP does not use are skipped. Never refuses."""
    found: dict[str, list[str]] = {}
    for value in values:
        name, _, rest = value.strip().partition("|")
        found.setdefault(name, []).extend(rest.split("~"))
    births = [parts[8] for parts in (one.split("^") for one in found.get("PID-11", ())) if len(parts) > 8]
    birth_date, sex = (found.get(name, [""])[0] for name in ("PID-7", "PID-8"))
    names = tuple(_nom(one) for one in found.get("PID-5", ()))
    return InfosPatient(names, birth_date, sex, next(iter(births), ""))


def _nom(text: str) -> NomPatient:
    parts = [*text.split("^"), "", "", "", "", "", ""]
    return NomPatient(_unescape(parts[0]), _unescape(parts[1]), parts[6])
