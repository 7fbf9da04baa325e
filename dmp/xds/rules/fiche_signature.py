"""The entry of the signature of a set: which one it is, and what IHE DSG has it say (dmp_xds.md §5.4)."""

from collections.abc import Iterator
from typing import Final

from dmp.rules.droits import INVISIBLE, MASQUE
from dmp.xds.model import Remarque
from dmp.xds.rules.catalogue import fiche_signature as catalogue
from dmp.xds.rules.metadonnees import est_signature
from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim.modele import FicheDocument, Soumission
from simulators.core.sante.ebrim.noms import TypeAssociation

TITRE: Final = "Source"
LANGUE: Final = "art"
MIME: Final = "text/xml"
CONFIDENTIALITES: Final = frozenset({"N", MASQUE, INVISIBLE})
EVENEMENT: Final = Code("1.2.840.10065.1.12.1.14", "1.2.840.10065.1.12")
_CODES: Final[tuple[tuple[str, Code], ...]] = (
    ("classCode", Code("urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1", "URN")),
    ("typeCode", Code("E1762", "ASTM")),
    ("formatCode", Code("http://www.w3.org/2000/09/xmldsig#", "URN")),
)


def signatures(soumission: Soumission) -> tuple[int, ...]:
    """The ranks of the entries that sign the set; failing these, of the signature documents it holds."""
    held = [rank for rank, one in enumerate(soumission.fiches) if est_signature(one)]
    lot = soumission.lot.entry_uuid
    links = {
        one.source
        for one in soumission.associations
        if one.type == TypeAssociation.SIGNE and one.target == lot
    }
    signing = tuple(rank for rank in held if soumission.fiches[rank].entry_uuid in links)
    return signing or tuple(held)


def fiche_signature(soumission: Soumission) -> Iterator[Remarque]:
    """One signature for the set, and the metadata that DSG gives it."""
    ranks = signatures(soumission)
    for rank in ranks[1:]:
        yield Remarque(catalogue.PLUSIEURS, str(len(ranks)), "1", f"fiche/{rank}")
    for rank in ranks[:1]:
        yield from _metadonnees(rank, soumission.fiches[rank])


def _metadonnees(rank: int, one: FicheDocument) -> Iterator[Remarque]:
    for name, found, wanted in (
        ("mimeType", one.mime_type, MIME),
        ("languageCode", one.language_code, LANGUE),
    ):
        if found != wanted:
            yield Remarque(catalogue.FICHE, found, wanted, f"fiche/{rank}/{name}")
    given = (one.class_code, one.type_code, one.format_code)
    for (name, code), told in zip(_CODES, given, strict=True):
        if told is None or not told.same(code):
            yield Remarque(catalogue.FICHE, _told(told), _told(code), f"fiche/{rank}/{name}")
    if not any(told.same(EVENEMENT) for told in one.event_codes):
        found = " ".join(map(_told, one.event_codes))
        yield Remarque(catalogue.FICHE, found, _told(EVENEMENT), f"fiche/{rank}/eventCodeList")
    held = {code.code for code in one.confidentiality_codes}
    if held != CONFIDENTIALITES:
        found, wanted = " ".join(sorted(held)), " ".join(sorted(CONFIDENTIALITES))
        yield Remarque(catalogue.CONFIDENTIALITE, found, wanted, f"fiche/{rank}/confidentialityCode")
    if one.title != TITRE:
        yield Remarque(catalogue.TITRE, one.title, TITRE, f"fiche/{rank}/title")


def _told(code: Code | None) -> str:
    return "" if code is None else f"{code.code}^{code.system}"
