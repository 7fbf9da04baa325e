"""The values of the web site of professionals: who opens what, what a page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from dmp.model import Acteur, DocumentDepose, Dossier, Passage, Statut
from simulators.core.rule import WHOLE_REQUEST, Place, Rule


class Ecran(StrEnum):
    """The pages that may be opened directly, by the name in their address (PDT-INF-527)."""

    TABLEAU = "TableauDeBord"
    DOSSIER = "DossierPatient"
    GESTION = "GestionDMPPatient"
    DOCUMENTS = "Documents"
    PARCOURS = "ParcoursDeSoins"
    HISTORIQUE = "HistoriqueAcces"
    VOLONTES = "VolontesEtDroits"


@dataclass(frozen=True, slots=True)
class Ouverture:
    """A page asked for: `ecran` None when the address names none; `methode` as sent.

    `porteur` is the national identifier that the card names, empty without card; `presente` is what came
    instead: the common name of a certificate that is no card.
    """

    methode: str
    adresse: str
    ecran: Ecran | None
    matricule: str = ""
    porteur: str = ""
    presente: str = ""


@dataclass(frozen=True, slots=True)
class PorteurCarte:
    """The professional whose card it is; `actif` is False when the practice is over or the card opposed."""

    identifiant: str
    nom: str
    metier: str
    profession: str
    savoir_faire: str
    structure: str
    actif: bool
    employe: bool = False


class Ecart(NamedTuple):
    """One rule broken, and where."""

    rule: Rule
    found: str = ""
    place: Place = WHOLE_REQUEST


@dataclass(frozen=True, slots=True)
class Vue:
    """What a page may show: the caller, the record, and what was read of it.

    `habilitations` gives each professional or structure with its authorisation, `noms` their names,
    `autorises` the matricule and the name of the records open to the caller.
    """

    acteur: Acteur | None = None
    dossier: Dossier | None = None
    documents: Sequence[DocumentDepose] = ()
    passages: Sequence[Passage] = ()
    habilitations: Mapping[str, Statut] = field(default_factory=dict)
    autorises: Sequence[tuple[str, str]] = ()
    noms: Mapping[str, str] = field(default_factory=dict)

    def nom(self, identifiant: str) -> str:
        """The name of a professional or structure, its identifier when nobody knows it."""
        return self.noms.get(identifiant, identifiant)
