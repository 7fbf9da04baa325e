"""Which format a call asks for, and which one its body is in (dmp_fhir.md §5.1, §7)."""

import re
from collections.abc import Mapping
from typing import Final, Literal

from dmp.fhir.data import noms
from dmp.fhir.model.appel import Appel

Format = Literal["json", "xml"]
NOMS: Final[Mapping[str, Format]] = {
    "json": "json",
    noms.JSON: "json",
    "application/json": "json",
    "text/json": "json",
    "xml": "xml",
    noms.XML: "xml",
    "application/xml": "xml",
    "text/xml": "xml",
}
ENVELOPPES: Final[Mapping[str, Format]] = {noms.JSON: "json", noms.XML: "xml"}
CORPS: Final[Mapping[str, Format]] = {noms.JSON: "json", noms.XML: "xml"}
GENERIQUES: Final[Mapping[str, Format]] = {
    "application/json": "json",
    "text/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
_TOUT: Final = frozenset({"*/*", "application/*"})
_POIDS: Final = re.compile(r";\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)")
# What of an Accept header is looked at.
_LE_PLUS: Final = 30


def types(accept: str) -> tuple[str, ...]:
    """The media types of an Accept header, best first, without parameters; those at q=0 left out."""
    weighed = []
    for rank, one in enumerate(accept.split(",")[:_LE_PLUS]):
        kind = one.partition(";")[0].strip().lower()
        found = _POIDS.search(one)
        weight = float(found[1]) if found else 1.0
        if kind and weight:
            weighed.append((-weight, rank, kind))
    return tuple(kind for _, _, kind in sorted(weighed))


def voulu(appel: Appel) -> Format | None:
    """The format of the answer: `_format`, else Accept, else that of the body; None when none is served."""
    asked = [one.valeur for one in appel.parametres if one.nom == "_format"]
    if asked:
        # A `+` that was not escaped in an address reads as a space.
        return NOMS.get(asked[0].partition(";")[0].strip().lower().replace(" ", "+"))
    accept = appel.entete("accept")
    wanted = types(accept)
    if not wanted:
        return "json" if accept.strip() else recu(appel) or "json"
    for kind in wanted:
        if kind in _TOUT:
            return recu(appel) or "json"
        if kind in NOMS:
            return NOMS[kind]
        if kind == "text/html":
            return "json"
    return None


def media(appel: Appel) -> str:
    """The media type of the body, without parameters."""
    return appel.entete("content-type").partition(";")[0].strip().lower()


def charset(appel: Appel) -> str:
    """The charset of the body, empty when it is not told."""
    found = re.search(
        r';\s*charset\s*=\s*"?([A-Za-z0-9_.:-]{1,40})', appel.entete("content-type"), re.IGNORECASE
    )
    return found[1] if found else ""


def recu(appel: Appel) -> Format | None:
    """The format of a body that holds a resource; None for any other."""
    kind = media(appel)
    return CORPS.get(kind) or GENERIQUES.get(kind)


def document(appel: Appel, mime: str) -> Format | Literal["brut"] | None:
    """How a document is read: raw, or as a Binary in one of the two formats; None when neither can be.

    Only its own type is sure to be served (ITI-68); a FHIR type asks for the envelope.
    """
    asked = [one.valeur for one in appel.parametres if one.nom == "_format"]
    if asked:
        return NOMS.get(asked[0].partition(";")[0].strip().lower().replace(" ", "+"))
    accept = appel.entete("accept")
    wanted = types(accept)
    if not accept.strip():
        return "brut"
    own = mime.partition(";")[0].strip().lower()
    family = own.partition("/")[0] + "/*"
    for kind in wanted:
        if kind in ENVELOPPES:
            return ENVELOPPES[kind]
        if kind in {own, family, "*/*"}:
            return "brut"
    return None
