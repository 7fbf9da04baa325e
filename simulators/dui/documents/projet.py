"""A document that the DUI is about to write: of whom, by whom, where, when, and under which type."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from simulators.core.sante.cda.ecriture_entete import EHPAD, ESSMS
from simulators.core.sante.cda.modeles import MODELES
from simulators.core.sante.codes import Code
from simulators.core.sante.identifiants import Cx
from simulators.core.sante.rniv.dossier import Dossier
from simulators.dui.psc import Connexion

LOGICIEL: Final = "DUI de référence"
PPA: Final = MODELES["PPA"]


@dataclass(frozen=True, slots=True)
class Etablissement:
    """The structure that keeps the record: national identifier (1 + FINESS), name, town, sector, setting."""

    identifiant: str
    nom: str
    ville: str
    secteur: Code = EHPAD
    cadre: Code = ESSMS


@dataclass(frozen=True, slots=True)
class Precedent:
    """The version that a document replaces: its place in the registry, its identifiers, its number."""

    entry_uuid: str
    unique_id: str
    lignee: str
    version: int


@dataclass(frozen=True, slots=True)
class Projet:
    """The document to write. `type`, `classe` and `format` are those announced, `titre` what people read when
    it is not the label of the type. `debut` and `fin` bound the event it tells of, from when it is written
    unless told; `acte` is the code of that event. `confidentialites` are the marks that narrow who sees the
    document, `precedent` the version it replaces."""

    dossier: Dossier
    patient: Cx
    auteur: Connexion
    etablissement: Etablissement
    quand: datetime
    type: Code = PPA.code
    classe: Code = PPA.classe
    format: Code = PPA.format
    titre: str = ""
    debut: datetime | None = None
    fin: datetime | None = None
    acte: Code | None = None
    confidentialites: tuple[Code, ...] = ()
    precedent: Precedent | None = None

    @property
    def intitule(self) -> str:
        """The title that people read."""
        return self.titre or self.type.label

    @property
    def commence(self) -> datetime:
        """When the event began."""
        return self.debut or self.quand
