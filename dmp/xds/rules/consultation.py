"""Retrieval: what is asked, what the caller may have of it (dmp_xds.md §4.9)."""

from collections.abc import Iterator, Mapping
from typing import Final

from dmp.model import Acteur, DocumentDepose, VueRegistre
from dmp.xds.model import DemandeConsultation, Remarque
from dmp.xds.rules.catalogue import lectures
from dmp.xds.rules.recherche import visibles
from simulators.core.sante.ebrim.retrait import ENTREPOT_DMP

# What a client of the DMP is known to receive at once (dmp_xds.md §1).
MOST_BYTES: Final = 50_000_000


def demandes(asked: DemandeConsultation) -> Iterator[Remarque]:
    """What a retrieval asks for: our repository, by uniqueId."""
    if not asked.documents:
        yield Remarque(lectures.RIEN_DEMANDE, spot="demande")
    for rank, one in enumerate(asked.documents):
        spot = f"document/{rank}"
        if one.entrepot != ENTREPOT_DMP:
            yield Remarque(lectures.DEPOT_INCONNU, one.entrepot, ENTREPOT_DMP, spot)
        if one.unique_id.startswith("urn:uuid:"):
            yield Remarque(lectures.ENTRY_UUID, one.unique_id, "", spot, detail=f"uniqueId={one.unique_id}")


def trouves(asked: DemandeConsultation, who: Acteur, vue: VueRegistre) -> Iterator[Remarque]:
    """Documents asked for that this caller cannot have, and those the patient does not see."""
    readable = (
        {}
        if vue.dossier is None
        else {one.fiche.unique_id: one for one in visibles(who, vue.dossier, vue.documents)}
    )
    for rank in _de_trop(asked, readable):
        yield Remarque(lectures.TROP_GROS, asked.documents[rank].unique_id, "", f"document/{rank}")
    for rank, one in enumerate(asked.documents):
        found = readable.get(one.unique_id)
        spot = f"document/{rank}"
        if found is None:
            if not one.unique_id.startswith("urn:uuid:"):
                detail = f"uniqueId={one.unique_id}"
                yield Remarque(lectures.DOCUMENT_INCONNU, one.unique_id, "", spot, detail=detail)
        elif "INVISIBLE_PATIENT" in found.confidentialites:
            yield Remarque(lectures.INVISIBLE_AU_PATIENT, one.unique_id, "", spot)


def _de_trop(asked: DemandeConsultation, readable: Mapping[str, DocumentDepose]) -> Iterator[int]:
    """The ranks of what one answer cannot hold; a document asked for twice counts once."""
    held: set[str] = set()
    room = MOST_BYTES
    for rank, one in enumerate(asked.documents):
        found = readable.get(one.unique_id)
        if found is None or one.unique_id in held:
            continue
        size = int(found.fiche.size)
        if size > room:
            yield rank
            continue
        held.add(one.unique_id)
        room -= size
