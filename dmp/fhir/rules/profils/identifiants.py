"""Identifiers of MHD: a unique one, entryUUIDs, and how each version of MHD marks them (§2.1, §2.7)."""

import re
from collections.abc import Iterator
from typing import Final

from dmp.fhir.data import systemes as s
from dmp.fhir.model.profil import Ecart, VersionMhd
from dmp.fhir.model.ressource import Noeud
from dmp.fhir.rules.catalogue import fiche_codes as c

_OID: Final = re.compile(r"urn:oid:[0-2](?:\.(?:0|[1-9][0-9]{0,40})){1,40}")
_UUID: Final = re.compile(r"urn:uuid:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
UNIQUE: Final = "uniqueId"
ENTRY_UUID: Final = "entryUUID"
_USES: Final = {UNIQUE: "usual", ENTRY_UUID: "official"}


def est_oid(text: str) -> bool:
    """True for `urn:oid:` and a whole OID."""
    return _OID.fullmatch(text) is not None


def est_uuid(text: str) -> bool:
    """True for `urn:uuid:` and a whole UUID."""
    return _UUID.fullmatch(text) is not None


def identifiants(node: Noeud, mhd: VersionMhd) -> Iterator[Ecart]:
    """The unique identifier of an entry, its mark, and the entryUUIDs beside it."""
    unique = node.champ("masterIdentifier")
    if unique.present:
        yield from _unique(unique)
        yield from marque(unique, UNIQUE, mhd)
    for one in node.elements("identifier"):
        yield from entry_uuid(one)


def _unique(one: Noeud) -> Iterator[Ecart]:
    """Under an OID, an identifier is an OID with an extension (§9); elsewhere it is a URN."""
    system, value = one.champ("system").texte, one.champ("value").texte
    urn = est_oid(value) or est_uuid(value)
    if not (urn if system == s.RFC3986 else est_oid(system) and value):
        yield Ecart(c.IDENTIFIANT_FORME, one.chemin, f"{system}|{value}", c.IDENTIFIANT_FORME.attendu)


def marque(one: Noeud, kind: str, mhd: VersionMhd) -> Iterator[Ecart]:
    """The mark that the chosen version asks for; a wrong one is told as a missing one."""
    use = one.champ("use").texte
    types = {code for system, code in one.champ("type").codes() if system == s.MHD_IDENTIFIANTS}
    if mhd is VersionMhd.V4_2_3:
        if use != _USES[kind]:
            yield Ecart(c.IDENTIFIANT_MARQUE, f"{one.chemin}.use", use, _USES[kind])
    elif kind not in types:
        wanted = f"{s.MHD_IDENTIFIANTS}#{kind}"
        yield Ecart(c.IDENTIFIANT_MARQUE, f"{one.chemin}.type", " ".join(sorted(types)), wanted)


def entry_uuid(one: Noeud) -> Iterator[Ecart]:
    """An identifier marked as an entryUUID, in either way, is a UUID."""
    types = {code for system, code in one.champ("type").codes() if system == s.MHD_IDENTIFIANTS}
    marked = ENTRY_UUID in types or (not types and one.champ("use").texte == "official")
    system, value = one.champ("system").texte, one.champ("value").texte
    if marked and not (system == s.RFC3986 and est_uuid(value)):
        yield Ecart(c.ENTRY_UUID, one.chemin, f"{system}|{value}", c.ENTRY_UUID.attendu)
