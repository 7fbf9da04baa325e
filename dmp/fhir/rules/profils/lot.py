"""A List against `pdsm-submissionset-comprehensive` or `pdsm-folder-comprehensive` (§2.2, §2.3)."""

from collections.abc import Iterator
from typing import Final

from dmp.fhir.data import noms
from dmp.fhir.data import systemes as s
from dmp.fhir.model.profil import ContexteProfil, Ecart, RegleProfil
from dmp.fhir.model.ressource import Noeud
from dmp.fhir.rules.catalogue import classeur as cl
from dmp.fhir.rules.catalogue import lot as lo
from dmp.fhir.rules.catalogue import lot_source as ls
from dmp.fhir.rules.profils.contenues import liens_internes
from dmp.fhir.rules.profils.identifiants import ENTRY_UUID, UNIQUE, entry_uuid, est_oid, marque
from dmp.fhir.rules.profils.outils import (
    SANS_BORNE,
    Cardinalite,
    archive,
    cardinalites,
    contenue,
    contenues,
    systemes,
    une_extension,
)

LOT: Final = "submissionset"
CLASSEUR: Final = "folder"
_ECRITURES: Final = frozenset({s.MHD_LISTES, s.MHD_LISTES.replace("https://", "http://")})
_LOT: Final = (
    Cardinalite(lo.CONTENUES, "contained", 1, SANS_BORNE),
    Cardinalite(lo.MODIFICATEUR, "modifierExtension", 0, 0),
    Cardinalite(lo.PATIENT, "subject"),
    Cardinalite(lo.DATE, "date"),
    Cardinalite(ls.SOURCE, "source"),
    *(Cardinalite(ls.INTERDITS, name, 0, 0) for name in ("encounter", "orderedBy", "emptyReason")),
    *(Cardinalite(ls.INTERDITS, name, 0, 0, ("entry",)) for name in ("flag", "deleted", "date")),
)
_CLASSEUR: Final = (
    Cardinalite(cl.TITRE, "title"),
    Cardinalite(cl.PATIENT, "subject"),
    Cardinalite(cl.DATE, "date"),
    Cardinalite(cl.ENTREES, "entry", 1, SANS_BORNE),
    *(Cardinalite(cl.INTERDITS, name, 0, 0) for name in ("source", "encounter", "orderedBy", "emptyReason")),
)
_TYPES_ACTIVITE: Final = frozenset({"1.2.250.1.213.2.2", "1.2.250.1.71.4.2.4", "1.2.250.1.213.1.1.4.6"})
_SOURCES: Final = frozenset({"PractitionerRole", "Device", "Patient"})
_DESTINATAIRES: Final = frozenset({"Practitioner", "PractitionerRole", "Organization"})
_ORGANISATION: Final = frozenset({"Organization"})


def nature(node: Noeud) -> str:
    """`submissionset`, `folder`, or nothing: what the code of a list says, with http or https."""
    return next((code for system, code in node.champ("code").codes() if system in _ECRITURES), "")


def juger_liste(node: Noeud, contexte: ContexteProfil) -> Iterator[Ecart]:
    """Every rule on one list; what is no folder is judged as a submission set."""
    yield from _code(node)
    yield from archive(node, ls.ARCHIVE, noms.EXT_ARCHIVE)
    if nature(node) == CLASSEUR:
        yield from _classeur(node)
    else:
        yield from _lot(node, contexte)


def _code(node: Noeud) -> Iterator[Ecart]:
    here = node.champ("code")
    if nature(node) not in {LOT, CLASSEUR}:
        told = " ".join(code for _, code in here.codes())
        yield Ecart(lo.CODE_LOT, here.chemin, told, lo.CODE_LOT.attendu)
    elif all(system != s.MHD_LISTES for system, _ in here.codes()):
        told = " ".join(system for system, _ in here.codes())
        yield Ecart(lo.CODE_HTTP, here.chemin, told, s.MHD_LISTES)


def _valeur(node: Noeud, name: str, wanted: str, row: RegleProfil) -> Iterator[Ecart]:
    found = node.champ(name)
    if found.texte and found.texte != wanted:
        yield Ecart(row, found.chemin, found.texte, wanted)


def _lot(node: Noeud, contexte: ContexteProfil) -> Iterator[Ecart]:
    yield from cardinalites(node, _LOT)
    yield from _valeur(node, "status", "current", lo.STATUT)
    yield from _valeur(node, "mode", "working", lo.MODE)
    yield from une_extension(node, noms.EXT_TYPE_LOT, lo.TYPE_ACTIVITE)
    for one in node.extensions(noms.EXT_TYPE_LOT):
        yield from systemes(one.champ("valueCodeableConcept"), _TYPES_ACTIVITE, lo.BIND_TYPE_ACTIVITE)
    yield from une_extension(node, noms.EXT_SOURCE_LOT, lo.SOURCE_ID)
    for one in node.extensions(noms.EXT_SOURCE_LOT):
        value = one.champ("valueIdentifier").champ("value")
        if not est_oid(value.texte):
            yield Ecart(lo.SOURCE_ID_FORME, value.chemin, value.texte, lo.SOURCE_ID_FORME.attendu)
    yield from _identifiants(node, contexte)
    yield from _acteurs(node)
    yield from liens_internes(node)


def _identifiants(node: Noeud, contexte: ContexteProfil) -> Iterator[Ecart]:
    """A list has no masterIdentifier: whatever is not marked as an entryUUID is its unique identifier."""
    for one in node.elements("identifier"):
        types = {code for system, code in one.champ("type").codes() if system == s.MHD_IDENTIFIANTS}
        if ENTRY_UUID in types or (not types and one.champ("use").texte == "official"):
            yield from entry_uuid(one)
            yield from marque(one, ENTRY_UUID, contexte.mhd)
            continue
        value = one.champ("value").texte
        if one.champ("system").texte != s.RFC3986 or not est_oid(value):
            yield Ecart(lo.UNIQUE_OID, one.chemin, value, lo.UNIQUE_OID.attendu)
        yield from marque(one, UNIQUE, contexte.mhd)


def _acteurs(node: Noeud) -> Iterator[Ecart]:
    inside = contenues(node)
    for source in node.elements("source"):
        holders = source.extensions(noms.EXT_ORGANISATION)
        if source.champ("reference").present or not holders:
            yield from contenue(source, inside, _SOURCES, (ls.SOURCE_CONTENUE, ls.SOURCE_TYPE))
        for one in holders:
            rows = (ls.ORGANISATION, ls.ORGANISATION)
            yield from contenue(one.champ("valueReference"), inside, _ORGANISATION, rows)
    for one in node.extensions(noms.EXT_DESTINATAIRE):
        rows = (ls.DESTINATAIRE, ls.DESTINATAIRE)
        yield from contenue(one.champ("valueReference"), inside, _DESTINATAIRES, rows)


def _classeur(node: Noeud) -> Iterator[Ecart]:
    yield Ecart(cl.IGNORE, node.champ("code").chemin, CLASSEUR, "")
    yield from cardinalites(node, _CLASSEUR)
    yield from _valeur(node, "mode", "working", cl.MODE)
    yield from une_extension(node, noms.EXT_TYPE_LOT, cl.TYPE)
