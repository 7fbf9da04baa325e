"""A submission set judged without the registry: its parts and its metadata (dmp_xds.md §4.7, §5)."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from dmp.model import Mode
from dmp.rules.droits import INVISIBLE_REPRESENTANTS
from dmp.xds.model import DemandeAlimentation, Piece, Remarque, VihfVerifie
from dmp.xds.rules.catalogue import alimentation as catalogue
from dmp.xds.rules.catalogue import contenus, fiches, liens, remplacements
from dmp.xds.rules.metadonnees import (
    XMLDSIG,
    champs_de_fiche,
    champs_du_lot,
    confidentialites,
    documents_du_lot,
    est_signature,
    identifiants,
)
from simulators.core.sante.ebrim.modele import Auteur, FicheDocument, Soumission
from simulators.core.sante.ebrim.noms import TypeAssociation
from simulators.core.sante.identifiants import FormatInvalideError, lire_xon

_HASH: Final = re.compile(r"[0-9a-f]{40}")
AUTO_PRESENTABLE: Final = "application/xslt+xml"
CDA_TYPES: Final = frozenset({"text/xml", AUTO_PRESENTABLE})


def alimentation(asked: DemandeAlimentation, signed: VihfVerifie | None) -> Iterator[Remarque]:
    """Everything that can be said of a set without the registry, in the order a registry looks."""
    if asked.soumission is None or not asked.soumission.fiches:
        yield Remarque(catalogue.SANS_LOT, asked.refus, "", "demande", detail=asked.refus)
        return
    yield from _contenu(asked, asked.soumission)
    yield from identifiants(asked.soumission)
    yield from champs_du_lot(asked.soumission.lot)
    for rank, fiche in enumerate(asked.soumission.fiches):
        yield from champs_de_fiche(rank, fiche)
    yield from _associations(asked.soumission)
    if signed is not None and signed.structure:
        yield from auteurs(asked.soumission, signed.structure, signed.mode)
    yield from confidentialites(asked.soumission)
    if signed is not None and signed.secrete:
        yield from _secrete(asked.soumission)
    yield from _signature(asked.soumission)


def _contenu(asked: DemandeAlimentation, soumission: Soumission) -> Iterator[Remarque]:
    """Each entry has its document and each document its entry; hash and size are true when given."""
    for missing in asked.parts_absentes:
        yield Remarque(contenus.DOCUMENT_ABSENT, missing, "", "demande")
    for double in asked.doubles:
        yield Remarque(catalogue.DOUBLON_MESSAGE, double, "", f"piece/{double}")
    used: set[str] = set()
    for rank, fiche in enumerate(soumission.fiches):
        piece = asked.piece(fiche)
        if piece is None:
            if not asked.parts_absentes:
                yield Remarque(contenus.DOCUMENT_ABSENT, fiche.entry_uuid, "", f"fiche/{rank}")
            continue
        used.add(piece.id)
        yield from _piece(rank, fiche, piece)
    for own in asked.pieces:
        if own not in used:
            yield Remarque(contenus.FICHE_ABSENTE, own, "", f"piece/{own}")


def _piece(rank: int, fiche: FicheDocument, piece: Piece) -> Iterator[Remarque]:
    if piece.id != fiche.entry_uuid:
        yield Remarque(contenus.LETTRE_CASSE, piece.id, fiche.entry_uuid, f"piece/{piece.id}")
    if not piece.taille:
        yield Remarque(contenus.DOCUMENT_VIDE, piece.id, "", f"piece/{piece.id}")
    if fiche.hash and fiche.hash.lower() != piece.sha1:
        yield Remarque(contenus.EMPREINTE, fiche.hash, piece.sha1, f"fiche/{rank}/hash")
    elif fiche.hash and not _HASH.fullmatch(fiche.hash):
        yield Remarque(fiches.METADONNEE, fiche.hash, piece.sha1, f"fiche/{rank}/hash")
    if fiche.size and fiche.size != str(piece.taille):
        yield Remarque(contenus.TAILLE, fiche.size, str(piece.taille), f"fiche/{rank}/size")
    yield from _forme(rank, fiche, piece)


def _forme(rank: int, fiche: FicheDocument, piece: Piece) -> Iterator[Remarque]:
    """The document is what its entry announces: a signature, or a CDA that can be read."""
    if est_signature(fiche):
        if piece.racine != f"{{{XMLDSIG}}}Signature":
            found = piece.racine or piece.refus
            yield Remarque(contenus.SIGNATURE_FORME, found, "ds:Signature", f"piece/{piece.id}")
    elif fiche.mime_type in CDA_TYPES and piece.taille:
        if piece.refus:
            yield Remarque(contenus.XML_REFUSE, piece.refus, "", f"piece/{piece.id}")
        elif piece.entete is None:
            yield Remarque(contenus.PAS_CDA, piece.racine, "ClinicalDocument", f"piece/{piece.id}")
        elif piece.entete.presentable != (fiche.mime_type == AUTO_PRESENTABLE):
            expected = AUTO_PRESENTABLE if piece.entete.presentable else "text/xml"
            yield Remarque(
                fiches.AUTO_PRESENTABLE, fiche.mime_type, expected, f"fiche/{rank}", attribute="mimeType"
            )


def _associations(soumission: Soumission) -> Iterator[Remarque]:
    """Every entry belongs to the set; two entries do not replace the same document."""
    lot = soumission.lot.entry_uuid
    members = {
        one.target
        for one in soumission.associations
        if one.type == TypeAssociation.CONTIENT and one.source == lot
    }
    for rank, fiche in enumerate(soumission.fiches):
        if fiche.entry_uuid not in members:
            yield Remarque(remplacements.APPARTENANCE, fiche.entry_uuid, "HasMember", f"fiche/{rank}")
    replacements = [one for one in soumission.associations if one.type == TypeAssociation.REMPLACE]
    own = {fiche.entry_uuid for fiche in soumission.fiches}
    for one in replacements:
        if one.source not in own or one.target in own | {lot}:
            yield Remarque(liens.REMPLACE_BOUTS, f"{one.source} → {one.target}", "", "demande")
    for target, times in Counter(one.target for one in replacements).items():
        if times > 1:
            yield Remarque(remplacements.REMPLACE_DEUX_FOIS, target, "", "demande")


def auteurs(soumission: Soumission, structure: str, mode: Mode | None) -> Iterator[Remarque]:
    """In indirect mode one author institution of each document is the structure that feeds."""
    if mode != "INDIRECTE":
        return
    for rank, fiche in documents_du_lot(soumission):
        if fiche.authors and structure not in set(_institutions(fiche.authors)):
            found = " ".join(_institutions(fiche.authors))
            detail = "Aucun AuthorInstitution ne correspond à l'utilisateur du VIHF"
            yield Remarque(fiches.AUTEUR_STRUCTURE, found, structure, f"fiche/{rank}/author", detail=detail)


def _institutions(authors: tuple[Auteur, ...]) -> Iterator[str]:
    for author in authors:
        for value in author.institutions:
            try:
                yield lire_xon(value).id
            except FormatInvalideError:
                continue


def _secrete(soumission: Soumission) -> Iterator[Remarque]:
    """In a minor's secret connection every document is hidden from the representatives (EX_2.1-1050)."""
    for rank, fiche in documents_du_lot(soumission):
        codes = {code.code for code in fiche.confidentiality_codes}
        if INVISIBLE_REPRESENTANTS not in codes:
            spot = f"fiche/{rank}/confidentialityCode"
            yield Remarque(fiches.SECRETE, " ".join(sorted(codes)), INVISIBLE_REPRESENTANTS, spot)


def _signature(soumission: Soumission) -> Iterator[Remarque]:
    """The set is signed: a signature document of the set signs it (errata 13)."""
    signatures = {one.entry_uuid for one in soumission.fiches if est_signature(one)}
    links = [one for one in soumission.associations if one.type == TypeAssociation.SIGNE]
    if not any(one.source in signatures and one.target == soumission.lot.entry_uuid for one in links):
        yield Remarque(catalogue.SIGNATURE_ABSENTE, "", "signs", "lot")
