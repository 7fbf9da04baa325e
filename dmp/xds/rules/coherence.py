"""Codes of the entries in their value sets, and what a document and its set must both tell."""

from collections.abc import Iterator

from dmp.xds.model import DemandeAlimentation, Remarque
from dmp.xds.rules.catalogue import fiches as catalogue
from dmp.xds.rules.metadonnees import documents_du_lot
from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim.modele import FicheDocument, Soumission
from simulators.core.sante.ebrim.noms import TypeAssociation
from simulators.core.sante.nomenclatures import Nomenclature, Nomenclatures


def jeux_de_valeurs(soumission: Soumission, sets: Nomenclatures) -> Iterator[Remarque]:
    """Each code belongs to its value set; the class goes with the type."""
    content = soumission.lot.content_type_code
    # contentTypeCode may also be an activity sector (dmp_xds.md §5.2).
    if content is not None and content not in sets.content_type and content not in sets.facility_type:
        yield _hors(content, sets.content_type, "lot/contentTypeCode")
    for rank, fiche in documents_du_lot(soumission):
        yield from _codes(rank, fiche, sets)
        yield from _classe(rank, fiche, sets)


def _codes(rank: int, fiche: FicheDocument, sets: Nomenclatures) -> Iterator[Remarque]:
    single = (
        ("typeCode", fiche.type_code, sets.type_code_dmp),
        ("classCode", fiche.class_code, sets.class_code),
        ("formatCode", fiche.format_code, sets.format_code),
        ("healthcareFacilityTypeCode", fiche.healthcare_facility_type_code, sets.facility_type),
        ("practiceSettingCode", fiche.practice_setting_code, sets.practice_setting),
    )
    carried = [(name, code, known) for name, code, known in single if code is not None]
    carried += [("confidentialityCode", code, sets.confidentiality) for code in fiche.confidentiality_codes]
    for name, code, known in carried:
        if code not in known:
            yield _hors(code, known, f"fiche/{rank}/{name}")


def _hors(code: Code, known: Nomenclature, spot: str) -> Remarque:
    """The code with its system, and the entry of the set that has the same code, when there is one."""
    near = known.find(code.code)
    expected = f"{near.code}^{near.system}" if near else known.name
    return Remarque(catalogue.JEU_DE_VALEURS, f"{code.code}^{code.system}", expected, spot)


def _classe(rank: int, fiche: FicheDocument, sets: Nomenclatures) -> Iterator[Remarque]:
    if fiche.type_code is None or fiche.class_code is None:
        return
    expected = sets.classes_by_type.get(fiche.type_code.code)
    if expected is not None and fiche.class_code.code != expected:
        yield Remarque(catalogue.CLASSE, fiche.class_code.code, expected, f"fiche/{rank}/classCode")


def coherence(asked: DemandeAlimentation) -> Iterator[Remarque]:
    """What the ground does not compare: titles, and what the document and the set say of a replacement."""
    if asked.soumission is None:
        return
    replacing = {one.source for one in asked.soumission.associations if one.type == TypeAssociation.REMPLACE}
    for rank, fiche in documents_du_lot(asked.soumission):
        piece = asked.piece(fiche)
        cda = piece.entete if piece is not None else None
        if cda is None:
            continue
        if cda.titre is not None and fiche.title and cda.titre.valeur != fiche.title:
            yield Remarque(catalogue.COHERENCE_TITRE, fiche.title, cda.titre.valeur, f"fiche/{rank}/title")
        told, meant = bool(cda.liens), fiche.entry_uuid in replacing
        if told is not meant:
            found, wanted = ("relatedDocument", "RPLC") if told else ("RPLC", "relatedDocument")
            yield Remarque(catalogue.COHERENCE_REMPLACEMENT, found, wanted, f"fiche/{rank}")
