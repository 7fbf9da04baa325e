"""Stored queries played on the registry: which objects each one finds (IHE ITI TF-2 §3.18.4.1.2.3.7)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from dmp.model import DocumentDepose, EtatDocument, Trouve
from dmp.state import registre
from dmp.xds.rules import recherche
from simulators.core.sante.ebrim import requetes
from simulators.core.sante.ebrim.modele import Association
from simulators.core.sante.ebrim.noms import RequeteStockee, TypeAssociation
from simulators.core.sante.ebrim.requetes import Requete


@dataclass(frozen=True, slots=True)
class Interrogation:
    """One query about one patient, inside one transaction."""

    connection: Connection
    matricule: str
    requete: Requete

    def trouver(self) -> Trouve:
        """Everything the query finds, whoever asks."""
        known = self.requete.connue
        if known is None:
            raise ValueError("an accepted query is known")
        return _QUERIES[known](self)

    def autour(self, found: Trouve) -> list[DocumentDepose]:
        """The documents that the links and the sets found name besides: what may be shown depends on them."""
        ends = {end for one in found.liens for end in (one.source, one.target)}
        held = registre.documents_des_lots(
            self.connection, self.matricule, [one.lot.entry_uuid for one in found.lots]
        )
        return [*registre.par_entry_uuid(self.connection, sorted(ends)).values(), *held]

    def documents(self) -> Trouve:
        """FindDocuments, FindDocumentsByReferenceId."""
        selected = registre.chercher(self.connection, self.matricule, recherche.filtre(self.requete))
        return Trouve(documents=tuple(recherche.gardes(self.requete, selected)))

    def lots(self) -> Trouve:
        """FindSubmissionSets."""
        every = registre.lots(self.connection, self.matricule)
        return Trouve(tuple(recherche.lots_gardes(self.requete, every)))

    def tout(self) -> Trouve:
        """GetAll: the sets and documents of a patient, with the links between them."""
        found = Trouve(self.lots().lots, self.documents().documents)
        ids = [one.lot.entry_uuid for one in found.lots]
        ids += [one.fiche.entry_uuid for one in found.documents]
        own = frozenset(ids)
        links = registre.liens(self.connection, ids)
        return Trouve(found.lots, found.documents, _entre(links, own))

    def documents_nommes(self) -> Trouve:
        """GetDocuments: those named; a deleted one only when that state is asked for (dmp_xds.md §4.10)."""
        states = self.requete.valeurs(requetes.STATUT)
        named = self._nommes()
        if states:
            return Trouve(documents=tuple(one for one in named if one.fiche.availability_status in states))
        return Trouve(documents=tuple(one for one in named if not _supprime(one)))

    def liens(self) -> Trouve:
        """GetAssociations: the links of the objects named, when these are of this patient."""
        return Trouve(liens=tuple(self._liens(self._a_lui(self.requete.valeurs(requetes.OBJETS)))))

    def documents_et_liens(self) -> Trouve:
        """GetDocumentsAndAssociations."""
        found = self.documents_nommes().documents
        return Trouve(documents=found, liens=tuple(self._liens(one.fiche.entry_uuid for one in found)))

    def lots_des_objets(self) -> Trouve:
        """GetSubmissionSets: the sets that hold the objects named, and the links that say so."""
        asked = self._a_lui(self.requete.valeurs(requetes.OBJETS))
        links = [
            one
            for one in self._liens(asked)
            if one.type == TypeAssociation.CONTIENT and one.target in set(asked)
        ]
        sets = registre.lots_nommes(self.connection, self.matricule, {one.source: None for one in links})
        return Trouve(tuple(sets), liens=tuple(links))

    def lot_et_contenu(self) -> Trouve:
        """GetSubmissionSetAndContents: one set, its documents, the links inside it."""
        named = (
            *self.requete.valeurs(requetes.LOT_ENTRY_UUID),
            *self.requete.valeurs(requetes.LOT_UNIQUE_ID),
        )
        sets = registre.lots_nommes(self.connection, self.matricule, named[:1])
        ids = [one.lot.entry_uuid for one in sets]
        held = registre.documents_des_lots(self.connection, self.matricule, ids)
        formats = recherche.filtre(self.requete).formats
        kept = [
            one
            for one in recherche.gardes(self.requete, held)
            if not formats or (one.fiche.format_code is not None and one.fiche.format_code.code in formats)
        ]
        own = frozenset((*ids, *(one.fiche.entry_uuid for one in kept)))
        return Trouve(tuple(sets), tuple(kept), _entre(self._liens(ids), own))

    def documents_lies(self) -> Trouve:
        """GetRelatedDocuments: the document, those linked to it in one of the ways asked, and these links."""
        start = next(iter(self._nommes()), None)
        if start is None:
            return Trouve()
        kinds = self.requete.valeurs(requetes.ASSOCIATIONS)
        links = [one for one in self._liens([start.fiche.entry_uuid]) if one.type in kinds]
        others = {end for one in links for end in (one.source, one.target)}
        around = registre.par_entry_uuid(self.connection, sorted(others | {start.fiche.entry_uuid}))
        found = {own: one for own, one in around.items() if one.matricule == self.matricule}
        own = frozenset(found)
        return Trouve(documents=tuple(found.values()), liens=_entre(links, own)) if links else Trouve()

    def _nommes(self) -> list[DocumentDepose]:
        """The documents of this patient named by entryUUID or by uniqueId."""
        query, connection = self.requete, self.connection
        found = {
            **registre.par_entry_uuid(connection, query.valeurs(requetes.ENTRY_UUID)),
            **registre.par_unique_id(connection, self.matricule, query.valeurs(requetes.UNIQUE_ID)),
        }
        return [one for one in found.values() if one.matricule == self.matricule]

    def _a_lui(self, ids: Iterable[str]) -> list[str]:
        """Of these objects, the documents and sets of this patient."""
        wanted = list(ids)
        documents = registre.par_entry_uuid(self.connection, wanted).values()
        sets = registre.lots_nommes(self.connection, self.matricule, wanted)
        own = [one.fiche.entry_uuid for one in documents if one.matricule == self.matricule]
        return [*own, *(one.lot.entry_uuid for one in sets)]

    def _liens(self, ids: Iterable[str]) -> list[Association]:
        return registre.liens(self.connection, ids)


def _supprime(one: DocumentDepose) -> bool:
    return one.fiche.availability_status == EtatDocument.SUPPRIME


def _entre(links: Iterable[Association], own: frozenset[str]) -> tuple[Association, ...]:
    return tuple(one for one in links if {one.source, one.target} <= own)


_QUERIES: Final[Mapping[RequeteStockee, Callable[[Interrogation], Trouve]]] = {
    RequeteStockee.FIND_DOCUMENTS: Interrogation.documents,
    RequeteStockee.FIND_DOCUMENTS_BY_REFERENCE_ID: Interrogation.documents,
    RequeteStockee.FIND_SUBMISSION_SETS: Interrogation.lots,
    RequeteStockee.GET_ALL: Interrogation.tout,
    RequeteStockee.GET_DOCUMENTS: Interrogation.documents_nommes,
    RequeteStockee.GET_ASSOCIATIONS: Interrogation.liens,
    RequeteStockee.GET_DOCUMENTS_AND_ASSOCIATIONS: Interrogation.documents_et_liens,
    RequeteStockee.GET_SUBMISSION_SETS: Interrogation.lots_des_objets,
    RequeteStockee.GET_SUBMISSION_SET_AND_CONTENTS: Interrogation.lot_et_contenu,
    RequeteStockee.GET_RELATED_DOCUMENTS: Interrogation.documents_lies,
}
