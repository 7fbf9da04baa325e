"""FETCH answers, made off the event loop a few mails at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection

from mss.imap.chaines import NIL
from mss.imap.commandes import Element
from mss.imap.enveloppe import enveloppe
from mss.imap.selection import Selection
from mss.imap.structure import section, structure
from mss.state.plis import Contenu, Pli, lire
from simulators.core.courriel.mime import Noeud, TropComplexe, arbre
from simulators.core.store.store import Store

# One reading of the store: so many mails, or so many bytes.
BATCH: Final = 100
BATCH_BYTES: Final = 4_000_000
_STRUCTURED: Final = frozenset({"ENVELOPE", "BODYSTRUCTURE", "BODY"})
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Rank = tuple[int, Pli]
Rendered = tuple[list[bytes], list[Mapping[str, Any]]]


def demande_contenu(elements: Sequence[Element]) -> bool:
    """Whether the bytes of the mails are needed."""
    return any(one.section is not None or one.nom in _STRUCTURED for one in elements)


def lit_le_corps(elements: Sequence[Element]) -> bool:
    """Whether what the client takes holds bodies, not headers alone."""
    return any(one.section is not None and one.section.quoi in {"", "TEXT"} for one in elements)


def lots(chosen: Sequence[Rank], content: bool) -> Iterator[list[Rank]]:
    """The mails in batches of bounded size."""
    batch: list[Rank] = []
    size = 0
    for one in chosen:
        batch.append(one)
        size += one[1].taille if content else 0
        if len(batch) >= BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


async def rendre(
    store: Store,
    selection: Selection,
    batch: Sequence[Rank],
    elements: Sequence[Element],
    uid: bool,
    marks: bool,
) -> Rendered:
    """The untagged answers of a batch, and the facts of its mails. `marks` tells the flags too."""

    def work(connection: Connection) -> Rendered:
        found = lire(store, selection.dossier.id, [one.uid for _, one in batch], connection)
        by_uid = {one.uid: one for one in found}
        present = [(rank, pli, by_uid[pli.uid]) for rank, pli in batch if pli.uid in by_uid]
        lines = [_ligne(selection, rank, pli, one, elements, uid, marks) for rank, pli, one in present]
        return lines, [one.faits for _, _, one in present]

    if not demande_contenu(elements):
        return [_ligne(selection, rank, pli, None, elements, uid, marks) for rank, pli in batch], []
    return await store.query(work)


def _ligne(
    selection: Selection,
    rank: int,
    pli: Pli,
    contenu: Contenu | None,
    elements: Sequence[Element],
    uid: bool,
    marks: bool,
) -> bytes:
    """The whole line, its end included; a large content is copied into it once."""
    names = {one.nom for one in elements}
    pieces = [b"* %d FETCH (" % rank]
    if uid and "UID" not in names:
        pieces += (b"UID %d" % pli.uid, b" ")
    for part in _parts(selection, pli, contenu, elements):
        pieces += (*part, b" ")
    if marks and "FLAGS" not in names:
        pieces += (b"FLAGS ", selection.drapeaux(pli), b" ")
    pieces[-1] = b")\r\n"
    return b"".join(pieces)


def _parts(
    selection: Selection, pli: Pli, contenu: Contenu | None, elements: Iterable[Element]
) -> Iterator[tuple[bytes, ...]]:
    octets = contenu.octets if contenu else b""
    racine = _racine(octets)
    for one in elements:
        match one.nom:
            case "UID":
                yield (b"UID %d" % pli.uid,)
            case "FLAGS":
                yield b"FLAGS ", selection.drapeaux(pli)
            case "INTERNALDATE":
                yield (b'INTERNALDATE "%b"' % date_interne(pli.interne_us).encode(),)
            case "RFC822.SIZE":
                yield (b"RFC822.SIZE %d" % pli.taille,)
            case _:
                yield _du_contenu(octets, racine, one)


def _du_contenu(octets: bytes, racine: Noeud, element: Element) -> tuple[bytes, ...]:
    label = element.nom.encode() + b" "
    if element.nom == "ENVELOPE":
        return label, enveloppe(racine)
    if element.section is None:
        return label, structure(octets, racine, element.nom == "BODYSTRUCTURE")
    found = section(octets, racine, element.section)
    if found is None:
        return label, NIL
    if element.debut is not None:
        found = found[element.debut : element.debut + element.taille]
    return label, b"{%d}\r\n" % len(found), found


def _racine(octets: bytes) -> Noeud:
    """A mail beyond the limits is shown as one block of text: its bytes stay readable."""
    try:
        return arbre(octets)
    except TropComplexe:
        return Noeud((), "text/plain", {}, 0, 0, len(octets))


def date_interne(us: int) -> str:
    """` 1-Jan-2026 08:00:00 +0000`."""
    told = datetime.fromtimestamp(us // 1_000_000, UTC)
    return f"{told.day:2d}-{_MONTHS[told.month - 1]}-{told:%Y %H:%M:%S} +0000"
