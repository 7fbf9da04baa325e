"""The new version of an entry: what it may change of the one it follows, and by which right (TD3.3a, b)."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from dmp.model import Acteur, DocumentDepose, EtatDocument, Limite
from dmp.rules.droits import INVISIBLE, INVISIBLE_REPRESENTANTS, MASQUE, droit
from dmp.xds.model import Remarque
from dmp.xds.rules.catalogue import acces, versions
from dmp.xds.rules.catalogue import mise_a_jour as catalogue
from dmp.xds.rules.recherche import sien
from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim.modele import FicheDocument

_VIVANTS: Final = frozenset({EtatDocument.APPROUVE, EtatDocument.ARCHIVE})
_INVISIBLES: Final = frozenset({INVISIBLE, INVISIBLE_REPRESENTANTS})


def version(
    rank: int, fiche: FicheDocument, previous: str, known: DocumentDepose, who: Acteur
) -> Iterator[Remarque]:
    """It follows the last version, bears the same document, and changes nothing but confidentiality."""
    spot, real = f"fiche/{rank}", known.fiche
    if real.availability_status not in _VIVANTS:
        yield Remarque(catalogue.ETAT, real.availability_status.rpartition(":")[2], "Approved", spot)
    if previous != real.version:
        yield Remarque(versions.VERSION, previous, real.version, spot)
    if fiche.unique_id != real.unique_id:
        yield Remarque(versions.UNIQUE, fiche.unique_id, real.unique_id, f"{spot}/uniqueId")
    for name, found, kept in _changes(fiche, real):
        yield Remarque(versions.CONTENU, f"{name}={found}", f"{name}={kept}", f"{spot}/{name}")
    wanted = frozenset(code.code for code in fiche.confidentiality_codes)
    yield from _protection(spot, known, wanted, who)


def _protection(spot: str, known: DocumentDepose, wanted: frozenset[str], who: Acteur) -> Iterator[Remarque]:
    """Each mark added or taken away asks for the right of its row."""
    added, removed = wanted - known.confidentialites, known.confidentialites - wanted
    if not added and not removed:
        yield Remarque(versions.SANS_EFFET, " ".join(sorted(wanted)), "", spot)
    if added & _INVISIBLES:
        yield Remarque(versions.RENDRE_INVISIBLE, " ".join(sorted(added & _INVISIBLES)), "", spot)
    rows = (
        ("TD3.3a.mask", MASQUE in added),
        ("TD3.3a.unmask", MASQUE in removed),
        ("TD3.3b", _INVISIBLES & removed),
    )
    for row, changed in rows:
        if changed:
            yield from droit_sur(row, known, who, spot)


def _code(code: Code | None) -> str:
    """Labels are not compared."""
    return f"{code.code}^{code.system}" if code else ""


def _codes(codes: tuple[Code, ...]) -> str:
    return " ".join(sorted(map(_code, codes)))


def _auteurs(fiche: FicheDocument) -> str:
    return " ".join(
        "|".join((*one.institutions, *one.personnes, *one.roles, *one.specialites)) for one in fiche.authors
    )


# The attributes of an entry (dmp_xds.md §5.2) that stay, but for those that name the patient, the document.
# Values of sourcePatientInfo and codes come back in any order.
_FIXES: Final[Mapping[str, Callable[[FicheDocument], str]]] = {
    "mimeType": lambda one: one.mime_type,
    "title": lambda one: one.title,
    "comments": lambda one: one.comments,
    "creationTime": lambda one: one.creation_time,
    "languageCode": lambda one: one.language_code,
    "legalAuthenticator": lambda one: one.legal_authenticator,
    "serviceStartTime": lambda one: one.service_start_time,
    "serviceStopTime": lambda one: one.service_stop_time,
    "sourcePatientId": lambda one: one.source_patient_id,
    "sourcePatientInfo": lambda one: " ".join(sorted(one.source_patient_info)),
    "author": _auteurs,
    "classCode": lambda one: _code(one.class_code),
    "typeCode": lambda one: _code(one.type_code),
    "formatCode": lambda one: _code(one.format_code),
    "healthcareFacilityTypeCode": lambda one: _code(one.healthcare_facility_type_code),
    "practiceSettingCode": lambda one: _code(one.practice_setting_code),
    "eventCodeList": lambda one: _codes(one.event_codes),
    "urn:ihe:iti:xds:2013:referenceIdList": lambda one: " ".join(sorted(one.reference_ids)),
}
# What the registry found by itself: a client may leave it out.
_DU_REGISTRE: Final[Mapping[str, Callable[[FicheDocument], str]]] = {
    "hash": lambda one: one.hash.lower(),
    "size": lambda one: one.size,
    "repositoryUniqueId": lambda one: one.repository_unique_id,
}


def _changes(fiche: FicheDocument, real: FicheDocument) -> Iterator[tuple[str, str, str]]:
    """The attributes that differ from those of the registry: name, value sent, value kept."""
    for name, read in _FIXES.items():
        if read(fiche) != read(real):
            yield name, read(fiche), read(real)
    for name, read in _DU_REGISTRE.items():
        if read(fiche) and read(fiche) != read(real):
            yield name, read(fiche), read(real)


def droit_sur(row: str, found: DocumentDepose, who: Acteur, spot: str) -> Iterator[Remarque]:
    """Whether a row of the matrix opens this document to the caller."""
    given = droit(who, row)
    if not given.accorde:
        yield Remarque(acces.DROITS, f"{who.mode} {row}", "", "vihf")
    elif given.limite is Limite.DE_LA_STRUCTURE:
        if found.structure != who.structure:
            yield Remarque(catalogue.DROITS_SIENS, found.structure, who.structure, spot)
    elif given.limite is not Limite.AUCUNE and not sien(who, found):
        yield Remarque(catalogue.DROITS_SIENS, found.auteur, who.sujet, spot)
