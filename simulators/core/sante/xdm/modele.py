"""An opened archive: its files, its submissions with their documents, and how it departs from the norm."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from simulators.core.sante.ebrim.lecture import SoumissionLue
from simulators.core.sante.ebrim.modele import FicheDocument, LotSoumission
from simulators.core.xml.parser import Document


class RaisonXdm(StrEnum):
    """Why an archive is not opened."""

    ILLISIBLE = "illisible"
    CHEMIN = "chemin"
    LIEN = "lien"
    CHIFFRE = "chiffre"
    COMPRESSION = "compression"
    BOMBE = "bombe"
    TROP_GROS = "trop_gros"
    TROP_DE_FICHIERS = "trop_de_fichiers"
    IMBRIQUE = "imbrique"
    DOUBLE = "double"
    METADATA_ABSENT = "metadata_absent"
    METADATA_ILLISIBLE = "metadata_illisible"


class XdmRefuseError(Exception):
    """An archive that is not opened; `detail` is the entry, the count or the cause at fault."""

    def __init__(self, raison: RaisonXdm, detail: str = "") -> None:
        super().__init__(raison.value, detail)
        self.raison = raison
        self.detail = detail


class Ecart(StrEnum):
    """What departs from the norm and does not prevent reading."""

    DOSSIER_EN_TROP = "dossier_en_trop"
    SANS_IHE_XDM = "sans_ihe_xdm"
    ANTISLASH = "antislash"
    CASSE = "casse"
    NOM_LONG = "nom_long"
    INDEX_ABSENT = "index_absent"
    README_ABSENT = "readme_absent"
    DOCUMENT_ABSENT = "document_absent"
    URI_ABSENTE = "uri_absente"
    EMPREINTE = "empreinte"
    TAILLE = "taille"


@dataclass(frozen=True, slots=True)
class EcartXdm:
    """One departure: what, where, what was found and expected."""

    ecart: Ecart
    chemin: str = ""
    found: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True)
class XdmLimits:
    """What an archive may hold: entries, bytes once opened, of one METADATA, and how much it may swell.

    `ratio` only counts beyond `leger` bytes: a short text compresses well without harm.
    """

    size: int = 40_000_000
    entries: int = 200
    total: int = 60_000_000
    metadata: int = 2_000_000
    ratio: int = 100
    leger: int = 2_000_000


@dataclass(frozen=True, slots=True)
class DocumentXdm:
    """One document entry and its file; `contenu` is None when the archive lacks it."""

    fiche: FicheDocument
    chemin: str
    contenu: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class LotXdm:
    """One folder with its METADATA.XML."""

    dossier: str
    lue: SoumissionLue
    metadata: Document = field(repr=False)
    documents: tuple[DocumentXdm, ...] = ()

    @property
    def lot(self) -> LotSoumission:
        """The submission set."""
        return self.lue.soumission.lot


@dataclass(frozen=True, slots=True)
class Xdm:
    """An opened archive; `fichiers` holds every file by its path, `/` between folders."""

    lots: tuple[LotXdm, ...]
    fichiers: Mapping[str, bytes] = field(repr=False)
    ecarts: tuple[EcartXdm, ...] = ()

    @property
    def documents(self) -> tuple[DocumentXdm, ...]:
        """The documents of every folder, in order."""
        return tuple(one for lot in self.lots for one in lot.documents)
