"""Saved bodies for `socle check`: a Bundle of ITI-65, a DocumentReference of ITI-105, in JSON or XML."""

import re
from datetime import UTC, datetime
from typing import Final

from dmp.fhir.data import noms
from dmp.fhir.messages.lecture import LIMITES, lire_arbre
from dmp.fhir.messages.modeles import FHIR
from dmp.fhir.model.ressource import RessourceIllisibleError
from dmp.xds.facts import FACTS_VERSION
from simulators.core.journal.model import Exchange, Message, Wire
from simulators.core.xml.parser import parse
from simulators.core.xml.refusal import XmlRefusedError

_ADRESSES: Final = {"Bundle": noms.BASE, "DocumentReference": f"{noms.BASE}/DocumentReference"}
# What a DUI sends; a Bundle of another type is an answer, or another service's.
_TYPES: Final = ("", "transaction", "batch")
_GENRE: Final = re.compile(rb'"resourceType"\s*:\s*"(\w{1,40})"')
# Nothing tells how a saved body would travel: it is read as over TLS.
_TLS: Final = Wire("TLSv1.3")


def en_echange(name: str, data: bytes) -> Exchange | None:
    """The file as if it had been posted to the face; None when it is no body of its calls."""
    media, kind = _lu(data)
    if kind not in _ADRESSES:
        return None
    now = datetime.now(UTC)
    start = f"POST {_ADRESSES[kind]} HTTP/1.1"
    return Exchange(
        id=name,
        espace="",
        protocol="http",
        service="dmp",
        face="fhir",
        started=now,
        recorded=now,
        duration_us=0,
        connection="",
        request=Message(start, (("content-type", media),), data, size=len(data)),
        answer=None,
        outcome="",
        wire=_TLS,
        facts_version=FACTS_VERSION,
    )


def _lu(data: bytes) -> tuple[str, str]:
    """The media type and the type of the resource, empty when it is none that is sent."""
    first = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if first == b"{":
        return noms.JSON, _json(data)
    return (noms.XML, _xml(data)) if first == b"<" else ("", "")


def _json(data: bytes) -> str:
    """What cannot be read is still said to be what its first resource is: its judge tells what is wrong."""
    try:
        tree = lire_arbre(data)
    except RessourceIllisibleError:
        found = _GENRE.search(data)
        return found[1].decode("ascii", "replace") if found else ""
    if not isinstance(tree, dict):
        return ""
    return _envoye(tree.get("resourceType"), tree.get("type", ""))


def _xml(data: bytes) -> str:
    try:
        root = parse(data, LIMITES.xml).root
    except XmlRefusedError:
        return ""
    space, _, kind = str(root.tag).removeprefix("{").partition("}")
    if space != FHIR:
        return ""
    told = root.find(f"{{{FHIR}}}type")
    return _envoye(kind, "" if told is None else told.get("value"))


def _envoye(kind: object, genre: object) -> str:
    """A DocumentReference has a type of another nature: only that of a Bundle says where it goes."""
    if kind == "Bundle" and genre not in _TYPES:
        return ""
    return kind if isinstance(kind, str) else ""
