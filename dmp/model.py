"""What the DMP is about, whatever the face: who acts, whose record, which documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from simulators.core.monde.model import Personne
from simulators.core.sante.ebrim.modele import Association, FicheDocument, LotSoumission

Mode = Literal["DIRECTE", "INDIRECTE", "INDIRECTE_RENFORCEE"]
Acces = Literal["normal", "regulation", "bris"]
EtatDmp = Literal["ouvert", "ferme", "absent"]


class Statut(StrEnum):
    """The authorisation of a professional on a record, as TD0.2 tells it."""

    VALIDE = "VALIDE"
    EXPIRE = "EXPIRE"
    INTERDIT = "INTERDIT"
    NON_EXISTE = "NON_EXISTE"


class Categorie(StrEnum):
    """The columns of the rights matrices: what a caller is, besides the mode and the access."""

    PS_NON_MEDECIN = "ps_non_medecin"
    MEDECIN = "medecin"
    MEDECIN_TRAVAIL = "medecin_travail"
    MT = "mt"
    CPE = "cpe"
    PE_NON_PS = "pe_non_ps"
    STRUCTURE = ""


@dataclass(frozen=True, slots=True)
class Acteur:
    """Who calls, as verified: the professional (or system), the structure, how and why.

    `sujet` is the national identifier of the person (8 + RPPS for most), `structure` that of the structure.
    """

    sujet: str
    structure: str
    mode: Mode
    categorie: Categorie
    acces: Acces = "normal"


class Limite(StrEnum):
    """What narrows a right that is given (the notes of the matrices)."""

    AUCUNE = ""
    A_LA_STRUCTURE = "1"
    MEME_STRUCTURE = "2"
    NOUVELLES = "3"
    IMPUTE_STRUCTURE = "4"
    REFERENCE_SEULE = "5"
    LES_SIENS = "6"
    PATIENT_A_PERMIS = "7"
    LES_SIENS_ACTION = "8"
    DE_LA_STRUCTURE = "9"


@dataclass(frozen=True, slots=True)
class Droit:
    """One cell of the matrix: given or not, and within which limit."""

    accorde: bool
    limite: Limite = Limite.AUCUNE


@dataclass(frozen=True, slots=True)
class Dossier:
    """The record of one person as the DMP sees it at one moment.

    `matricule` is the INS with its key; `bloques` and `medecins_traitants` are national identifiers;
    `autorisation` is that of the caller.
    """

    matricule: str
    oid: str
    etat: EtatDmp
    nom: str = ""
    prenoms: str = ""
    sexe: str = ""
    date_naissance: str = ""
    rattache_mes: bool = True
    opposition_bris: bool = False
    opposition_regulation: bool = False
    medecins_traitants: frozenset[str] = frozenset()
    bloques: frozenset[str] = frozenset()
    autorisation: Statut = Statut.NON_EXISTE


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


@dataclass(frozen=True, slots=True)
class Exercant:
    """A professional of the espace: practising or not, and in which structures."""

    id: str
    identifiant: str
    actif: bool
    structures: frozenset[str]


@dataclass(frozen=True, slots=True)
class VueMonde:
    """The people and software of one espace at one version.

    `structures` are national identifiers; `cibles` gives the national identifier of a professional or of a
    structure from its id in this world.
    """

    personnes: Mapping[str, Personne]
    structures: frozenset[str]
    professionnels: Mapping[str, Exercant]
    homologations: frozenset[str]
    cibles: Mapping[str, str]
