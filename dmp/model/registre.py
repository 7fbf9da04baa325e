"""What the registry holds, is given and finds: documents, sets, links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from dmp.model.dossier import Dossier
from simulators.core.sante.ebrim.modele import Association, FicheDocument, LotSoumission


class EtatDocument(StrEnum):
    """The life of a document in the registry (dmp_xds.md §5.1)."""

    APPROUVE = "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved"
    OBSOLETE = "urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated"
    ARCHIVE = "urn:asip:ci-sis:2010:StatusType:Archived"
    SUPPRIME = "urn:asip:ci-sis:2010:StatusType:Deleted"


@dataclass(frozen=True, slots=True)
class DocumentDepose:
    """A registered document: its entry as answered, who fed it, where its bytes are.

    `confidentialites` protect it today: those of the last version of its entry, whichever version this is.
    `lot` is the entryUUID of the set it came in.
    """

    fiche: FicheDocument
    matricule: str
    auteur: str
    structure: str
    mime: str
    blob: str
    confidentialites: frozenset[str]
    lot: str = ""


@dataclass(frozen=True, slots=True)
class DocumentADeposer:
    """An entry as it will be answered, the blob of its bytes, and whether it is the set's signature."""

    fiche: FicheDocument
    blob: str
    signature: bool = False


@dataclass(frozen=True, slots=True)
class Depot:
    """One set to register: entries with their own ids, and the bytes of each document."""

    matricule: str
    lot: LotSoumission
    auteur: str
    structure: str
    recu_us: int
    documents: Sequence[DocumentADeposer]
    associations: Sequence[Association] = ()
    remplaces: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class NouvelleVersion:
    """A new version of an entry, and the entryUUID of the version it follows."""

    ancienne: str
    fiche: FicheDocument


@dataclass(frozen=True, slots=True)
class Retouche:
    """One update to write: its set and links, the new states by entryUUID, the new versions of entries."""

    lot: Depot
    etats: Mapping[str, EtatDocument]
    versions: Sequence[NouvelleVersion]


@dataclass(frozen=True, slots=True)
class LotDepose:
    """A registered set: what it says of itself, who fed it."""

    lot: LotSoumission
    auteur: str
    structure: str


@dataclass(frozen=True, slots=True)
class Trouve:
    """Objects of the registry that answer a query, of one patient."""

    lots: tuple[LotDepose, ...] = ()
    documents: tuple[DocumentDepose, ...] = ()
    liens: tuple[Association, ...] = ()


@dataclass(frozen=True, slots=True)
class Filtre:
    """What a search keeps: each tuple is a list of values of which one must match; empty keeps all.

    Bounds are UTC texts of the same shape as the column: from included, to excluded.
    """

    statuts: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    cadres: tuple[str, ...] = ()
    etablissements: tuple[str, ...] = ()
    bornes: tuple[tuple[str, str, str], ...] = ()
    signatures: bool = False


@dataclass(frozen=True, slots=True)
class VueRegistre:
    """What one decision needs of the registry, read in the transaction that decides.

    `connus` are the uniqueIds asked about that exist already; `cibles` the documents named by entryUUID;
    `suivis` the last versions named by logicalId; `documents` those found for a search or a retrieval.
    """

    dossier: Dossier | None = None
    connus: frozenset[str] = frozenset()
    cibles: Mapping[str, DocumentDepose] = field(default_factory=dict)
    suivis: Mapping[str, DocumentDepose] = field(default_factory=dict)
    documents: tuple[DocumentDepose, ...] = ()
