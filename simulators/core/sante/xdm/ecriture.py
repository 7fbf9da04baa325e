"""Writes an IHE_XDM.ZIP as the norm has it: SUBSET01, names of 8.3, INDEX.HTM and README (mss.md §2.4)."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha1
from io import BytesIO
from typing import Final

from simulators.core.sante.ebrim.ecriture import soumission_xml
from simulators.core.sante.ebrim.modele import Association, FicheDocument, LotSoumission, Soumission
from simulators.core.sante.ebrim.noms import TypeAssociation
from simulators.core.xml.escape import attribute, text

SOUS_DOSSIER: Final = "SUBSET01"
_EXTENSIONS: Final = {"text/xml": "XML", "application/pdf": "PDF"}


@dataclass(frozen=True, slots=True)
class Emetteur:
    """Who sends, as README.TXT tells it to a person."""

    nom: str
    organisme: str
    adresse: str = ""
    telephone: str = ""
    application: str = ""
    version: str = ""
    editeur: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A document to pack with the entry that describes it."""

    fiche: FicheDocument
    contenu: bytes


def construire(
    lot: LotSoumission,
    pieces: Sequence[Piece],
    emetteur: Emetteur,
    when: datetime,
    liens: Sequence[Association] = (),
) -> bytes:
    """The archive, the same for the same values: hash, size and URI of each entry are filled in.

    `liens` are associations besides membership (RPLC). `when` dates the files.
    """
    named = [
        (f"DOC{rank:05d}.{_EXTENSIONS.get(piece.fiche.mime_type, 'BIN')}", piece)
        for rank, piece in enumerate(pieces, 1)
    ]
    entries = tuple(_entry(piece, name) for name, piece in named)
    members = tuple(
        Association(
            TypeAssociation.CONTIENT,
            lot.entry_uuid,
            entry.entry_uuid,
            f"Association{rank:02d}",
            {"SubmissionSetStatus": ("Original",)},
        )
        for rank, entry in enumerate(entries, 1)
    )
    metadata = soumission_xml(Soumission(lot, entries, (*members, *liens)))
    names = [name for name, _ in named]
    folder = f"IHE_XDM/{SOUS_DOSSIER}"
    files = [
        ("INDEX.HTM", _index(lot, entries, folder).encode()),
        ("README.TXT", _readme(emetteur, folder, names).encode()),
        (f"{folder}/METADATA.XML", f'<?xml version="1.0" encoding="UTF-8"?>\n{metadata}'.encode()),
        *((f"{folder}/{name}", piece.contenu) for name, piece in named),
    ]
    return _packed(files, when)


def _entry(piece: Piece, name: str) -> FicheDocument:
    digest = sha1(piece.contenu, usedforsecurity=False).hexdigest()
    return replace(piece.fiche, hash=digest, size=str(len(piece.contenu)), uri=name)


def _packed(files: Sequence[tuple[str, bytes]], when: datetime) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files:
            entry = zipfile.ZipInfo(path, when.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def _index(lot: LotSoumission, entries: Sequence[FicheDocument], folder: str) -> str:
    """XHTML 1.0 Strict, as the profile asks, with a link to each document."""
    listed = "".join(
        f'<li><a href="{attribute(f"{folder}/{entry.uri}")}">{text(entry.title or entry.uri)}</a></li>'
        for entry in entries
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"'
        ' "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr" lang="fr">'
        f"<head><title>{text(lot.title or 'Documents de santé')}</title></head><body>"
        f"<h1>{text(lot.title or 'Documents de santé')}</h1>"
        f'<p><a href="README.TXT">README.TXT</a></p><ul>{listed}</ul></body></html>\n'
    )


def _readme(sender: Emetteur, folder: str, names: Sequence[str]) -> str:
    tree = "".join(f"{folder}/{name}\r\n" for name in ("METADATA.XML", *names))
    return (
        "Emetteur\r\n========\r\n"
        f"Nom : {sender.nom}\r\nOrganisme : {sender.organisme}\r\nAdresse : {sender.adresse}\r\n"
        f"Téléphone : {sender.telephone}\r\n\r\n"
        "Application de l'émetteur\r\n=========================\r\n"
        f"Nom : {sender.application}\r\nVersion : {sender.version}\r\nEditeur : {sender.editeur}\r\n\r\n"
        "Instructions\r\n============\r\n"
        "Ouvrez INDEX.HTM pour consulter les documents.\r\n\r\n"
        f"Arborescence\r\n============\r\nINDEX.HTM\r\nREADME.TXT\r\n{tree}"
    )
