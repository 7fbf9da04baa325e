"""The record of a person, and what the DMP knows of the people around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dmp.model.acteurs import Statut
from simulators.core.monde.model import Personne

EtatDmp = Literal["ouvert", "ferme", "absent"]


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
