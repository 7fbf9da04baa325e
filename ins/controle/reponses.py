"""What the control operations of INSi answer, as JSON."""

from typing_extensions import TypedDict

from simulators.core.monde.model import Ins, InsHistorique


class BaseComptee(TypedDict):
    """How many identities the kept base holds."""

    identites: int


class BaseVidee(TypedDict):
    """How many identities were removed."""

    otees: int


class LigneSignalee(TypedDict):
    """What is strange in a line of an imported file; `rang` and `colonne` are empty for the whole line."""

    champ: str
    ligne: int
    colonne: str
    rang: int
    message: str


class ImportFait(TypedDict):
    """What an import did; `avertissements` are the first ones, `nombre_avertissements` counts them all."""

    ajoutees: int
    matricules_donnes: int
    colonnes_ignorees: list[str]
    avertissements: list[LigneSignalee]
    nombre_avertissements: int
    identites: int


class IdentiteDite(TypedDict):
    """A record as INSi answers with it, and what is strange in it."""

    personne: str
    homonyme: bool
    nom_naissance: str
    prenoms: list[str]
    sexe: str
    date_naissance: str
    lieu_naissance: str
    ins: Ins
    historique: list[InsHistorique]
    deces: str
    avertissements: list[str]
