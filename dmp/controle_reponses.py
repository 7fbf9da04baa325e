"""What the control operations of the DMP answer, as JSON."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from simulators.core.monde.model import DossierDmp


class Fermeture(TypedDict):
    """Why a record was closed, code and words; empty when it was not."""

    motif: str
    texte: str


class DmpLu(TypedDict):
    """A record: its state, who is blocked or authorised, how many documents it holds."""

    personne: str
    matricule: str
    etat: Literal["ouvert", "ferme", "absent"]
    rattache_mes: bool
    fermeture: Fermeture
    bloques: list[str]
    medecins_traitants: list[str]
    autorisations: dict[str, Literal["VALIDE", "EXPIRE", "NON_EXISTE"]]
    documents: int


class DossierRegle(DossierDmp):
    """What the espace says of a record, once changed."""

    personne: str


class AutorisationLue(TypedDict):
    """The authorisation of a professional or a structure on a record."""

    personne: str
    cible: str
    statut: Literal["VALIDE", "EXPIRE", "NON_EXISTE"]


class DocumentLu(TypedDict):
    """A document of a record. `creation` is UTC, as on the wire (YYYYMMDDhhmmss)."""

    unique_id: str
    entry_uuid: str
    titre: str
    type: str
    classe: str
    statut: str
    creation: str
    structure: str
    auteur: str
    confidentialites: list[str]
    taille: int
    sha1: str
    sha256: str


class DocumentEnMots(TypedDict):
    """A document for a reader; `lisible` is a fragment of HTML, escaped, empty for no CDA."""

    unique_id: str
    titre: str
    type_contenu: str
    taille: int
    lisible: str


class PassageLu(TypedDict):
    """Somebody came to a record."""

    quand: str
    qui: str
    nom: str
    structure: str
    geste: str
    acces: str


class DocumentVu(TypedDict):
    """A document as its owner sees it."""

    unique_id: str
    titre: str
    type: str
    creation: str
    structure: str
    masque: bool
    archive: bool


class PassageVu(TypedDict):
    """A visit as the owner of the record reads it; `quand_us` in microseconds since 1970."""

    quand_us: int
    nom: str
    structure: str
    geste: str
    urgence: bool


class MonEspaceSante(TypedDict):
    """What Mon espace santé shows of a record."""

    personne: str
    ouvert: bool
    documents: list[DocumentVu]
    passages: list[PassageVu]


class SchemasOfficiels(TypedDict):
    """Whether the official schemas judge; only `actif` without `--schematron`."""

    actif: bool
    dossier: NotRequired[str]
    saxonche: NotRequired[bool]
    en_attente: NotRequired[int]
    juges: NotRequired[int]
    processus: NotRequired[int | None]


class ConstatOfficiel(TypedDict):
    """What an official text says of a document."""

    source: str
    niveau: str
    message: str
    fichier: str
    chemin: str
    ligne: int | None
    trouve: str
