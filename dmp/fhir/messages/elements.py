"""Values of one element, in both directions: codes, times, hashes, identifiers (dmp_fhir.md §9)."""

import base64
import binascii
import re
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from email.utils import formatdate
from typing import Any, Final

from dmp.fhir.data import systemes as s
from dmp.fhir.model.ressource import Json, Noeud
from simulators.core.sante.codes import Code
from simulators.core.sante.identifiants import Cx
from simulators.core.sante.oids import racine

_DTM: Final = re.compile(r"[0-9]{4}(?:[0-9]{2}){0,5}")
_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_SHA1: Final = re.compile(r"[0-9a-fA-F]{40}")
_PARTS: Final = ("{}", "-{}", "-{}", "T{}", ":{}", ":{}")


def coding(code: Code) -> dict[str, Any]:
    """A Coding; the label only when there is one."""
    told = {"system": s.url(code.system), "code": code.code, "display": code.label}
    return {name: value for name, value in told.items() if value}


def concept(code: Code) -> dict[str, Any]:
    """A CodeableConcept of one coding."""
    return {"coding": [coding(code)]}


def lire_coding(one: Noeud) -> Code | None:
    """A Coding as a code whose system is an OID; None without code."""
    value = one.champ("code").texte.strip()
    if not value:
        return None
    return Code(value, s.oid(one.champ("system").texte.strip()), one.champ("display").texte)


def lire_concept(one: Noeud) -> Code | None:
    """The first coding of a CodeableConcept that has a code."""
    return next((code for item in one.elements("coding") if (code := lire_coding(item))), None)


def lire_concepts(several: Iterable[Noeud]) -> tuple[Code, ...]:
    """One code for each concept that has one."""
    return tuple(code for one in several if (code := lire_concept(one)) is not None)


def instant(dtm: str) -> str:
    """A UTC time of XDS as a FHIR dateTime of the same precision: `20260115090000` → `2026-01-15T09:00:00Z`.

    What is no time is given back empty; hours without minutes are completed.
    """
    if not _DTM.fullmatch(dtm):
        return ""
    parts = [dtm[:4], *(dtm[at : at + 2] for at in range(4, len(dtm), 2))]
    if 3 < len(parts) < 6:
        parts += ["00"] * (6 - len(parts))
    written = "".join(form.format(part) for form, part in zip(_PARTS, parts, strict=False))
    return f"{written}Z" if len(parts) == 6 else written


def moment(us: int) -> str:
    """Microseconds since 1970 as an instant to the millisecond."""
    when = datetime.fromtimestamp(us / 1_000_000, UTC)
    return f"{when:%Y-%m-%dT%H:%M:%S}.{when.microsecond // 1000:03d}Z"


def date_http(us: int) -> str:
    """Microseconds since 1970 as a date of HTTP (RFC 9110 §5.6.7)."""
    return formatdate(us / 1_000_000, usegmt=True)


def lire_instant(text: str) -> str:
    """A FHIR date or dateTime as a UTC time of XDS of 14 digits; as written when it is none."""
    when = lire_date(text)
    return text.strip() if when is None else f"{when:%Y%m%d%H%M%S}"


def lire_date(text: str) -> datetime | None:
    """A FHIR date or dateTime, UTC; what is not said is the beginning. None when it is none."""
    value = text.strip()
    if re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,1}", value):
        value += "-01" * ((10 - len(value)) // 3)
    try:
        read = datetime.fromisoformat(value)
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def empreinte(sha1: str) -> str:
    """The SHA-1 in hexadecimal of XDS as the base64 of FHIR; empty when it is none."""
    return base64.b64encode(bytes.fromhex(sha1)).decode() if _SHA1.fullmatch(sha1) else ""


def lire_empreinte(text: str) -> str:
    """The base64 SHA-1 of FHIR in hexadecimal; what is not one is kept as written, to be told."""
    try:
        read = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return text
    return read.hex() if len(read) == 20 else text


def unique(value: str) -> tuple[str, str]:
    """The uniqueId of XDS as (system, value): an OID, or an OID and an extension."""
    root, caret, extension = value.partition("^")
    if caret:
        return f"{s.URN_OID}{root}", extension
    return s.RFC3986, f"{s.URN_OID}{value}"


def lire_unique(system: str, value: str) -> str:
    """The uniqueId of XDS that a masterIdentifier names: the OID, made from the UUID when it is one."""
    value = value.strip()
    if value.startswith(s.URN_UUID) and _UUID.fullmatch(value.removeprefix(s.URN_UUID)):
        return f"{s.ARC_UUID}{uuid.UUID(value.removeprefix(s.URN_UUID)).int}"
    if system.startswith(s.URN_OID):
        return f"{system.removeprefix(s.URN_OID)}^{value}"
    return value.removeprefix(s.URN_OID)


def ins(cx: Cx) -> dict[str, Any]:
    """A patient identifier with its FR Core type and use when it is an INS."""
    known = racine(cx.oid)
    told: dict[str, Any] = {}
    if known is not None:
        told = {"use": known.use, "type": {"coding": [{"system": s.IDENTIFIANTS_0203, "code": known.type}]}}
    return {**told, "system": f"{s.URN_OID}{cx.oid}", "value": cx.id}


def lire_ins(one: Noeud) -> Cx | None:
    """The INS among the identifiers of a Patient, else its first identifier under an OID."""
    found = [
        Cx(value, system.removeprefix(s.URN_OID))
        for identifier in one.elements("identifier")
        if (value := identifier.champ("value").texte.strip())
        and (system := identifier.champ("system").texte.strip()).startswith(s.URN_OID)
    ]
    return next((cx for cx in found if cx.ins), next(iter(found), None))


def identifiant(system: str, value: str, use: str, kind: str = "") -> dict[str, Any]:
    """An identifier of MHD in both of its versions: `use` (4.2.3) and `type` (4.2.4)."""
    told: dict[str, Any] = {"use": use}
    if kind:
        told["type"] = {"coding": [{"system": s.MHD_IDENTIFIANTS, "code": kind}]}
    return {**told, "system": system, "value": value}


def sans_vide(tree: Json) -> Any:
    """The tree without what is empty: FHIR forbids empty strings, lists and objects."""
    if isinstance(tree, dict):
        kept = {name: sans_vide(one) for name, one in tree.items()}
        return {name: one for name, one in kept.items() if one not in (None, "", [], {})}
    if isinstance(tree, Sequence) and not isinstance(tree, str):
        return [one for one in map(sans_vide, tree) if one not in (None, "", [], {})]
    return tree
