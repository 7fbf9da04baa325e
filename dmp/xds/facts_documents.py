"""The flat facts of the documents fed: their entries, and the header of each CDA.

A set of one document is the rule; the facts of several are told together, each value once.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dmp.xds.model import DemandeAlimentation, Piece
from dmp.xds.rules.metadonnees import documents_du_lot
from simulators.core.journal.model import Fact
from simulators.core.sante.cda.modele import EnteteCda
from simulators.core.sante.cda.valeurs import Ident
from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim.modele import FicheDocument
from simulators.core.sante.ebrim.noms import TypeAssociation
from simulators.core.sante.identifiants import (
    FormatInvalideError,
    lire_infos_patient,
    lire_xcn,
    lire_xon,
)
from simulators.core.sante.nomenclatures import Nomenclatures

Facts = dict[str, Fact]

# How an announced fingerprint or size compares with the document received.
ABSENTE: Final = "absente"
JUSTE: Final = "juste"
FAUSSE: Final = "fausse"
_PDF: Final = b"%PDF"
_DESTINATAIRE: Final = "informationRecipient"


def alimentation(asked: DemandeAlimentation, sets: Nomenclatures) -> Facts:
    """What a submission says of its documents, the signature of the set left out."""
    if asked.soumission is None:
        return {}
    own = [fiche for _, fiche in documents_du_lot(asked.soumission)]
    pairs = [(fiche, piece) for fiche in own if (piece := asked.piece(fiche)) is not None]
    named = [lire_infos_patient(fiche.source_patient_info) for fiche in own]
    return {
        "dmp.lot": asked.soumission.lot.unique_id,
        "dmp.documents": tuple(fiche.unique_id for fiche in own),
        "dmp.auteurs": _once(_auteur(one) for fiche in own for one in _personnes(fiche)),
        "dmp.institutions": _once(_structure(one) for fiche in own for one in _institutions(fiche)),
        "dmp.type_code": tuple(fiche.type_code.code for fiche in own if fiche.type_code),
        "dmp.classe": _codes(fiche.class_code for fiche in own),
        "dmp.cadre": _codes(fiche.practice_setting_code for fiche in own),
        "dmp.etablissement": _codes(fiche.healthcare_facility_type_code for fiche in own),
        "dmp.confidentialites": _once(code.code for fiche in own for code in fiche.confidentiality_codes),
        "dmp.patient_id": _joined(fiche.patient_id for fiche in own),
        "dmp.patient_source": _joined(fiche.source_patient_id for fiche in own),
        "dmp.debut_acte": _joined(fiche.service_start_time for fiche in own),
        "dmp.empreinte": _worst([_compared(one.hash.lower(), piece.sha1) for one, piece in pairs]),
        "dmp.taille": _worst([_compared(one.size, str(piece.taille)) for one, piece in pairs]),
        "dmp.empreintes": tuple(piece.sha256 for _, piece in pairs),
        "document.prenoms": _once(one.legal.prenom for one in named),
        "dmp.remplace": tuple(
            one.target for one in asked.soumission.associations if one.type == TypeAssociation.REMPLACE
        ),
        **_cda([piece for _, piece in pairs], sets),
    }


def _cda(pieces: Iterable[Piece], sets: Nomenclatures) -> Facts:
    """What the CDA headers say; nothing for what is no CDA."""
    headers = [piece.entete for piece in pieces if piece.entete is not None]
    if not headers:
        return {}
    ins = [found for one in headers if one.patient and (found := one.patient.ins)]
    bodies = [one.corps for one in headers]
    return {
        "dmp.cda_royaume": _joined(code.code or "" for one in headers for code in one.royaumes),
        "dmp.cda_ins": _joined(one.extension or "" for one in ins),
        "dmp.cda_oid": _joined(one.root for one in ins),
        "dmp.cda_code": _joined(one.code.code or "" for one in headers if one.code),
        "dmp.cda_type_connu": all(
            one.code is not None and Code(one.code.code or "", one.code.system) in sets.type_code
            for one in headers
        ),
        "dmp.cda_niveau": _joined(one.niveau for one in bodies),
        "dmp.cda_media": _joined(one.media or "" for one in bodies),
        "dmp.cda_pdf": all((one.debut or b"").startswith(_PDF) for one in bodies),
        "dmp.cda_destinataires": sum(one.nom == _DESTINATAIRE for head in headers for one in head.tiers),
        "dmp.cda_acte": _joined(_actes(headers)),
        "dmp.cda_lignee": _joined(_whole(one.lot_versions) for one in headers if one.lot_versions),
        "dmp.cda_version": _joined(one.version.valeur for one in headers if one.version),
    }


def _actes(headers: Iterable[EnteteCda]) -> Iterator[str]:
    """When each act documented began, as written."""
    for header in headers:
        for act in header.actes:
            if act.periode is not None and act.periode.debut is not None:
                yield act.periode.debut.valeur or ""


def _whole(ident: Ident) -> str:
    return f"{ident.root}^{ident.extension}" if ident.extension else ident.root


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _joined(values: Iterable[str]) -> str:
    return " ".join(_once(values))


def _codes(values: Iterable[Code | None]) -> str:
    return _joined(one.code for one in values if one is not None)


def _compared(told: str, found: str) -> str:
    if not told:
        return ABSENTE
    return JUSTE if told == found else FAUSSE


def _worst(compared: Sequence[str]) -> str:
    return next((one for one in (FAUSSE, ABSENTE) if one in compared), JUSTE if compared else ABSENTE)


def _personnes(fiche: FicheDocument) -> Iterator[str]:
    return (one for author in fiche.authors for one in author.personnes)


def _institutions(fiche: FicheDocument) -> Iterator[str]:
    return (one for author in fiche.authors for one in author.institutions)


def _auteur(xcn: str) -> str:
    """The identifier of an author of the document, the text itself when it is no XCN."""
    try:
        return lire_xcn(xcn).id
    except FormatInvalideError:
        return xcn


def _structure(xon: str) -> str:
    """The identifier of a structure, the text itself when it is no XON."""
    try:
        return lire_xon(xon).id
    except FormatInvalideError:
        return xon
