"""The codes an identity travels with: HL7 v2 table 0445 and FR Core, in their two generations (ins.md §9.1).

Until FR Core 2.1 one list holds everything: VALI means qualified, and doubtful or fictitious are statuses.
Since then the four statuses have a list of their own, and the attributes are comments beside it.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from simulators.core.basis import Basis, assumed, seen
from simulators.core.rule import Text

_FR_CORE: Final = "https://hl7.fr/ig/fhir/core/CodeSystem/"
SYSTEME_STATUT: Final = f"{_FR_CORE}fr-core-cs-identity-status"
SYSTEME_STATUT_ANCIEN: Final = f"{_FR_CORE}fr-core-cs-fiabilite-identite"
SYSTEME_COMMENTAIRE: Final = f"{_FR_CORE}fr-core-cs-identity-status-comment"
SYSTEME_METHODE: Final = f"{_FR_CORE}fr-core-cs-method-collection"
SYSTEME_VALIDATION: Final = f"{_FR_CORE}fr-core-cs-mode-validation-identity"

_SEEN: Final = seen("hl7.fhir.fr.core, codes de fiabilité de l'identité")
_RNIV: Final = seen("RNIV 2.0, cité par hl7.fhir.fr.core et par les pages régionales sur l'INS")


class Provenance(StrEnum):
    """How the traits entered the record (FR Core, method of collection)."""

    SAISIE = "SM"
    CARTE_VITALE = "CV"
    INSI = "INSI"
    DATAMATRIX = "CB"
    RFID = "RFID"
    APPLI_VITALE = "AV"


class Document(StrEnum):
    """What an identity may be checked with (FR Core, mode of validation; `LE` from the INS guide)."""

    PASSEPORT = "PA"
    CARTE_IDENTITE = "CN"
    ACTE_NAISSANCE = "AN"
    LIVRET_FAMILLE = "LE"
    TITRE_SEJOUR = "CS"
    CARTE_IDENTITE_ELECTRONIQUE = "eCN"
    IDENTITE_NUMERIQUE = "IN"
    APPLI_VITALE = "AV"
    LIVRET_ET_VITALE = "LECV"
    LIVRET_DES_PARENTS = "LEP"
    ACTE_ET_VITALE = "ANCV"
    CARNET_CIRCULATION = "CC"
    CARTE_PROFESSIONNELLE = "CIMS"


class Piece(NamedTuple):
    """What a document is worth: its name, whether it validates an identity, on which condition."""

    nom: Text
    haut_niveau: bool
    condition: Text
    basis: Basis


_NONE: Final = Text("", "")
_MINORS: Final = Text(
    "sous conditions (mineurs, cas des EHPAD)",
    "on conditions (minors, case of nursing homes)",
)

PIECES: Final[Mapping[Document, Piece]] = MappingProxyType(
    {
        Document.PASSEPORT: Piece(Text("passeport", "passport"), True, _NONE, _RNIV),
        Document.CARTE_IDENTITE: Piece(
            Text("carte nationale d'identité", "national identity card"),
            True,
            Text(
                "ressortissants de l'Union européenne et des États assimilés par le RNIV",
                "nationals of the European Union and of the states the RNIV assimilates",
            ),
            _RNIV,
        ),
        Document.TITRE_SEJOUR: Piece(Text("titre de séjour", "residence permit"), True, _NONE, _RNIV),
        Document.ACTE_NAISSANCE: Piece(
            Text("extrait d'acte de naissance", "birth certificate extract"), True, _NONE, _RNIV
        ),
        Document.LIVRET_FAMILLE: Piece(Text("livret de famille", "family record book"), True, _MINORS, _RNIV),
        Document.LIVRET_DES_PARENTS: Piece(
            Text("livret de famille des parents", "the parents' family record book"), True, _MINORS, _SEEN
        ),
        Document.LIVRET_ET_VITALE: Piece(
            Text(
                "livret de famille et carte Vitale avec photographie",
                "family record book and carte Vitale with photograph",
            ),
            True,
            _NONE,
            _SEEN,
        ),
        Document.ACTE_ET_VITALE: Piece(
            Text(
                "extrait d'acte de naissance et carte Vitale avec photographie",
                "birth certificate extract and carte Vitale with photograph",
            ),
            True,
            _NONE,
            _SEEN,
        ),
        Document.APPLI_VITALE: Piece(
            Text("appli carte Vitale", "appli carte Vitale"),
            True,
            Text("qualifie d'elle-même", "qualifies by itself"),
            seen("RNIV 2.0 §4.3.4, cité par hl7.fhir.fr.core"),
        ),
        Document.CARTE_IDENTITE_ELECTRONIQUE: Piece(
            Text("carte d'identité électronique", "electronic identity card"),
            True,
            _NONE,
            assumed("l'identité électronique d'un État vaut la carte qu'elle remplace"),
        ),
        Document.IDENTITE_NUMERIQUE: Piece(
            Text("identité numérique La Poste", "La Poste digital identity"),
            True,
            _NONE,
            assumed("identité électronique de niveau substantiel au moins"),
        ),
        Document.CARNET_CIRCULATION: Piece(
            Text("carnet de circulation", "travel booklet"),
            False,
            _NONE,
            assumed("le code existe, aucune source ne le dit de haut niveau"),
        ),
        Document.CARTE_PROFESSIONNELLE: Piece(
            Text("carte professionnelle multiservices", "multiservice professional card"),
            False,
            _NONE,
            assumed("le code existe, aucune source ne le dit de haut niveau"),
        ),
    }
)
HAUT_NIVEAU: Final = frozenset(document for document, piece in PIECES.items() if piece.haut_niveau)

METHODES: Final[Mapping[Provenance, Text]] = MappingProxyType(
    {
        Provenance.SAISIE: Text("saisie manuelle", "typed by hand"),
        Provenance.CARTE_VITALE: Text("carte Vitale", "carte Vitale"),
        Provenance.INSI: Text("téléservice INSi", "INSi service"),
        Provenance.DATAMATRIX: Text("code à barres (datamatrix INS)", "barcode (INS datamatrix)"),
        Provenance.RFID: Text("puce RFID", "RFID chip"),
        Provenance.APPLI_VITALE: Text("application carte Vitale", "appli carte Vitale"),
    }
)
