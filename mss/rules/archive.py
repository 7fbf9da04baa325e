"""What the documents of a mail are worth: one patient, CDA and PDF together, nothing hidden (mss.md §2)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from mss.data.names import NOM_ARCHIVE, TAILLE_MAX_USAGER
from mss.model import Archive, Courriel, DocumentJoint, Partie, Remarque, Route
from mss.rules.catalogue import archive as catalogue
from mss.rules.catalogue import envoi
from mss.rules.catalogue import usager as citizen
from simulators.core.sante.fictif import est_fictif
from simulators.core.sante.noms import convertir

_PDF: Final = re.compile(r"\d{8}_[^_]{1,40}_[^_]+_[^_]+(?:_[^_]+)?\.pdf", re.IGNORECASE)
_SEPARE: Final = re.compile(r"[-' ]+")
_PDF_ATTENDU: Final = "AAAAMMJJ_type_NOM_prénom.pdf"
_SANS_CLE: Final = 13
_MASQUE: Final = 3


def pieces(courriel: Courriel, archive: Archive | None) -> Iterator[Remarque]:
    """The attachments: the archive, its name, the PDF beside it."""
    zips = [(rank, one) for rank, one in enumerate(courriel.parties) if one.est_archive]
    pdfs = [(rank, one) for rank, one in enumerate(courriel.parties) if one.est_pdf]
    if archive is None:
        if pdfs and not zips and courriel.racine != "multipart/report":
            yield Remarque(catalogue.PDF_SEUL, pdfs[0][1].nom, partie=pdfs[0][0])
        return
    rank, piece = zips[0]
    if piece.nom.lower() != NOM_ARCHIVE:
        yield Remarque(catalogue.NOM, piece.nom, "IHE_XDM.zip", partie=rank)
    if len(zips) > 1:
        yield Remarque(catalogue.PLUSIEURS, str(len(zips)), "1", partie=zips[1][0])
    yield from _pdfs(pdfs, archive, rank)


def _pdfs(pdfs: list[tuple[int, Partie]], archive: Archive, rank: int) -> Iterator[Remarque]:
    """The printed form of each document: there, named and made as asked, and the very one of the CDA."""
    inside = sum(one.type_mime == "application/pdf" for one in archive.documents)
    if len(pdfs) + inside < len(archive.cdas):
        yield Remarque(catalogue.PDF_ABSENT, str(len(pdfs) + inside), str(len(archive.cdas)), partie=rank)
    joined = {one.empreinte for _, one in pdfs}
    if pdfs:
        for one in archive.cdas:
            if one.pdf and one.pdf not in joined:
                yield Remarque(catalogue.PDF_DIFFERENT, one.uri, partie=pdfs[0][0])
    for pdf_rank, pdf in pdfs:
        if not pdf.pdfa:
            yield Remarque(catalogue.PDF_A, pdf.nom, "pdfaid:part = 1", partie=pdf_rank)
        if not _PDF.fullmatch(pdf.nom):
            yield Remarque(catalogue.PDF_NOM, pdf.nom, _PDF_ATTENDU, partie=pdf_rank)
        elif not nomme(pdf.nom, archive):
            yield Remarque(catalogue.PDF_PATIENT, pdf.nom, archive.cdas[0].nom_patient, partie=pdf_rank)


def nomme(texte: str, archive: Archive) -> bool:
    """Whether a text names the patient of the archive; True when its sheets do not tell who that is."""
    names = {_SEPARE.sub(" ", convertir(one.nom_patient)) for one in archive.cdas if one.nom_patient}
    return not names or any(name in _SEPARE.sub(" ", convertir(texte)) for name in names)


def contenu(archive: Archive | None) -> Iterator[Remarque]:
    """The archive itself: its defects, its documents, its patient."""
    if archive is None:
        return
    for nom, found, expected in archive.ecarts:
        yield Remarque(catalogue.PAR_ECART[nom], found, expected, partie=archive.partie)
    unreadable = {"illisible", "dangereuse", "metadata"} & {nom for nom, _, _ in archive.ecarts}
    if not archive.cdas and not unreadable:
        yield Remarque(catalogue.SANS_CDA, partie=archive.partie)
    for one in archive.constats:
        yield replace(one, partie=archive.partie)
    yield from _patients(archive)


def matricules(archive: Archive) -> tuple[str, ...]:
    """The different matricules named by the archive, compared on 13 characters."""
    told = (*archive.patients, *(one.ins for one in archive.cdas))
    found: dict[str, str] = {}
    for one in told:
        if one:
            found.setdefault(one[:_SANS_CLE], one)
    return tuple(found.values())


def _patients(archive: Archive) -> Iterator[Remarque]:
    sheets = {one[:_SANS_CLE] for one in archive.patients if one}
    inside = {one.ins[:_SANS_CLE] for one in archive.cdas if one.ins}
    if len(sheets) > 1 or len(inside) > 1:
        yield Remarque(
            catalogue.PLUSIEURS_PATIENTS, str(max(len(sheets), len(inside))), "1", partie=archive.partie
        )
    elif sheets and inside and sheets != inside:
        yield Remarque(catalogue.PATIENT_DIFFERENT, _first(sheets), _first(inside), partie=archive.partie)
    for one in matricules(archive):
        if not est_fictif(one):
            shown = one[:_MASQUE] + "*" * (len(one) - _MASQUE)
            yield Remarque(envoi.REELLES, shown, partie=archive.partie)


def _first(values: Iterable[str]) -> str:
    return next(iter(values))


def usagers(courriel: Courriel, archive: Archive | None, routes: Iterable[Route]) -> Iterator[Remarque]:
    """Mail to citizens: qualified INS only (a duty of the DUI), 25 MB, their own documents, none hidden."""
    citizens = [one for one in routes if one.usager]
    if not citizens:
        return
    yield Remarque(citizen.INS, citizens[0].adresse, entete="RCPT", commande=True)
    if courriel.taille > TAILLE_MAX_USAGER:
        yield Remarque(citizen.TROP_GROS, str(courriel.taille), str(TAILLE_MAX_USAGER))
    if archive is None:
        return
    patients = {one[:_SANS_CLE] for one in matricules(archive)}
    for route in citizens:
        if patients and route.matricule[:_SANS_CLE].upper() not in patients:
            yield Remarque(citizen.AUTRE, route.adresse, entete="RCPT", commande=True)
    for document in archive.documents:
        yield from _caches(document, archive.partie)


def _caches(document: DocumentJoint, partie: int) -> Iterator[Remarque]:
    if "INVISIBLE_PATIENT" in document.confidentialites:
        yield Remarque(citizen.INVISIBLE, document.uri, partie=partie)
    if "INVISIBLE_REPRESENTANTS_LEGAUX" in document.confidentialites:
        yield Remarque(citizen.REPRESENTANTS, document.uri, partie=partie)
