"""Reads an IHE_XDM.ZIP: any layout met in the field, each departure told (mss.md §2.4)."""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha1
from typing import Final

from simulators.core.sante.ebrim.lecture import EbrimRefuseError, lire_soumission
from simulators.core.sante.ebrim.modele import FicheDocument
from simulators.core.sante.xdm.archive import ouvrir
from simulators.core.sante.xdm.modele import (
    DocumentXdm,
    Ecart,
    EcartXdm,
    LotXdm,
    RaisonXdm,
    Xdm,
    XdmLimits,
    XdmRefuseError,
)
from simulators.core.xml.parser import XmlLimits, parse
from simulators.core.xml.refusal import XmlRefusedError

METADATA: Final = "METADATA.XML"
DOSSIER: Final = "IHE_XDM"
_SHORT: Final = re.compile(r"[A-Z0-9_]{1,8}(\.[A-Z0-9_]{1,3})?")


def lire(data: bytes, limits: XdmLimits | None = None) -> Xdm:
    """Opens an archive. Raises `XdmRefuseError` and nothing else."""
    limits = limits or XdmLimits()
    files, departures = ouvrir(data, limits)
    found = [path for path in files if path.rpartition("/")[2].upper() == METADATA]
    if not found:
        raise XdmRefuseError(RaisonXdm.METADATA_ABSENT)
    lots: list[LotXdm] = []
    for path in found:
        departures += _layout(path)
        lots.append(_lot(path, files, limits, departures))
    departures += _names(files, lots[0].dossier)
    return Xdm(tuple(lots), files, tuple(departures))


def _layout(path: str) -> Iterator[EcartXdm]:
    """Where METADATA stands: `IHE_XDM/<one folder>/METADATA.XML` is the norm."""
    folders = path.upper().split("/")[:-1]
    if DOSSIER not in folders:
        yield EcartXdm(Ecart.SANS_IHE_XDM, path, "", f"{DOSSIER}/")
    elif folders[0] != DOSSIER:
        yield EcartXdm(Ecart.DOSSIER_EN_TROP, path, path.split("/")[0], "")
    if path.rpartition("/")[2] != METADATA:
        yield EcartXdm(Ecart.CASSE, path, path.rpartition("/")[2], METADATA)


def _names(files: Mapping[str, bytes], folder: str) -> Iterator[EcartXdm]:
    """Names of ISO 9660 level 1, and the two files that explain the archive to a person."""
    for path in files:
        for part in path.split("/"):
            if not _SHORT.fullmatch(part):
                yield EcartXdm(Ecart.NOM_LONG, path, part, "8.3")
                break
    top = _top(folder)
    present = {path.upper() for path in files}
    for name, departure in (("INDEX.HTM", Ecart.INDEX_ABSENT), ("README.TXT", Ecart.README_ABSENT)):
        if f"{top}{name}".upper() not in present:
            yield EcartXdm(departure, "", "", name)


def _top(folder: str) -> str:
    """The folder that stands for the root of the medium, with its final slash, empty for the root itself."""
    parts = folder.split("/")
    upper = [part.upper() for part in parts]
    above = parts[: upper.index(DOSSIER)] if DOSSIER in upper else parts[:-1]
    return "".join(f"{part}/" for part in above)


def _lot(path: str, files: Mapping[str, bytes], limits: XdmLimits, departures: list[EcartXdm]) -> LotXdm:
    try:
        document = parse(files[path], XmlLimits(size=limits.metadata, elements=20_000, attributes=60_000))
        lue = lire_soumission(document.root)
    except (XmlRefusedError, EbrimRefuseError) as error:
        raise XdmRefuseError(RaisonXdm.METADATA_ILLISIBLE, f"{path}: {error.args[0]}") from None
    folder = path.rpartition("/")[0]
    documents = tuple(_document(fiche, folder, files, departures) for fiche in lue.soumission.fiches)
    return LotXdm(folder, lue, document, documents)


def _document(
    fiche: FicheDocument, folder: str, files: Mapping[str, bytes], departures: list[EcartXdm]
) -> DocumentXdm:
    uri = fiche.uri.replace("\\", "/").removeprefix("./")
    if not uri:
        departures.append(EcartXdm(Ecart.URI_ABSENTE, folder, fiche.entry_uuid, "URI"))
        return DocumentXdm(fiche, "", None)
    path = _located(uri, folder, files)
    if path is None:
        departures.append(EcartXdm(Ecart.DOCUMENT_ABSENT, folder, "", uri))
        return DocumentXdm(fiche, uri, None)
    content = files[path]
    departures.extend(_integrity(fiche, path, content))
    return DocumentXdm(fiche, path, content)


def _located(uri: str, folder: str, files: Mapping[str, bytes]) -> str | None:
    """A URI is relative to the folder of METADATA; samples also write it from the folder above."""
    parent = folder.rpartition("/")[0]
    wanted = [f"{base}/{uri}".lstrip("/") for base in (folder, parent, "")]
    by_case = {path.casefold(): path for path in files}
    exact = next((path for path in wanted if path in files), None)
    return exact or next((by_case[path.casefold()] for path in wanted if path.casefold() in by_case), None)


def _integrity(fiche: FicheDocument, path: str, content: bytes) -> Iterator[EcartXdm]:
    own = sha1(content, usedforsecurity=False).hexdigest()
    if fiche.hash and fiche.hash.lower() != own:
        yield EcartXdm(Ecart.EMPREINTE, path, fiche.hash, own)
    if fiche.size and fiche.size != str(len(content)):
        yield EcartXdm(Ecart.TAILLE, path, fiche.size, str(len(content)))
